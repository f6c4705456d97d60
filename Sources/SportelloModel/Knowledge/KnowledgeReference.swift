/// What somebody who answers points to.
public enum CitedReference: Sendable, Hashable {
    /// An article of the profile, by its id; in the ticket's language unless another is named.
    case article(String, locale: String? = nil)
    /// A page elsewhere.
    case link(ReferenceKind, String)
}

/// A typed link of an answer, as it was at the time (R-001-10, R-004-37).
public struct KnowledgeReference: Sendable, Hashable, Codable {
    /// What it is.
    public var kind: ReferenceKind
    /// Where it is.
    public var address: String
    /// The article, where it is one of the profile's.
    public var article: String?
    /// The article's version at the time.
    public var version: Int?
    /// The article's language.
    public var locale: String?
    /// Whether it is the provider's word; a community's answer is not (R-001-16).
    public var isOfficial: Bool

    /// A web address, short enough to be one.
    static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count <= 2000
            && !text.contains(where: \.isWhitespace)
    }
}

extension Workspace {
    /// What the links of an answer are, by the profile. Stops at one that the profile does not know or allow.
    func resolve(_ cited: [CitedReference], language: String) throws(Stop) -> [KnowledgeReference] {
        var references: [KnowledgeReference] = []
        for reference in cited { references.append(try resolve(reference, language: language)) }
        return references
    }

    private func resolve(_ cited: CitedReference, language: String) throws(Stop) -> KnowledgeReference {
        let policy = profile.knowledge
        let reference: KnowledgeReference
        switch cited {
        case .article(let id, let locale):
            guard let article = policy.article(id), let locale = article.locale(for: locale ?? language),
                let address = article.addresses[locale]
            else { throw refuse(.invalid, "R-001-10", ["field": "article"]) }
            reference = KnowledgeReference(
                kind: article.kind, address: address, article: id, version: article.version, locale: locale,
                isOfficial: !policy.community.contains(article.kind)
            )
        case .link(let kind, let address):
            guard KnowledgeReference.isAddress(address) else { throw refuse(.invalid, nil, ["field": "address"]) }
            reference = KnowledgeReference(
                kind: kind, address: address, isOfficial: !policy.community.contains(kind)
            )
        }
        guard policy.kinds.contains(reference.kind) else {
            let allowed = policy.kinds.map(\.rawValue).joined(separator: ", ")
            throw refuse(.invalid, "R-004-37", ["field": "kind", "allowed": allowed])
        }
        return reference
    }

    /// Whether a message of the staff is an answer. Only one that is nothing but links can fail to be: where none of
    /// them is official (R-001-16), or the profile wants words.
    func isAnswer(_ text: String, _ references: [KnowledgeReference]) -> Bool {
        guard !references.isEmpty else { return true }
        let rest = references.reduce(text) { $0.replacing($1.address, with: "") }
        if rest.contains(where: { $0.isLetter || $0.isNumber }) { return true }
        return profile.knowledge.linksAnswer && references.contains(where: \.isOfficial)
    }
}
