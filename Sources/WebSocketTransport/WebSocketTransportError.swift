/// Why a loop, a server or a client could not start.
package struct WebSocketTransportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    package enum Code: Sendable, Equatable {
        /// The loop is stopped or stopping.
        case stopped
        /// The library refused to create its context.
        case contextFailed
        /// The address or port cannot be listened on, or the certificate or key cannot be used.
        case listenFailed
        /// A configuration value is out of range.
        case invalidConfiguration
    }

    /// The kind.
    package var code: Code
    /// What is known about it.
    package var message: String

    /// Creates an error.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The kind and the message.
    package var description: String { "\(self.code): \(self.message)" }
}
