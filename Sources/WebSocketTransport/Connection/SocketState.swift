import CWebSockets

/// What a loop keeps for one socket, whatever it is at the moment: half open, a request, a WebSocket.
///
/// - Note: `@unchecked Sendable`: every mutable property is read and written on the loop's thread only; the
///   entry points that others call check that.
package class SocketState: @unchecked Sendable {
    /// The loop that the socket lives on.
    package let loop: EventLoopThread
    /// The library's handle; nil once the socket is gone.
    var socket: OpaquePointer?
    /// The place in the loop's table; -1 when it has none.
    var slot: Int32 = -1
    /// Counts the owners of a slot, so that a stale timer entry is told apart.
    var generation: UInt32 = 0
    /// When the transport itself must act; 0 = never. Milliseconds of the loop's clock.
    var transportDeadline: UInt64 = 0
    /// When the owner wants to be called; 0 = never.
    var ownerDeadline: UInt64 = 0
    /// The earliest entry in the loop's heap for this socket; 0 = none.
    var heapDeadline: UInt64 = 0

    init(loop: EventLoopThread, socket: OpaquePointer?) {
        self.loop = loop
        self.socket = socket
    }

    /// The earlier of the two deadlines; 0 = none.
    var nextDeadline: UInt64 {
        switch (self.transportDeadline, self.ownerDeadline) {
        case (0, let other), (let other, 0): other
        case (let a, let b): min(a, b)
        }
    }

    /// The transport's deadline has come.
    func transportDeadlineReached() {}
    /// The owner's deadline has come.
    func ownerDeadlineReached() {}
}
