/// A customer's hours and money: a double-entry ledger that is only ever appended to (DESIGN §5, facts e).
///
/// One per account. The log is the ledger; this state is its balances.
public struct Ledger: Sendable, Hashable, Codable {
    /// The account's name: the ledger has the same bits.
    public var id: Identifier<Ledger>
    /// When the first entry was made.
    public var openedAt: Instant?
    /// How many entries there are.
    public var postingCount = 0
    /// One book per unit.
    public internal(set) var books: [LedgerUnit: LedgerBook] = [:]
    /// The alert thresholds, in minutes, that were reported and not left behind since (R-003-32).
    public internal(set) var alerted: [Int] = []

    /// Starts the fold.
    public init(id: Identifier<Ledger>) { self.id = id }

    /// Whose it is.
    public var account: AccountID { AccountID(high: id.high, low: id.low) }

    /// The hours that can be used at an instant: grants minus charges plus reversals, minus what expired and what is
    /// set aside (R-003-6). Negative for an overdraft.
    public func availableMinutes(at instant: Instant) -> Minutes {
        Minutes(Int(book(.minutes).available(at: instant)))
    }

    /// The hours that are set aside.
    public var heldMinutes: Minutes { Minutes(Int(book(.minutes).held)) }

    /// The balance of hours at an instant: what can be used and what is set aside.
    public func balance(at instant: Instant) -> Minutes { availableMinutes(at: instant) + heldMinutes }

    /// The money that can be used.
    public func available(in currency: Currency, at instant: Instant) -> Money {
        Money(minor: book(.money(currency)).available(at: instant), currency: currency)
    }

    /// The money that is set aside.
    public func held(in currency: Currency) -> Money {
        Money(minor: book(.money(currency)).held, currency: currency)
    }

    /// The book of a unit; an empty one where nothing was ever posted.
    public func book(_ unit: LedgerUnit) -> LedgerBook { books[unit] ?? LedgerBook() }

    /// The hold of that name, with its unit.
    public func hold(_ id: HoldID) -> (hold: LedgerHold, unit: LedgerUnit)? {
        for (unit, book) in books {
            if let hold = book.hold(id) { return (hold, unit) }
        }
        return nil
    }

    /// Whether a grant of that name was posted.
    func hasGrant(_ id: GrantID) -> Bool {
        books.values.contains { book in book.pools.contains { $0.terms.grant == id } }
    }
}

extension AccountID {
    /// The account's ledger.
    public var ledger: Identifier<Ledger> { Identifier<Ledger>(high: high, low: low) }
}

extension Ledger {
    /// When the ledger next needs time to act: a hold times out or a pool's period ends; `nil` for never.
    public var wakeAt: Instant? {
        books.values.flatMap { book in
            book.holds.compactMap { $0.state == .pending ? $0.until : nil }
                + book.pools.compactMap { $0.balances.available > 0 ? $0.terms.until : nil }
        }.min()
    }
}
