/// Why a calendar could not be made or could not answer.
public struct CalendarError: Error, Sendable, Hashable {
    /// Why, for a program.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The word, for example `noOpenTime`.
        public let rawValue: String
        /// Wraps a word.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The zone is in no IANA list of this machine.
        public static let unknownZone = Code(rawValue: "unknownZone")
        /// Two intervals of one date overlap.
        public static let overlap = Code(rawValue: "overlap")
        /// Nothing is open from the asked instant on (`facts/domain.md` §a case 15).
        public static let noOpenTime = Code(rawValue: "noOpenTime")
        /// The answer lies more than a hundred years ahead.
        public static let tooFar = Code(rawValue: "tooFar")
        /// The profile has no calendar of the name that a target asks for.
        public static let unknownCalendar = Code(rawValue: "unknownCalendar")
    }

    /// Why, for a program.
    public let code: Code
    /// Why, for a person, in English.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension CalendarError: CustomStringConvertible {
    /// The code and the text.
    public var description: String { "\(code.rawValue): \(message)" }
}
