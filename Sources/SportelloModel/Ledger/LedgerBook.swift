/// Everything a ledger counts in one unit: pools with their buckets, and holds.
public struct LedgerBook: Sendable, Hashable, Codable {
    /// The pools by number from 1, in order. Pool 0, outside every pool, is ``outside``.
    public internal(set) var pools: [LedgerPool] = []
    /// What lies outside every pool: an overdraft, or what was given back after its pool had ended.
    public internal(set) var outside = LedgerBalances()
    /// The holds, pending and settled: each is settled once.
    public internal(set) var holds: [LedgerHold] = []

    /// An empty book.
    public init() {}

    /// What the customer can use at an instant; negative for an overdraft.
    func available(at instant: Instant) -> Int64 {
        pools.reduce(outside.available) { sum, pool in
            pool.terms.isOpen(at: instant) ? sum + pool.balances.available : sum
        }
    }

    /// What is set aside.
    var held: Int64 { total(.held) }

    /// The units in one bucket of all pools together.
    public func total(_ bucket: LedgerBucket) -> Int64 {
        pools.reduce(outside[bucket]) { $0 + $1.balances[bucket] }
    }

    /// The hold of that name.
    func hold(_ id: HoldID) -> LedgerHold? { holds.first { $0.id == id } }

    subscript(place: LedgerPlace) -> Int64 {
        get {
            guard place.pool > 0, place.pool <= pools.count else { return outside[place.bucket] }
            return pools[place.pool - 1].balances[place.bucket]
        }
        set {
            guard place.pool > 0, place.pool <= pools.count else {
                outside[place.bucket] = newValue
                return
            }
            pools[place.pool - 1].balances[place.bucket] = newValue
        }
    }
}

/// Hours or money of one period, with what became of them (DESIGN §4, HourPool).
public struct LedgerPool: Sendable, Hashable, Codable {
    /// 1, 2, 3, … in its book.
    public var number: Int
    /// Under which terms it was granted.
    public var terms: PoolTerms
    /// Where its units lie.
    public var balances = LedgerBalances()
}

/// Units by bucket. What was granted counts negative, so that all buckets of a book sum to zero.
public struct LedgerBalances: Sendable, Hashable, Codable {
    /// The provider's side.
    public var granted: Int64 = 0
    /// Usable.
    public var available: Int64 = 0
    /// Set aside.
    public var held: Int64 = 0
    /// Charged.
    public var consumed: Int64 = 0
    /// Worked, not charged.
    public var waived: Int64 = 0
    /// Gone with its period.
    public var expired: Int64 = 0

    /// All buckets together.
    public var sum: Int64 { granted + available + held + consumed + waived + expired }

    /// The units in a bucket.
    public subscript(bucket: LedgerBucket) -> Int64 {
        get {
            switch bucket {
            case .granted: granted
            case .available: available
            case .held: held
            case .consumed: consumed
            case .waived: waived
            case .expired: expired
            }
        }
        set {
            switch bucket {
            case .granted: granted = newValue
            case .available: available = newValue
            case .held: held = newValue
            case .consumed: consumed = newValue
            case .waived: waived = newValue
            case .expired: expired = newValue
            }
        }
    }
}

/// Units set aside for approved work. Posted, voided or timed out, exactly once (R-002-55).
public struct LedgerHold: Sendable, Hashable, Codable {
    /// Where it stands. All but `pending` are final.
    public enum State: String, Sendable, Hashable, Codable {
        /// Set aside.
        case pending
        /// Charged, in whole or in part.
        case posted
        /// Given back.
        case voided
        /// Given back, because its time ran out.
        case timedOut
    }

    /// The name.
    public var id: HoldID
    /// Where it stands.
    public var state = State.pending
    /// What it is for.
    public var reference: LedgerReference?
    /// From when on it times out; `nil` for never.
    public var until: Instant?
    /// The posting that made it.
    public var posting: Int
    /// How much of which pool is set aside.
    public var parts: [Part]

    /// What one pool has set aside.
    public struct Part: Sendable, Hashable, Codable {
        /// The pool.
        public var pool: Int
        /// How much.
        public var count: Int64
    }

    /// How much is set aside.
    var count: Int64 { parts.reduce(0) { $0 + $1.count } }
}
