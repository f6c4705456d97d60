/// How a server listens and what it bears.
package struct WebSocketServerConfiguration: Sendable {
    /// A certificate chain and its key, as PEM files.
    package struct TLS: Sendable {
        /// The path of the chain.
        package var certificatePath: String
        /// The path of the key.
        package var keyPath: String

        /// Creates a pair of paths.
        package init(certificatePath: String, keyPath: String) {
            self.certificatePath = certificatePath
            self.keyPath = keyPath
        }
    }

    /// The numeric address to listen on: `127.0.0.1` unless told; `0.0.0.0` and `::` mean all.
    package var address = "127.0.0.1"
    /// The port; 0 lets the system choose. `WebSocketServer.start()` returns the one in use.
    package var port: UInt16 = 0
    /// TLS, when set (1.2 or newer, `http/1.1` only).
    package var tls: TLS?
    /// The subprotocols that may be confirmed; each a token of RFC 9110 §5.6.2.
    package var subprotocols: [String] = []
    /// The limits that a connection starts with; the session above may replace them.
    package var limits = ConnectionLimits()
    /// The methods that reach the delegate; others are answered 405 with `Allow`.
    package var methods: Set<HTTPMethod> = [.get, .head, .put, .options]
    /// The most sockets at once, requests and half-open handshakes included. Beyond: closed as they are accepted.
    package var maximumConnections = 20_000
    /// The most sockets at once of one address (`PeerAddress.limitKey`); 0 means no limit. Proxies in
    /// `trustedProxies` are not counted as sockets; what they forward is counted as connections when it upgrades.
    package var maximumConnectionsPerAddress = 256
    /// The most sockets that have not yet sent a whole header block. Beyond: closed as they are accepted.
    package var maximumHalfOpen = 2_000
    /// Addresses whose `X-Forwarded-For` is believed (its last entry). Empty: the header is ignored.
    package var trustedProxies: Set<PeerAddress> = []
    /// The time for a whole header block, however slowly it drips.
    package var headerTimeout: Duration = .seconds(10)
    /// The time for a request with a body, plus what `bodyMinimumBytesPerSecond` grants for its declared length.
    package var bodyTimeout: Duration = .seconds(10)
    /// The slowest rate at which a body may come.
    package var bodyMinimumBytesPerSecond = 16_384
    /// The time a peer has to take an answer, plus what the minimum rate grants for its length.
    package var responseTimeout: Duration = .seconds(30)
    /// How long an idle kept-alive connection stays between requests.
    package var keepAliveTimeout: Duration = .seconds(15)
    /// How long a peer has to take and answer a Close frame.
    package var closeTimeout: Duration = .seconds(5)
    /// When set, silent connections are sent a WebSocket ping after this time, and closed 4003 when nothing comes
    /// within `pongTimeout`. Nil when the protocol above has its own liveness.
    package var pingInterval: Duration?
    /// The time to answer such a ping.
    package var pongTimeout: Duration = .seconds(10)

    /// Creates a configuration with the defaults stated at each property.
    package init() {}
}
