/// What can be asked of an account. A host's or supervisor's act unless a case says otherwise; who did it is in the log.
public enum AccountCommand: Sendable, Hashable {
    /// The desk knows the organisation from now on.
    case open(OpenAccount)
    /// Something about it changed.
    case update(AccountDetails)
    /// A contract begins or is renewed: the plan's entitlements are added for its time.
    case setContract(Contract, acknowledged: [NoticeVersion])
    /// A person belongs to it, with these roles; said again, the roles are replaced.
    case attach(ContactID, roles: [RequesterRole])
    /// A person does not belong to it any more.
    case detach(ContactID)
    /// Somebody, or explicitly nobody, has a role from now on; `nil` unsets it.
    case setRole(AccountRole, RoleHolder?)
    /// Somebody took note of a notice. A person of the account may say so for themselves.
    case acknowledge(NoticeVersion, by: ContactID?)
    /// Something was bought beside the contract or after it (R-000-5).
    case acceptAddOn(AcceptAddOn)
    /// One unit of an entitlement is used. Staff may say so; the same reference never uses two (R-003-2).
    case use(entitlement: String, reference: String)
    /// The periodic review of a role is done, with this result (R-002-73). An act of whoever has the role.
    case finishReview(AccountRole, result: String)
    /// Time passed.
    case tick
}

/// What is known when an account is opened.
public struct OpenAccount: Sendable, Hashable {
    /// Name, products, edition, licence and so on.
    public var details: AccountDetails
    /// The contract, if there is one already.
    public var contract: Contract?
    /// Who looks after it. Roles that the profile asks for must be named, as an agent or as nobody (R-003-1).
    public var roles: [AccountRole: RoleHolder]
    /// The notices of the plan that were acknowledged (R-000-14).
    public var acknowledged: [NoticeVersion]

    /// Makes a request.
    public init(
        details: AccountDetails, contract: Contract? = nil, roles: [AccountRole: RoleHolder] = [:],
        acknowledged: [NoticeVersion] = []
    ) {
        self.details = details
        self.contract = contract
        self.roles = roles
        self.acknowledged = acknowledged
    }
}

/// What is known about an organisation. A member that is `nil` is unknown, or unchanged in an update.
public struct AccountDetails: Sendable, Hashable {
    /// The organisation's name.
    public var name: String?
    /// The products it uses; known to the profile where it lists any.
    public var products: [String]?
    /// The product's edition.
    public var edition: String?
    /// The licence's state as the host knows it.
    public var licence: String?
    /// Who implemented the customer's system: ``Implementer/provider`` or a name.
    public var implementer: String?
    /// Whether the large-customer rules hold.
    public var isVIP: Bool?
    /// The way in which the customer wants to be contacted.
    public var preferredContact: String?

    /// Makes details.
    public init(
        name: String? = nil, products: [String]? = nil, edition: String? = nil, licence: String? = nil,
        implementer: String? = nil, isVIP: Bool? = nil, preferredContact: String? = nil
    ) {
        self.name = name
        self.products = products
        self.edition = edition
        self.licence = licence
        self.implementer = implementer
        self.isVIP = isVIP
        self.preferredContact = preferredContact
    }
}

/// A version of a notice, in the language in which it was read.
public struct NoticeVersion: Sendable, Hashable {
    /// The notice's id in the profile.
    public var notice: String
    /// Its version.
    public var version: Int
    /// The language.
    public var language: String

    /// Names a version.
    public init(notice: String, version: Int, language: String) {
        self.notice = notice
        self.version = version
        self.language = language
    }
}

/// Something is bought.
public struct AcceptAddOn: Sendable, Hashable {
    /// The add-on's id in the profile.
    public var addOn: String
    /// From when it holds; `nil` for now.
    public var from: Instant?
    /// Units, where another number than the catalogue's was agreed.
    public var quantity: Int?
    /// Whose request the add-on's work is; needed for add-ons that begin with a ticket (R-000-7).
    public var contact: ContactID?
    /// The name and number of that ticket.
    public var ticket: NewTicket?

    /// Makes a request.
    public init(
        addOn: String, from: Instant? = nil, quantity: Int? = nil, contact: ContactID? = nil, ticket: NewTicket? = nil
    ) {
        self.addOn = addOn
        self.from = from
        self.quantity = quantity
        self.contact = contact
        self.ticket = ticket
    }
}

extension AccountCommand {
    /// Streams that the command makes under names minted for it.
    func freshStreams(of account: AccountID) -> Set<StreamID> {
        switch self {
        case .open: [.account(account)]
        case .acceptAddOn(let request): request.ticket.map { [.ticket($0.id)] } ?? []
        default: []
        }
    }

    /// Streams beside the account that the command will certainly look at.
    var expectedStreams: [StreamID] {
        switch self {
        case .attach(let contact, _), .detach(let contact): [.contact(contact)]
        case .acceptAddOn(let request): request.contact.map { [.contact($0)] } ?? []
        default: []
        }
    }

    /// The same command with another number for the ticket it may make.
    func withNumber(_ number: TicketNumber) -> Self {
        guard case .acceptAddOn(var request) = self, request.ticket != nil else { return self }
        request.ticket?.number = number
        return .acceptAddOn(request)
    }
}

extension Command {
    /// What wakes a stream whose time has come; `nil` for streams that time alone does not change.
    public static func tick(of stream: StreamID) -> Command? {
        if let ticket = stream.ticketID { return .tick(ticket) }
        if let account = stream.accountID { return .account(account, .tick) }
        if stream.kind == .agentDesk {
            return .queue(.tickDesk(Identifier(high: stream.key.high, low: stream.key.low)))
        }
        if let issue = stream.internalIssueID { return .escalation(.wake(issue)) }
        if stream.kind == .ledger {
            return .ledger(AccountID(high: stream.key.high, low: stream.key.low), .tick)
        }
        return nil
    }
}
