/// Who is called when something is down, and how the desk learns of it (R-002-79 to R-002-84).
public struct IncidentPolicy: Sendable, Hashable, Codable {
    /// The team that owns the emergency channels and what monitoring finds. Default: `administrators`.
    public var team: String
    /// Whom to page, in order: words that the host's paging adapter understands. Default: nobody.
    public var pages: [String]
    /// What an emergency channel is for, as customers read it.
    public var scope: LocalizedText
    /// The way by which a critical failure is told besides a ticket, so that nobody overlooks it; `nil` for none.
    public var criticalCall: CallAdvice?
    /// Where monitoring reports come from. Default: nowhere.
    public var monitoring: [MonitoringSource]

    /// Makes a policy.
    public init(
        team: String = "administrators", pages: [String] = [], scope: LocalizedText = IncidentPolicy.standardScope,
        criticalCall: CallAdvice? = nil, monitoring: [MonitoringSource] = []
    ) {
        self.team = team
        self.pages = pages
        self.scope = scope
        self.criticalCall = criticalCall
        self.monitoring = monitoring
    }

    /// The scope in every shipped language.
    public static let standardScope: LocalizedText = [
        "en": "This address is only for total outages.", "it": "Questo indirizzo è solo per i blocchi totali.",
        "pl": "Ten adres służy tylko do zgłaszania całkowitych awarii.",
        "es": "Esta dirección es solo para caídas totales.", "ru": "Этот адрес только для полной остановки работы.",
        "uk": "Ця адреса лише для повної зупинки роботи.",
    ]
}

/// The way by which a critical failure is told besides a ticket (R-002-83).
public struct CallAdvice: Sendable, Hashable, Codable {
    /// The kind of way. Default: the telephone.
    public var channel: ChannelKind
    /// The purpose under which it is official. Default: emergency.
    public var purpose: Purpose

    /// Makes advice.
    public init(channel: ChannelKind = .phone, purpose: Purpose = .emergency) {
        self.channel = channel
        self.purpose = purpose
    }
}

/// A monitoring system that reports by itself (R-002-79).
public struct MonitoringSource: Sendable, Hashable, Codable {
    /// A short word, named by every report.
    public var id: String
    /// What an incident of it is about.
    public var caseType: String
    /// How bad an incident of it is; `nil` where staff judge. Default: critical.
    public var severity: Severity?
    /// How long the source's own repair may take before the administrators are alerted, in minutes of the wall clock.
    /// Default 0: they are alerted at once.
    public var repairMinutes: Int

    /// Makes a source.
    public init(id: String, caseType: String, severity: Severity? = .critical, repairMinutes: Int = 0) {
        self.id = id
        self.caseType = caseType
        self.severity = severity
        self.repairMinutes = repairMinutes
    }
}

extension IncidentPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case team, pages, scope, criticalCall, monitoring }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = IncidentPolicy()
        self.init(
            team: try values.value(.team, or: standard.team), pages: try values.value(.pages, or: standard.pages),
            scope: try values.value(.scope, or: standard.scope), criticalCall: try values.optional(.criticalCall),
            monitoring: try values.value(.monitoring, or: standard.monitoring)
        )
    }
}

extension CallAdvice {
    enum CodingKeys: String, CodingKey, CaseIterable { case channel, purpose }

    /// Decodes advice; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            channel: try values.value(.channel, or: .phone), purpose: try values.value(.purpose, or: .emergency)
        )
    }
}

extension MonitoringSource {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, caseType, severity, repairMinutes }

    /// Decodes a source: `id` and `caseType` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = MonitoringSource(id: try values.value(.id), caseType: try values.value(.caseType))
        self.init(
            id: standard.id, caseType: standard.caseType, severity: try values.optional(.severity) ?? standard.severity,
            repairMinutes: try values.value(.repairMinutes, or: standard.repairMinutes)
        )
    }
}

extension ProfileChecker {
    mutating func checkIncidents() {
        let policy = profile.incidents
        if policy.team.isEmpty {
            report(["incidents", "team"], "it is empty", remedy: "name the team that answers emergencies")
        }
        checkWords(policy.pages, of: ["incidents", "pages"])
        checkText(policy.scope, ["incidents", "scope"])
        let hasEmergencyChannel = profile.channels.contains { $0.purpose == .emergency && $0.standing == .official }
        if hasEmergencyChannel || !policy.monitoring.isEmpty, policy.pages.isEmpty {
            report(
                ["incidents", "pages"], "an emergency would be told to nobody", remedy: "name at least one to page"
            )
        }
        if let call = policy.criticalCall,
            !profile.officialChannels(for: call.purpose).contains(where: { $0.kind == call.channel })
        {
            report(
                ["incidents", "criticalCall"],
                "\(call.channel.rawValue) is not official for \(call.purpose.rawValue)",
                remedy: "name a way that is, or give that channel the standing official"
            )
        }
        checkWords(policy.monitoring.map(\.id), of: ["incidents", "monitoring"], key: "id")
        for (index, source) in policy.monitoring.enumerated() {
            let keys = ["incidents", "monitoring", "\(index)"]
            if profile.caseType(source.caseType) == nil {
                report(
                    keys + ["caseType"], "there is no case type “\(source.caseType)”",
                    remedy: "known: \(profile.caseTypes.map(\.id).joined(separator: ", "))"
                )
            }
            if !(0...1440).contains(source.repairMinutes) {
                report(keys + ["repairMinutes"], "\(source.repairMinutes) is out of range", remedy: "write 0 to 1440")
            }
        }
    }
}
