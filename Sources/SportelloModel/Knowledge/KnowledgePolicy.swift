/// What an answer may point to (R-001-10, R-004-37).
public enum ReferenceKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A page of the product's documentation.
    case docsPage
    /// An article of the knowledge base.
    case article
    /// A step-by-step lesson.
    case tutorial
    /// A manual to download.
    case manual
    /// A thread of a forum where customers help each other (R-001-15).
    case forumThread
    /// A list of frequent questions.
    case faq
    /// The site of the software's maker.
    case makerSite
    /// A video (R-003-4).
    case video
}

/// What is written down for everybody, and what an answer by link counts for.
public struct KnowledgePolicy: Sendable, Hashable, Codable {
    /// A page of knowledge, in one or more languages.
    public struct Article: Sendable, Hashable, Codable {
        /// A short word, stable for ever.
        public var id: String
        /// What it is. Default an article.
        public var kind: ReferenceKind
        /// One of ``KnowledgePolicy/categories``.
        public var category: String
        /// Its version; rises with every change. Default 1.
        public var version: Int
        /// What it is called.
        public var title: LocalizedText
        /// Where it is, by language.
        public var addresses: [String: String]
        /// The product it is about; `nil` for all.
        public var product: String?

        /// Makes an article.
        public init(
            id: String, kind: ReferenceKind = .article, category: String, version: Int = 1, title: LocalizedText,
            addresses: [String: String], product: String? = nil
        ) {
            self.id = id
            self.kind = kind
            self.category = category
            self.version = version
            self.title = title
            self.addresses = addresses
            self.product = product
        }

        /// The language in which somebody who asked for `language` gets it: that one, its main language, English, or
        /// the first by tag.
        public func locale(for language: String) -> String? {
            let main = String(language.prefix { $0 != "-" && $0 != "_" })
            return [language, main, "en"].first { addresses[$0] != nil } ?? addresses.keys.min()
        }
    }

    /// The subjects that a knowledge base always has (R-001-11).
    public static let standardCategories = ["installation", "configuration", "usage", "troubleshooting"]

    /// Subjects of articles. Default: installation, configuration, usage, troubleshooting.
    public var categories: [String]
    /// The articles that answers and forms name by id. Default none.
    public var articles: [Article]
    /// What an answer may point to. Default everything.
    public var kinds: [ReferenceKind]
    /// Kinds that are not the provider's word: marked as such, and no answer by themselves (R-001-16). Default: forum
    /// threads.
    public var community: [ReferenceKind]
    /// Whether links alone are an answer (R-004-37). Default yes.
    public var linksAnswer: Bool

    /// Makes a policy.
    public init(
        categories: [String] = KnowledgePolicy.standardCategories, articles: [Article] = [],
        kinds: [ReferenceKind] = ReferenceKind.allCases, community: [ReferenceKind] = [.forumThread],
        linksAnswer: Bool = true
    ) {
        self.categories = categories
        self.articles = articles
        self.kinds = kinds
        self.community = community
        self.linksAnswer = linksAnswer
    }

    /// The article of that id.
    public func article(_ id: String) -> Article? { articles.first { $0.id == id } }
}

extension KnowledgePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case categories, articles, kinds, community, linksAnswer }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = KnowledgePolicy()
        self.init(
            categories: try values.value(.categories, or: standard.categories),
            articles: try values.value(.articles, or: standard.articles),
            kinds: try values.value(.kinds, or: standard.kinds),
            community: try values.value(.community, or: standard.community),
            linksAnswer: try values.value(.linksAnswer, or: standard.linksAnswer)
        )
    }
}

extension KnowledgePolicy.Article {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, kind, category, version, title, addresses, product }

    /// Decodes an article: `id`, `category`, `title` and `addresses` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            id: try values.value(.id), kind: try values.value(.kind, or: .article),
            category: try values.value(.category), version: try values.value(.version, or: 1),
            title: try values.value(.title), addresses: try values.value(.addresses),
            product: try values.optional(.product)
        )
    }
}

extension ProfileChecker {
    mutating func checkKnowledge() {
        let knowledge = profile.knowledge
        checkWords(knowledge.categories, of: ["knowledge", "categories"])
        for category in KnowledgePolicy.standardCategories where !knowledge.categories.contains(category) {
            report(
                ["knowledge", "categories"], "“\(category)” is missing", remedy: "every knowledge base has it; add it")
        }
        checkWords(knowledge.articles.map(\.id), of: ["knowledge", "articles"], key: "id")
        for (index, article) in knowledge.articles.enumerated() {
            let keys = ["knowledge", "articles", "\(index)"]
            if !knowledge.categories.contains(article.category) {
                report(
                    keys + ["category"], "there is no category “\(article.category)”",
                    remedy: "write one of \(knowledge.categories.joined(separator: ", "))"
                )
            }
            check(article.version, in: 1...Int(Int32.max), "knowledge", "articles", "\(index)", "version")
            checkText(article.title, keys + ["title"])
            if article.addresses.isEmpty {
                report(keys + ["addresses"], "it is nowhere", remedy: "give its address in at least one language")
            }
            for (locale, address) in article.addresses.sorted(by: { $0.key < $1.key })
            where !KnowledgeReference.isAddress(address) {
                report(
                    keys + ["addresses", locale], "“\(address)” is no web address", remedy: "begin it with https://")
            }
        }
    }
}
