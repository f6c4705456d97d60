/// The desk could not do what it was asked, for a reason that is not a rule (that would be a `Refusal`).
public struct DeskError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, for a program. Extensible.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Base: String { case overloaded, stopped, keyReused, contended, store, configuration }
        private let base: Base
        private init(_ base: Base) { self.base = base }

        /// Too much waits already; try again later.
        public static let overloaded = Code(.overloaded)
        /// The desk shuts down or did.
        public static let stopped = Code(.stopped)
        /// The id was used before for something else.
        public static let keyReused = Code(.keyReused)
        /// Others changed the same streams again and again; try again.
        public static let contended = Code(.contended)
        /// The store failed; see the cause.
        public static let store = Code(.store)
        /// A value of the desk's configuration is out of range; the desk does not begin to run.
        public static let configuration = Code(.configuration)

        /// The code's word.
        public var description: String { base.rawValue }
    }

    /// What went wrong, for a program.
    public var code: Code
    /// What went wrong, for an operator.
    public var message: String
    /// What caused it.
    public var cause: (any Error)?

    /// Makes an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Whether the same command, with the same key, may succeed later.
    public var isRetriable: Bool { code != .keyReused && code != .configuration }

    /// Code, message and cause.
    public var description: String {
        cause.map { "\(code): \(message) (\($0))" } ?? "\(code): \(message)"
    }
}
