import CWebSockets

extension WebSocketConnection {
    /// An event that means the same on both sides; the answer is the library's (not 0 closes).
    func event(_ event: Int, socket: OpaquePointer?, bytes: UnsafeRawBufferPointer) -> Int32 {
        switch event {
        case Int(CWS_MESSAGE):
            guard let socket else { return -1 }
            self.received(piece: bytes, bits: Int(cws_fragment(socket)))
        case Int(CWS_WRITABLE): self.writable()
        case Int(CWS_OPENED):
            self.socket = socket
            // It may have been given up while the handshake was under way.
            guard self.state == .connecting else { return -1 }
            self.opened()
        case Int(CWS_PONG): self.receivedPong()
        case Int(CWS_PEER_CLOSE): self.peerClosed(bytes)
        case Int(CWS_DESTROYED):
            self.socket = nil
            self.finish(WebSocketClosure(code: CloseCode.abnormal, reason: "", origin: .transport))
            self.loop.core.remove(self)
        default: break
        }
        return 0
    }
}
