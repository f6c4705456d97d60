/// What a party may do. Set by the desk from a verified identity, never by a client (DESIGN §5, Identity).
public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// A person who asks, known only by a secret of the desk.
    case visitor
    /// A person who asks, named by a token of the host.
    case contact
    /// Somebody who answers.
    case agent
    /// An agent who may also approve, reassign and lift refusals.
    case supervisor
    /// An independent reviewer.
    case quality
    /// The desk itself.
    case system

    /// Whether the party belongs to the organisation.
    public var isStaff: Bool { self == .agent || self == .supervisor || self == .quality }

    /// Whether the party is a customer.
    public var isCustomer: Bool { self == .visitor || self == .contact }
}

/// The party that a command comes from.
public enum Actor: Sendable, Hashable {
    /// A person who asks.
    case customer(ContactID, role: Role, name: String?)
    /// Somebody of the organisation.
    case agent(AgentID, role: Role, name: String)
    /// The desk itself: timers, routing, automatic notices.
    case system

    /// The actor as it is written into the log.
    public var author: Author {
        switch self {
        case .customer(let id, let role, let name): Author(role: role, id: id.description, name: name)
        case .agent(let id, let role, let name): Author(role: role, id: id.rawValue, name: name)
        case .system: Author(role: .system, id: "system", name: nil)
        }
    }

    /// The role.
    public var role: Role {
        switch self {
        case .customer(_, let role, _), .agent(_, let role, _): role
        case .system: .system
        }
    }

    /// The agent's id, for staff.
    public var agentID: AgentID? {
        if case .agent(let id, _, _) = self { id } else { nil }
    }

    /// The contact's id, for customers.
    public var contactID: ContactID? {
        if case .customer(let id, _, _) = self { id } else { nil }
    }
}

/// Who caused an event, as the log and every reader show it.
public struct Author: Sendable, Hashable, Codable {
    /// The role at the time.
    public let role: Role
    /// The id within the role: a ``ContactID``, an ``AgentID`` or `system`.
    public let id: String
    /// The name shown, for staff. A customer's name is content and lies with the contact, so that it can be erased.
    public let name: String?

    /// Makes an author.
    public init(role: Role, id: String, name: String?) {
        self.role = role
        self.id = id
        self.name = role.isCustomer ? nil : name
    }
}
