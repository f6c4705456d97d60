/// When a project is suggested (R-002-92).
public struct ProjectPolicy: Sendable, Hashable, Codable {
    /// Up to how many proposals of one account for one goal need no project; one more, and the desk suggests one.
    /// Default 3.
    public var proposalLimit: Int

    /// Makes a policy.
    public init(proposalLimit: Int = 3) { self.proposalLimit = proposalLimit }

    enum CodingKeys: String, CodingKey, CaseIterable { case proposalLimit }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(proposalLimit: try values.value(.proposalLimit, or: ProjectPolicy().proposalLimit))
    }
}

/// Which larger services there are beside support, and what each must leave on paper (R-002-94).
public struct EngagementPolicy: Sendable, Hashable, Codable {
    /// A step of an engagement's life that its artefact must be there for.
    public enum Gate: String, Sendable, Hashable, Codable, CaseIterable {
        /// It cannot begin without.
        case start
        /// It cannot be completed without.
        case completion
    }

    /// One kind of engagement.
    public struct Kind: Sendable, Hashable, Codable {
        /// A short word.
        public var id: String
        /// What the customer reads.
        public var title: LocalizedText
        /// What it must leave on paper.
        public var artefact: Artefact
        /// By when. Default: before it is completed.
        public var gate: Gate
        /// Whether it needs an approved specification to be drafted at all (R-002-95). Default no.
        public var needsSpecification: Bool

        /// Makes a kind.
        public init(
            id: String, title: LocalizedText, artefact: Artefact, gate: Gate = .completion,
            needsSpecification: Bool = false
        ) {
            self.id = id
            self.title = title
            self.artefact = artefact
            self.gate = gate
            self.needsSpecification = needsSpecification
        }

        enum CodingKeys: String, CodingKey, CaseIterable { case id, title, artefact, gate, needsSpecification }

        /// Decodes a kind: `id`, `title` and `artefact` must be given.
        public init(from decoder: any Decoder) throws {
            let values = try decoder.strict(CodingKeys.self)
            let standard = Self(
                id: try values.value(.id), title: try values.value(.title), artefact: try values.value(.artefact)
            )
            self.init(
                id: standard.id, title: standard.title, artefact: standard.artefact,
                gate: try values.value(.gate, or: standard.gate),
                needsSpecification: try values.value(.needsSpecification, or: standard.needsSpecification)
            )
        }
    }

    /// The kinds. Default: strategy meeting, analysis, project contract, contract work.
    public var kinds: [Kind]

    /// Makes a policy.
    public init(kinds: [Kind] = EngagementPolicy.standard) { self.kinds = kinds }

    enum CodingKeys: String, CodingKey, CaseIterable { case kinds }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(kinds: try values.value(.kinds, or: EngagementPolicy.standard))
    }

    /// The kind of that id.
    public func kind(_ id: String) -> Kind? { kinds.first { $0.id == id } }

    /// The kinds of the default profile (R-002-94, R-002-95).
    public static let standard = [
        Kind(
            id: "strategyMeeting",
            title: [
                "en": "Strategy meeting", "it": "Incontro strategico", "pl": "Spotkanie strategiczne",
                "es": "Reunión estratégica", "ru": "Стратегическая встреча", "uk": "Стратегічна зустріч",
            ],
            artefact: .minutes
        ),
        Kind(
            id: "analysis",
            title: [
                "en": "Analysis and concept", "it": "Analisi e progetto", "pl": "Analiza i koncepcja",
                "es": "Análisis y concepto", "ru": "Анализ и концепция", "uk": "Аналіз і концепція",
            ],
            artefact: .specification
        ),
        Kind(
            id: "projectContract",
            title: [
                "en": "Project contract", "it": "Contratto di progetto", "pl": "Umowa projektowa",
                "es": "Contrato de proyecto", "ru": "Проектный договор", "uk": "Проєктний договір",
            ],
            artefact: .contract, gate: .start, needsSpecification: true
        ),
        Kind(
            id: "contractWork",
            title: [
                "en": "Ongoing contract work", "it": "Lavoro continuativo a contratto", "pl": "Stała praca umowna",
                "es": "Trabajo continuo por contrato", "ru": "Постоянная работа по договору",
                "uk": "Постійна робота за договором",
            ],
            artefact: .schedule, gate: .start
        ),
    ]
}
