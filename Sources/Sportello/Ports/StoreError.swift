/// A store could not do what it was asked.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, for a program. Extensible.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Base: String {
            case notCommitted, indeterminate, invalid, closed, busy, corrupt, unsupported, unavailable
        }

        private let base: Base
        private init(_ base: Base) { self.base = base }

        /// Nothing was written; the same call may be made again.
        public static let notCommitted = Code(.notCommitted)
        /// It may or may not have been written; retry with the same key.
        public static let indeterminate = Code(.indeterminate)
        /// The request contradicts itself: a fault of the caller. Nothing was written.
        public static let invalid = Code(.invalid)
        /// The store was closed.
        public static let closed = Code(.closed)
        /// Another process has the store.
        public static let busy = Code(.busy)
        /// What was read cannot be right.
        public static let corrupt = Code(.corrupt)
        /// The medium or its library lacks something that a guarantee needs.
        public static let unsupported = Code(.unsupported)
        /// The medium cannot be reached or has no room.
        public static let unavailable = Code(.unavailable)

        /// The code's word.
        public var description: String { base.rawValue }
    }

    /// What went wrong, for a program.
    public var code: Code
    /// What went wrong and what to do, for an operator. No personal data.
    public var message: String
    /// What caused it.
    public var cause: (any Error)?

    /// Makes an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Whether the same call may succeed later, unchanged.
    public var isRetriable: Bool {
        code == .notCommitted || code == .indeterminate || code == .unavailable
    }

    /// Code, message and cause.
    public var description: String {
        cause.map { "\(code): \(message) (\($0))" } ?? "\(code): \(message)"
    }
}
