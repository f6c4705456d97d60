import CWebSockets

extension WebSocketConnection {
    /// Stops reading from the peer, whose sending then stalls: while work is pending for it. One message that was
    /// already read may still be delivered.
    package func pauseReading() {
        self.loop.precondition()
        guard self.state == .open, !self.isPaused else { return }
        self.setPaused(true)
    }

    /// Reads again.
    package func resumeReading() {
        self.loop.precondition()
        guard self.isPaused else { return }
        self.setPaused(false)
    }

    func setPaused(_ paused: Bool) {
        self.isPaused = paused
        if let socket = self.socket { cws_socket_flow(socket, paused ? 0 : 1) }
    }

    /// The handshake is done.
    func opened() {
        self.state = .open
        self.lastHeard = self.loop.core.now
        if let interval = self.host.pingInterval {
            self.transportDeadline = self.loop.core.deadline(after: interval)
            self.loop.core.updateDeadline(of: self)
        } else {
            self.transportDeadline = 0
        }
        self.delegate.opened(self)
    }

    /// A piece of a message.
    func received(piece: UnsafeRawBufferPointer, bits: Int) {
        guard self.state == .open else { return }
        self.heard()
        if bits & Int(CWS_BINARY) != 0 {
            self.close(code: CloseCode.unsupportedData, reason: "text frames only")
            return
        }
        let isFirst = bits & Int(CWS_FIRST) != 0
        let isFinal = bits & Int(CWS_FINAL) != 0
        if isFirst, isFinal {
            guard piece.count <= self.limits.messageBytes else { return self.refuseLength() }
            guard UTF8Check.isValid(piece) else { return self.refuseText() }
            self.delegate.received(text: piece, on: self)
            return
        }
        if isFirst {
            self.partial.removeAll(keepingCapacity: true)
            self.utf8 = UTF8Check()
            self.fragments = 0
        }
        if bits & Int(CWS_FRAME_END) != 0 {
            self.fragments += 1
            guard Int(self.fragments) <= self.limits.fragments else {
                self.close(code: CloseCode.policyViolation, reason: "too many fragments")
                return
            }
        }
        guard self.partial.count + piece.count <= self.limits.messageBytes else { return self.refuseLength() }
        guard self.utf8.accept(piece), !isFinal || self.utf8.isComplete else { return self.refuseText() }
        self.partial.append(contentsOf: piece)
        guard isFinal else { return }
        let whole = self.partial
        self.partial = []
        whole.withUnsafeBytes { self.delegate.received(text: $0, on: self) }
    }

    /// A pong.
    func receivedPong() {
        guard self.state == .open else { return }
        self.heard()
        let window = UInt32(truncatingIfNeeded: self.loop.core.now / 10_000)
        if window != self.controlWindow {
            self.controlWindow = window
            self.controlFrames = 0
        }
        self.controlFrames += 1
        guard Int(self.controlFrames) <= self.limits.controlFrames else {
            self.close(code: CloseCode.policyViolation, reason: "too many control frames")
            return
        }
        self.delegate.receivedPong(on: self)
    }

    private func heard() {
        self.lastHeard = self.loop.core.now
        self.awaitsPong = false
    }

    private func refuseLength() {
        self.close(code: CloseCode.messageTooBig, reason: "message too long", discardingQueue: true)
    }

    private func refuseText() {
        self.close(code: CloseCode.invalidPayload, reason: "not UTF-8", discardingQueue: true)
    }
}
