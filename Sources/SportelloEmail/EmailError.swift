/// Something went wrong in the mail channel.
public struct EmailError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, for a program. Extensible.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Base: String { case configuration, connection, authentication, protocolViolation, store, tooLarge }
        private let base: Base
        private init(_ base: Base) { self.base = base }

        /// The configuration contradicts itself or cannot work.
        public static let configuration = Code(.configuration)
        /// The server could not be reached, or the connection broke.
        public static let connection = Code(.connection)
        /// The server refused the user name, the password or the token.
        public static let authentication = Code(.authentication)
        /// The server said something that the protocol does not allow, or more than is taken.
        public static let protocolViolation = Code(.protocolViolation)
        /// The mail store failed.
        public static let store = Code(.store)
        /// A mail is larger than what is taken.
        public static let tooLarge = Code(.tooLarge)

        /// The code's word.
        public var description: String { base.rawValue }
    }

    /// What went wrong, for a program.
    public var code: Code
    /// What went wrong, for an operator; never a password, never a mail's words.
    public var message: String
    /// What caused it.
    public var cause: (any Error)?

    /// Makes an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Whether the same may succeed later.
    public var isRetriable: Bool { code == .connection || code == .authentication || code == .store }

    /// Code, message and cause.
    public var description: String { cause.map { "\(code): \(message) (\($0))" } ?? "\(code): \(message)" }
}
