import SportelloModel
import Testing

extension AccountID {
    /// The account of the tests' customer.
    static let firm = AccountID(high: 9, low: 1)
    /// Another account.
    static let other = AccountID(high: 9, low: 2)
}

extension World {
    /// An account that a customer belongs to, with so many hours that never expire.
    mutating func openAccount(_ account: AccountID = .firm, of customer: Actor = .ada, hours: Int = 0) throws {
        try meet(customer)
        try perform(.account(account, .open(OpenAccount(details: AccountDetails(name: "Firm")))), as: .sue)
        try perform(.account(account, .attach(customer.contact, roles: [])), as: .sue)
        if hours > 0 { try grant(.hours(hours), to: account) }
    }

    /// Adds hours.
    @discardableResult
    mutating func grant(
        _ minutes: Minutes, to account: AccountID = .firm, from: Instant? = nil, until: Instant? = nil
    ) throws -> GrantID {
        let id: GrantID = mint()
        try perform(
            .ledger(account, .grant(.init(id: id, amount: .minutes(minutes), from: from, until: until))), as: .sue)
        return id
    }

    /// Adds money.
    mutating func deposit(_ minor: Int64, _ currency: Currency = .euro, to account: AccountID = .firm) throws {
        let money = Money(minor: minor, currency: currency)
        try perform(.ledger(account, .grant(.init(id: mint(), amount: .money(money)))), as: .sue)
    }

    func ledger(_ account: AccountID = .firm) throws -> Ledger { try state(account.ledger) }

    /// The hours left, in minutes.
    func hours(_ account: AccountID = .firm) throws -> Int { try ledger(account).availableMinutes(at: now).count }

    func statement(_ account: AccountID = .firm, _ unit: LedgerUnit = .minutes) -> LedgerStatement {
        LedgerStatement(log: log(of: Ledger.stream(account.ledger)), unit: unit)
    }

    /// Records minutes on a ticket.
    mutating func work(_ minutes: Int, _ role: String = "support", on id: TicketID, as actor: Actor = .bea) throws {
        try perform(.recordTime(id, minutes: minutes, role: role, activity: nil, note: nil), as: actor)
    }

    /// What is charged for a ticket, in minutes.
    func charged(_ id: TicketID) throws -> Int { try ticket(id).metering.charged.count }
}

extension Currency {
    static let euro = Currency(rawValue: "EUR")!
    static let zloty = Currency(rawValue: "PLN")!
}

extension MeteringPolicy {
    /// As an account team meters: half an hour, an hour with development, every ticket.
    static let accountTeam = MeteringPolicy(
        scope: .everyTicket, minimumMinutes: 30, developmentMinimumMinutes: 60, exhaustion: .overdraft)
}
