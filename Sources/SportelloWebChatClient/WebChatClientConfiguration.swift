public import WebChatProtocol

/// Where a client connects to, as whom, and within which bounds.
public struct WebChatClientConfiguration: Sendable {
    /// Who the client says it is (protocol §3).
    public enum Credentials: Sendable {
        /// A visitor: the secret in the storage, or a new one that the server mints.
        case visitor
        /// A token of the host. When it has run out the client stops with `tokenExpired`.
        case token(String)
        /// Tokens of the host: asked for before each connection, and again a minute before one runs out. The call may
        /// take its time; when it throws, that counts as a failed attempt to connect.
        case tokens(@Sendable () async throws -> String)
    }

    /// What went over the wire, for ``frameObserver``.
    public enum Direction: String, Sendable {
        /// From this client.
        case sent
        /// From the server.
        case received
    }

    /// `ws://` or `wss://`, host, port, path.
    public var url: String
    /// Who the client says it is.
    public var credentials: Credentials
    /// The client's name and version, told in `hello`.
    public var clientName = "sportello-client/1.0"
    /// The language that the desk should use, a BCP 47 tag; nil = the desk's.
    public var locale: String?
    /// The `Origin` header; nil for none, which servers accept from clients that are no browsers.
    public var origin: String?
    /// A PEM file with the authorities to trust for `wss`; nil = the system's.
    public var authoritiesPath: String?
    /// The protocol's times. Used are `silence`, `probe`, `typingRepeat` and both backoff bounds.
    public var timing = ChatTiming()
    /// Most updates that wait to be read. Then the client stops reading its socket until half are gone, so that nothing
    /// is lost; a reader that never comes back makes the server close the connection (4003). One frame may exceed it
    /// by the events it carries. 16 or more; default 4,096.
    public var updateLimit = 4_096
    /// Most messages that wait for their acknowledgement. Default 200.
    public var outboxLimit = 200
    /// Most commands and questions that wait for an answer. Default 100.
    public var requestLimit = 100
    /// The longest frame accepted, in bytes. Default 16 MiB: `welcome` carries up to 200 KiB for each open ticket.
    public var frameBytes = 16 * 1024 * 1024
    /// Sees each frame's bytes, on the client's own thread; it must return soon. For logs and tests: frames hold
    /// secrets and personal texts.
    public var frameObserver: (@Sendable (Direction, [UInt8]) -> Void)?

    /// A configuration with the defaults stated at each property.
    public init(url: String, credentials: Credentials = .visitor) {
        self.url = url
        self.credentials = credentials
    }
}
