import CWebSockets

/// A WebSocket and HTTP/1.1 server on a loop.
///
/// - Note: `@unchecked Sendable`: `configuration` and `delegate` are constant; everything mutable is touched on the
///   loop's thread only.
package final class WebSocketServer: TransportHost, @unchecked Sendable {
    /// Where a server listens.
    package struct BoundAddress: Sendable, Equatable {
        /// The numeric address.
        package var address: String
        /// The port; never 0.
        package var port: UInt16
    }

    enum Phase {
        case idle
        case listening
        case stopping
        case stopped
    }

    /// What it was made with.
    package let configuration: WebSocketServerConfiguration
    /// Who decides. Held until the server has stopped.
    package let delegate: any WebSocketServerDelegate
    var phase = Phase.idle
    var usage = ServerUsage()
    /// Connections that `opened` was called for and `closed` was not.
    var openConnections = 0
    var stopWaiters: [CheckedContinuation<Void, Never>] = []
    var stopTimer: LoopTimer?

    /// Creates a server; `start()` makes it listen.
    package init(
        configuration: WebSocketServerConfiguration,
        loop: EventLoopThread,
        delegate: any WebSocketServerDelegate
    ) {
        self.configuration = configuration
        self.delegate = delegate
        super.init(
            loop: loop,
            closeTimeout: configuration.closeTimeout,
            pingInterval: configuration.pingInterval,
            pongTimeout: configuration.pongTimeout
        )
    }

    override func event(
        _ event: Int, socket: OpaquePointer?, state: SocketState?, bytes: UnsafeRawBufferPointer
    ) -> Int32 {
        self.handle(event, socket: socket, state: state, bytes: bytes)
    }

    override func connectionFinished(_ connection: WebSocketConnection) { self.openConnections -= 1 }

    override func loopEnded() {
        super.loopEnded()
        self.stopped()
    }

    /// Starts to listen. The loop must be running.
    ///
    /// - Throws: `WebSocketTransportError`: `.listenFailed`, `.invalidConfiguration`, `.stopped`.
    package func start() async throws -> BoundAddress {
        try await self.loop.run { try self.listen() }
    }

    /// The sockets that are open, half-open ones and requests included, and the WebSockets among them. On the loop's
    /// thread only.
    package var socketCounts: (all: Int, webSockets: Int) {
        self.loop.precondition()
        return (self.usage.total, self.openConnections)
    }

    private func listen() throws -> BoundAddress {
        guard self.phase == .idle else { throw WebSocketTransportError(.stopped, "a server starts once") }
        guard let context = self.loop.core.handle else { throw WebSocketTransportError(.stopped, "no loop") }
        for name in self.configuration.subprotocols where name.isEmpty || !name.utf8.allSatisfy(Token.isTokenByte) {
            throw WebSocketTransportError(.invalidConfiguration, "subprotocol \(name)")
        }
        self.loop.core.hosts[ObjectIdentifier(self)] = self
        var options = cws_host_options()
        options.user = Unmanaged<TransportHost>.passUnretained(self).toOpaque()
        options.port = Int32(self.configuration.port)
        options.header_seconds = UInt32(clamping: self.configuration.headerTimeout.wholeMilliseconds / 1_000 + 1)
        options.keepalive_seconds = UInt32(clamping: self.configuration.keepAliveTimeout.wholeMilliseconds / 1_000 + 1)
        let strings = CStrings()
        options.name = strings.copy("sportello-server-\(UInt(bitPattern: ObjectIdentifier(self).hashValue))")
        options.address = strings.copy(self.configuration.address)
        if let tls = self.configuration.tls {
            options.certificate_path = strings.copy(tls.certificatePath)
            options.key_path = strings.copy(tls.keyPath)
        }
        options.subprotocols = strings.copy(self.configuration.subprotocols)
        options.count = self.configuration.subprotocols.count
        guard let handle = cws_host_create(context, &options) else {
            self.loop.core.hosts[ObjectIdentifier(self)] = nil
            throw WebSocketTransportError(
                .listenFailed, "\(self.configuration.address) port \(self.configuration.port)")
        }
        self.handle = handle
        self.phase = .listening
        return BoundAddress(address: self.configuration.address, port: UInt16(clamping: cws_host_port(handle)))
    }
}
