/// What happened to an account's hours or money, line by line: a pure projection of the ledger's log, so that a customer
/// can ask at any time and for any time (R-003-6).
public struct LedgerStatement: Sendable, Hashable {
    /// One entry.
    public struct Line: Sendable, Hashable {
        /// Its number in the ledger.
        public var number: Int
        /// When it was made.
        public var at: Instant
        /// Why.
        public var reason: LedgerReason
        /// What it is about.
        public var reference: LedgerReference?
        /// What it added to what is available; negative for what it took.
        public var change: LedgerAmount
        /// The numbers of the entries that it takes back or completes.
        public var corrects: [Int]
        /// What the customer was told; content.
        public var text: String?
    }

    /// The sums by which a balance is proven.
    public struct Totals: Sendable, Hashable {
        /// What was granted.
        public var granted: Int64 = 0
        /// What was charged, captured holds included.
        public var charged: Int64 = 0
        /// What was given back of charges.
        public var reversed: Int64 = 0
        /// What expired.
        public var expired: Int64 = 0
        /// What is set aside.
        public var held: Int64 = 0

        /// Grants minus charges plus reversals, minus what expired by its own lines.
        public var balance: Int64 { granted - charged + reversed - expired }
        /// The balance without what is set aside.
        public var available: Int64 { balance - held }
    }

    /// What it counts.
    public let unit: LedgerUnit
    /// The entries of that unit, in order.
    public private(set) var lines: [Line] = []
    /// The sums.
    public private(set) var totals = Totals()

    /// Makes the statement of an empty ledger, for a log that is added event by event.
    public init(unit: LedgerUnit) { self.unit = unit }

    /// Reads a ledger's log up to and including an instant.
    ///
    /// - Parameters:
    ///   - log: The events of the ledger's stream, in order. Others are ignored.
    ///   - unit: What to look at.
    ///   - instant: The instant; `nil` for the whole log.
    public init(log: [LoggedEvent], unit: LedgerUnit = .minutes, at instant: Instant? = nil) {
        self.init(unit: unit)
        for logged in log where instant.map({ logged.record.at <= $0 }) ?? true { add(logged) }
    }

    /// Adds the next event of the ledger's log. What is no entry of the unit changes nothing.
    public mutating func add(_ logged: LoggedEvent) {
        guard case .ledger(.posted(let posting)) = logged.event, posting.unit == unit else { return }
        for transfer in posting.transfers { totals.add(transfer) }
        lines.append(
            Line(
                number: posting.number, at: logged.record.at, reason: posting.reason,
                reference: posting.reference, change: LedgerAmount(posting.count, unit),
                corrects: posting.corrects ?? [], text: logged.record.content?.text
            )
        )
    }
}

extension LedgerStatement.Totals {
    /// Counts one transfer.
    mutating func add(_ transfer: LedgerTransfer) {
        switch (transfer.from.bucket, transfer.to.bucket) {
        case (.granted, .available): granted += transfer.count
        case (.available, .consumed): charged += transfer.count
        case (.consumed, .available): reversed += transfer.count
        case (.available, .expired): expired += transfer.count
        case (.available, .held): held += transfer.count
        case (.held, .available): held -= transfer.count
        case (.held, .consumed):
            held -= transfer.count
            charged += transfer.count
        default: break
        }
    }
}

extension Ledger {
    /// The ledger as it was after everything that was recorded up to and including an instant.
    public init(account: AccountID, log: [LoggedEvent], at instant: Instant) {
        self.init(id: account.ledger)
        for logged in log where logged.record.at <= instant {
            guard case .ledger(let event) = logged.event else { continue }
            let record = logged.record
            let stamp = Stamp(at: record.at, author: record.author, seq: record.seq, publicSeq: record.publicSeq)
            evolve(event, stamp, record.content)
        }
    }
}
