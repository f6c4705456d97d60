import CWebSockets

extension HTTPExchange {
    /// Lets the body come: `received(bodyChunk:on:)`, then `bodyEnded(on:)`. A declared length above `maximum` is
    /// answered 413 at once and the connection closed. The whole body must come within the configured time.
    /// Does nothing when the request has none or it was let in already.
    package func receiveBody(upTo maximum: Int) {
        self.loop.precondition()
        guard self.state == .head, let length = self.head.contentLength else { return }
        guard length <= maximum else {
            self.mustClose = true
            self.respond(.text(413, "body too long\n"))
            return
        }
        self.bodyLimit = length
        self.state = .body
        let core = self.loop.core
        let configuration = self.server.configuration
        let allowed = Duration.milliseconds(
            Int64(clamping: length * 1_000 / max(1, configuration.bodyMinimumBytesPerSecond)))
        self.transportDeadline = core.deadline(after: configuration.bodyTimeout + allowed)
        core.updateDeadline(of: self)
        guard let socket = self.socket else { return }
        // The library's own limit is a rest between pieces; the whole is limited above.
        cws_socket_set_timeout(socket, Int32(clamping: configuration.bodyTimeout.wholeMilliseconds / 1_000 + 5))
        if length == 0 { self.bodyEnded() }
    }

    /// Stops reading the body while the delegate stores what came.
    package func pauseBody() {
        self.loop.precondition()
        if let socket = self.socket, self.state == .body { cws_socket_flow(socket, 0) }
    }

    /// Reads the body again.
    package func resumeBody() {
        self.loop.precondition()
        if let socket = self.socket, self.state == .body { cws_socket_flow(socket, 1) }
    }

    /// A piece came from the library; not 0 closes.
    func received(chunk: UnsafeRawBufferPointer) -> Int32 {
        guard self.state == .body else {
            // A body that nobody asked for: the answer, if there is one, ends the connection.
            self.mustClose = true
            return self.state == .over ? -1 : 0
        }
        self.bodyReceived += chunk.count
        guard self.bodyReceived <= self.bodyLimit else { return -1 }
        self.server.delegate.received(bodyChunk: chunk, on: self)
        return 0
    }

    /// The body's end came.
    func bodyEnded() {
        guard self.state == .body else { return }
        self.state = .awaiting
        self.transportDeadline = self.loop.core.deadline(after: self.server.configuration.responseTimeout)
        self.loop.core.updateDeadline(of: self)
        if let socket = self.socket { cws_socket_set_timeout(socket, 0) }
        self.server.delegate.bodyEnded(on: self)
    }
}
