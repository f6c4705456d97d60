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

    /// A dialog on the desk.
    public struct Work: Sendable, Hashable, Codable {
        /// The ticket.
        public var ticket: TicketID
        /// The way the dialog is held.
        public var channel: ChannelKind
        /// Since when.
        public var since: Instant
    }

    /// An interval in which the agent is taken as if by a call: a training, an appointment, a holiday (R-002-9,
    /// R-002-70). Half-open: at ``until`` the agent is free again.
    public struct Occupation: Sendable, Hashable, Codable {
        /// A word by which it can be taken back, unique on the desk; for an appointment, the appointment's name.
        public var id: String
        /// Why, for example `training` or `holiday`.
        public var reason: String
        /// When it begins.
        public var from: Instant
        /// When it is over.
        public var until: Instant

        /// Makes an interval.
        public init(id: String, reason: String, from: Instant, until: Instant) {
            self.id = id
            self.reason = reason
            self.from = from
            self.until = until
        }
    }

    /// The agent; empty before the first event.
    public var agent = AgentID(rawValue: "")
    /// The name that customers see, once known.
    public var name: String?
    /// Whether the agent can be given work.
    public var presence = Presence.offline
    /// Why, where a reason was named.
    public var reason: String?
    /// Since when; the epoch while the agent never said anything.
    public var since = Instant(milliseconds: 0)
    /// The dialogs of this agent.
    public var dialogs: [Work] = []
    /// Tickets with a dialog that ended and was not wrapped up (R-002-25).
    public var pendingWrapUps: [TicketID] = []
    /// When the agent last finished something: of two who are free, the one who has been free longer is next.
    public var lastDoneAt: Instant?
    /// Trainings, appointments and absences that are not over. Past ones go when the next one comes.
    public var occupations: [Occupation] = []
    /// Teams the agent belongs to; empty for the profile's common team (R-001-3).
    public var teams: [String] = []
    /// What the agent is an expert in (R-002-15).
    public var skills: [String] = []
    /// Tiers the agent serves; empty for all.
    public var tiers: [Int] = []
    /// How many notes reviews left for the agent.
    public var coachings = 0

    /// Starts the fold. The agent's own name comes with the first event.
    public init(id: Identifier<AgentDesk>) {}

    /// The tickets with a dialog of this agent.
    public var work: [TicketID] { dialogs.map(\.ticket) }

    /// Whether the agent ever said whether work may come. Who never did is neither absent nor routed to.
    public var hasSaidPresence: Bool { since.milliseconds != 0 }

    /// What occupies the agent at an instant, the first of the list.
    public func occupation(at now: Instant) -> Occupation? { occupations.first { $0.from <= now && now < $0.until } }
}

/// What can happen to an agent's desk.
public enum AgentDeskEvent: StreamEvent {
    case presenceSet(PresenceSet)
    case taken(DeskWork)
    case wrapUpDue(DeskWork)
    case done(DeskWork)
    case enrolled(AgentEnrolled)
    case occupied(AgentOccupied)
    case vacated(AgentVacated)
    case coached(DeskCoaching)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .presenceSet: "presence.set"
        case .taken: "work.taken"
        case .wrapUpDue: "work.wrapUpDue"
        case .done: "work.done"
        case .enrolled: "agent.enrolled"
        case .occupied: "agent.occupied"
        case .vacated: "agent.vacated"
        case .coached: "work.coached"
        }
    }

    /// For the staff.
    public var visibility: Visibility { .staff }
}

/// The agent said whether work may come, or the desk did after a dialog.
public struct PresenceSet: Sendable, Hashable, Codable {
    /// The agent.
    public var agent: AgentID
    /// The presence.
    public var presence: AgentDesk.Presence
    /// Why.
    public var reason: String?
}

/// A review left a note for the agent to learn from (R-004-56). Content: the note.
public struct DeskCoaching: Sendable, Hashable, Codable {
    /// The agent.
    public var agent: AgentID
    /// The case that it came from.
    public var qualityCase: QualityCaseID
}

/// A dialog on an agent's desk.
public struct DeskWork: Sendable, Hashable, Codable {
    /// The agent.
    public var agent: AgentID
    /// The ticket.
    public var ticket: TicketID
    /// The way the dialog is held, where it begins.
    public var channel: ChannelKind?
}

/// What an agent can be given: teams, skills, tiers.
public struct AgentEnrolled: Sendable, Hashable, Codable {
    /// The agent.
    public var agent: AgentID
    /// The name that customers see; `nil` leaves it.
    public var name: String?
    /// Teams; empty for the common one.
    public var teams: [String]
    /// What the agent is an expert in.
    public var skills: [String]
    /// Tiers, 1 to 9; empty for all.
    public var tiers: [Int]

    /// Makes an enrolment.
    public init(
        agent: AgentID, name: String? = nil, teams: [String] = [], skills: [String] = [], tiers: [Int] = []
    ) {
        self.agent = agent
        self.name = name
        self.teams = teams
        self.skills = skills
        self.tiers = tiers
    }
}

/// The agent is taken for a while.
public struct AgentOccupied: Sendable, Hashable, Codable {
    /// The agent.
    public var agent: AgentID
    /// When, and why.
    public var occupation: AgentDesk.Occupation
}

/// An occupation was taken back, or is over.
public struct AgentVacated: Sendable, Hashable, Codable {
    /// Which.
    public var occupation: String
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
            if stamp.author.id == event.agent.rawValue { name = stamp.author.name ?? name }
        case .taken(let event):
            agent = event.agent
            if !work.contains(event.ticket) {
                dialogs.append(Work(ticket: event.ticket, channel: event.channel ?? .webchat, since: stamp.at))
            }
        case .wrapUpDue(let event):
            if !pendingWrapUps.contains(event.ticket) { pendingWrapUps.append(event.ticket) }
        case .coached(let event):
            agent = event.agent
            coachings += 1
        case .done(let event):
            dialogs.removeAll { $0.ticket == event.ticket }
            pendingWrapUps.removeAll { $0 == event.ticket }
            lastDoneAt = stamp.at
        case .enrolled(let event):
            agent = event.agent
            name = event.name ?? name
            teams = event.teams
            skills = event.skills
            tiers = event.tiers
        case .occupied(let event):
            agent = event.agent
            occupations.removeAll { $0.until <= stamp.at || $0.id == event.occupation.id }
            occupations.append(event.occupation)
        case .vacated(let event): occupations.removeAll { $0.id == event.occupation }
        }
    }
}
