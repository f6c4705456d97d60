/// An agent's presence and capacity: one pool over all channels (R-002-71).
public struct AgentDesk: Sendable, Hashable, Codable {
    /// Whether the agent can be given work.
    public enum Presence: String, Sendable, Hashable, Codable {
        /// Takes work.
        case available
        /// There, but takes none: a call, a training (R-002-9).
        case busy
        /// Away for a while.
        case away
        /// Not there.
        case offline
    }

    /// The agent; empty before the first event.
    public var agent = AgentID(rawValue: "")
    /// Whether the agent can be given work.
    public var presence = Presence.offline
    /// Why, where a reason was named.
    public var reason: String?
    /// Since when.
    public var since = Instant(milliseconds: 0)
    /// The tickets with a dialog of this agent.
    public var work: [TicketID] = []
    /// Tickets with a dialog that ended and was not wrapped up (R-002-25).
    public var pendingWrapUps: [TicketID] = []

    /// Starts the fold. The agent's own name comes with the first event.
    public init(id: Identifier<AgentDesk>) {}
}

/// What can happen to an agent's desk.
public enum AgentDeskEvent: StreamEvent {
    case presenceSet(PresenceSet)
    case taken(DeskWork)
    case wrapUpDue(DeskWork)
    case done(DeskWork)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .presenceSet: "presence.set"
        case .taken: "work.taken"
        case .wrapUpDue: "work.wrapUpDue"
        case .done: "work.done"
        }
    }

    /// For the staff.
    public var visibility: Visibility { .staff }
}

/// The agent said whether work may come.
public struct PresenceSet: Sendable, Hashable, Codable {
    /// The agent.
    public var agent: AgentID
    /// The presence.
    public var presence: AgentDesk.Presence
    /// Why.
    public var reason: String?
}

/// A dialog on an agent's desk.
public struct DeskWork: Sendable, Hashable, Codable {
    /// The agent.
    public var agent: AgentID
    /// The ticket.
    public var ticket: TicketID
}

extension AgentDesk: Aggregate {
    /// What can happen to an agent's desk.
    public typealias Event = AgentDeskEvent

    /// Applies one event.
    public mutating func evolve(_ event: AgentDeskEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .presenceSet(let event):
            agent = event.agent
            presence = event.presence
            reason = event.reason
            since = stamp.at
        case .taken(let event):
            agent = event.agent
            if !work.contains(event.ticket) { work.append(event.ticket) }
        case .wrapUpDue(let event):
            if !pendingWrapUps.contains(event.ticket) { pendingWrapUps.append(event.ticket) }
        case .done(let event):
            work.removeAll { $0 == event.ticket }
            pendingWrapUps.removeAll { $0 == event.ticket }
        }
    }
}
