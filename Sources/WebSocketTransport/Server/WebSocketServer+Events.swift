import CWebSockets

extension WebSocketServer {
    func handle(
        _ event: Int, socket: OpaquePointer?, state: SocketState?, bytes: UnsafeRawBufferPointer
    ) -> Int32 {
        if let connection = state as? WebSocketConnection {
            let answer = connection.event(event, socket: socket, bytes: bytes)
            if event == Int(CWS_DESTROYED) { self.socketIsGone(connection.peer) }
            return answer
        }
        switch event {
        case Int(CWS_ADMIT): return self.admit(bytes)
        case Int(CWS_ACCEPTED): return self.accepted(socket)
        case Int(CWS_DESTROYED): self.destroyed(state)
        case Int(CWS_UPGRADE): return self.upgrade(socket, state)
        case Int(CWS_REQUEST): return self.request(socket, state)
        case Int(CWS_BODY):
            guard let exchange = state as? HTTPExchange else { return -1 }
            return exchange.received(chunk: bytes)
        case Int(CWS_BODY_END): (state as? HTTPExchange)?.bodyEnded()
        case Int(CWS_HTTP_WRITABLE): return (state as? HTTPExchange)?.writable() ?? 0
        case Int(CWS_OPENED): return -1
        default: break
        }
        return 0
    }

    private func admit(_ address: UnsafeRawBufferPointer) -> Int32 {
        guard self.phase == .listening else { return -1 }
        return self.usage.admits(PeerAddress(bytes: address), self.configuration) ? 0 : -1
    }

    private func accepted(_ socket: OpaquePointer?) -> Int32 {
        guard let socket, self.phase == .listening else { return -1 }
        let half = HalfOpenSocket(server: self, peer: PeerAddress(of: socket), socket: socket)
        half.isCounted = true
        self.usage.added()
        if !self.configuration.trustedProxies.contains(half.peer) { self.usage.add(half.peer) }
        cws_socket_set_user(socket, Unmanaged<SocketState>.passUnretained(half).toOpaque())
        self.loop.core.insert(half)
        half.wait(self.configuration.headerTimeout)
        return 0
    }

    private func destroyed(_ state: SocketState?) {
        guard let state else { return }
        state.socket = nil
        switch state {
        case let half as HalfOpenSocket:
            if half.isCounted { self.usage.leftHalfOpen() }
            self.loop.core.remove(half)
            self.socketIsGone(half.peer)
        case let exchange as HTTPExchange:
            exchange.finish(completed: false)
            self.loop.core.remove(exchange)
            self.socketIsGone(exchange.socketPeer)
        default: break
        }
    }

    private func socketIsGone(_ peer: PeerAddress) {
        self.usage.removed()
        if !self.configuration.trustedProxies.contains(peer) { self.usage.remove(peer) }
        self.stopIfEmpty()
    }

    // MARK: upgrades

    private func upgrade(_ socket: OpaquePointer?, _ state: SocketState?) -> Int32 {
        guard let socket, let half = state as? HalfOpenSocket, self.phase == .listening else { return -1 }
        let reader = HeaderReader(socket: socket)
        let offered: [String]
        switch reader.handshake.check() {
        case .success(let list): offered = list
        case .failure(let refusal): return self.refuse(socket, refusal.status, refusal.text, refusal.headers)
        }
        let chosen = offered.first { self.configuration.subprotocols.contains($0) }
        if chosen == nil, !offered.isEmpty { return self.refuse(socket, 400, "no such subprotocol") }
        guard let path = reader.requestLine().path, PathRules.isAcceptable(path) else {
            return self.refuse(socket, 400, "bad path")
        }
        let peer = self.peer(of: half, reader)
        if peer != half.peer, !self.usage.hasRoom(for: peer, self.configuration) {
            return self.refuse(socket, 429, "too many connections")
        }
        let request = UpgradeRequest(
            path: path,
            query: reader.text(Int(CWS_H_QUERY)),
            origin: reader.text(Int(CWS_H_ORIGIN)),
            host: reader.text(Int(CWS_H_HOST)) ?? "",
            offeredSubprotocols: offered,
            subprotocol: chosen,
            peer: peer
        )
        switch self.delegate.decide(upgrade: request) {
        case .refuse(let status, let text): return self.refuse(socket, status, text)
        case .accept: break
        }
        let connection = WebSocketConnection(
            loop: self.loop,
            socket: nil,
            host: self,
            delegate: self.delegate,
            isClient: false,
            limits: self.configuration.limits,
            peer: peer
        )
        connection.subprotocol = chosen
        if half.isCounted { self.usage.leftHalfOpen() }
        half.isCounted = false
        if peer != half.peer { self.usage.add(peer) }
        self.openConnections += 1
        // The handshake's own answer has the time that was left for the header block.
        connection.transportDeadline = half.transportDeadline
        self.loop.core.replace(half, by: connection)
        return 0
    }

    /// Writes an answer without a delegate's part in it; the socket is closed.
    private func refuse(
        _ socket: OpaquePointer, _ status: Int, _ text: String, _ headers: [String: String] = [:]
    ) -> Int32 {
        let body = Array((text + "\n").utf8)
        let response = HTTPResponse.text(status, text + "\n", headers: headers.map { ($0.key, $0.value) })
        let block = ResponseHead.make(response, bodyCount: body.count, mustClose: true) + body
        self.loop.core.flushCork()
        _ = self.loop.core.writeNow(block, to: socket)
        return -1
    }

    private func peer(of half: HalfOpenSocket, _ reader: HeaderReader) -> PeerAddress {
        guard self.configuration.trustedProxies.contains(half.peer),
            let last = reader.lines(Int(CWS_H_FORWARDED_FOR)).last?.split(separator: ",").last
        else { return half.peer }
        return PeerAddress(text: last.filter { $0 != " " }) ?? half.peer
    }

    // MARK: requests

    private func request(_ socket: OpaquePointer?, _ state: SocketState?) -> Int32 {
        guard let socket, let half = state as? HalfOpenSocket else { return -1 }
        let reader = HeaderReader(socket: socket)
        let line = reader.requestLine()
        guard let method = line.method, self.configuration.methods.contains(method) else {
            let allowed = self.configuration.methods.map(\.rawValue).sorted().joined(separator: ", ")
            return self.refuse(socket, 405, "method not allowed", ["allow": allowed])
        }
        let version = reader.text(Int(CWS_H_HTTP_VERSION))
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
            return self.refuse(socket, 505, "HTTP/1.1 only")
        }
        let hosts = reader.lines(Int(CWS_H_HOST))
        guard hosts.count == 1 && HandshakeRequest.isHost(hosts[0]) || hosts.isEmpty && version == "HTTP/1.0" else {
            return self.refuse(socket, 400, "one Host is needed")
        }
        guard let path = line.path, PathRules.isAcceptable(path) else { return self.refuse(socket, 400, "bad path") }
        guard reader.count(Int(CWS_H_TRANSFER_ENCODING)) == 0 else {
            return self.refuse(socket, 411, "a body needs Content-Length")
        }
        guard reader.count(Int(CWS_H_EXPECT)) == 0 else { return self.refuse(socket, 417, "no expectations") }
        var length: Int?
        let lengths = reader.lines(Int(CWS_H_CONTENT_LENGTH))
        if !lengths.isEmpty {
            guard lengths.count == 1, let value = ContentLength.parse(lengths[0]) else {
                return self.refuse(socket, 400, "bad Content-Length")
            }
            length = value
        }
        if !method.mayHaveBody {
            guard length ?? 0 == 0 else { return self.refuse(socket, 400, "no body belongs here") }
            length = nil
        } else if length == nil {
            return self.refuse(socket, 411, "a body needs Content-Length")
        }
        let head = HTTPRequestHead(
            method: method,
            path: path,
            query: reader.text(Int(CWS_H_QUERY)),
            headers: reader.kept,
            contentLength: length,
            peer: self.peer(of: half, reader)
        )
        let exchange = HTTPExchange(server: self, head: head, socketPeer: half.peer)
        exchange.mustClose = version == "HTTP/1.0" || self.asksToClose(reader) || self.phase != .listening
        if half.isCounted { self.usage.leftHalfOpen() }
        half.isCounted = false
        self.loop.core.replace(half, by: exchange)
        // Until the delegate asks for the body or answers, the time for an answer runs.
        exchange.transportDeadline = self.loop.core.deadline(after: self.configuration.responseTimeout)
        self.loop.core.updateDeadline(of: exchange)
        cws_socket_set_timeout(socket, 0)
        self.delegate.requested(exchange)
        return 0
    }

    private func asksToClose(_ reader: HeaderReader) -> Bool {
        reader.lines(Int(CWS_H_CONNECTION)).compactMap(Token.list).flatMap(\.self).contains {
            $0.lowercased() == "close"
        }
    }
}
