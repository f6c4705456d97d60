public import WebChatProtocol

/// Something that happened, in the order in which it happened.
public enum ChatUpdate: Sendable, Equatable {
    /// The client connects; `attempt` counts from 1 since the last welcome.
    case connecting(attempt: Int)
    /// `hello` was answered: who we are, what the desk is and allows.
    case welcomed(WelcomeHeader)
    /// The connection is gone.
    case disconnected(Disconnection)
    /// Forget what is shown of a log. With a state, what follows begins a snapshot of it; `hasOlder` tells whether
    /// `history` has more. Without, the log was reset and its snapshot is on its way.
    case restarted(StreamName, state: JSONValue?, hasOlder: Bool)
    /// An event of a log. Events of a log come each once and without gaps, over all reconnects.
    case event(ServerFrame.Event)
    /// Typing, presence, reading, places in the queue.
    case note(ServerFrame.Note)
    /// The inbox's first page; forget what is shown of it.
    case inbox(JSONValue, more: Bool)
    /// A ticket's summary is newer than the last one told.
    case summary(ServerFrame.Summary)
    /// A message is durable.
    case delivered(ClientFrame.Send, ServerFrame.Ack)
    /// A message was refused for good and left the outbox.
    case undeliverable(ClientFrame.Send, ServerFrame.Failure)
    /// A log can no longer be followed.
    case lost(StreamName, ServerFrame.Failure)
    /// The server complained about something that nobody waits for.
    case complaint(ServerFrame.Failure)
    /// The storage failed; what it should have kept is kept in memory only.
    case storageFailed(String)
}

/// The end of a connection.
public struct Disconnection: Sendable, Equatable {
    /// The close code; 1006 when there was none.
    public var code: CloseCode
    /// What the server said in `bye`, or what the transport found.
    public var message: String
    /// The HTTP status, when the upgrade was refused.
    public var status: Int?
    /// How long the client waits before it connects again; nil when it does not.
    public var retryIn: Duration?

    /// Makes one.
    public init(code: CloseCode, message: String, status: Int? = nil, retryIn: Duration? = nil) {
        self.code = code
        self.message = message
        self.status = status
        self.retryIn = retryIn
    }

    /// Whether the protocol lets the client come back.
    var mayRetry: Bool {
        if let status, (400..<500).contains(status), status != 408, status != 429 { return false }
        return code.mayRetry
    }
}
