import CWebSockets

/// Where a client connects to.
package struct WebSocketEndpoint: Sendable, Equatable {
    /// Whether TLS is used, and whom it trusts.
    package enum Security: Sendable, Equatable {
        /// `ws`.
        case none
        /// `wss`, verified against the client's authorities and the host's name.
        case tls
        /// `wss` that accepts any certificate: for tests against a self-signed one only.
        case unverifiedTLS
    }

    /// A host name or a numeric address.
    package var host: String
    /// The port.
    package var port: UInt16
    /// The path and query, beginning with `/`.
    package var path: String
    /// TLS or not.
    package var security: Security

    /// Creates an endpoint.
    package init(host: String, port: UInt16, path: String = "/", security: Security = .none) {
        self.host = host
        self.port = port
        self.path = path
        self.security = security
    }

    /// Reads `ws://host[:port][/path][?query]` or `wss://…`; nil for anything else, user information included.
    package init?(url: String) {
        let isTLS: Bool
        var rest: Substring
        if url.lowercased().hasPrefix("ws://") {
            (isTLS, rest) = (false, url.dropFirst(5))
        } else if url.lowercased().hasPrefix("wss://") {
            (isTLS, rest) = (true, url.dropFirst(6))
        } else {
            return nil
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !rest.contains("#") else { return nil }
        let split = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var path = String(rest[split...])
        if !path.hasPrefix("/") { path = "/" + path }
        rest = rest[..<split]
        guard !rest.contains("@") else { return nil }
        var port: UInt16 = isTLS ? 443 : 80
        var host = rest
        if let bracket = rest.firstIndex(of: "]") {
            guard rest.hasPrefix("[") else { return nil }
            host = rest[rest.index(after: rest.startIndex)..<bracket]
            rest = rest[rest.index(after: bracket)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
        } else {
            let colon = rest.firstIndex(of: ":") ?? rest.endIndex
            host = rest[..<colon]
            rest = rest[colon...]
        }
        if rest.count > 1 {
            guard let number = UInt16(rest.dropFirst()), number > 0 else { return nil }
            port = number
        }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port, path: path, security: isTLS ? .tls : .none)
    }

    /// What goes into the `Host` header.
    var hostHeader: String {
        let name = self.host.contains(":") ? "[\(self.host)]" : self.host
        let standard: UInt16 = self.security == .none ? 80 : 443
        return self.port == standard ? name : "\(name):\(self.port)"
    }
}

/// How a client connects and what it bears.
package struct WebSocketClientConfiguration: Sendable {
    /// The subprotocols that will be asked for, one of which each `connect` names.
    package var subprotocols: [String] = []
    /// A PEM file with the authorities to trust; nil = the system's.
    package var authoritiesPath: String?
    /// Whether TLS will be used at all.
    package var usesTLS = true
    /// The limits that a connection starts with.
    package var limits = ConnectionLimits(messageBytes: 1_048_576)
    /// The time for connecting and the handshake.
    package var connectTimeout: Duration = .seconds(10)
    /// How long a peer has to take and answer a Close frame.
    package var closeTimeout: Duration = .seconds(5)
    /// As for servers; nil = none.
    package var pingInterval: Duration?
    /// As for servers.
    package var pongTimeout: Duration = .seconds(10)

    /// Creates a configuration with the defaults stated at each property.
    package init() {}
}

/// Opens any number of client connections on one loop.
///
/// - Note: `@unchecked Sendable`: everything mutable is touched on the loop's thread only.
package final class WebSocketClient: TransportHost, @unchecked Sendable {
    /// What it was made with.
    package let configuration: WebSocketClientConfiguration
    var connections = 0
    var isStopping = false
    /// The Origin of connections whose request has not been made. The library would put `http://` before it.
    var origins: [ObjectIdentifier: String] = [:]

    /// Creates a client; the loop must be running when it first connects.
    package init(configuration: WebSocketClientConfiguration = .init(), loop: EventLoopThread) {
        self.configuration = configuration
        super.init(
            loop: loop,
            closeTimeout: configuration.closeTimeout,
            pingInterval: configuration.pingInterval,
            pongTimeout: configuration.pongTimeout
        )
    }

    override func event(
        _ event: Int, socket: OpaquePointer?, state: SocketState?, bytes: UnsafeRawBufferPointer
    ) -> Int32 {
        self.handle(event, socket: socket, state: state, bytes: bytes)
    }

    override func connectionFinished(_ connection: WebSocketConnection) {
        self.connections -= 1
        self.origins[ObjectIdentifier(connection)] = nil
    }
}
