import Logging
import Synchronization

@testable import WebSocketTransport

/// What a delegate was told, in order.
enum Told: Sendable, Equatable {
    case decided(String)
    case opened
    case text(String)
    case pong
    case drained
    case deadline
    case closed(WebSocketClosure)
    case requested(HTTPMethod, String)
    case chunk(Int)
    case bodyEnded
    case finished(Bool)
    case stopping
}

extension Told {
    /// Whether a connection can tell nothing more after this.
    var isEnd: Bool { if case .closed = self { true } else { false } }
}

/// Something else came than what a test waits for; `nil`: it was cancelled while it waited.
struct Unexpected: Error {
    let told: Told?
    let insteadOf: Told
}

/// Remembers what it was told and does what the test says.
final class Recorder: WebSocketServerDelegate {
    struct Behaviour: Sendable {
        var decide: @Sendable (UpgradeRequest) -> UpgradeDecision = { _ in .accept }
        var opened: @Sendable (WebSocketConnection) -> Void = { _ in }
        var text: @Sendable (WebSocketConnection, String) -> Void = { _, _ in }
        var deadline: @Sendable (WebSocketConnection) -> Void = { _ in }
        var drained: @Sendable (WebSocketConnection) -> Void = { _ in }
        var requested: @Sendable (HTTPExchange) -> Void = { $0.respond(.text(200, "ok")) }
        var bodyEnded: @Sendable (HTTPExchange) -> Void = { $0.respond(.text(201, "got it")) }
    }

    let behaviour: Behaviour
    let events: AsyncStream<(Told, WebSocketConnection?)>
    private let sink: AsyncStream<(Told, WebSocketConnection?)>.Continuation
    private let all = Mutex<[Told]>([])

    init(_ change: (inout Behaviour) -> Void = { _ in }) {
        var behaviour = Behaviour()
        change(&behaviour)
        self.behaviour = behaviour
        (self.events, self.sink) = AsyncStream.makeStream()
    }

    static func echo() -> Recorder { Recorder { $0.text = { connection, text in _ = connection.send(text: text) } } }

    /// Everything so far.
    var history: [Told] { self.all.withLock { $0 } }

    /// Waits for the first event that fits, skipping others.
    @discardableResult
    func next(where fits: (Told) -> Bool) async -> (Told, WebSocketConnection?)? {
        for await event in self.events where fits(event.0) { return event }
        return nil
    }

    /// Waits until it was told exactly this. A connection that ends otherwise is an error: nothing more will come.
    func wait(for told: Told) async throws {
        let event = await self.next { $0 == told || $0.isEnd }
        guard event?.0 == told else { throw Unexpected(told: event?.0, insteadOf: told) }
    }

    private func tell(_ told: Told, _ connection: WebSocketConnection? = nil) {
        self.all.withLock { $0.append(told) }
        self.sink.yield((told, connection))
    }

    func decide(upgrade: UpgradeRequest) -> UpgradeDecision {
        self.tell(.decided(upgrade.path))
        return self.behaviour.decide(upgrade)
    }
    func opened(_ connection: WebSocketConnection) {
        self.tell(.opened, connection)
        self.behaviour.opened(connection)
    }
    func received(text: UnsafeRawBufferPointer, on connection: WebSocketConnection) {
        let text = String(decoding: text, as: UTF8.self)
        self.tell(.text(text), connection)
        self.behaviour.text(connection, text)
    }
    func receivedPong(on connection: WebSocketConnection) { self.tell(.pong, connection) }
    func drained(_ connection: WebSocketConnection) {
        self.tell(.drained, connection)
        self.behaviour.drained(connection)
    }
    func deadlineReached(on connection: WebSocketConnection) {
        self.tell(.deadline, connection)
        self.behaviour.deadline(connection)
    }
    func closed(_ connection: WebSocketConnection, _ closure: WebSocketClosure) {
        self.tell(.closed(closure), connection)
    }
    func requested(_ exchange: HTTPExchange) {
        self.tell(.requested(exchange.head.method, exchange.head.path))
        self.behaviour.requested(exchange)
    }
    func received(bodyChunk: UnsafeRawBufferPointer, on exchange: HTTPExchange) { self.tell(.chunk(bodyChunk.count)) }
    func bodyEnded(on exchange: HTTPExchange) {
        self.tell(.bodyEnded)
        self.behaviour.bodyEnded(exchange)
    }
    func finished(_ exchange: HTTPExchange, completed: Bool) { self.tell(.finished(completed)) }
    func stopping() { self.tell(.stopping) }
}

/// A server and a client on one loop, for the length of `body`.
func withLoopback(
    _ serverSide: Recorder,
    scalable: Bool = true,
    configure: (inout WebSocketServerConfiguration) -> Void = { _ in },
    clientLimits: ConnectionLimits = ConnectionLimits(messageBytes: 1_048_576),
    _ body: (Loopback) async throws -> Void
) async throws {
    var loopConfiguration = EventLoopThread.Configuration()
    loopConfiguration.scalable = scalable
    loopConfiguration.maximumSockets = 2_000
    let loop = EventLoopThread(configuration: loopConfiguration, logger: Logger(label: "test"))
    try await loop.start()
    var configuration = WebSocketServerConfiguration()
    configuration.subprotocols = ["echo", "other"]
    // A machine that stands still for some seconds is no fault of the transport's.
    configuration.headerTimeout = .seconds(60)
    configuration.closeTimeout = .seconds(60)
    configure(&configuration)
    let server = WebSocketServer(configuration: configuration, loop: loop, delegate: serverSide)
    var clientConfiguration = WebSocketClientConfiguration()
    clientConfiguration.subprotocols = ["echo", "other", "unserved"]
    clientConfiguration.limits = clientLimits
    clientConfiguration.connectTimeout = .seconds(60)
    clientConfiguration.closeTimeout = .seconds(60)
    let client = WebSocketClient(configuration: clientConfiguration, loop: loop)
    do {
        let bound = try await server.start()
        try await body(Loopback(loop: loop, server: server, client: client, bound: bound))
    } catch {
        await server.stop(within: .zero)
        await loop.stop()
        throw error
    }
    try await loop.run { client.stop() }
    await server.stop(within: .seconds(2))
    await loop.stop()
}

struct Loopback {
    let loop: EventLoopThread
    let server: WebSocketServer
    let client: WebSocketClient
    let bound: WebSocketServer.BoundAddress

    func connect(
        _ delegate: Recorder, path: String = "/x", subprotocol: String? = "echo", origin: String? = nil
    )
        async throws -> WebSocketConnection
    {
        let endpoint = WebSocketEndpoint(host: self.bound.address, port: self.bound.port, path: path)
        let client = self.client
        return try await self.loop.run {
            try client.connect(to: endpoint, subprotocol: subprotocol, origin: origin, delegate: delegate)
        }
    }

    /// Connects and waits until it is open.
    func open(_ delegate: Recorder) async throws -> WebSocketConnection {
        let connection = try await self.connect(delegate)
        try await delegate.wait(for: .opened)
        return connection
    }
}
