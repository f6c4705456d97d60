import CWebSockets

/// What a server and a client have in common: a vhost of the library on a loop.
///
/// - Note: `@unchecked Sendable`: mutable state is touched on the loop's thread only.
package class TransportHost: @unchecked Sendable {
    /// The loop that it lives on.
    package let loop: EventLoopThread
    let closeTimeout: Duration
    let pingInterval: Duration?
    let pongTimeout: Duration
    var handle: OpaquePointer?

    init(loop: EventLoopThread, closeTimeout: Duration, pingInterval: Duration?, pongTimeout: Duration) {
        self.loop = loop
        self.closeTimeout = closeTimeout
        self.pingInterval = pingInterval
        self.pongTimeout = pongTimeout
    }

    /// An event of one of its sockets; the answer is the library's.
    func event(
        _ event: Int, socket: OpaquePointer?, state: SocketState?, bytes: UnsafeRawBufferPointer
    ) -> Int32 { 0 }

    /// A connection was reported closed.
    func connectionFinished(_ connection: WebSocketConnection) {}

    /// The library has let go of the vhost and of every socket of it.
    func hostIsGone() {
        self.handle = nil
        self.loop.core.hosts[ObjectIdentifier(self)] = nil
    }

    /// The loop has ended, and the vhost with it.
    func loopEnded() { self.handle = nil }
}
