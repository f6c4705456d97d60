import SportelloModel
import WebChatProtocol
import WebSocketTransport

/// One connection's state. Lives on the event loop only, inside ``ChatHub``; thousands of them are idle, so it is small.
final class ChatSession {
    enum Phase {
        /// Nothing but `hello` is welcome.
        case awaitingHello
        /// `hello` is being answered; frames that follow wait.
        case authenticating
        /// Everything.
        case open
        /// `bye` was said.
        case closing
    }

    let id: UInt64
    /// The socket. Strong until `closed`, when the hub drops the session.
    let connection: WebSocketConnection
    var phase = Phase.awaitingHello
    /// Who it is, once known.
    var identity: Identity?
    var language: String
    /// Streams that it follows.
    var followed: [Follow] = []
    /// Commands and reads that are not answered yet.
    var pending = 0
    /// Ids of `conversation.start` under way: their tickets are followed without `sub`.
    var starting: Set<String> = []
    /// Frames that came while `hello` was being answered. Bound: eight; overflow closes.
    var early: [[UInt8]] = []
    var sends: RateLimit
    var frames: RateLimit
    /// How often it was told to slow down, less what time forgave.
    var strikes = 0
    var isAwaitingPong = false
    /// Whether it follows the inbox, and which part.
    var inbox: InboxFilter?

    init(id: UInt64, connection: WebSocketConnection, now: UInt64, limits: ChatLimits) {
        self.id = id
        self.connection = connection
        self.language = "en"
        self.sends = RateLimit(burst: limits.announced.sendBurst, now: now)
        self.frames = RateLimit(burst: limits.paceOfFrames.burst, now: now)
    }

    func follow(_ stream: StreamName) -> Follow? { followed.first { $0.stream == stream } }
}

/// Who a session belongs to.
struct Identity {
    var actor: Actor
    /// When the token runs out, in milliseconds since 1970; `nil` for a visitor with a secret.
    var expiresAt: Int64?
    /// The host's name for the party; `nil` for a visitor.
    var subject: String?

    var isStaff: Bool { actor.role.isStaff }
}

/// A session's place in one stream.
final class Follow {
    enum State {
        /// Events go out as they come.
        case live
        /// A stretch is being read; what comes meanwhile waits. Bound: 256 events; overflow reads again.
        case reading(waiting: [LoggedEvent], overflowed: Bool)
        /// The client was told that there is more and must ask.
        case stopped
    }

    let stream: StreamName
    let ticket: TicketID
    let view: StreamView
    /// The number of the last event that was sent.
    var cursor: Int64
    var state: State
    /// The session and its follows hold each other until the session ends, which lets go of all of them.
    let session: ChatSession

    init(stream: StreamName, ticket: TicketID, view: StreamView, cursor: Int64, state: State, session: ChatSession) {
        self.stream = stream
        self.ticket = ticket
        self.view = view
        self.cursor = cursor
        self.state = state
        self.session = session
    }

    static let waitingLimit = 256
}

/// A ticket that somebody follows.
final class Topic {
    var follows: [Follow] = []
    /// The last state that was committed while it was followed.
    var ticket: Ticket?
    /// Who is typing: author id and view to when it lapses.
    var typing: [String: TypingMark] = [:]
    /// How far each party has read each stream: the largest wins.
    var read: [ReadMark: Int64] = [:]
    /// The position last told.
    var toldPosition: Int?

    struct ReadMark: Hashable {
        var author: String
        var view: StreamView
    }

    struct TypingMark {
        var author: Author
        var session: UInt64
        var lapsesAt: UInt64
    }
}
