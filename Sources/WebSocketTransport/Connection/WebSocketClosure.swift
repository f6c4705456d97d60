/// How a connection ended.
package struct WebSocketClosure: Sendable, Equatable {
    /// Who ended it.
    package enum Origin: Sendable, Equatable {
        /// The peer's Close frame came first.
        case peer
        /// This side asked for it, or closed because of what the peer sent.
        case local
        /// The socket went away without a Close frame, or never became a WebSocket.
        case transport
    }

    /// The close code: the peer's for `.peer` (1005 when its Close frame had none), ours for `.local`, 1006 for
    /// `.transport` (RFC 6455 §7.1.5).
    package var code: UInt16
    /// The reason in the Close frame, or what the transport knows about a failure. Empty when there is none.
    package var reason: String
    /// Who ended it.
    package var origin: Origin
    /// The HTTP status with which a server refused a client's upgrade, where that is what happened.
    package var refusedStatus: Int?

    /// Creates a closure.
    package init(code: UInt16, reason: String = "", origin: Origin, refusedStatus: Int? = nil) {
        self.code = code
        self.reason = reason
        self.origin = origin
        self.refusedStatus = refusedStatus
    }
}

/// Close codes of RFC 6455 §7.4.1 that the transport itself uses, and the protocol's own for a slow or silent peer.
package enum CloseCode {
    /// 1000: done.
    package static let normal: UInt16 = 1000
    /// 1001: the server stops, or the page goes away.
    package static let goingAway: UInt16 = 1001
    /// 1002: a frame broke the protocol.
    package static let protocolError: UInt16 = 1002
    /// 1003: a binary frame.
    package static let unsupportedData: UInt16 = 1003
    /// 1005: a Close frame without a code; never sent.
    package static let noStatus: UInt16 = 1005
    /// 1006: no Close frame at all; never sent.
    package static let abnormal: UInt16 = 1006
    /// 1007: text that is not UTF-8.
    package static let invalidPayload: UInt16 = 1007
    /// 1008: the peer does what it should not, such as a flood of pings.
    package static let policyViolation: UInt16 = 1008
    /// 1009: a message longer than the connection's limit.
    package static let messageTooBig: UInt16 = 1009
    /// 4002: the send queue is full; the peer reads too slowly.
    package static let tooSlow: UInt16 = 4002
    /// 4003: the peer did not answer a ping in time.
    package static let noPong: UInt16 = 4003
}
