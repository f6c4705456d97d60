/// How many requests the knowledge base spared (R-001-12). A fold over what contacts' logs say; nothing decides by it.
public struct DeflectionReport: Sendable, Hashable {
    /// How often somebody who was about to write saw suggestions.
    public private(set) var shown = 0
    /// How often one of them solved it.
    public private(set) var solved = 0
    /// How often each article was shown and solved something, by its id.
    public private(set) var articles: [String: Count] = [:]

    /// Shown and solved.
    public struct Count: Sendable, Hashable {
        /// How often it was shown.
        public var shown = 0
        /// How often it solved the matter.
        public var solved = 0

        /// Makes a count.
        public init(shown: Int = 0, solved: Int = 0) {
            self.shown = shown
            self.solved = solved
        }
    }

    /// Nothing shown yet.
    public init() {}

    /// Counts events of any contacts, in any order.
    public init(_ events: some Sequence<ContactEvent>) {
        for event in events { add(event) }
    }

    /// Counts one event of any contact.
    public mutating func add(_ event: ContactEvent) {
        switch event {
        case .articlesShown(let facts):
            shown += 1
            for article in Set(facts.articles) { articles[article, default: Count()].shown += 1 }
        case .articleSolved(let facts):
            solved += 1
            articles[facts.article, default: Count()].solved += 1
        default: break
        }
    }

    /// How often suggestions solved the matter, of how often they were shown.
    public var deflected: Share { Share(solved, of: shown) }

    /// Of a thousand who saw suggestions, how many needed nothing else; `nil` when nobody saw any.
    public var solvedPerThousand: Int? { shown == 0 ? nil : solved * 1000 / shown }
}
