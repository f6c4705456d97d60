public import WebChatProtocol

/// Something that a client was asked to do did not happen.
public struct WebChatError: Error, Sendable, CustomStringConvertible {
    /// Why, for a program. Extensible.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private let word: String
        private init(_ word: String) { self.word = word }
        /// The word.
        public var description: String { word }

        /// The configuration cannot be used.
        public static let invalidConfiguration = Code("invalidConfiguration")
        /// The desk refused; see ``WebChatError/failure``.
        public static let refused = Code("refused")
        /// The server answered the upgrade with an HTTP status that trying again will not change.
        public static let upgradeRefused = Code("upgradeRefused")
        /// The server closed the connection with a code that says not to come back; see ``WebChatError/closeCode``.
        public static let closed = Code("closed")
        /// The token has run out and there is no other.
        public static let tokenExpired = Code("tokenExpired")
        /// As many messages or questions wait as may.
        public static let tooManyWaiting = Code("tooManyWaiting")
        /// The storage failed. What was asked for did not happen.
        public static let storage = Code("storage")
        /// The client has stopped. A message in the outbox is kept, a command may or may not have happened.
        public static let stopped = Code("stopped")
        /// The server's answer is not one that the protocol has for this question.
        public static let unexpectedAnswer = Code("unexpectedAnswer")
    }

    /// Why, for a program.
    public let code: Code
    /// Why, for a person.
    public let message: String
    /// The desk's answer, for ``Code/refused``.
    public let failure: ServerFrame.Failure?
    /// The close code, for ``Code/closed``.
    public let closeCode: CloseCode?
    /// What caused it.
    public let cause: (any Error)?

    init(
        _ code: Code, _ message: String, failure: ServerFrame.Failure? = nil, closeCode: CloseCode? = nil,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.failure = failure
        self.closeCode = closeCode
        self.cause = cause
    }

    init(_ failure: ServerFrame.Failure) {
        self.init(.refused, failure.message, failure: failure)
    }

    /// Whether the same call may succeed later.
    public var isRetriable: Bool {
        switch code {
        case .tooManyWaiting, .storage: true
        case .refused: failure?.code.isRetriable ?? false
        default: false
        }
    }

    /// Code and message.
    public var description: String {
        let detail = failure.map { " (\($0.code.rawValue))" } ?? closeCode.map { " (\($0.rawValue))" } ?? ""
        return "\(code)\(detail): \(message)"
    }
}
