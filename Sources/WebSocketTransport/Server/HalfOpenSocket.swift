import CWebSockets

/// An accepted socket that has not sent a whole header block, or a kept-alive one between two requests.
///
/// - Note: `@unchecked Sendable`: see `SocketState`.
final class HalfOpenSocket: SocketState, @unchecked Sendable {
    let server: WebSocketServer
    let peer: PeerAddress
    /// Whether it is counted among the half-open ones: until its first request.
    var isCounted = false

    init(server: WebSocketServer, peer: PeerAddress, socket: OpaquePointer?) {
        self.server = server
        self.peer = peer
        super.init(loop: server.loop, socket: socket)
    }

    /// The next header block must be complete by then.
    func wait(_ time: Duration) {
        self.transportDeadline = self.loop.core.deadline(after: time)
        self.loop.core.updateDeadline(of: self)
    }

    override func transportDeadlineReached() {
        if let socket = self.socket { cws_socket_kill(socket) }
    }
}
