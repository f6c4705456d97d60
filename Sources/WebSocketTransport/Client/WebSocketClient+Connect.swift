import CWebSockets

extension WebSocketClient {
    /// Begins to connect. `opened` or `closed` follows, the latter with `refusedStatus` when the server answered
    /// something else than 101; possibly before this returns when it fails at once. On the loop's thread only.
    ///
    /// Host names are looked up on the loop's thread, which serves nobody else meanwhile: give numeric addresses
    /// where that matters.
    ///
    /// - Parameters:
    ///   - endpoint: where to.
    ///   - subprotocol: one of `configuration.subprotocols`, or nil. A server that confirms another fails.
    ///   - origin: the `Origin` header, or nil for none.
    ///   - delegate: held until `closed`.
    @discardableResult
    package func connect(
        to endpoint: WebSocketEndpoint,
        subprotocol: String?,
        origin: String? = nil,
        delegate: any WebSocketConnectionDelegate
    ) throws -> WebSocketConnection {
        self.loop.precondition()
        let core = self.loop.core
        let host = try self.openHost()
        guard let context = core.handle else { throw WebSocketTransportError(.stopped, "no loop") }
        let connection = WebSocketConnection(
            loop: self.loop,
            socket: nil,
            host: self,
            delegate: delegate,
            isClient: true,
            limits: self.configuration.limits,
            peer: .unknown
        )
        connection.subprotocol = subprotocol
        connection.transportDeadline = core.deadline(after: self.configuration.connectTimeout)
        core.insert(connection)
        self.connections += 1
        if let origin { self.origins[ObjectIdentifier(connection)] = origin }

        let strings = CStrings()
        var options = cws_connect_options()
        options.address = strings.copy(endpoint.host)
        options.port = Int32(endpoint.port)
        options.path = strings.copy(endpoint.path)
        options.host = strings.copy(endpoint.hostHeader)
        options.subprotocol = subprotocol.map(strings.copy)
        options.tls =
            switch endpoint.security {
            case .none: 0
            case .tls: 1
            case .unverifiedTLS: 2
            }
        options.user = Unmanaged<SocketState>.passUnretained(connection).toOpaque()
        let socket = withExtendedLifetime(strings) { cws_connect(context, host, &options) }
        if let socket {
            connection.socket = socket
        } else {
            // The library may have said so already; if not, this does.
            connection.finish(
                WebSocketClosure(code: CloseCode.abnormal, reason: "cannot connect", origin: .transport))
            core.remove(connection)
        }
        return connection
    }

    private func openHost() throws -> OpaquePointer {
        if let handle = self.handle { return handle }
        guard let context = self.loop.core.handle, !self.isStopping else {
            throw WebSocketTransportError(.stopped, "the loop or the client has ended")
        }
        let core = self.loop.core
        core.hosts[ObjectIdentifier(self)] = self
        var options = cws_host_options()
        let strings = CStrings()
        options.user = Unmanaged<TransportHost>.passUnretained(self).toOpaque()
        options.name = strings.copy("sportello-client-\(UInt(bitPattern: ObjectIdentifier(self).hashValue))")
        options.authorities_path = self.configuration.authoritiesPath.map(strings.copy)
        options.client_tls = self.configuration.usesTLS ? 1 : 0
        options.subprotocols = strings.copy(self.configuration.subprotocols)
        options.count = self.configuration.subprotocols.count
        options.header_seconds = UInt32(clamping: self.configuration.connectTimeout.wholeMilliseconds / 1_000 + 1)
        options.keepalive_seconds = 5
        guard let handle = withExtendedLifetime(strings, { cws_host_create(context, &options) }) else {
            core.hosts[ObjectIdentifier(self)] = nil
            throw WebSocketTransportError(.invalidConfiguration, "the client's TLS authorities cannot be used")
        }
        self.handle = handle
        return handle
    }

    /// Drops what is still connected and frees the client's part of the loop. `closed` is called for each connection
    /// before this returns. On the loop's thread only; outside callbacks of its own connections. Idempotent.
    package func stop() {
        self.loop.precondition()
        self.isStopping = true
        for case let connection as WebSocketConnection in self.loop.core.sockets where connection.host === self {
            connection.abandon(WebSocketClosure(code: CloseCode.abnormal, reason: "stopped", origin: .local))
        }
        guard let handle = self.handle else { return }
        self.handle = nil
        cws_host_destroy(handle)
    }

    func handle(
        _ event: Int, socket: OpaquePointer?, state: SocketState?, bytes: UnsafeRawBufferPointer
    ) -> Int32 {
        guard let connection = state as? WebSocketConnection else { return 0 }
        switch event {
        case Int(CWS_CLIENT_REQUEST):
            guard let origin = self.origins.removeValue(forKey: ObjectIdentifier(connection)) else { return 0 }
            return origin.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
                ? cws_append_header(bytes.baseAddress, "Origin", origin) : -1
        case Int(CWS_CLIENT_ANSWERED):
            connection.socket = socket
            return 0
        case Int(CWS_CLIENT_FAILED):
            let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            let status = socket.map { HeaderReader(socket: $0).text(Int(CWS_H_STATUS)) ?? "" }.flatMap {
                Int($0.prefix { $0.isNumber })
            }
            connection.finish(
                WebSocketClosure(
                    code: CloseCode.abnormal, reason: text, origin: .transport, refusedStatus: status))
            return 0
        default:
            return connection.event(event, socket: socket, bytes: bytes)
        }
    }
}
