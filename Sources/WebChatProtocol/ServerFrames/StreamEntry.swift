/// How an entry relates to what the client said it has.
public enum EntryMode: String, Sendable {
    /// Every event after `since`.
    case resumed
    /// The newest events and the state: what the client has is to be dropped.
    case snapshot
}

/// The state of one stream: an entry of `welcome.streams`, and the body of `subscribed`.
public struct StreamEntry: Sendable, Equatable {
    /// The stream.
    public var stream: StreamName
    /// In which epoch its numbers count; nil for the inbox.
    public var epoch: String?
    /// The number of its newest event, 0 when it has none; nil for the inbox.
    public var head: Int64?
    /// The number of its oldest event that can be had; nil for the inbox.
    public var floor: Int64?
    /// Whether `events` continue or replace.
    public var mode: EntryMode
    /// Ascending.
    public var events: [ServerFrame.Event]
    /// The ticket's public state, with a snapshot; the first page of summaries, for the inbox.
    public var state: JSONValue?
    /// Whether there is something older (snapshot) or newer (resumed: ask by `sub`).
    public var more: Bool

    /// Makes an entry.
    public init(
        stream: StreamName,
        epoch: String? = nil,
        head: Int64? = nil,
        floor: Int64? = nil,
        mode: EntryMode,
        events: [ServerFrame.Event] = [],
        state: JSONValue? = nil,
        more: Bool = false
    ) {
        self.stream = stream
        self.epoch = epoch
        self.head = head
        self.floor = floor
        self.mode = mode
        self.events = events
        self.state = state
        self.more = more
    }
}
