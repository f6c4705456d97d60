public import SportelloModel

/// A batch of transactions, applied in order.
public struct CommitRequest: Sendable {
    /// The transactions. May be empty.
    public var transactions: [Transaction]
    /// Makes a request.
    public init(transactions: [Transaction]) { self.transactions = transactions }
}

/// One command's effects: all or nothing.
public struct Transaction: Sendable {
    /// The idempotency key; `nil` for commands that need none (timers: the expected version is enough).
    public var key: CommitKey?
    /// What is written, at most one entry a stream. May be empty when only a reply is recorded.
    public var writes: [StreamWrite]
    /// Unique keys taken. A key that another stream owns makes the outcome ``CommitOutcome/keyTaken(_:)``.
    public var claims: [UniqueKeyClaim]
    /// Unique keys given up, before ``claims`` are taken.
    public var releases: [UniqueKey]
    /// Messages to the outside, made durable together with their cause. An item whose id is still stored is not added
    /// again.
    public var outbox: [OutboxItem]
    /// What a replay answers.
    public var reply: StoredReply

    /// Makes a transaction.
    public init(
        key: CommitKey? = nil, writes: [StreamWrite], claims: [UniqueKeyClaim] = [], releases: [UniqueKey] = [],
        outbox: [OutboxItem] = [], reply: StoredReply = .none
    ) {
        self.key = key
        self.writes = writes
        self.claims = claims
        self.releases = releases
        self.outbox = outbox
        self.reply = reply
    }
}

/// The scope and id under which a command happens once.
public struct CommitKey: Sendable, Hashable {
    /// The stream in which the id is unique: the ticket's, or the contact's for `conversation.start`. The stream
    /// exists or is one that the transaction creates; a store may refuse another with ``StoreError/Code/invalid``.
    public var scope: StreamID
    /// The author in whose name it is unique.
    public var author: String
    /// The id the client gave, compared byte for byte.
    public var id: String
    /// Covers the command's content: the same key with another digest is a reused id.
    public var content: Digest

    /// Makes a key.
    public init(scope: StreamID, author: String, id: String, content: Digest) {
        self.scope = scope
        self.author = author
        self.id = id
        self.content = content
    }
}

/// What a command answered, kept so that a replay answers the same.
public struct StoredReply: Sendable, Hashable {
    /// The stream of the command's last event, if it had one.
    public var stream: StreamID?
    /// The complete number of that event; 0 without one.
    public var seq: Int64
    /// Its number for the contact, if visible.
    public var publicSeq: Int64?
    /// Its number for the staff, if visible.
    public var staffSeq: Int64?
    /// When it was decided.
    public var at: Instant
    /// The command's own result as JSON, if it has one.
    public var result: [UInt8]?

    /// No event, no result.
    public static let none = StoredReply(
        stream: nil, seq: 0, publicSeq: nil, staffSeq: nil, at: Instant(milliseconds: 0))

    /// Makes a reply.
    public init(
        stream: StreamID?, seq: Int64, publicSeq: Int64?, staffSeq: Int64?, at: Instant, result: [UInt8]? = nil
    ) {
        self.stream = stream
        self.seq = seq
        self.publicSeq = publicSeq
        self.staffSeq = staffSeq
        self.at = at
        self.result = result
    }
}

/// What a transaction does to one stream.
public struct StreamWrite: Sendable {
    /// The stream.
    public var stream: StreamID
    /// The head at which the command was decided; ``StreamHead/empty`` for a stream that must not exist. Number *and*
    /// digest must match, or the outcome is ``CommitOutcome/conflict(_:)``.
    public var expected: StreamHead
    /// What is appended; empty to assert the version only.
    public var events: [EventRecord]
    /// The head afterwards.
    public var head: StreamHead
    /// The part of the state that changes with every message, small; `nil` when unchanged.
    public var activity: [UInt8]?
    /// The rest of the state; `nil` when unchanged.
    public var state: [UInt8]?
    /// The index columns; `nil` when unchanged.
    public var index: StreamIndex?

    /// Makes a write.
    public init(
        stream: StreamID, expected: StreamHead, events: [EventRecord], head: StreamHead, activity: [UInt8]?,
        state: [UInt8]?, index: StreamIndex?
    ) {
        self.stream = stream
        self.expected = expected
        self.events = events
        self.head = head
        self.activity = activity
        self.state = state
        self.index = index
    }
}

/// A name that at most one stream may own: a ticket number, a visitor's secret, a host's subject.
public struct UniqueKey: Sendable, Hashable {
    /// What sort of name, for example `number`.
    public var space: String
    /// The name.
    public var value: String

    /// Makes a key.
    public init(space: String, value: String) {
        self.space = space
        self.value = value
    }
}

/// A unique key and the stream that takes it.
public struct UniqueKeyClaim: Sendable, Hashable {
    /// The key.
    public var key: UniqueKey
    /// Its owner.
    public var stream: StreamID

    /// Makes a claim.
    public init(key: UniqueKey, stream: StreamID) {
        self.key = key
        self.stream = stream
    }
}

/// What became of one transaction.
public enum CommitOutcome: Sendable, Hashable {
    /// Durable.
    case committed
    /// The key was committed before with the same content; nothing changed now.
    case replayed(StoredReply)
    /// The key was committed before with another content; nothing changed.
    case keyReused
    /// A stream was not at the expected head; nothing changed.
    case conflict(StreamID)
    /// Another stream owns that unique key; nothing changed.
    case keyTaken(UniqueKey)
}

/// What became of a batch.
public struct CommitResult: Sendable {
    /// One outcome a transaction, in order.
    public var outcomes: [CommitOutcome]
    /// Makes a result.
    public init(outcomes: [CommitOutcome]) { self.outcomes = outcomes }
}
