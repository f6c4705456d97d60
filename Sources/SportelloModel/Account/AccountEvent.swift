/// What can happen to an account. Facts only; names lie in the event's ``Content``.
public enum AccountEvent: StreamEvent {
    case opened
    case updated(AccountUpdated)
    case contractSet(Contract)
    case contactAttached(AccountContact)
    case contactDetached(ContactID)
    case roleSet(AccountRoleSet)
    case lineAdded(EntitlementLine)
    case unitUsed(UnitUsed)
    case unitReturned(UnitUsed)
    case noticeAcknowledged(Acknowledgement)
    case useCounted(UseCounted)
    case reviewOpened(ReviewOpened)
    case reviewDone(ReviewDone)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .opened: "account.opened"
        case .updated: "account.updated"
        case .contractSet: "account.contract"
        case .contactAttached: "account.contactAttached"
        case .contactDetached: "account.contactDetached"
        case .roleSet: "account.role"
        case .lineAdded: "account.lineAdded"
        case .unitUsed: "account.unitUsed"
        case .unitReturned: "account.unitReturned"
        case .noticeAcknowledged: "account.noticeAcknowledged"
        case .useCounted: "account.useCounted"
        case .reviewOpened: "account.reviewOpened"
        case .reviewDone: "account.reviewDone"
        }
    }

    /// Customers see their contract and who looks after them; the rest is the provider's.
    public var visibility: Visibility {
        switch self {
        case .opened, .contractSet, .contactAttached, .contactDetached, .roleSet, .lineAdded, .unitUsed,
            .unitReturned, .noticeAcknowledged:
            .everyone
        case .updated, .useCounted, .reviewOpened, .reviewDone: .staff
        }
    }
}

/// What is known about the organisation. A member that is `nil` is unchanged. Content: the new name, if there is one.
public struct AccountUpdated: Sendable, Hashable, Codable {
    /// The products it uses.
    public var products: [String]?
    /// The edition.
    public var edition: String?
    /// The licence's state.
    public var licence: String?
    /// Who implemented the system.
    public var implementer: String?
    /// Whether the large-customer rules hold.
    public var isVIP: Bool?
    /// The preferred way to be contacted.
    public var preferredContact: String?
}

/// Who holds a role from now on.
public struct AccountRoleSet: Sendable, Hashable, Codable {
    /// The role.
    public var role: AccountRole
    /// Who; `nil` when the role is unset again.
    public var holder: RoleHolder?
}

/// A unit of a line was used.
public struct UnitUsed: Sendable, Hashable, Codable {
    /// The line.
    public var line: Int
    /// For what; the same reference never uses a second unit.
    public var reference: String
}

extension Account: Aggregate {
    /// What can happen to an account.
    public typealias Event = AccountEvent

    /// Applies one event.
    public mutating func evolve(_ event: AccountEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .opened:
            openedAt = stamp.at
            name = content?.details["name"]
        case .updated(let event):
            update(event)
            name = content?.details["name"] ?? name
        case .contractSet(let event): contract = event
        case .contactAttached(let event):
            contacts.removeAll { $0.contact == event.contact }
            contacts.append(event)
        case .contactDetached(let contact): contacts.removeAll { $0.contact == contact }
        case .roleSet(let event): roles[event.role] = event.holder
        case .lineAdded(let line): lines.append(line)
        case .unitUsed(let event):
            if let index = lines.firstIndex(where: { $0.number == event.line }) {
                lines[index].usedBy.append(event.reference)
            }
        case .unitReturned(let event):
            guard let index = lines.firstIndex(where: { $0.number == event.line }) else { return }
            lines[index].usedBy.removeAll { $0 == event.reference }
        case .noticeAcknowledged(let event):
            acknowledgements.removeAll { $0.notice == event.notice && $0.contact == event.contact }
            acknowledgements.append(event)
        case .useCounted(let event): uses.count(event, at: stamp.at)
        case .reviewOpened(let event): reviews.open(event, at: stamp.at)
        case .reviewDone(let event): reviews.finish(event, at: stamp.at)
        }
    }

    private mutating func update(_ event: AccountUpdated) {
        products = event.products ?? products
        edition = event.edition ?? edition
        licence = event.licence ?? licence
        implementer = event.implementer ?? implementer
        isVIP = event.isVIP ?? isVIP
        preferredContact = event.preferredContact ?? preferredContact
    }
}
