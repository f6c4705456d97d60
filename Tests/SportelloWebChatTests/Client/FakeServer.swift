import Logging
import SportelloTesting
import Synchronization
import WebChatProtocol
import WebSocketTransport

@testable import SportelloWebChatClient

/// What a fake server sees, in order.
enum Seen: Sendable {
    case opened(WebSocketConnection)
    case frame(ClientFrame, WebSocketConnection)
    case closed(WebSocketClosure)
}

/// A server whose every answer is the test's.
final class FakeServer: WebSocketServerDelegate {
    let loop: EventLoopThread
    let seen: AsyncStream<Seen>
    private let sink: AsyncStream<Seen>.Continuation
    /// What each upgrade is answered; the last one stays.
    private let decisions: Mutex<[UpgradeDecision]>

    init(loop: EventLoopThread, decisions: [UpgradeDecision] = [.accept]) {
        self.loop = loop
        self.decisions = Mutex(decisions)
        (seen, sink) = AsyncStream.makeStream()
    }

    func decide(upgrade: UpgradeRequest) -> UpgradeDecision {
        decisions.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
    func opened(_ connection: WebSocketConnection) { sink.yield(.opened(connection)) }
    func received(text: UnsafeRawBufferPointer, on connection: WebSocketConnection) {
        guard case .success(let frame) = ClientFrame.decode(text) else { return }
        sink.yield(.frame(frame, connection))
    }
    func closed(_ connection: WebSocketConnection, _ closure: WebSocketClosure) { sink.yield(.closed(closure)) }

    func send(_ frame: ServerFrame, on connection: WebSocketConnection) async throws {
        try await loop.run { _ = connection.send(text: frame.encode()) }
    }

    func send(_ frames: [ServerFrame], on connection: WebSocketConnection) async throws {
        try await loop.run { for frame in frames { _ = connection.send(text: frame.encode()) } }
    }

    func drop(_ connection: WebSocketConnection) async throws {
        try await loop.run { connection.drop() }
    }

    func close(_ connection: WebSocketConnection, _ code: WebChatProtocol.CloseCode) async throws {
        try await loop.run { connection.close(code: code.rawValue) }
    }

    // MARK: Expectations

    /// The next frame that fits, others skipped.
    func next<Value>(_ pick: (ClientFrame) -> Value?) async throws -> (Value, WebSocketConnection) {
        for await event in seen {
            if case .frame(let frame, let connection) = event, let value = pick(frame) { return (value, connection) }
        }
        throw NothingCame()
    }

    func nextHello() async throws -> (ClientFrame.Hello, WebSocketConnection) {
        try await next { if case .hello(let hello) = $0 { hello } else { nil } }
    }

    func nextSend() async throws -> (ClientFrame.Send, WebSocketConnection) {
        try await next { if case .send(let send) = $0 { send } else { nil } }
    }

    /// Takes the next `hello` and welcomes it.
    @discardableResult
    func welcome(
        secret: String? = nil, streams: [StreamEntry] = [], tokenExpires: WireTime? = nil
    ) async throws -> (ClientFrame.Hello, WebSocketConnection) {
        let (hello, connection) = try await nextHello()
        let header = WelcomeHeader(
            id: hello.id, session: "s", you: .init(role: "visitor", contact: "v"), visitor: secret,
            now: WireTime(milliseconds: 0), tokenExpires: tokenExpires, limits: ChatLimits.visitor.announced,
            desk: DeskInformation(name: "Desk", isOpen: true)
        )
        try await send(.welcome(Welcome(header: header, streams: streams)), on: connection)
        return (hello, connection)
    }

    func finish() { sink.finish() }
}

struct NothingCame: Error {}

/// Keeps a memory for as long as a test lasts.
final class MemoryStorage: ClientStorage {
    private let kept: Mutex<ClientMemory>
    private let isBroken = Mutex(false)

    init(_ memory: ClientMemory = ClientMemory()) { kept = Mutex(memory) }

    var memory: ClientMemory { kept.withLock { $0 } }
    func fail() { isBroken.withLock { $0 = true } }
    func load() -> ClientMemory { memory }
    func save(_ memory: ClientMemory) throws {
        if isBroken.withLock({ $0 }) { throw NothingCame() }
        kept.withLock { $0 = memory }
    }
}

/// A client, a fake server, a clock that the test moves, and a reader of updates.
struct Scene {
    let server: FakeServer
    let client: WebChatClient
    let clock: ManualClock
    let storage: MemoryStorage

    /// The first update that fits, others skipped.
    func update<Value>(_ pick: (ChatUpdate) -> Value?) async throws -> Value {
        for await update in client.updates {
            if let value = pick(update) { return value }
        }
        throw NothingCame()
    }

    func disconnection() async throws -> Disconnection {
        try await update { if case .disconnected(let ended) = $0 { ended } else { nil } }
    }

    func welcomed() async throws {
        try await update { if case .welcomed = $0 { () } else { nil } }
    }

    /// The texts of the next messages.
    func texts(_ count: Int) async throws -> [String] {
        var texts: [String] = []
        while texts.count < count {
            texts.append(
                try await update {
                    if case .event(let event) = $0 { event.data["text"]?.stringValue } else { nil }
                })
        }
        return texts
    }

    /// Waits for the loss of the connection and for the wait after it, and lets that pass.
    func comeBack() async throws {
        let ended = try await disconnection()
        guard let wait = ended.retryIn else { throw NothingCame() }
        guard wait > .zero else { return }
        await clock.waitForSleepers(1)
        clock.advance(by: wait)
    }
}

/// Runs a client against a fake server for the length of `body`; returns how `run()` ended.
@discardableResult
func withScene(
    storage: MemoryStorage = MemoryStorage(), decisions: [UpgradeDecision] = [.accept], seed: UInt64 = 7,
    configure: (inout WebChatClientConfiguration) -> Void = { _ in },
    _ body: (Scene) async throws -> Void
) async throws -> (any Error)? {
    let loop = EventLoopThread(
        configuration: .init(), logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    try await loop.start()
    let fake = FakeServer(loop: loop, decisions: decisions)
    var serverConfiguration = WebSocketServerConfiguration()
    serverConfiguration.subprotocols = [ChatProtocol.subprotocol]
    // Nothing may be left out because a client reads slowly.
    serverConfiguration.limits = ConnectionLimits(queueBytes: 8 * 1024 * 1024, queueFrames: 10_000)
    let server = WebSocketServer(configuration: serverConfiguration, loop: loop, delegate: fake)
    let bound = try await server.start()
    var configuration = WebChatClientConfiguration(url: "ws://127.0.0.1:\(bound.port)/v1/chat")
    configure(&configuration)
    let clock = ManualClock()
    let generator = Mutex(SeededGenerator(seed: seed))
    let environment = WebChatEnvironment(
        now: { clock.now.elapsed }, sleep: { try await clock.sleep(until: clock.now.advanced(by: $0)) },
        random: { generator.withLock { $0.next() } }
    )
    let client = try WebChatClient(
        configuration: configuration, storage: storage, environment: environment,
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    )
    let scene = Scene(server: fake, client: client, clock: clock, storage: storage)
    let running = Task { () -> (any Error)? in
        do {
            try await client.run()
            return nil
        } catch {
            return error
        }
    }
    var failure: (any Error)?
    do { try await body(scene) } catch { failure = error }
    running.cancel()
    let end = await running.value
    fake.finish()
    await server.stop(within: .zero)
    await loop.stop()
    if let failure { throw failure }
    return end
}

/// A message of the desk.
func message(_ seq: Int64, _ text: String, on stream: StreamName, id: String? = nil) -> ServerFrame.Event {
    ServerFrame.Event(
        stream: stream, seq: seq, ts: WireTime(milliseconds: seq), kind: .messagePosted, id: id,
        author: .init(id: "a", role: "agent", name: "Ada"),
        data: ["text": .string(text), "files": [], "via": "webchat"]
    )
}

func acknowledgement(of send: ClientFrame.Send, seq: Int64) -> ServerFrame {
    .ack(.init(id: send.id, stream: send.stream, seq: seq, ts: WireTime(milliseconds: seq)))
}
