/// What can be said about suggested articles before anything is sent (R-001-12). Said again on the same day, it is accepted
/// and counts no more; see ``SuggestionDay``.
public enum KnowledgeCommand: Sendable, Hashable {
    /// Articles were shown to somebody who was about to write.
    case show(ContactID, caseType: String, articles: [String])
    /// One of them solved it: nothing is sent, no ticket is made.
    case solved(ContactID, caseType: String, article: String)

    var expectedStreams: [StreamID] {
        switch self {
        case .show(let id, _, _), .solved(let id, _, _): [.contact(id)]
        }
    }
}

/// Articles were suggested before anything was sent.
public struct ArticlesShown: Sendable, Hashable, Codable {
    /// What the person was about to write about.
    public var caseType: String
    /// The articles' ids.
    public var articles: [String]
}

/// A suggested article solved the matter: a ticket less (R-001-12).
public struct ArticleSolved: Sendable, Hashable, Codable {
    /// What the person was about to write about.
    public var caseType: String
    /// The article's id.
    public var article: String
    /// Its version at the time.
    public var version: Int
}

extension Workspace {
    /// Decides a command about knowledge.
    mutating func decide(_ command: KnowledgeCommand) throws(Stop) {
        switch command {
        case .show(let contact, let caseType, let articles):
            try requireOwn(contact, caseType)
            for article in articles where profile.knowledge.article(article) == nil {
                throw refuse(.invalid, "R-001-12", ["field": "article"])
            }
            let unseen = SuggestionDay(try state(contact).suggestions, at: now).unseen(articles, for: caseType)
            guard !unseen.isEmpty else { return }
            try record(.articlesShown(ArticlesShown(caseType: caseType, articles: unseen)), on: contact)
        case .solved(let contact, let caseType, let id):
            try requireOwn(contact, caseType)
            guard let article = profile.knowledge.article(id) else {
                throw refuse(.invalid, "R-001-12", ["field": "article"])
            }
            var day = SuggestionDay(try state(contact).suggestions, at: now)
            guard day.noteSolved(id, for: caseType) else { return }
            let solved = ArticleSolved(caseType: caseType, article: id, version: article.version)
            try record(.articleSolved(solved), on: contact)
        }
    }

    private func requireOwn(_ contact: ContactID, _ caseType: String) throws(Stop) {
        guard context.actor.contactID == contact else { throw refuse(.forbidden) }
        _ = try state(contact)
        guard profile.caseType(caseType) != nil else { throw refuse(.invalid, "R-002-14", ["field": "caseType"]) }
    }
}
