/// Where a client stands in a stream: an entry of `hello.resume`, and the position of a `sub`.
public struct ResumePoint: Sendable, Equatable {
    /// The stream.
    public var stream: StreamName
    /// The epoch in which `since` counts.
    public var epoch: String?
    /// "I have 1…since". Zero resumes from the start; nil asks for a snapshot.
    public var since: Int64?

    /// Makes a position.
    public init(stream: StreamName, epoch: String? = nil, since: Int64? = nil) {
        self.stream = stream
        self.epoch = epoch
        self.since = since
    }
}

/// A frame from a client.
public enum ClientFrame: Sendable, Equatable {
    /// The first frame: who and where from.
    case hello(Hello)
    /// Posts a message.
    case send(Send)
    /// Does something.
    case command(Command)
    /// Follows a stream.
    case subscribe(Subscribe)
    /// Follows it no more.
    case unsubscribe(id: String, stream: StreamName)
    /// Asks for older events.
    case history(History)
    /// Everything up to `seq` was shown to the person.
    case read(stream: StreamName, seq: Int64)
    /// Somebody types, or stopped.
    case typing(stream: StreamName, isOn: Bool)
    /// A fresh token for the same identity.
    case auth(id: String, token: String)
    /// Asks for a `pong` with the same id.
    case ping(id: String?)
    /// Answers a `ping`.
    case pong(id: String?)
    /// A type that version 1 does not know: answered by `err unknown_type`.
    case unknown(type: String, id: String?)

    /// The first frame. Neither secret nor token: a new anonymous visitor.
    public struct Hello: Sendable, Equatable {
        /// Made by the client, comes back in `welcome`.
        public var id: String
        /// The client's name and version.
        public var client: String?
        /// BCP 47 tag of the person's language.
        public var locale: String?
        /// The secret from an earlier `welcome`.
        public var visitor: String?
        /// A JWT signed by the host.
        public var token: String?
        /// Where the client stands.
        public var resume: [ResumePoint]

        /// Makes a hello.
        public init(
            id: String,
            client: String? = nil,
            locale: String? = nil,
            visitor: String? = nil,
            token: String? = nil,
            resume: [ResumePoint] = []
        ) {
            self.id = id
            self.client = client
            self.locale = locale
            self.visitor = visitor
            self.token = token
            self.resume = resume
        }
    }

    /// A message to post. Its id is the idempotency key within (stream, author).
    public struct Send: Sendable, Equatable {
        /// A UUID in lower case.
        public var id: String
        /// The ticket's log, never the inbox.
        public var stream: StreamName
        /// The text, byte for byte; empty only with files.
        public var text: String
        /// Ids of uploaded files.
        public var files: [String]
        /// The message this answers.
        public var replyTo: Int64?
        /// What staff point to.
        public var references: [Reference]

        /// Makes a message.
        public init(
            id: String,
            stream: StreamName,
            text: String,
            files: [String] = [],
            replyTo: Int64? = nil,
            references: [Reference] = []
        ) {
            self.id = id
            self.stream = stream
            self.text = text
            self.files = files
            self.replyTo = replyTo
            self.references = references
        }

        /// An article of the desk's, or a typed link.
        public enum Reference: Sendable, Equatable {
            /// An article by its id, in a language or in the ticket's.
            case article(String, locale: String?)
            /// A page elsewhere, with a word for what it is.
            case link(kind: String, address: String)
        }
    }

    /// A command. Its id is the idempotency key within (stream, author); of `conversation.start`, within (contact).
    public struct Command: Sendable, Equatable {
        /// A UUID in lower case.
        public var id: String
        /// What to do.
        public var name: CommandName
        /// With what, as it came.
        public var arguments: JSONObject
        /// Where, for commands that need a ticket.
        public var stream: StreamName?

        /// Makes a command.
        public init(id: String, name: CommandName, arguments: JSONObject = .init(), stream: StreamName? = nil) {
            self.id = id
            self.name = name
            self.arguments = arguments
            self.stream = stream
        }

        /// Reads the arguments with faults that name the member.
        public var reader: MemberReader { MemberReader(arguments) }
    }

    /// A wish to follow a stream.
    public struct Subscribe: Sendable, Equatable {
        /// Made by the client, comes back in `subscribed`.
        public var id: String
        /// The stream and the position in it.
        public var position: ResumePoint
        /// Which tickets, for the inbox.
        public var filter: JSONObject?

        /// Makes the wish.
        public init(id: String, position: ResumePoint, filter: JSONObject? = nil) {
            self.id = id
            self.position = position
            self.filter = filter
        }
    }

    /// A wish for older events.
    public struct History: Sendable, Equatable {
        /// Made by the client, comes back in `page`.
        public var id: String
        /// The ticket's log.
        public var stream: StreamName
        /// Only events with a smaller number, at least 1.
        public var before: Int64
        /// How many at most, 1 to 100.
        public var limit: Int

        /// Makes the wish.
        public init(id: String, stream: StreamName, before: Int64, limit: Int) {
            self.id = id
            self.stream = stream
            self.before = before
            self.limit = limit
        }
    }

    /// The frame's id, where it has one.
    public var id: String? {
        switch self {
        case .hello(let hello): hello.id
        case .send(let send): send.id
        case .command(let command): command.id
        case .subscribe(let subscribe): subscribe.id
        case .unsubscribe(let id, _), .auth(let id, _): id
        case .history(let history): history.id
        case .ping(let id), .pong(let id), .unknown(_, let id): id
        case .read, .typing: nil
        }
    }
}
