/// A frame from a server, as a client reads it.
public enum ServerFrame: Sendable, Equatable {
    /// Answers `hello`.
    case welcome(Welcome)
    /// It is durable.
    case ack(Ack)
    /// It was not done.
    case error(Failure)
    /// Something durable happened.
    case event(Event)
    /// Something ephemeral happened.
    case note(Note)
    /// Answers `history`.
    case page(Page)
    /// A ticket's summary changed, in the inbox.
    case summary(Summary)
    /// Answers `sub`, or tells of a new ticket (then `id` is nil).
    case subscribed(id: String?, StreamEntry)
    /// Drop what you have of the stream and subscribe again.
    case reset(stream: StreamName, epoch: String)
    /// Asks for a `pong` with the same id.
    case ping(id: String?)
    /// Answers a `ping`.
    case pong(id: String?)
    /// Why the connection will be closed.
    case bye(Bye)
    /// A type that version 1 does not know: to be ignored.
    case unknown(type: String)

    /// It is durable: the answer to `send`, `cmd`, `auth` and `unsub`.
    public struct Ack: Sendable, Equatable {
        /// The id of the frame that is answered.
        public var id: String
        /// Where it was committed.
        public var stream: StreamName?
        /// The number of its (last) event there.
        public var seq: Int64?
        /// When it was committed.
        public var ts: WireTime
        /// Whether it had been committed before.
        public var isDuplicate: Bool
        /// A command's result.
        public var result: JSONValue?

        /// Makes an acknowledgement.
        public init(
            id: String,
            stream: StreamName? = nil,
            seq: Int64? = nil,
            ts: WireTime,
            isDuplicate: Bool = false,
            result: JSONValue? = nil
        ) {
            self.id = id
            self.stream = stream
            self.seq = seq
            self.ts = ts
            self.isDuplicate = isDuplicate
            self.result = result
        }
    }

    /// It was not done: an `err` frame.
    public struct Failure: Sendable, Equatable {
        /// The id of the frame that is answered, when it could be read.
        public var id: String?
        /// Why, for programs.
        public var code: ErrorCode
        /// Why, for persons.
        public var message: String
        /// When the same may be tried again.
        public var retryAfterMs: Int64?
        /// The member at fault.
        public var field: String?

        /// Makes a failure.
        public init(
            id: String?,
            code: ErrorCode,
            message: String,
            retryAfterMs: Int64? = nil,
            field: String? = nil
        ) {
            self.id = id
            self.code = code
            self.message = message
            self.retryAfterMs = retryAfterMs
            self.field = field
        }
    }

    /// Who caused an event.
    public struct Author: Sendable, Equatable {
        /// An opaque id; empty for the desk itself.
        public var id: String
        /// `visitor`, `contact`, `agent`, `supervisor`, `quality` or `system`.
        public var role: String
        /// The name to show, if any.
        public var name: String?

        /// Makes an author.
        public init(id: String, role: String, name: String?) {
            self.id = id
            self.role = role
            self.name = name
        }
    }

    /// A durable event of a ticket's log.
    public struct Event: Sendable, Equatable {
        /// The log.
        public var stream: StreamName
        /// Its number there: 1, 2, 3, … without gaps.
        public var seq: Int64
        /// When it was committed.
        public var ts: WireTime
        /// What happened.
        public var kind: PublicEventKind
        /// The client's id that caused it; only in sessions of its author.
        public var id: String?
        /// Who caused it.
        public var author: Author
        /// What exactly; depends on the kind.
        public var data: JSONValue

        /// Makes an event.
        public init(
            stream: StreamName,
            seq: Int64,
            ts: WireTime,
            kind: PublicEventKind,
            id: String? = nil,
            author: Author,
            data: JSONValue
        ) {
            self.stream = stream
            self.seq = seq
            self.ts = ts
            self.kind = kind
            self.id = id
            self.author = author
            self.data = data
        }
    }

    /// Something ephemeral: never has a number, may be lost.
    public struct Note: Sendable, Equatable {
        /// Where.
        public var stream: StreamName
        /// `typing`, `presence`, `read` or `queue`.
        public var kind: String
        /// What exactly.
        public var data: JSONValue

        /// Makes a note.
        public init(stream: StreamName, kind: String, data: JSONValue) {
            self.stream = stream
            self.kind = kind
            self.data = data
        }
    }

    /// Older events, ascending.
    public struct Page: Sendable, Equatable {
        /// The id of the `history` frame.
        public var id: String
        /// The log.
        public var stream: StreamName
        /// Those with the greatest numbers below `before`.
        public var events: [Event]
        /// Whether there are still older ones.
        public var more: Bool

        /// Makes a page.
        public init(id: String, stream: StreamName, events: [Event], more: Bool) {
            self.id = id
            self.stream = stream
            self.events = events
            self.more = more
        }
    }

    /// A ticket's line in the inbox. Clients keep the highest version of each.
    public struct Summary: Sendable, Equatable {
        /// The ticket's opaque id.
        public var ticket: String
        /// Grows with each change.
        public var version: Int64
        /// What to show; nil when the ticket left the filter.
        public var data: JSONValue?

        /// Makes a summary.
        public init(ticket: String, version: Int64, data: JSONValue?) {
            self.ticket = ticket
            self.version = version
            self.data = data
        }
    }

    /// Why the connection will be closed.
    public struct Bye: Sendable, Equatable {
        /// The code of the close frame that follows.
        public var code: CloseCode
        /// Why, for persons.
        public var message: String
        /// When to come back.
        public var retryAfterMs: Int64?

        /// Makes a farewell.
        public init(code: CloseCode, message: String, retryAfterMs: Int64? = nil) {
            self.code = code
            self.message = message
            self.retryAfterMs = retryAfterMs
        }
    }
}
