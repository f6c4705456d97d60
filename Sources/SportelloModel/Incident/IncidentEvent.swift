/// What happens to a ticket because something is down, and calls about it.
public enum IncidentEvent: Sendable, Hashable {
    /// It came by an emergency way, or monitoring made it: the team that answers emergencies has it.
    case opened(IncidentOpened)
    /// Somebody was paged.
    case paged(Paged)
    /// It was no emergency. Content: the words of the redirect.
    case misrouted
    /// Monitoring saw something. Content: its words.
    case monitored(ServiceSeen)
    /// The customer should also call. Content: how.
    case callAdvised(CallAdvice)
    /// A call took place. Content: what was said.
    case called(CallTook)

    /// Stable for ever.
    var kind: String {
        switch self {
        case .opened: "incident.opened"
        case .paged: "incident.paged"
        case .misrouted: "incident.misrouted"
        case .monitored: "incident.monitored"
        case .callAdvised: "incident.callAdvised"
        case .called: "incident.called"
        }
    }

    /// The advice is for the customer; the rest is the staff's.
    var visibility: Visibility { if case .callAdvised = self { .everyone } else { .staff } }

    func encodedFacts() throws -> [UInt8] {
        switch self {
        case .opened(let facts): try FactsCoding.encode(facts)
        case .paged(let facts): try FactsCoding.encode(facts)
        case .monitored(let facts): try FactsCoding.encode(facts)
        case .callAdvised(let facts): try FactsCoding.encode(facts)
        case .called(let facts): try FactsCoding.encode(facts)
        case .misrouted: FactsCoding.none
        }
    }

    static func decode(kind: String, facts: [UInt8]) throws -> Self? {
        switch kind {
        case "incident.opened": .opened(try FactsCoding.decode(facts))
        case "incident.paged": .paged(try FactsCoding.decode(facts))
        case "incident.misrouted": .misrouted
        case "incident.monitored": .monitored(try FactsCoding.decode(facts))
        case "incident.callAdvised": .callAdvised(try FactsCoding.decode(facts))
        case "incident.called": .called(try FactsCoding.decode(facts))
        default: nil
        }
    }
}

/// The team that answers emergencies has it.
public struct IncidentOpened: Sendable, Hashable, Codable {
    /// The team.
    public var team: String
    /// The monitored service, where monitoring made it.
    public var service: MonitoredService.Name?
}

/// Somebody was paged.
public struct Paged: Sendable, Hashable, Codable {
    /// Whom, in words of the profile.
    public var recipients: [String]
}

/// Monitoring saw something.
public struct ServiceSeen: Sendable, Hashable, Codable {
    /// Which service.
    public var service: MonitoredService.Name
    /// What.
    public var kind: MonitoringReport.Kind
}

/// A call took place.
public struct CallTook: Sendable, Hashable, Codable {
    /// Whether staff called.
    public var isOutbound: Bool
    /// How long it took, in minutes.
    public var minutes: Int
}

/// What a ticket keeps about outages and calls.
public struct IncidentFacts: Sendable, Hashable, Codable {
    /// Whether it is answered by the emergency team, beside the consultants' queue (R-002-80).
    public var isEmergency = false
    /// The monitored service that it is about.
    public var service: MonitoredService.Name?
    /// How many pages were sent.
    public var pages = 0
    /// Since when the customer is advised to call too.
    public var callAdvisedAt: Instant?
    /// How many calls took place.
    public var calls = 0
    /// When the last one was written down.
    public var lastCallAt: Instant?

    /// Nothing.
    public init() {}
}

extension TicketFacts {
    mutating func evolveIncident(_ event: IncidentEvent, _ stamp: Stamp) {
        switch event {
        case .opened(let event):
            incident.isEmergency = true
            incident.service = event.service
            team = event.team
            priority = 1
        case .paged(let event): incident.pages += event.recipients.count
        case .misrouted: incident.isEmergency = false
        case .monitored: break
        case .callAdvised: incident.callAdvisedAt = stamp.at
        case .called:
            incident.calls += 1
            incident.lastCallAt = stamp.at
        }
    }
}
