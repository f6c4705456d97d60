public import SportelloModel

/// Asks who owns a unique key.
public struct FindRequest: Sendable {
    /// The key.
    public var key: UniqueKey
    /// Makes a request.
    public init(key: UniqueKey) { self.key = key }
}

/// Who owns a unique key.
public struct FindResult: Sendable {
    /// The owner; `nil` when nobody owns it.
    public var stream: StreamID?
    /// Makes a result.
    public init(stream: StreamID?) { self.stream = stream }
}

/// Asks for the reply to an earlier command.
public struct ReplyRequest: Sendable {
    /// The command's key.
    public var key: CommitKey
    /// Makes a request.
    public init(key: CommitKey) { self.key = key }
}

/// The reply to an earlier command.
public enum ReplyResult: Sendable, Hashable {
    /// The key is free.
    case unknown
    /// The same command was committed.
    case replayed(StoredReply)
    /// Another command used the key.
    case keyReused
}

/// Asks which streams must be woken.
public struct DueRequest: Sendable {
    /// The time now.
    public var now: Instant
    /// How many at most.
    public var limit: Int
    /// Makes a request.
    public init(now: Instant, limit: Int) {
        self.now = now
        self.limit = limit
    }
}

/// Which streams must be woken.
public struct DueResult: Sendable {
    /// Streams with `wakeAt <= now`, earliest first.
    public var streams: [StreamID]
    /// The earliest `wakeAt` that is later than `now`.
    public var next: Instant?
    /// Makes a result.
    public init(streams: [StreamID], next: Instant?) {
        self.streams = streams
        self.next = next
    }
}

/// Which index rows to list.
public struct QueryRequest: Sendable {
    /// Conditions; a `nil` one does not restrict.
    public struct Filter: Sendable, Hashable {
        /// Streams of this kind.
        public var kind: StreamKind
        /// Of this contact.
        public var contact: ContactID?
        /// Of this customer organisation.
        public var account: AccountID?
        /// With one of these states.
        public var statuses: [String]?
        /// That ask for work, or don't.
        public var isOpen: Bool?
        /// With this agent.
        public var assignee: AgentID?
        /// With nobody (`true`) or with somebody (`false`).
        public var isUnassigned: Bool?
        /// With this team.
        public var team: String?
        /// About this.
        public var topic: String?
        /// That wait in the queue.
        public var isQueued: Bool?
        /// That began at this instant or later.
        public var since: Instant?
        /// That began before this instant.
        public var before: Instant?

        /// Makes a filter that only names the kind.
        public init(kind: StreamKind) { self.kind = kind }
    }

    /// In which order.
    public enum Order: Sendable, Hashable {
        /// By ``QueueRank``, the next to be served first; rows that don't wait follow, oldest first.
        case queue
        /// The youngest stream first.
        case newest
    }

    /// The conditions.
    public var filter: Filter
    /// The order.
    public var order: Order
    /// Where the last page ended: ``QueryResult/next`` of that page.
    public var after: String?
    /// How many rows at most.
    public var limit: Int

    /// Makes a request.
    public init(filter: Filter, order: Order, after: String? = nil, limit: Int) {
        self.filter = filter
        self.order = order
        self.after = after
        self.limit = limit
    }
}

/// A page of index rows with their snapshots.
public struct QueryResult: Sendable {
    /// The streams as they stand.
    public var snapshots: [StreamSnapshot]
    /// Opaque; ask for the next page with it. `nil` when there is none.
    public var next: String?
    /// Makes a result.
    public init(snapshots: [StreamSnapshot], next: String?) {
        self.snapshots = snapshots
        self.next = next
    }
}

/// Asks for texts.
public struct SearchRequest: Sendable {
    /// Words, all of which must occur. Punctuation separates words; case and accents are folded. No query language: any
    /// text is safe.
    public var text: String
    /// Only in streams of this contact.
    public var contact: ContactID?
    /// Only in streams of this customer organisation.
    public var account: AccountID?
    /// Only in streams about this, for example a ticket's case type.
    public var topic: String?
    /// Only events at this instant or later.
    public var since: Instant?
    /// Only events before this instant.
    public var before: Instant?
    /// Skip this many hits.
    public var offset: Int
    /// How many hits at most.
    public var limit: Int
    /// Makes a request.
    public init(
        text: String, contact: ContactID? = nil, account: AccountID? = nil, topic: String? = nil,
        since: Instant? = nil, before: Instant? = nil, offset: Int = 0, limit: Int
    ) {
        self.text = text
        self.contact = contact
        self.account = account
        self.topic = topic
        self.since = since
        self.before = before
        self.offset = offset
        self.limit = limit
    }
}

/// Where texts were found.
public struct SearchResult: Sendable {
    /// An event whose text matches.
    public struct Hit: Sendable, Hashable {
        /// The stream.
        public var stream: StreamID
        /// The event's complete number.
        public var seq: Int64
        /// Makes a hit.
        public init(stream: StreamID, seq: Int64) {
            self.stream = stream
            self.seq = seq
        }
    }

    /// The hits, newest first.
    public var hits: [Hit]
    /// Whether there are more.
    public var more: Bool
    /// Makes a result.
    public init(hits: [Hit], more: Bool) {
        self.hits = hits
        self.more = more
    }
}

/// Asks for all streams' names.
public struct StreamsRequest: Sendable {
    /// Streams after this one; `nil` from the start.
    public var after: StreamID?
    /// How many at most.
    public var limit: Int
    /// Makes a request.
    public init(after: StreamID? = nil, limit: Int) {
        self.after = after
        self.limit = limit
    }
}

/// Streams' names in ascending order.
public struct StreamsResult: Sendable {
    /// The names; empty at the end.
    public var streams: [StreamID]
    /// Makes a result.
    public init(streams: [StreamID]) { self.streams = streams }
}

/// Which contents to blank.
public struct EraseRequest: Sendable {
    /// The stream.
    public var stream: StreamID
    /// The complete numbers of its events; `nil` for all.
    public var events: [Int64]?
    /// Makes a request.
    public init(stream: StreamID, events: [Int64]? = nil) {
        self.stream = stream
        self.events = events
    }
}

/// What was blanked.
public struct EraseResult: Sendable {
    /// How many contents.
    public var count: Int
    /// Makes a result.
    public init(count: Int) { self.count = count }
}

/// Asks for a check of the medium.
public struct CheckRequest: Sendable {
    /// Makes a request.
    public init() {}
}

/// What a check found.
public struct CheckResult: Sendable {
    /// One line for each thing that is wrong, for an operator. Empty when all is well.
    public var problems: [String]
    /// Makes a result.
    public init(problems: [String]) { self.problems = problems }
}

/// Where to write a copy.
public struct BackupRequest: Sendable {
    /// A path that does not exist yet.
    public var path: String
    /// Makes a request.
    public init(path: String) { self.path = path }
}

/// What was copied.
public struct BackupResult: Sendable {
    /// The copy's size in bytes.
    public var bytes: Int64
    /// Makes a result.
    public init(bytes: Int64) { self.bytes = bytes }
}
