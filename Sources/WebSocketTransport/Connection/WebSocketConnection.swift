import CWebSockets

/// One WebSocket, of a server or of a client. Everything here is for its loop's thread only and traps elsewhere.
///
/// - Note: `@unchecked Sendable`: see `SocketState`; references may travel between threads, use may not.
package final class WebSocketConnection: SocketState, @unchecked Sendable {
    enum State: UInt8 {
        case connecting
        case open
        /// Our Close frame waits or is sent; the peer's is awaited.
        case closing
        /// `closed` was reported.
        case closed
    }

    let delegate: any WebSocketConnectionDelegate
    let host: TransportHost
    /// Whether frames are masked: on the client's side.
    let isClient: Bool
    var state = State.connecting
    /// The library holds bytes that the system did not take, or more was queued behind them.
    var isBlocked = false
    var isPaused = false
    /// A frame of the owner had to wait.
    var owesDrained = false
    /// The peer's latest sign of life is awaited since a ping.
    var awaitsPong = false
    /// Fragments of the current message, and control frames in the current ten seconds.
    var fragments: Int32 = 0
    var controlFrames: Int32 = 0
    var controlWindow: UInt32 = 0
    /// The latest time at which anything came; milliseconds of the loop's clock.
    var lastHeard: UInt64 = 0
    /// Encoded frames that leave with the next write, at the end of the current event. Bound: the loop's write buffer.
    var corked: [UInt8] = []
    var queue = SendQueue()
    /// The pieces of a message that is not complete.
    var partial: [UInt8] = []
    var utf8 = UTF8Check()
    var closure: WebSocketClosure?

    /// What this connection may cost. May be replaced at any time; a message being reassembled is held to the new
    /// limits.
    package var limits: ConnectionLimits
    /// For the owner: its session, reachable without a table. Released after `closed`.
    package var userObject: AnyObject?
    /// Where the peer is.
    package let peer: PeerAddress
    /// The confirmed subprotocol, if any.
    package internal(set) var subprotocol: String?

    init(
        loop: EventLoopThread,
        socket: OpaquePointer?,
        host: TransportHost,
        delegate: any WebSocketConnectionDelegate,
        isClient: Bool,
        limits: ConnectionLimits,
        peer: PeerAddress
    ) {
        self.host = host
        self.delegate = delegate
        self.isClient = isClient
        self.limits = limits
        self.peer = peer
        super.init(loop: loop, socket: socket)
    }

    override func transportDeadlineReached() { self.actOnTransportDeadline() }

    override func ownerDeadlineReached() {
        if self.state == .open { self.delegate.deadlineReached(on: self) }
    }

    /// `true` from `opened` until a close begins.
    package var isOpen: Bool { self.state == .open }
    /// The bytes that wait in the queue, frame headers included. What the library or the system holds is not counted.
    package var pendingBytes: Int { self.queue.byteCount }
    /// The frames that wait in the queue.
    package var pendingFrames: Int { self.queue.count }
}
