/// How complaints and reviews are held (R-004-51 to R-004-56). By which ways they come in is the channels' standing for
/// the purpose `qualityControl`.
public struct QualityPolicy: Sendable, Hashable, Codable {
    /// One question of a review.
    public struct Criterion: Sendable, Hashable, Codable {
        /// A short word.
        public var id: String
        /// What is judged.
        public var title: LocalizedText
        /// How much it counts beside the others, 1 or more. Default 1.
        public var weight: Int
        /// The best score; the worst is 0. Default 5.
        public var highest: Int
        /// Whether a 0 here makes the whole review 0. Default no.
        public var isCritical: Bool

        /// Makes a criterion.
        public init(
            id: String, title: LocalizedText, weight: Int = 1, highest: Int = 5, isCritical: Bool = false
        ) {
            self.id = id
            self.title = title
            self.weight = weight
            self.highest = highest
            self.isCritical = isCritical
        }
    }

    /// A part of the closed dialogs of which some are reviewed though nobody complained.
    public struct Stratum: Sendable, Hashable, Codable {
        /// Which dialogs belong to it.
        public enum Trait: String, Sendable, Hashable, Codable, CaseIterable {
            /// Rated not good.
            case lowRating
            /// Of a ticket that was reopened.
            case reopened
            /// Of a ticket that missed a promised time.
            case breached
            /// Any.
            case any
        }

        /// Which dialogs belong to it.
        public var trait: Trait
        /// How many of a thousand are drawn, rounded up, 0 to 1000.
        public var perMille: Int

        /// Makes a stratum.
        public init(_ trait: Trait, perMille: Int) {
            self.trait = trait
            self.perMille = perMille
        }
    }

    /// The team that owns tickets which were transferred to quality control. Default `quality`.
    public var team: String
    /// What a review judges. Default: nothing; a decision needs no scores then.
    public var scorecard: [Criterion]
    /// Which dialogs are reviewed though nobody complained; a dialog belongs to the first that fits. Default: none.
    public var sampling: [Stratum]
    /// The words of an apology.
    public var apology: LocalizedText
    /// The words that end a case which hangs on no ticket, when there is nothing to apologise for.
    public var answer: LocalizedText

    /// Makes a policy.
    public init(
        team: String = "quality", scorecard: [Criterion] = [], sampling: [Stratum] = [],
        apology: LocalizedText = QualityPolicy.standardApology,
        answer: LocalizedText = QualityPolicy.standardAnswer
    ) {
        self.team = team
        self.scorecard = scorecard
        self.sampling = sampling
        self.apology = apology
        self.answer = answer
    }

    /// A short apology in every shipped language.
    public static let standardApology: LocalizedText = [
        "en": "We looked into your complaint. You were right, and we are sorry.",
        "it": "Abbiamo esaminato il tuo reclamo. Avevi ragione e ci scusiamo.",
        "pl": "Zbadaliśmy Twoją skargę. Słuszność jest po Twojej stronie; przepraszamy.",
        "es": "Hemos estudiado tu queja. Tenías razón y lo sentimos.",
        "ru": "Мы рассмотрели вашу жалобу. Вы правы, приносим извинения.",
        "uk": "Ми розглянули вашу скаргу. Ви маєте рацію, просимо вибачення.",
    ]

    /// A short end of a case in every shipped language.
    public static let standardAnswer: LocalizedText = [
        "en": "We looked into your complaint and closed it. Write to us if you want to know more.",
        "it": "Abbiamo esaminato e chiuso il tuo reclamo. Scrivici se vuoi saperne di più.",
        "pl": "Zbadaliśmy i zamknęliśmy Twoją skargę. Napisz do nas, jeśli chcesz wiedzieć więcej.",
        "es": "Hemos estudiado y cerrado tu queja. Escríbenos si quieres saber más.",
        "ru": "Мы рассмотрели и закрыли вашу жалобу. Напишите нам, если хотите узнать больше.",
        "uk": "Ми розглянули й закрили вашу скаргу. Напишіть нам, якщо хочете дізнатися більше.",
    ]

    /// What a review's scores come to, 0 to 100, rounded down: the weighted share of what could be reached. A 0 in a
    /// critical criterion makes it 0.
    ///
    /// - Returns: `nil` unless exactly the criteria of the scorecard are scored, each within its range.
    public func result(of scores: [String: Int]) -> Int? {
        guard !scorecard.isEmpty, scores.count == scorecard.count else { return nil }
        var (reached, possible) = (0, 0)
        var failed = false
        for criterion in scorecard {
            guard let score = scores[criterion.id], (0...criterion.highest).contains(score) else { return nil }
            reached += score * criterion.weight
            possible += criterion.highest * criterion.weight
            failed = failed || (criterion.isCritical && score == 0)
        }
        return failed || possible == 0 ? 0 : reached * 100 / possible
    }
}

extension QualityPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case team, scorecard, sampling, apology, answer }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = QualityPolicy()
        self.init(
            team: try values.value(.team, or: standard.team),
            scorecard: try values.value(.scorecard, or: standard.scorecard),
            sampling: try values.value(.sampling, or: standard.sampling),
            apology: try values.value(.apology, or: standard.apology),
            answer: try values.value(.answer, or: standard.answer)
        )
    }
}

extension QualityPolicy.Criterion {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, title, weight, highest
        case isCritical = "critical"
    }

    /// Decodes a criterion: `id` and `title` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = Self(id: try values.value(.id), title: try values.value(.title))
        self.init(
            id: standard.id, title: standard.title, weight: try values.value(.weight, or: standard.weight),
            highest: try values.value(.highest, or: standard.highest),
            isCritical: try values.value(.isCritical, or: standard.isCritical)
        )
    }
}

extension QualityPolicy.Stratum {
    enum CodingKeys: String, CodingKey, CaseIterable { case trait, perMille }

    /// Decodes a stratum: both keys must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(try values.value(.trait), perMille: try values.value(.perMille))
    }
}

extension ProfileChecker {
    mutating func checkQuality() {
        let quality = profile.qualityControl
        if quality.team.isEmpty {
            report(["qualityControl", "team"], "it is empty", remedy: "name the team, such as quality")
        }
        checkWords(quality.scorecard.map(\.id), of: ["qualityControl", "scorecard"], key: "id")
        for (index, criterion) in quality.scorecard.enumerated() {
            checkText(criterion.title, ["qualityControl", "scorecard", "\(index)", "title"])
            check(criterion.weight, in: 1...1000, "qualityControl", "scorecard", "\(index)", "weight")
            check(criterion.highest, in: 1...100, "qualityControl", "scorecard", "\(index)", "highest")
        }
        checkWords(quality.sampling.map(\.trait.rawValue), of: ["qualityControl", "sampling"], key: "trait")
        for (index, stratum) in quality.sampling.enumerated() {
            check(stratum.perMille, in: 0...1000, "qualityControl", "sampling", "\(index)", "perMille")
            if stratum.trait == .any, index != quality.sampling.count - 1 {
                report(
                    ["qualityControl", "sampling", "\(index)"],
                    "what follows is never drawn from, since any fits first",
                    remedy: "list any last"
                )
            }
        }
        checkText(quality.apology, ["qualityControl", "apology"])
        checkText(quality.answer, ["qualityControl", "answer"])
    }
}
