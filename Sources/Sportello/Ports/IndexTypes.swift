public import SportelloModel

/// The columns of a stream by which it can be found. Derived from its state; a fold must give them again.
public struct StreamIndex: Sendable, Hashable, Codable {
    /// When the stream needs time to act; `nil` for never.
    public var wakeAt: Instant?
    /// The contact it belongs to.
    public var contact: ContactID?
    /// The customer organisation it belongs to.
    public var account: AccountID?
    /// The public number, for tickets.
    public var number: String?
    /// The state's name, for example `open`.
    public var status: String
    /// Whether the stream still asks for work.
    public var isOpen: Bool
    /// The team that has it.
    public var team: String?
    /// The agent who has it.
    public var assignee: AgentID?
    /// What it is about, for example a ticket's case type.
    public var topic: String?
    /// Where it stands in the queue; `nil` when nobody waits.
    public var queue: QueueRank?
    /// When the stream began.
    public var createdAt: Instant

    /// Makes index columns.
    public init(
        wakeAt: Instant? = nil, contact: ContactID? = nil, account: AccountID? = nil, number: String? = nil,
        status: String, isOpen: Bool, team: String? = nil, assignee: AgentID? = nil, topic: String? = nil,
        queue: QueueRank? = nil, createdAt: Instant
    ) {
        self.wakeAt = wakeAt
        self.contact = contact
        self.account = account
        self.number = number
        self.status = status
        self.isOpen = isOpen
        self.team = team
        self.assignee = assignee
        self.topic = topic
        self.queue = queue
        self.createdAt = createdAt
    }
}

/// A stream as it stands.
public struct StreamSnapshot: Sendable, Hashable {
    /// The stream.
    public var stream: StreamID
    /// Where its log ends.
    public var head: StreamHead
    /// The part of the state that changes with every message.
    public var activity: [UInt8]
    /// The rest of the state.
    public var state: [UInt8]
    /// The index columns.
    public var index: StreamIndex

    /// Makes a snapshot.
    public init(stream: StreamID, head: StreamHead, activity: [UInt8], state: [UInt8], index: StreamIndex) {
        self.stream = stream
        self.head = head
        self.activity = activity
        self.state = state
        self.index = index
    }
}

/// Which streams to load.
public struct LoadRequest: Sendable {
    /// The streams, in any order, without duplicates.
    public var streams: [StreamID]
    /// Makes a request.
    public init(streams: [StreamID]) { self.streams = streams }
}

/// The loaded streams.
public struct LoadResult: Sendable {
    /// One entry for each stream that exists, in no particular order.
    public var snapshots: [StreamSnapshot]
    /// Makes a result.
    public init(snapshots: [StreamSnapshot]) { self.snapshots = snapshots }
}

/// Which stretch of a log to read.
public struct EventsRequest: Sendable {
    /// Where a stretch starts.
    public enum Range: Sendable, Hashable {
        /// Events numbered above this, the lowest first.
        case after(Int64)
        /// The events with the greatest numbers below this, still returned ascending.
        case before(Int64)
        /// The newest events, returned ascending.
        case newest
    }

    /// The stream.
    public var stream: StreamID
    /// Whose numbers and whose events.
    public var view: StreamView
    /// Where to start.
    public var range: Range
    /// How many events at most, 1 or more.
    public var limit: Int

    /// Makes a request.
    public init(stream: StreamID, view: StreamView, range: Range, limit: Int) {
        self.stream = stream
        self.view = view
        self.range = range
        self.limit = limit
    }
}

/// A stretch of a log.
public struct EventsResult: Sendable {
    /// Ascending in the asked view. Empty when the stream does not exist.
    public var events: [EventRecord]
    /// Whether the view has more events beyond this stretch in the direction asked for.
    public var more: Bool
    /// The head at the time of reading; ``StreamHead/empty`` for a stream that does not exist.
    public var head: StreamHead

    /// Makes a result.
    public init(events: [EventRecord], more: Bool, head: StreamHead) {
        self.events = events
        self.more = more
        self.head = head
    }
}
