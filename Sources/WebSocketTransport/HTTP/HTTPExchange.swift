import CWebSockets

/// One request and its answer. Everything here is for the loop's thread only and traps elsewhere.
///
/// - Note: `@unchecked Sendable`: see `SocketState`.
package final class HTTPExchange: SocketState, @unchecked Sendable {
    enum State: UInt8 {
        /// The delegate has the head; a declared body is not read yet.
        case head
        /// The body comes.
        case body
        /// The body has come; the answer is awaited.
        case awaiting
        /// The answer is being written.
        case answering
        /// `finished` was reported.
        case over
    }

    let server: WebSocketServer
    /// The other end of the socket: `head.peer`, or the proxy in front of it.
    let socketPeer: PeerAddress
    var state = State.head
    var bodyReceived = 0
    var bodyLimit = 0
    /// The socket is closed after the answer.
    var mustClose = false
    var headersAreSent = false
    var response: HTTPResponse?
    var source = BodySource.none

    /// The request.
    package let head: HTTPRequestHead
    /// For the delegate. Released after `finished`.
    package var userObject: AnyObject?

    init(server: WebSocketServer, head: HTTPRequestHead, socketPeer: PeerAddress) {
        self.server = server
        self.head = head
        self.socketPeer = socketPeer
        super.init(loop: server.loop, socket: nil)
    }

    override func transportDeadlineReached() {
        if let socket = self.socket { cws_socket_kill(socket) }
        self.finish(completed: false)
    }

    /// Whether an answer can still be given.
    package var isOpen: Bool { self.state != .over && self.state != .answering }
}
