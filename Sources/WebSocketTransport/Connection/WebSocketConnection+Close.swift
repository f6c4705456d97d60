import CWebSockets

extension WebSocketConnection {
    /// Begins to close: what waits is sent, then a Close frame. `closed` follows when the peer answers it, or after
    /// the host's `closeTimeout` at the latest. Nothing more is received. Does nothing unless open.
    ///
    /// - Parameters:
    ///   - code: one that may be sent: 1000…1003, 1007…1014, 3000…4999. Others trap.
    ///   - reason: cut at 123 bytes of UTF-8.
    ///   - discardingQueue: throws away what waits, as for a peer that is too slow (4002).
    package func close(code: UInt16, reason: String = "", discardingQueue: Bool = false) {
        self.loop.precondition()
        guard self.state == .open else { return }
        self.state = .closing
        self.closure = WebSocketClosure(code: code, reason: reason, origin: .local)
        self.partial = []
        if discardingQueue { self.queue.removeAll() } else { self.queue.removeDroppable() }
        self.control(.close, ClosePayload.make(code: code, reason: reason))
        self.ownerDeadline = 0
        self.transportDeadline = self.loop.core.deadline(after: self.host.closeTimeout)
        self.loop.core.updateDeadline(of: self)
        // The peer's Close frame must be read.
        if self.isPaused { self.setPaused(false) }
    }

    /// Drops the socket without a Close frame. `closed` is called before this returns.
    package func drop() {
        self.loop.precondition()
        self.abandon(WebSocketClosure(code: CloseCode.abnormal, reason: "dropped", origin: .local))
    }

    /// Ends the connection now; the socket follows outside the current event.
    func abandon(_ closure: WebSocketClosure) {
        guard self.state != .closed else { return }
        if let socket = self.socket { cws_socket_kill(socket) }
        self.finish(closure)
    }

    /// Reports the end, once. The socket itself may live on until the library lets go of it.
    func finish(_ closure: WebSocketClosure) {
        guard self.state != .closed else { return }
        self.state = .closed
        self.transportDeadline = 0
        self.ownerDeadline = 0
        self.queue.removeAll()
        self.partial = []
        self.corked = []
        self.socket = nil
        self.host.connectionFinished(self)
        self.delegate.closed(self, self.closure ?? closure)
        self.userObject = nil
    }

    /// The peer's Close frame came; the library closes the socket after this.
    func peerClosed(_ payload: UnsafeRawBufferPointer) {
        guard self.state != .closed else { return }
        let received = ClosePayload.parse(payload)
        let closure = WebSocketClosure(code: received.code, reason: received.reason, origin: .peer)
        if self.state == .open, !self.isBlocked, self.queue.isEmpty {
            self.control(.close, received.answer.map { ClosePayload.make(code: $0, reason: "") } ?? [])
        }
        self.flushCorked()
        self.finish(closure)
    }

    func actOnTransportDeadline() {
        switch self.state {
        case .connecting:
            self.abandon(WebSocketClosure(code: CloseCode.abnormal, reason: "timed out", origin: .transport))
        case .closing:
            self.abandon(WebSocketClosure(code: CloseCode.abnormal, reason: "no answer to Close", origin: .local))
        case .open: self.checkLiveness()
        case .closed: break
        }
    }

    /// Sets the one deadline that the owner has, in place of an earlier one; `deadlineReached(on:)` is called once,
    /// no earlier, and at most some 20 ms later while the loop is not busy. It costs nothing to move it further away.
    package func setDeadline(after delay: Duration) {
        self.loop.precondition()
        guard self.state == .open || self.state == .connecting else { return }
        self.ownerDeadline = self.loop.core.deadline(after: delay)
        self.loop.core.updateDeadline(of: self)
    }

    /// Forgets the owner's deadline.
    package func clearDeadline() {
        self.loop.precondition()
        self.ownerDeadline = 0
    }

    /// Pings a silent peer, and closes 4003 when it does not answer.
    func checkLiveness() {
        guard let interval = self.host.pingInterval else { return }
        let core = self.loop.core
        // A peer that is not read from cannot be heard.
        if self.isPaused { self.lastHeard = core.now }
        let silent = core.now - min(core.now, self.lastHeard)
        if self.awaitsPong, silent >= self.host.pongTimeout.wholeMilliseconds {
            self.close(code: CloseCode.noPong, reason: "no pong", discardingQueue: true)
            return
        }
        if !self.awaitsPong, silent >= interval.wholeMilliseconds {
            self.ping()
            self.awaitsPong = true
            self.lastHeard = core.now
        }
        let wait =
            self.awaitsPong
            ? self.host.pongTimeout
            : .milliseconds(Int64(interval.wholeMilliseconds - min(interval.wholeMilliseconds, silent)) + 10)
        self.transportDeadline = core.deadline(after: wait)
    }
}
