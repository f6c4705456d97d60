/// What an escalation is about.
public enum IssueKind: String, Sendable, Hashable, Codable {
    /// Something does not work as it should.
    case bug
    /// Something could be better.
    case proposal
}

/// What an escalation creates on the provider's side; linked many-to-many with tickets (R-002-41).
public struct InternalIssue: Sendable, Hashable, Codable {
    /// Where it stands.
    public enum State: String, Sendable, Hashable, Codable {
        /// Waits for triage by the product teams.
        case submitted
    }

    /// The name.
    public var id: InternalIssueID
    /// Where it stands.
    public var state = State.submitted
    /// What it is about.
    public var kind = IssueKind.bug
    /// How bad the failure is; `nil` for proposals.
    public var severity: Severity?
    /// The tickets it came from.
    public var tickets: [TicketID] = []
    /// When it was made.
    public var createdAt = Instant(milliseconds: 0)
    /// What it says; content.
    public var description = ""

    /// Starts the fold.
    public init(id: InternalIssueID) { self.id = id }
}

/// What can happen to an internal issue.
public enum InternalIssueEvent: StreamEvent {
    case submitted(IssueSubmitted)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .submitted: "issue.submitted"
        }
    }

    /// For the staff; customers never see internal text.
    public var visibility: Visibility { .staff }
}

/// Somebody escalated. Content: the description, and the analysis under `analysis`.
public struct IssueSubmitted: Sendable, Hashable, Codable {
    /// What it is about.
    public var kind: IssueKind
    /// How bad the failure is.
    public var severity: Severity?
    /// The ticket it came from.
    public var ticket: TicketID
}

extension InternalIssue: Aggregate {
    /// What can happen to an internal issue.
    public typealias Event = InternalIssueEvent

    /// Applies one event.
    public mutating func evolve(_ event: InternalIssueEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .submitted(let event):
            kind = event.kind
            severity = event.severity
            if !tickets.contains(event.ticket) { tickets.append(event.ticket) }
            createdAt = stamp.at
            description = content?.text ?? ""
        }
    }
}
