extension SeverityPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case rules, inconveniences
        case standard = "default"
        case staffMayRaise, appeals, deciders, releasedFixes
    }

    /// Decodes a policy; what is missing has its documented default. `default: mustBeSaid` stands for no default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = SeverityPolicy()
        self.init(
            rules: try values.value(.rules, or: standard.rules),
            inconveniences: try values.value(.inconveniences, or: standard.inconveniences),
            standard: try values.value(.standard, or: Default.nonCritical).severity,
            staffMayRaise: try values.value(.staffMayRaise, or: standard.staffMayRaise),
            appeals: try values.value(.appeals, or: standard.appeals),
            deciders: try values.value(.deciders, or: standard.deciders),
            releasedFixes: try values.value(.releasedFixes, or: standard.releasedFixes)
        )
    }

    /// Encodes every member.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rules, forKey: .rules)
        try container.encode(inconveniences, forKey: .inconveniences)
        try container.encode(Default(standard), forKey: .standard)
        try container.encode(staffMayRaise, forKey: .staffMayRaise)
        try container.encode(appeals, forKey: .appeals)
        try container.encode(deciders, forKey: .deciders)
        try container.encode(releasedFixes, forKey: .releasedFixes)
    }

    private enum Default: String, Codable, CaseIterable {
        case nonCritical, critical, mustBeSaid

        init(_ severity: Severity?) {
            switch severity {
            case .nonCritical: self = .nonCritical
            case .critical: self = .critical
            case nil: self = .mustBeSaid
            }
        }

        var severity: Severity? { Severity(rawValue: rawValue) }
    }
}

extension SeverityPolicy.Rule {
    enum CodingKeys: String, CodingKey, CaseIterable { case impacts, unlessWorkaround, severity }

    /// Decodes a rule: `impacts` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = SeverityPolicy.Rule(impacts: try values.value(.impacts))
        self.init(
            impacts: standard.impacts,
            unlessWorkaround: try values.value(.unlessWorkaround, or: standard.unlessWorkaround),
            severity: try values.value(.severity, or: standard.severity)
        )
    }
}
