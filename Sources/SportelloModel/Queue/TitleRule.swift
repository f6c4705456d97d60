import Foundation

/// What words in a title do: points and, perhaps, another team (R-002-5).
///
/// Points raise the priority of the first wait only, no higher than ``QueuePolicy/titleCap``, and fall away as soon as
/// somebody of the staff has judged the case: a customer does not jump the queue for good by wording a title (R-002-6).
public struct TitleRule: Sendable, Hashable, Codable {
    /// A short word, written into the log when the rule applied.
    public var id: String
    /// Words or phrases, one of which must occur whole; case and accents do not matter.
    public var words: [String]
    /// Priority steps, 0 to 4. The points of several rules add up. Default 1.
    public var points: Int
    /// The team that such cases go to; `nil` for the case type's. Where several rules name one, the first does.
    public var team: String?

    /// Makes a rule.
    public init(id: String, words: [String], points: Int = 1, team: String? = nil) {
        self.id = id
        self.words = words
        self.points = points
        self.team = team
    }

    /// Whether it applies.
    public func matches(_ title: String) -> Bool {
        let title = Phrase(title)
        return words.contains { title.contains(Phrase($0)) }
    }
}

/// Words of a text for comparing: case and accents folded, everything else apart.
struct Phrase: Hashable {
    let words: [String]

    init(_ text: String) {
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        words = folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Whether the other's words occur here one after another. Nothing occurs nowhere.
    func contains(_ other: Phrase) -> Bool {
        let (count, sought) = (words.count, other.words.count)
        guard sought > 0, sought <= count else { return false }
        return (0...(count - sought)).contains { words[$0..<($0 + sought)].elementsEqual(other.words) }
    }
}

extension QueuePolicy {
    /// What the title rules make of a title.
    func judge(title: String, priority: Int) -> TitleMatched? {
        let matched = titleRules.filter { $0.matches(title) }
        guard !matched.isEmpty else { return nil }
        let points = min(matched.reduce(0) { $0 + $1.points }, max(0, priority - titleCap))
        return TitleMatched(
            rules: matched.map(\.id), points: points, team: matched.lazy.compactMap(\.team).first
        )
    }
}
