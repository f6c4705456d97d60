/// What a client knows of one log, and what it does about each frame: rule 3 of section 7 as a value.
///
/// Whatever is lost, doubled or reordered on the way, the events handed out by ``Step/apply`` after the last
/// ``Step/drop`` are consecutive, each once. The caller sends what ``Step/subscribe`` asks for and tells about lost
/// connections.
public struct StreamCursor: Sendable, Equatable {
    /// What to do about a frame, in this order: drop, take the state, apply, subscribe.
    public struct Step: Sendable, Equatable {
        /// Whether everything shown of this stream is to be forgotten first.
        public var drop = false
        /// The ticket's state, with a snapshot.
        public var state: JSONValue?
        /// Events to show, in order.
        public var apply: [ServerFrame.Event] = []
        /// A `sub` to send, with a fresh id.
        public var subscribe: ResumePoint?
        /// Whether older events can be had by `history`; nil when this frame does not say.
        public var hasOlder: Bool?

        /// Nothing to do.
        public init() {}
    }

    /// Most events kept while a gap is being filled. What comes beyond is fetched again later.
    public static let holdLimit = 256

    /// The log.
    public let stream: StreamName
    /// The epoch in which `seq` counts; nil until an entry told it.
    public private(set) var epoch: String?
    /// The number of the last event applied; nil when nothing is known and a snapshot is wanted.
    public private(set) var seq: Int64?
    /// Whether an entry is on its way, as an answer to `hello` or `sub`.
    public private(set) var isAwaitingEntry: Bool

    private var held: [Int64: ServerFrame.Event] = [:]
    /// The greatest number known to exist.
    private var highest: Int64 = 0
    /// Entries in a row that brought nothing although something is missing: only a faulty server sends them.
    private var stalls = 0

    /// A client that knows nothing of the stream, or remembers a position.
    ///
    /// - Parameters:
    ///   - seq: 0 for the stream of a ticket this session has just started: its events come without an entry.
    ///   - isAwaitingEntry: whether `hello` or `sub` with ``resumePoint`` was sent or is about to be.
    public init(stream: StreamName, epoch: String? = nil, seq: Int64? = nil, isAwaitingEntry: Bool = true) {
        self.stream = stream
        self.epoch = epoch
        self.seq = seq
        self.isAwaitingEntry = isAwaitingEntry
        highest = seq ?? 0
    }

    /// The position for `hello.resume` and `sub`.
    public var resumePoint: ResumePoint {
        ResumePoint(stream: stream, epoch: seq == nil ? nil : epoch, since: seq)
    }

    /// Takes a live event of this stream.
    public mutating func receive(_ event: ServerFrame.Event) -> Step {
        var step = Step()
        guard event.stream == stream else { return step }
        highest = max(highest, event.seq)
        if let seq, event.seq <= seq { return step }
        if let seq, event.seq == seq + 1 {
            apply(event, to: &step)
            applyHeld(to: &step)
        } else if held.count < StreamCursor.holdLimit {
            held[event.seq] = event
        }
        subscribeIfBehind(&step)
        return step
    }

    /// Takes the entry of this stream from `welcome` or `subscribed`.
    public mutating func receive(_ entry: StreamEntry) -> Step {
        var step = Step()
        guard entry.stream == stream, let entryEpoch = entry.epoch, let head = entry.head else { return step }
        isAwaitingEntry = false
        // Who knows nothing takes whatever comes as a snapshot.
        if let before = seq, entry.mode == .resumed {
            guard entryEpoch == epoch || epoch == nil else {
                // Numbers of another epoch mean nothing here.
                forget()
                subscribeIfBehind(&step)
                return step
            }
            epoch = entryEpoch
            highest = max(highest, head)
            for event in entry.events where event.seq == (seq ?? 0) + 1 { apply(event, to: &step) }
            applyHeld(to: &step)
            stalls = seq == before && before < highest ? stalls + 1 : 0
            if stalls >= 2 { seq = nil }
        } else {
            takeSnapshot(entry, epoch: entryEpoch, head: head, &step)
        }
        subscribeIfBehind(&step)
        return step
    }

    /// Takes a `reset` of this stream: everything is dropped.
    public mutating func receiveReset(epoch: String) -> Step {
        forget()
        self.epoch = epoch
        isAwaitingEntry = false
        var step = Step()
        step.drop = true
        subscribeIfBehind(&step)
        return step
    }

    /// Notes that the connection is gone. The next `hello` must carry ``resumePoint``; its `welcome` brings the entry.
    public mutating func connectionLost() {
        held.removeAll()
        isAwaitingEntry = true
    }

    /// Asks for an entry now, for a stream that `welcome` did not name or a `sub` that failed.
    public mutating func subscribeAgain() -> ResumePoint {
        isAwaitingEntry = true
        return resumePoint
    }

    private mutating func takeSnapshot(_ entry: StreamEntry, epoch entryEpoch: String, head: Int64, _ step: inout Step)
    {
        if entryEpoch != epoch { held.removeAll() }
        // After a repeated stall, believe the head rather than ask forever.
        let reached = stalls >= 2 ? head : entry.events.last?.seq ?? head
        stalls = 0
        epoch = entryEpoch
        seq = reached
        highest = max(head, held.keys.max() ?? 0)
        step.drop = true
        step.state = entry.state
        step.apply = entry.events
        step.hasOlder = entry.more
        applyHeld(to: &step)
    }

    private mutating func apply(_ event: ServerFrame.Event, to step: inout Step) {
        seq = event.seq
        step.apply.append(event)
    }

    private mutating func applyHeld(to step: inout Step) {
        guard !held.isEmpty, let start = seq else { return }
        while let next = held.removeValue(forKey: (seq ?? start) + 1) { apply(next, to: &step) }
        let reached = seq ?? start
        held = held.filter { $0.key > reached }
    }

    private mutating func subscribeIfBehind(_ step: inout Step) {
        if isAwaitingEntry { return }
        if let seq, seq >= highest { return }
        isAwaitingEntry = true
        step.subscribe = resumePoint
    }

    private mutating func forget() {
        held.removeAll()
        highest = 0
        stalls = 0
        epoch = nil
        seq = nil
    }
}
