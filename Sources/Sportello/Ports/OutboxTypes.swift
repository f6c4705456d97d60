public import SportelloModel

/// A message to the outside, committed together with its cause and sent afterwards, at least once.
public struct OutboxItem: Sendable, Hashable {
    /// Its name; the channel uses it to send the same thing again and not another.
    public var id: Identifier<OutboxItem>
    /// The stream that caused it.
    public var stream: StreamID
    /// The channel that sends it, for example `email`.
    public var channel: String
    /// What to send, as the channel adapter understands it. JSON.
    public var payload: [UInt8]
    /// Not before this time.
    public var notBefore: Instant

    /// Makes an item.
    public init(
        id: Identifier<OutboxItem>, stream: StreamID, channel: String, payload: [UInt8], notBefore: Instant
    ) {
        self.id = id
        self.stream = stream
        self.channel = channel
        self.payload = payload
        self.notBefore = notBefore
    }
}

/// Asks for work.
public struct OutboxClaimRequest: Sendable {
    /// The time now.
    public var now: Instant
    /// Until when the worker wants each item.
    public var leaseUntil: Instant
    /// How many items at most.
    public var limit: Int
    /// Makes a request.
    public init(now: Instant, leaseUntil: Instant, limit: Int) {
        self.now = now
        self.leaseUntil = leaseUntil
        self.limit = limit
    }
}

/// Leased items.
public struct OutboxClaimResult: Sendable {
    /// An item with the number of this attempt.
    public struct Lease: Sendable {
        /// The item.
        public var item: OutboxItem
        /// 1 for the first attempt. Fences: a completion must name it.
        public var attempt: Int
        /// Whether an earlier attempt was claimed and never completed, so that its fate is unknown.
        public var isAmbiguous: Bool
        /// Makes a lease.
        public init(item: OutboxItem, attempt: Int, isAmbiguous: Bool) {
            self.item = item
            self.attempt = attempt
            self.isAmbiguous = isAmbiguous
        }
    }

    /// The leased items, earliest first.
    public var leases: [Lease]
    /// When the next item or lease falls due, if any remain.
    public var next: Instant?
    /// Makes a result.
    public init(leases: [Lease], next: Instant?) {
        self.leases = leases
        self.next = next
    }
}

/// The fate of an attempt.
public struct OutboxCompleteRequest: Sendable {
    /// What happened.
    public enum Fate: Sendable, Hashable {
        /// Sent; the item is done.
        case sent
        /// Failed for now; try again then.
        case retry(at: Instant, reason: String)
        /// Failed for good; kept for people to see.
        case failed(reason: String)
    }

    /// The item.
    public var item: Identifier<OutboxItem>
    /// The attempt that the lease named.
    public var attempt: Int
    /// What happened.
    public var fate: Fate
    /// Makes a request.
    public init(item: Identifier<OutboxItem>, attempt: Int, fate: Fate) {
        self.item = item
        self.attempt = attempt
        self.fate = fate
    }
}

/// Whether a completion counted.
public struct OutboxCompleteResult: Sendable {
    /// `false` when another attempt has taken over; the fate was not recorded.
    public var accepted: Bool
    /// Makes a result.
    public init(accepted: Bool) { self.accepted = accepted }
}
