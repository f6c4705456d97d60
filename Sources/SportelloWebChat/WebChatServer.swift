public import Logging
public import ServiceLifecycle
public import Sportello
import WebChatProtocol
import WebSocketTransport

/// The webchat server: WebSocket sessions of the protocol, the widget, the console, files, health and metrics, on one
/// port and one event-loop thread.
///
/// Run it in the host's `ServiceGroup`, listed after the desk, so that it stops first: it says `bye` to every client with a
/// jittered time to come back, takes no more connections, and lets the desk finish.
///
/// Process-wide: libwebsockets ignores `SIGPIPE`.
public final class WebChatServer: Service, Sendable {
    let desk: SupportDesk
    let identities: (any IdentityVerifier)?
    let attachments: (any AttachmentStore)?
    let pages: [any WebPage]
    let configuration: WebChatConfiguration
    let logger: Logger
    private let onListening: @Sendable (_ address: String, _ port: UInt16) async -> Void

    /// Makes a server on a desk.
    ///
    /// - Parameters:
    ///   - desk: The desk, run by the same host.
    ///   - identities: Verifies the host's tokens; without one, only anonymous visitors can connect.
    ///   - attachments: Where files lie; without one, uploads are refused.
    ///   - pages: More pages to serve, for example the one that a mail's rating link leads to. The first
    ///     whose path fits answers; one at a path of the server's own hides that.
    ///   - configuration: How it listens and what it allows.
    ///   - logger: The host's logger.
    ///   - onListening: Told once, when the port is open, with the port that was bound.
    public init(
        desk: SupportDesk, identities: (any IdentityVerifier)? = nil, attachments: (any AttachmentStore)? = nil,
        pages: [any WebPage] = [], configuration: WebChatConfiguration = WebChatConfiguration(), logger: Logger,
        onListening: @escaping @Sendable (_ address: String, _ port: UInt16) async -> Void = { _, _ in }
    ) {
        self.desk = desk
        self.identities = identities
        self.attachments = attachments
        self.pages = pages
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until shutdown. Throws when the port cannot be opened or the files that it serves are missing.
    public func run() async throws {
        let files = try StaticFiles.bundled(servesDemoPage: configuration.servesDemoPage)
        let epoch = try await desk.store.epoch
        let loop = EventLoopThread(logger: logger)
        try await loop.start()
        let work = BackgroundWork(limit: configuration.maximumWaitingWork)
        let hub = ChatHub(server: self, loop: loop, work: work, files: files, epoch: epoch)
        let server = WebSocketServer(configuration: transport, loop: loop, delegate: hub)
        do {
            let bound = try await server.start()
            desk.add(hub)
            await onListening(bound.address, bound.port)
        } catch {
            await loop.stop()
            throw error
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await work.run(workers: self.configuration.workers) }
            group.addTask { await hub.runSweeps() }
            await waitForShutdown()
            await hub.sayGoodbye()
            await server.stop(within: .seconds(5))
            work.finish()
            group.cancelAll()
        }
        await loop.stop()
    }

    private func waitForShutdown() async {
        do {
            try await gracefulShutdown()
        } catch {
            logger.debug("cancelled", metadata: ["service": "webchat"])
        }
    }

    private var transport: WebSocketServerConfiguration {
        var transport = WebSocketServerConfiguration()
        transport.address = configuration.address
        transport.port = configuration.port
        transport.tls = configuration.tls.map { .init(certificatePath: $0.certificatePath, keyPath: $0.keyPath) }
        transport.subprotocols = [ChatHub.subprotocol]
        transport.limits = ConnectionLimits(
            messageBytes: configuration.visitorLimits.announced.frameBytes,
            queueBytes: configuration.visitorLimits.pendingBytes,
            queueFrames: configuration.visitorLimits.pendingFrames
        )
        transport.methods = pages.isEmpty ? [.get, .head, .put, .options] : [.get, .head, .post, .put, .options]
        transport.maximumConnections = configuration.maximumConnections
        transport.maximumConnectionsPerAddress = configuration.connectionsPerAddress
        transport.trustedProxies = Set(configuration.trustedProxies.compactMap(PeerAddress.init(text:)))
        transport.headerTimeout = configuration.requestTimeout
        transport.bodyTimeout = configuration.requestTimeout
        transport.closeTimeout = configuration.timing.slowClose
        return transport
    }
}
