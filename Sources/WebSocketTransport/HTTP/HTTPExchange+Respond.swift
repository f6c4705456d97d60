import CWebSockets

extension HTTPExchange {
    /// Answers. Only the first call counts. When the body has not been read to its end, the connection is closed
    /// after the answer. `finished` follows when everything was handed to the system.
    package func respond(_ response: HTTPResponse) {
        self.loop.precondition()
        guard self.isOpen, let socket = self.socket else { return }
        if self.head.contentLength != nil, self.state != .awaiting { self.mustClose = true }
        self.state = .answering
        var response = response
        self.source = BodySource(for: &response)
        self.response = response
        let core = self.loop.core
        let configuration = self.server.configuration
        let allowed = Duration.milliseconds(
            Int64(clamping: self.source.remaining * 1_000 / max(1, configuration.bodyMinimumBytesPerSecond)))
        self.transportDeadline = core.deadline(after: configuration.responseTimeout + allowed)
        core.updateDeadline(of: self)
        cws_socket_set_timeout(socket, 0)
        // A body that was paused to its end must not leave the socket deaf: the library then never says "writable".
        cws_socket_flow(socket, 1)
        cws_socket_want_writable(socket)
    }

    /// The socket may be written to; the answer is the library's (not 0 closes).
    func writable() -> Int32 {
        guard self.state == .answering, let socket = self.socket, let response = self.response else { return 0 }
        if cws_socket_is_blocked(socket) != 0 {
            cws_socket_want_writable(socket)
            return 0
        }
        self.loop.core.flushCork()
        if !self.headersAreSent {
            self.headersAreSent = true
            let block = ResponseHead.make(
                response, bodyCount: self.source.remaining, mustClose: self.mustClose)
            if self.head.method == .head || response.status == 204 || response.status == 304 { self.source = .none }
            guard self.loop.core.writeNow(block, to: socket) else { return self.fail() }
        } else {
            var count: Int? = 0
            let written = self.loop.core.writeNow(to: socket) { target in
                count = self.source.read(into: target)
                return count ?? 0
            }
            guard count != nil, written else { return self.fail() }
        }
        guard self.source.remaining == 0 else {
            cws_socket_want_writable(socket)
            return 0
        }
        return self.succeed(socket)
    }

    private func succeed(_ socket: OpaquePointer) -> Int32 {
        let close = self.mustClose
        self.finish(completed: true)
        if close { return -1 }
        let next = HalfOpenSocket(server: self.server, peer: self.socketPeer, socket: nil)
        self.loop.core.replace(self, by: next)
        next.wait(self.server.configuration.keepAliveTimeout)
        return cws_socket_request_done(socket)
    }

    private func fail() -> Int32 {
        self.finish(completed: false)
        return -1
    }

    /// Reports the end, once.
    func finish(completed: Bool) {
        guard self.state != .over else { return }
        self.state = .over
        self.transportDeadline = 0
        self.source = .none
        self.response = nil
        self.server.delegate.finished(self, completed: completed)
        self.userObject = nil
    }
}

extension BodySource {
    /// Opens what the response names; a file that cannot be had turns it into a 404.
    init(for response: inout HTTPResponse) {
        switch response.body {
        case .none: self = .none
        case .bytes(let bytes): self = .bytes(bytes, from: 0)
        case .file(let path, let offset, let length):
            if let file = OpenFile(path: path), offset >= 0, offset <= file.byteCount {
                let end = length.map { min(file.byteCount, offset + max(0, $0)) } ?? file.byteCount
                self = .file(file, from: offset, end: end)
            } else {
                response = .text(404, "not found\n")
                self.init(for: &response)
            }
        }
    }
}
