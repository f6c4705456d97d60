/// The answer "no, because of a rule": nothing was committed and nothing is wrong with the desk.
///
/// A program reads ``code``; a person reads ``message(in:)``, which says what to do instead.
public struct Refusal: Error, Sendable, Hashable, Codable {
    /// Why, for a program. Extensible: a profile may declare reasons of its own.
    public struct Code: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral {
        /// The word, for example `alreadyClaimed`.
        public let rawValue: String
        /// Wraps a word.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// Wraps a literal word.
        public init(stringLiteral value: String) { rawValue = value }
    }

    /// Why, for a program.
    public let code: Code
    /// The rule, for example `R-004-36` or `protocol §9`.
    public let rule: String?
    /// Values that the text for a person names, for example the allowed list.
    public let details: [String: String]

    /// Makes a refusal.
    public init(_ code: Code, rule: String? = nil, details: [String: String] = [:]) {
        self.code = code
        self.rule = rule
        self.details = details
    }
}
