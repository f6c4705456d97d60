/// Where units can lie in a ledger. Every transfer takes them from one and puts them into another, so all of a book
/// always sum to zero.
public enum LedgerBucket: String, Sendable, Hashable, Codable, CaseIterable {
    /// The provider's side: what was granted is missing here.
    case granted
    /// What the customer can use.
    case available
    /// Set aside for approved work.
    case held
    /// Charged.
    case consumed
    /// Worked for the customer, but not charged because of its cause.
    case waived
    /// Not used in its period.
    case expired
}

/// One place of a book: a bucket of a pool.
public struct LedgerPlace: Sendable, Hashable, Codable {
    /// The pool's number; 0 is outside every pool, where an overdraft lies.
    public var pool: Int
    /// The bucket.
    public var bucket: LedgerBucket

    /// Makes a place.
    public init(_ pool: Int, _ bucket: LedgerBucket) {
        self.pool = pool
        self.bucket = bucket
    }
}

/// Units that went from one place to another. Never edited: a correction is a further transfer.
public struct LedgerTransfer: Sendable, Hashable, Codable {
    /// Where they were.
    public var from: LedgerPlace
    /// Where they are.
    public var to: LedgerPlace
    /// How many, 1 or more.
    public var count: Int64
}

/// Why units moved.
public enum LedgerReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// Hours or money came (R-003-5).
    case grant
    /// Work was charged.
    case charge
    /// A charge grew by a difference; the first entry stays as it is (R-003-24).
    case adjustment
    /// A charge was taken back (R-003-30).
    case reversal
    /// Time was worked that is not charged because of its cause (R-003-29).
    case waiver
    /// Units were set aside for approved work (R-002-53).
    case hold
    /// What was set aside was charged (R-002-55).
    case capture
    /// What was set aside came back (R-002-55).
    case void
    /// What was set aside came back, because its time ran out.
    case timeout
    /// A period ended and what was left went (R-003-33).
    case expiry
    /// A period ended and what was left may be used for a while (R-003-33).
    case carryOver
    /// New units paid off an overdraft.
    case settlement
}

/// What a posting is about.
public enum LedgerReference: Sendable, Hashable, Codable {
    /// Work on a ticket.
    case ticket(TicketID)
    /// An ordered job.
    case workOrder(WorkOrderID)
    /// An appointment or training.
    case appointment(AppointmentID)
}

/// One entry of the ledger: transfers that happen together or not at all. Content: a text, where one was given.
public struct LedgerPosting: Sendable, Hashable, Codable {
    /// 1, 2, 3, … in the ledger.
    public var number: Int
    /// The idempotency key: what made it, for example `grant:…`. Posted once.
    public var key: String
    /// Why.
    public var reason: LedgerReason
    /// What it counts.
    public var unit: LedgerUnit
    /// The transfers. One posting may draw on several pools.
    public var transfers: [LedgerTransfer]
    /// What it is about.
    public var reference: LedgerReference?
    /// The numbers of the postings that it takes back or completes; they stay as they are.
    public var corrects: [Int]?
    /// The version of the profile that it was decided under.
    public var policyVersion: Int
    /// The pool that it opens, for a grant or a carry-over.
    public var opens: PoolTerms?
    /// The hold that it makes or settles.
    public var hold: HoldTerms?

    /// How many units it moved into or out of `available`.
    public var count: Int64 {
        transfers.reduce(0) { sum, transfer in
            sum + (transfer.to.bucket == .available ? transfer.count : 0)
                - (transfer.from.bucket == .available ? transfer.count : 0)
        }
    }
}

/// Under which terms units were granted.
public struct PoolTerms: Sendable, Hashable, Codable {
    /// The grant's name; `nil` for a pool that carries units over.
    public var grant: GrantID?
    /// From when they can be used.
    public var from: Instant
    /// Until before when they can be used; `nil` for ever.
    public var until: Instant?
    /// How the hours are given, for example `videoCall` (R-003-5).
    public var medium: String?
    /// Whether it holds what an ended pool left over: that is not carried over again.
    public var isCarriedOver: Bool

    /// Makes terms.
    public init(
        grant: GrantID? = nil, from: Instant, until: Instant? = nil, medium: String? = nil, isCarriedOver: Bool = false
    ) {
        self.grant = grant
        self.from = from
        self.until = until
        self.medium = medium
        self.isCarriedOver = isCarriedOver
    }

    /// Whether units can be used at an instant.
    public func isOpen(at instant: Instant) -> Bool { from <= instant && until.map { instant < $0 } ?? true }
}

/// Which hold a posting is about.
public struct HoldTerms: Sendable, Hashable, Codable {
    /// The hold.
    public var id: HoldID
    /// From when on it times out; `nil` for never. Matters when the hold is made.
    public var until: Instant?
}

/// Names one grant of hours or money, minted by whoever grants.
public typealias GrantID = Identifier<PoolTerms>
/// Names one hold, minted by whoever holds.
public typealias HoldID = Identifier<LedgerHold>
