/// What is asked when somebody writes, by case type (R-004-24 to R-004-29).
public struct IntakePolicy: Sendable, Hashable, Codable {
    /// Forms by case type. A type without one asks for nothing but its text. Default none.
    public var forms: [String: IntakeForm]
    /// Ways on which a form is filled in. On others nothing blocks: what the form would require is asked once. Default:
    /// webchat and portal.
    public var channels: [ChannelKind]
    /// The product's own words for what people call otherwise (R-004-25). Default none.
    public var glossary: [GlossaryTerm]
    /// Case types that are failures: they always offer to say why it is critical (R-002-89). Default `problem`.
    public var faults: [String]

    /// Makes a policy.
    public init(
        forms: [String: IntakeForm] = [:], channels: [ChannelKind] = [.webchat, .portal],
        glossary: [GlossaryTerm] = [], faults: [String] = ["problem"]
    ) {
        self.forms = forms
        self.channels = channels
        self.glossary = glossary
        self.faults = faults
    }
}

/// What one case type asks.
public struct IntakeForm: Sendable, Hashable, Codable {
    /// The questions, in the order shown.
    public var fields: [IntakeField]
    /// Articles shown before anything is sent (R-000-6, R-002-87).
    public var articles: [ArticlePrompt]
    /// Which files belong to it; `nil` for any that the desk takes (R-004-26).
    public var attachments: AttachmentRule?

    /// Makes a form.
    public init(fields: [IntakeField] = [], articles: [ArticlePrompt] = [], attachments: AttachmentRule? = nil) {
        self.fields = fields
        self.articles = articles
        self.attachments = attachments
    }
}

/// One question of a form.
public struct IntakeField: Sendable, Hashable, Codable {
    /// What is asked for.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Words.
        case text
        /// How to reproduce it, step by step (R-004-24).
        case steps
        /// The address of the page where it is seen (R-004-27).
        case page
        /// The product's version (R-004-28).
        case version
        /// The product's edition (R-004-28).
        case edition
        /// A hint on how it might be solved (R-002-36).
        case hint
        /// Whether a full analysis is wanted: `yes` or nothing (R-002-36).
        case analysis
        /// What the event log says, for failures that may lie in somebody else's system (R-002-82).
        case logCheck
        /// Why it is critical for the customer (R-002-89).
        case impact
    }

    /// How much it is needed.
    public enum Need: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing is sent without it.
        case required
        /// Asked once when it is missing; never in the way.
        case askOnce
        /// The program around the form fills it in; the person can change it.
        case prefilled
        /// Offered.
        case optional
    }

    /// A short word: the answer's name among the details of a request.
    public var id: String
    /// What the person reads.
    public var title: LocalizedText
    /// What is asked for. Default words.
    public var kind: Kind
    /// How much it is needed. Default offered.
    public var need: Need

    /// Makes a question.
    public init(id: String, title: LocalizedText, kind: Kind = .text, need: Need = .optional) {
        self.id = id
        self.title = title
        self.kind = kind
        self.need = need
    }

    /// The question that every failure offers (R-002-89).
    public static let impact = IntakeField(
        id: "impact",
        title: [
            "en": "Why is it critical for you?", "it": "Perché è critico per te?",
            "pl": "Dlaczego to dla Ciebie krytyczne?", "es": "¿Por qué es crítico para ti?",
            "ru": "Почему это критично для вас?", "uk": "Чому це критично для вас?",
        ],
        kind: .impact
    )
}

/// An article that a form shows.
public struct ArticlePrompt: Sendable, Hashable, Codable {
    /// Its id in the profile's knowledge.
    public var article: String
    /// Whether the person must say that it was read before anything is sent. Default no: it is advice.
    public var mustAcknowledge: Bool

    /// Makes a prompt.
    public init(article: String, mustAcknowledge: Bool = false) {
        self.article = article
        self.mustAcknowledge = mustAcknowledge
    }
}

/// Which files a form takes.
public struct AttachmentRule: Sendable, Hashable, Codable {
    /// Media types, for example `image/png`, or a whole family, `video/*`.
    public var types: [String]
    /// The greatest size in bytes; `nil` for the desk's own limit.
    public var maximumBytes: Int64?

    /// Makes a rule.
    public init(types: [String], maximumBytes: Int64? = nil) {
        self.types = types
        self.maximumBytes = maximumBytes
    }

    /// Whether it takes a file.
    public func admits(_ file: FileReference) -> Bool {
        let isKnown = types.contains { type in
            type.hasSuffix("/*") ? file.type.hasPrefix(type.dropLast()) : file.type == type
        }
        return isKnown && maximumBytes.map { file.bytes <= $0 } ?? true
    }
}

/// What people call it, and what the product calls it.
public struct GlossaryTerm: Sendable, Hashable, Codable {
    /// The product's own word.
    public var term: LocalizedText
    /// What people write instead, in any language.
    public var synonyms: [String]

    /// Makes a term.
    public init(term: LocalizedText, synonyms: [String]) {
        self.term = term
        self.synonyms = synonyms
    }
}
