/// What is asked about outages, and about calls that belong to a ticket.
public enum IncidentCommand: Sendable, Hashable {
    /// A monitoring system reports. Only the desk itself, by its adapter.
    case reportMonitoring(MonitoringReport)
    /// The desk itself: the time for a source's own repair is over. The name is for the incident, if one is made.
    case repairOverdue(MonitoredService.Name, NewTicket)
    /// A message at the emergency address is about something else (R-002-81).
    case misroute(TicketID)
    /// A call about a ticket took place (R-002-84).
    case logCall(TicketID, CallLog)

    /// The streams it will certainly look at.
    var expectedStreams: [StreamID] {
        switch self {
        case .reportMonitoring, .repairOverdue: [.desk]
        case .misroute(let id), .logCall(let id, _): [Ticket.stream(id)]
        }
    }
}

/// One report of a monitoring system.
public struct MonitoringReport: Sendable, Hashable {
    /// What is reported.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Something is wrong; the source tries to repair it itself, where its entry in the profile gives it time.
        case fault
        /// The source's own repair did not help.
        case repairFailed
        /// All is well again.
        case recovered
    }

    /// Which service, by which source.
    public var service: MonitoredService.Name
    /// What is reported.
    public var kind: Kind
    /// What the source says about it.
    public var text: String
    /// The name and number of the incident, if one is made.
    public var ticket: NewTicket

    /// Makes a report.
    public init(service: MonitoredService.Name, kind: Kind, text: String, ticket: NewTicket) {
        self.service = service
        self.kind = kind
        self.text = text
        self.ticket = ticket
    }
}

/// A call that took place.
public struct CallLog: Sendable, Hashable {
    /// The ticket's number as it was said, so that a slip of the tongue does not tie the call to another's ticket.
    public var number: TicketNumber
    /// Whether staff called.
    public var isOutbound: Bool
    /// How long it took, in minutes.
    public var minutes: Int
    /// What was said, shortly.
    public var summary: String

    /// Makes a log entry.
    public init(number: TicketNumber, isOutbound: Bool = false, minutes: Int, summary: String) {
        self.number = number
        self.isOutbound = isOutbound
        self.minutes = minutes
        self.summary = summary
    }
}

/// A service that is in trouble according to a monitoring system.
public struct MonitoredService: Sendable, Hashable, Codable {
    /// Names a service.
    public struct Name: Sendable, Hashable, Codable {
        /// The source's word in the profile.
        public var source: String
        /// The source's word for the service.
        public var service: String

        /// Makes a name.
        public init(source: String, service: String) {
            self.source = source
            self.service = service
        }
    }

    /// Which.
    public var name: Name
    /// Since when.
    public var since: Instant
    /// Until when the source may try to repair it by itself; `nil` once the administrators were alerted.
    public var repairUntil: Instant?
    /// The incident.
    public var incident: TicketID?
}

/// A call for somebody who must come at once, sent by the host's paging adapter.
public struct Page: Sendable, Hashable, Codable {
    /// The incident.
    public var ticket: TicketID
    /// Its number.
    public var number: TicketNumber
    /// The team.
    public var team: String
    /// Who, in a word of the profile.
    public var recipient: String
}
