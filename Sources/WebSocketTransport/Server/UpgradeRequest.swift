/// An upgrade to WebSocket that passed every check of RFC 6455 §4.2.1; whether it is welcome is for the delegate.
package struct UpgradeRequest: Sendable {
    /// The path without query.
    package var path: String
    /// The query without its `?`, or nil.
    package var query: String?
    /// The `Origin` header exactly as sent; nil from clients that are not browsers.
    package var origin: String?
    /// The `Host` header exactly as sent.
    package var host: String
    /// The subprotocols that the client offers, in its order.
    package var offeredSubprotocols: [String]
    /// The one that would be confirmed: the first offered that the server is configured with; nil when none was
    /// offered, which only a delegate that answers `.accept` lets through. When some were offered and none is
    /// configured, the request is refused with 400 without asking.
    package var subprotocol: String?
    /// Where it comes from (through a trusted proxy: what that proxy says).
    package var peer: PeerAddress

    /// Creates a request.
    package init(
        path: String,
        query: String? = nil,
        origin: String? = nil,
        host: String = "",
        offeredSubprotocols: [String] = [],
        subprotocol: String? = nil,
        peer: PeerAddress = .unknown
    ) {
        self.path = path
        self.query = query
        self.origin = origin
        self.host = host
        self.offeredSubprotocols = offeredSubprotocols
        self.subprotocol = subprotocol
        self.peer = peer
    }
}

/// The answer to an upgrade.
package enum UpgradeDecision: Sendable, Equatable {
    /// Confirm it; `opened` follows.
    case accept
    /// Refuse it with this status (400…599) and a short text.
    case refuse(status: Int, text: String)
}
