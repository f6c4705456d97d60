public import Logging
public import WebChatProtocol
import WebSocketTransport

/// A client of the webchat protocol that stays connected by itself.
///
/// It resumes every followed log where it was, keeps messages in an outbox until they are acknowledged and sends them
/// again under the same id, answers pings, notices a silent server, waits with full jitter before it connects again, and
/// stops for good when the server says so.
///
/// ```swift
/// let client = try WebChatClient(configuration: .init(url: "ws://127.0.0.1:8080/v1/chat"), logger: logger)
/// try await withThrowingTaskGroup(of: Void.self) { group in
///     group.addTask { try await client.run() }
///     for await update in client.updates { … }
/// }
/// ```
///
/// It has one thread of its own. Updates must be read; see ``updates``. Calls made before `run()` wait for it.
public actor WebChatClient {
    typealias Job = @Sendable () async -> Void

    /// What it was made with.
    public nonisolated let configuration: WebChatClientConfiguration
    nonisolated let loop: EventLoopThread
    nonisolated let endpoint: WebSocketEndpoint
    let environment: WebChatEnvironment
    let storage: any ClientStorage
    let logger: Logger

    // What is remembered.
    var visitor: String?
    var cursors: [StreamName: StreamCursor] = [:]
    var outbox: ChatOutbox
    /// Logs in the order in which they were first followed, so that what is said about them has an order.
    var streamOrder: [StreamName] = []
    var isUnsaved = false

    // What is asked.
    var requests: [String: PendingRequest] = [:]
    var requestOrder: [String] = []
    var senders: [String: CheckedContinuation<ServerFrame.Ack, any Error>] = [:]
    var subscriptions: [String: StreamName] = [:]
    var inboxFilter: JSONObject?
    var followsInbox = false
    var inboxVersions: [String: Int64] = [:]

    // What is told.
    var buffer: UpdateBuffer
    var typingSentAt: [StreamName: Duration] = [:]
    var readMarks: [StreamName: Int64] = [:]

    // The connection.
    var phase = Phase.idle
    var connection: WebSocketConnection?
    var relay: TransportRelay?
    var transport: WebSocketClient?
    var helloID = ""
    var helloToken: String?
    var header: WelcomeHeader?
    var bye: ServerFrame.Bye?
    var ending: Disconnection?
    var backoff: Backoff
    var attempt = 0
    var lastHeard = Duration.zero
    var isPaused = false
    /// Adds work to the connection's task group; finished with the connection.
    var jobs: AsyncStream<Job>.Continuation?
    /// Ends a wait between two connections.
    var nudge: AsyncStream<Void>.Continuation?
    /// Waits for the end of a connection that is being closed.
    var closedWaiter: CheckedContinuation<Void, Never>?
    var isStopping = false
    /// The connection was lost on purpose, to be made anew at once.
    var reconnectsAtOnce = false

    enum Phase {
        /// Not connected.
        case idle
        /// Until `welcome`.
        case connecting
        /// Everything.
        case welcomed
        /// `run()` has ended.
        case over
    }

    /// A question that waits for its answer. It is asked again, with the same id, after each reconnect.
    struct PendingRequest {
        var frame: ClientFrame
        var continuation: CheckedContinuation<ServerFrame, any Error>
    }

    /// Makes a client; ``run()`` connects it.
    ///
    /// - Parameters:
    ///   - storage: what must survive a restart of the process; by default nothing does.
    ///   - environment: time and randomness.
    ///   - logger: told about connections, at most at level info, without personal data.
    /// - Throws: ``WebChatError`` `invalidConfiguration`.
    public init(
        configuration: WebChatClientConfiguration, storage: any ClientStorage = NoClientStorage(),
        environment: WebChatEnvironment = .system, logger: Logger
    ) throws {
        guard let endpoint = WebSocketEndpoint(url: configuration.url) else {
            throw WebChatError(.invalidConfiguration, "the address must read ws://HOST:PORT/PATH or wss://…")
        }
        let timing = configuration.timing
        guard timing.silence > .zero, timing.probe > .zero, timing.backoffBase > .zero,
            timing.backoffBase <= timing.backoffCap, configuration.outboxLimit > 0, configuration.requestLimit > 0,
            configuration.frameBytes >= 32_768
        else { throw WebChatError(.invalidConfiguration, "limits and times must be positive") }
        self.configuration = configuration
        self.endpoint = endpoint
        self.storage = storage
        self.environment = environment
        self.logger = logger
        outbox = ChatOutbox(capacity: configuration.outboxLimit)
        buffer = UpdateBuffer(limit: configuration.updateLimit)
        backoff = Backoff(base: timing.backoffBase, cap: timing.backoffCap)
        var loopConfiguration = EventLoopThread.Configuration()
        loopConfiguration.name = "sportello-chat"
        loopConfiguration.maximumSockets = 64
        loop = EventLoopThread(configuration: loopConfiguration, logger: logger)
    }

    /// The client's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// What happens, for one reader at a time. While too much waits unread the client stops reading its socket
    /// (`WebChatClientConfiguration.updateLimit`).
    public nonisolated var updates: ChatUpdates { ChatUpdates(client: self) }

    /// Whether `hello` was answered and the connection lives.
    public var isWelcomed: Bool { phase == .welcomed }

    /// What the last `welcome` said; nil before the first.
    public var lastWelcome: WelcomeHeader? { header }

    /// Messages that are not acknowledged yet, oldest first.
    public var unacknowledged: [ClientFrame.Send] { outbox.pending }

    /// The logs that are followed, in the order in which they came.
    public var followedStreams: [StreamName] { streamOrder }

    // MARK: Updates

    func tell(_ update: ChatUpdate) {
        if let reader = buffer.add(update) { return reader.resume(returning: update) }
        guard buffer.isFull, !isPaused, let connection else { return }
        isPaused = true
        connection.pauseReading()
    }

    func nextUpdate() async -> ChatUpdate? {
        if let update = buffer.take() {
            resumeReadingIfRoom()
            return update
        }
        if buffer.isFinished { return nil }
        let loop = loop
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume(returning: nil) }
                buffer.wait(continuation)
            }
        } onCancel: {
            loop.execute { self.assumeIsolated { $0.dismissReader() } }
        }
    }

    private func dismissReader() { buffer.dismissReader()?.resume(returning: nil) }

    private func resumeReadingIfRoom() {
        guard isPaused, buffer.isHalfEmpty else { return }
        isPaused = false
        lastHeard = environment.now()
        connection?.resumeReading()
    }
}
