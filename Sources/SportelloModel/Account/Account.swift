/// A customer organisation: its contract, its people, who looks after it, and what it may still use (DESIGN §4).
///
/// The state holds what a rule reads. What only grows, such as every use and every review, stays in the log.
public struct Account: Sendable, Hashable, Codable {
    /// The name within the desk.
    public var id: AccountID
    /// When it was opened; `nil` while it was not.
    public var openedAt: Instant?
    /// The organisation's name; content.
    public var name: String?
    /// The contract, once there is one.
    public var contract: Contract?
    /// Which of the provider's products it uses. One product of several accounts is common (R-000-1).
    public var products: [String] = []
    /// The product's edition, for example `cloud` or `box` (R-004-2).
    public var edition: String?
    /// The licence's state as the host knows it, for example `valid`; `nil` while unknown.
    public var licence: String?
    /// Who implemented the customer's system: ``Implementer/provider`` or a name; `nil` while unknown (R-004-6).
    public var implementer: String?
    /// Whether the large-customer rules hold (R-002-72).
    public var isVIP = false
    /// The way in which the customer wants to be contacted, for example `phone` (R-002-99).
    public var preferredContact: String?
    /// The persons, in the order in which they joined.
    public var contacts: [AccountContact] = []
    /// Who looks after it. A role that is not there is unset, which is not the same as nobody (R-003-1).
    public var roles: [AccountRole: RoleHolder] = [:]
    /// What the contract and what was bought later give, in the order in which it came (R-000-2, R-000-5).
    public var lines: [EntitlementLine] = []
    /// Which version of each notice was acknowledged. An acknowledgement is no consent (R-000-14).
    public var acknowledgements: [Acknowledgement] = []
    /// Uses that a fair-use rule counts, oldest first; bounded by the rule (R-000-22).
    public var uses: [CountedUse] = []
    /// Periodic looks at the account (R-002-73).
    public var reviews: [AccountReview] = []

    /// Starts the fold.
    public init(id: AccountID) { self.id = id }

    /// When it was opened, for the index.
    public var createdAt: Instant { openedAt ?? Instant(milliseconds: 0) }

    /// The plan of the contract in force, or of the last one.
    public var plan: String? { contract?.plan }

    /// A person's roles towards the desk; empty for a person who does not belong to it.
    public func requesterRoles(of contact: ContactID) -> [RequesterRole] {
        contacts.first { $0.contact == contact }?.roles ?? []
    }

    /// The agent who holds a role; `nil` when it is unset or explicitly nobody's.
    public func holder(of role: AccountRole) -> AgentID? {
        if case .agent(let agent) = roles[role] { agent } else { nil }
    }
}

/// A contract: the plan and the time for which it was bought.
public struct Contract: Sendable, Hashable, Codable {
    /// The plan's id in the profile.
    public var plan: String
    /// From when it holds.
    public var from: Instant
    /// When it ends: the first instant at which it does not hold any more; `nil` for open-ended.
    public var until: Instant?

    /// Makes a contract.
    public init(plan: String, from: Instant, until: Instant? = nil) {
        self.plan = plan
        self.from = from
        self.until = until
    }

    /// Whether it holds at an instant.
    public func isActive(at instant: Instant) -> Bool { from <= instant && until.map { instant < $0 } ?? true }
}

/// A person of a customer organisation.
public struct AccountContact: Sendable, Hashable, Codable {
    /// The person.
    public var contact: ContactID
    /// What the person is there; coverage can depend on it (R-003-19, R-004-1).
    public var roles: [RequesterRole]
}

/// What a person is in the customer's organisation. Open: a profile may use words of its own.
public struct RequesterRole: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral {
    /// The word.
    public let rawValue: String
    /// Wraps a word.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps a literal word.
    public init(stringLiteral value: String) { rawValue = value }

    /// Somebody who uses the product.
    public static let user: Self = "user"
    /// Somebody who decides who may do what in the customer's system (R-004-5).
    public static let portalAdministrator: Self = "portalAdministrator"
    /// Somebody of another firm who builds something for the customer (R-003-19).
    public static let thirdPartyDeveloper: Self = "thirdPartyDeveloper"
}

/// What somebody of the provider is for one account. Open: a profile may use words of its own.
public struct AccountRole: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral,
    CodingKeyRepresentable
{
    /// The word.
    public let rawValue: String
    /// Wraps a word.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps a literal word.
    public init(stringLiteral value: String) { rawValue = value }

    /// Looks after contract and adoption (R-003-1).
    public static let accountExecutive: Self = "accountExecutive"
    /// Oversees a large customer's bigger changes (R-002-72).
    public static let guardian: Self = "guardian"
    /// Stands in for the guardian or the owner (R-002-70).
    public static let deputy: Self = "deputy"
    /// The one to talk to.
    public static let owner: Self = "owner"
    /// Leads the customer's project at the second tier (R-004-13).
    public static let projectManager: Self = "projectManager"
}

/// Who holds a role for an account.
public enum RoleHolder: Sendable, Hashable, Codable {
    /// This agent.
    case agent(AgentID)
    /// Nobody, and somebody said so. A role that nobody spoke about is not in ``Account/roles`` at all (R-003-1).
    case nobody
}

/// Words for ``Account/implementer``.
public enum Implementer {
    /// The provider's own people.
    public static let provider = "provider"
}

/// A person took note of a text, for example the notice about remote control at the sale (R-000-14).
public struct Acknowledgement: Sendable, Hashable, Codable {
    /// The notice.
    public var notice: String
    /// Its version, 1 or more.
    public var version: Int
    /// The language in which it was read.
    public var language: String
    /// Who took note, if it is known.
    public var contact: ContactID?
    /// When the desk learned of it.
    public var at: Instant
}
