import CWebSockets

extension WebSocketConnection {
    /// Sends one text frame. The bytes are copied before the call returns.
    ///
    /// Frames sent during one callback or job leave together with one write where they fit.
    ///
    /// - Parameters:
    ///   - text: UTF-8; this is not checked.
    ///   - droppable: an ephemeral frame, left out or thrown away when the peer is slow.
    package func send(text: UnsafeRawBufferPointer, droppable: Bool = false) -> SendResult {
        self.loop.precondition()
        guard self.state == .open else { return .closed }
        if !self.isBlocked, self.queue.isEmpty {
            self.writeNow(.text, text)
            return .queued
        }
        let result = self.queue.append(text, isDroppable: droppable, limits: self.limits)
        self.owesDrained = true
        return result
    }

    /// Sends one text frame.
    package func send(text: [UInt8], droppable: Bool = false) -> SendResult {
        text.withUnsafeBytes { self.send(text: $0, droppable: droppable) }
    }

    /// Sends one text frame.
    package func send(text: String, droppable: Bool = false) -> SendResult {
        var text = text
        return text.withUTF8 { self.send(text: UnsafeRawBufferPointer($0), droppable: droppable) }
    }

    /// Sends a ping; `receivedPong` follows if the peer answers. Does nothing unless open.
    ///
    /// Its payload is one byte: the library does not tell of pongs without any.
    package func ping() {
        self.loop.precondition()
        guard self.state == .open else { return }
        self.control(.ping, [0x70])
    }

    /// Puts a control frame out, behind what waits already.
    func control(_ opcode: FrameHeader.Opcode, _ payload: [UInt8]) {
        if !self.isBlocked, self.queue.isEmpty {
            payload.withUnsafeBytes { self.writeNow(opcode, $0) }
        } else {
            self.queue.appendControl(opcode, payload)
        }
    }

    /// Corks a frame: it leaves, with others of this connection, after the current event.
    private func writeNow(_ opcode: FrameHeader.Opcode, _ payload: UnsafeRawBufferPointer) {
        let core = self.loop.core
        let header = FrameHeader(
            opcode: opcode,
            payloadCount: payload.count,
            mask: self.isClient ? core.masks.next(from: core.handle) : nil
        )
        let count = header.byteCount + payload.count
        if self.corked.count + count > core.cork.capacity { self.flushCorked() }
        if count > core.cork.capacity {
            var large = WriteBuffer(capacity: count)
            large.append(header, payload)
            self.write(&large)
            return
        }
        // Flushing may have found that this socket is blocked or dead.
        if self.isBlocked {
            self.queue.appendControl(opcode, Array(payload))
            return
        }
        if self.corked.isEmpty { core.corked.append(self) }
        self.corked.append(header, payload)
        if core.depth == 0 { core.flushCork() }
    }

    /// Writes what is corked of this connection.
    func flushCorked() {
        guard !self.corked.isEmpty else { return }
        let core = self.loop.core
        self.corked.withUnsafeBytes { core.cork.append($0) }
        self.corked = []
        self.write(&core.cork)
    }

    /// Hands bytes to the library and empties the buffer.
    func write(_ buffer: inout WriteBuffer) {
        defer { buffer.removeAll() }
        guard let socket = self.socket, buffer.count > 0 else { return }
        guard cws_socket_write(socket, buffer.start, buffer.count) == 0 else {
            // The delegate is told from a turn of its own: this may be the middle of its own loop over connections, and
            // the buffer that is being written is held here.
            self.isBlocked = true
            self.loop.execute {
                self.abandon(WebSocketClosure(code: CloseCode.abnormal, reason: "write failed", origin: .transport))
            }
            return
        }
        if cws_socket_is_blocked(socket) != 0 {
            self.isBlocked = true
            cws_socket_want_writable(socket)
        }
    }

    /// The socket may be written to: sends what waits until the system takes no more.
    func writable() {
        guard let socket = self.socket else { return }
        if cws_socket_is_blocked(socket) != 0 {
            cws_socket_want_writable(socket)
            return
        }
        guard self.isBlocked else { return }
        self.isBlocked = false
        let core = self.loop.core
        while !self.isBlocked, self.socket != nil, let frame = self.queue.first {
            if !self.corked.isEmpty, self.corked.count + frame.payload.count + 14 > core.cork.capacity {
                self.flushCorked()
                continue
            }
            _ = self.queue.popFirst()
            frame.payload.withUnsafeBytes { self.writeNow(frame.opcode, $0) }
        }
        self.flushCorked()
        if self.owesDrained, !self.isBlocked, self.queue.isEmpty, self.state == .open {
            self.owesDrained = false
            self.delegate.drained(self)
        }
    }
}
