/// What one person was shown before writing, and what solved it, on one day (R-001-12).
///
/// The figures count people with a matter, not requests: on one day the same article for the same kind of case counts
/// once for a person, and no more than ``limit`` of them do, however often a program repeats itself.
public struct SuggestionDay: Sendable, Hashable, Codable {
    /// An article for a kind of case.
    public struct Mark: Sendable, Hashable, Codable {
        /// What the person was about to write about.
        public var caseType: String
        /// The article's id.
        public var article: String
    }

    /// How many articles of a day count as shown to one person, and how many as solving something.
    public static let limit = 40

    /// The day, in days of UTC since 1970.
    public private(set) var day: Int64
    /// What was shown, oldest first.
    public private(set) var shown: [Mark] = []
    /// What solved something, oldest first.
    public private(set) var solved: [Mark] = []

    /// The person's day at an instant: the known one while it lasts, else a new one.
    init(_ known: SuggestionDay?, at now: Instant) {
        let today = now.milliseconds / 86_400_000
        if let known, known.day == today { self = known } else { day = today }
    }

    /// Those of some articles that were not shown for that kind of case yet, each once, as far as the day has room.
    func unseen(_ articles: [String], for caseType: String) -> [String] {
        var copy = self
        return articles.filter { copy.noteShown($0, for: caseType) }
    }

    /// Whether it was new, and there was room for it.
    @discardableResult
    mutating func noteShown(_ article: String, for caseType: String) -> Bool {
        Self.note(Mark(caseType: caseType, article: article), in: &shown)
    }

    /// Whether it was new, and there was room for it.
    @discardableResult
    mutating func noteSolved(_ article: String, for caseType: String) -> Bool {
        Self.note(Mark(caseType: caseType, article: article), in: &solved)
    }

    private static func note(_ mark: Mark, in marks: inout [Mark]) -> Bool {
        guard marks.count < limit, !marks.contains(mark) else { return false }
        marks.append(mark)
        return true
    }
}
