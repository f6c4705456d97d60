/// Names a project.
public typealias ProjectID = Identifier<Project>

/// Tickets and orders that belong together, since nobody connects them by themselves (R-002-100).
///
/// Proposals of one account that serve one goal gather under the same name; past a limit the desk suggests a project
/// (R-002-92). A person opens it.
public struct Project: Sendable, Hashable, Codable {
    /// Where it stands.
    public enum State: String, Sendable, Hashable, Codable {
        /// Proposals gather; there is no project yet.
        case gathering
        /// There are so many that a project is suggested.
        case suggested
        /// A project with a name.
        case open
        /// Done or given up.
        case closed
    }

    /// The name.
    public var id: ProjectID
    /// Where it stands.
    public var state = State.gathering
    /// Whose it is.
    public var account: AccountID?
    /// What it is to reach, in the profile's or the people's words.
    public var goal = ""
    /// Its title; content.
    public var title = ""
    /// The proposals that serve the goal.
    public var proposals: [InternalIssueID] = []
    /// The tickets that belong to it.
    public var tickets: [TicketID] = []
    /// The orders that belong to it.
    public var orders: [WorkOrderID] = []
    /// When a project was suggested.
    public var suggestedAt: Instant?
    /// When it was opened.
    public var openedAt: Instant?
    /// When it was closed.
    public var closedAt: Instant?

    /// Starts the fold.
    public init(id: ProjectID) { self.id = id }

    /// Under which name the proposals of an account for a goal gather; case and white space at the ends do not matter.
    public static func id(of account: AccountID, goal: String) -> ProjectID {
        Identifier(derivedFrom: Digest(hashing: Array("project:\(account):\(normalised(goal))".utf8)))
    }

    static func normalised(_ goal: String) -> String {
        goal.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// What can happen to a project.
public enum ProjectEvent: StreamEvent {
    case proposalAdded(ProposalAdded)
    case suggested
    case opened(ProjectOpened)
    case ticketAdded(ProjectTicket)
    case ticketRemoved(ProjectTicket)
    case orderAdded(ProjectOrder)
    case closed

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .proposalAdded: "project.proposalAdded"
        case .suggested: "project.suggested"
        case .opened: "project.opened"
        case .ticketAdded: "project.ticketAdded"
        case .ticketRemoved: "project.ticketRemoved"
        case .orderAdded: "project.orderAdded"
        case .closed: "project.closed"
        }
    }

    /// The customer sees the project as a whole, and that one is suggested; gathering is internal.
    public var visibility: Visibility {
        if case .proposalAdded = self { .staff } else { .everyone }
    }
}

/// A proposal serves the goal.
public struct ProposalAdded: Sendable, Hashable, Codable {
    /// Whose.
    public var account: AccountID
    /// The goal.
    public var goal: String
    /// The proposal.
    public var proposal: InternalIssueID
    /// The ticket that it came from.
    public var ticket: TicketID
}

/// Somebody opened a project. Content: its title.
public struct ProjectOpened: Sendable, Hashable, Codable {
    /// Whose.
    public var account: AccountID
    /// The goal.
    public var goal: String
}

/// A ticket joined or left.
public struct ProjectTicket: Sendable, Hashable, Codable {
    /// The ticket.
    public var ticket: TicketID
}

/// An order joined.
public struct ProjectOrder: Sendable, Hashable, Codable {
    /// The order.
    public var order: WorkOrderID
}

extension Project: Aggregate {
    /// What can happen to a project.
    public typealias Event = ProjectEvent

    /// Applies one event.
    public mutating func evolve(_ event: ProjectEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .proposalAdded(let event):
            account = event.account
            goal = event.goal
            proposals.append(event.proposal)
            if !tickets.contains(event.ticket) { tickets.append(event.ticket) }
        case .suggested:
            state = .suggested
            suggestedAt = stamp.at
        case .opened(let event):
            state = .open
            account = event.account
            goal = event.goal
            title = content?.text ?? ""
            openedAt = stamp.at
        case .ticketAdded(let event): if !tickets.contains(event.ticket) { tickets.append(event.ticket) }
        case .ticketRemoved(let event): tickets.removeAll { $0 == event.ticket }
        case .orderAdded(let event): if !orders.contains(event.order) { orders.append(event.order) }
        case .closed:
            state = .closed
            closedAt = stamp.at
        }
    }
}

extension ProjectEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .proposalAdded(let facts): try FactsCoding.encode(facts)
        case .opened(let facts): try FactsCoding.encode(facts)
        case .ticketAdded(let facts), .ticketRemoved(let facts): try FactsCoding.encode(facts)
        case .orderAdded(let facts): try FactsCoding.encode(facts)
        case .suggested, .closed: FactsCoding.none
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "project.proposalAdded": .proposalAdded(try FactsCoding.decode(facts))
        case "project.suggested": .suggested
        case "project.opened": .opened(try FactsCoding.decode(facts))
        case "project.ticketAdded": .ticketAdded(try FactsCoding.decode(facts))
        case "project.ticketRemoved": .ticketRemoved(try FactsCoding.decode(facts))
        case "project.orderAdded": .orderAdded(try FactsCoding.decode(facts))
        case "project.closed": .closed
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
