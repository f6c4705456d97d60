/// The names and times of version 1 of the protocol.
public enum ChatProtocol {
    /// The WebSocket subprotocol; required in the upgrade.
    public static let subprotocol = "sportello.chat.v1"
    /// The path of the WebSocket.
    public static let path = "/v1/chat"
}

/// The protocol's times. The defaults are the contract's; a host may shorten them in tests.
public struct ChatTiming: Sendable, Equatable {
    /// How long a server waits for `hello`; then it closes 4501.
    public var hello: Duration = .seconds(10)
    /// How often the server pings; announced as `pingMs`.
    public var ping: Duration = .seconds(25)
    /// How long a client has to answer a ping; then the server closes 4003.
    public var pong: Duration = .seconds(10)
    /// How long a client hears nothing before it reconnects.
    public var silence: Duration = .seconds(35)
    /// How long a client's own probe may take when a page wakes.
    public var probe: Duration = .seconds(3)
    /// Shortest time between two `typing` frames with `on: true`.
    public var typingRepeat: Duration = .seconds(3)
    /// When a `typing` lapses unless repeated.
    public var typingExpiry: Duration = .seconds(6)
    /// How long a slow reader has to take the close frame.
    public var slowClose: Duration = .seconds(5)
    /// First ceiling of the backoff.
    public var backoffBase: Duration = .milliseconds(500)
    /// Last ceiling of the backoff.
    public var backoffCap: Duration = .seconds(20)

    /// The contract's times.
    public init() {}
}
