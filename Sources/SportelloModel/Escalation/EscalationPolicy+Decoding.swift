extension EscalationPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case nonCritical, critical, proposal }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = EscalationPolicy()
        self.init(
            nonCritical: try values.value(.nonCritical, or: standard.nonCritical),
            critical: try values.value(.critical, or: standard.critical),
            proposal: try values.value(.proposal, or: standard.proposal)
        )
    }
}

extension EscalationPolicy.Rule {
    enum CodingKeys: String, CodingKey, CaseIterable { case effect, everyMinutes }

    /// Decodes a rule: `effect` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(try values.value(.effect), everyMinutes: try values.optional(.everyMinutes))
    }
}

extension TriagePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case deciders, teams, rejectReasons }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = TriagePolicy()
        self.init(
            deciders: try values.value(.deciders, or: standard.deciders),
            teams: try values.value(.teams, or: standard.teams),
            rejectReasons: try values.value(.rejectReasons, or: standard.rejectReasons)
        )
    }
}

extension TriagePolicy.Reason {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title }

    /// Decodes a reason: both members must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(id: try values.value(.id), title: try values.value(.title))
    }
}

extension PointsPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case nonCritical, critical, proposal, oncePerAccount, formula, pointWeight, costWeight
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = PointsPolicy()
        self.init(
            nonCritical: try values.value(.nonCritical, or: standard.nonCritical),
            critical: try values.value(.critical, or: standard.critical),
            proposal: try values.value(.proposal, or: standard.proposal),
            oncePerAccount: try values.value(.oncePerAccount, or: standard.oncePerAccount),
            formula: try values.value(.formula, or: standard.formula),
            pointWeight: try values.value(.pointWeight, or: standard.pointWeight),
            costWeight: try values.value(.costWeight, or: standard.costWeight)
        )
    }
}

extension NoticePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case results, by, afterResolution }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = NoticePolicy()
        self.init(
            results: try values.value(.results, or: standard.results),
            by: try values.value(.by, or: standard.by),
            afterResolution: try values.value(.afterResolution, or: standard.afterResolution)
        )
    }
}
