/// An aggregate: a state that is the fold of its events.
public protocol Aggregate: Sendable {
    /// What can happen to it.
    associatedtype Event: StreamEvent

    /// Applies one event. Total: an event that was once decided is never refused later. Reads content only to keep
    /// what a reader is shown (a subject, a name), never to decide, since content can be erased.
    mutating func evolve(_ event: Event, _ stamp: Stamp, _ content: Content?)
}

/// One thing that happened to an aggregate.
public protocol StreamEvent: Sendable, Hashable {
    /// The kind, for example `message.posted`: stable for ever.
    var kind: String { get }
    /// Who may see it.
    var visibility: Visibility { get }
}

/// When and by whom an event happened, and its number.
public struct Stamp: Sendable, Hashable {
    /// When the desk decided it.
    public var at: Instant
    /// Who caused it.
    public var author: Author
    /// Its complete number in the stream.
    public var seq: Int64
    /// Its number for the contact, when the contact may see it.
    public var publicSeq: Int64?

    /// Makes a stamp.
    public init(at: Instant, author: Author, seq: Int64, publicSeq: Int64?) {
        self.at = at
        self.author = author
        self.seq = seq
        self.publicSeq = publicSeq
    }
}

/// An event that a command decided, before it has a digest and a place in a store.
public struct Draft<Event: StreamEvent>: Sendable {
    /// The facts.
    public var event: Event
    /// The personal text beside them.
    public var content: Content?
    /// When, who, and which number.
    public var stamp: Stamp
    /// Its number for the staff, when the staff may see it.
    public var staffSeq: Int64?
}

/// A state together with what one command did to it.
public struct Change<State: Aggregate>: Sendable {
    /// The state, all drafts applied.
    public private(set) var state: State
    /// The head at which the command found the stream.
    public let base: StreamHead
    /// The numbers after all drafts; the digest is still the base's.
    public private(set) var head: StreamHead
    /// What happened, in order.
    public private(set) var drafts: [Draft<State.Event>] = []

    /// Starts from a state as it was loaded.
    public init(state: State, head: StreamHead) {
        self.state = state
        self.base = head
        self.head = head
    }

    /// Records an event and applies it at once, so that the rest of the command sees its effect.
    mutating func record(_ event: State.Event, content: Content? = nil, at: Instant, by author: Author) {
        head.seq += 1
        var publicSeq: Int64?
        var staffSeq: Int64?
        if StreamView.contact.shows(event.visibility) {
            head.publicSeq += 1
            publicSeq = head.publicSeq
        }
        if StreamView.staff.shows(event.visibility) {
            head.staffSeq += 1
            staffSeq = head.staffSeq
        }
        let stamp = Stamp(at: at, author: author, seq: head.seq, publicSeq: publicSeq)
        state.evolve(event, stamp, content)
        drafts.append(Draft(event: event, content: content, stamp: stamp, staffSeq: staffSeq))
    }
}
