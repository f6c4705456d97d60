/// What happens when a customer comes back to an old matter (R-004-50, contradiction C17).
public struct FollowUpPolicy: Sendable, Hashable, Codable {
    /// How long after the resolution a customer may reopen under the same number, in days of 24 hours. Default 14.
    public var reopenWithinDays: Int
    /// When a resolved ticket closes for good, in days of 24 hours after the resolution. Default 30; never less than
    /// ``reopenWithinDays``.
    public var closeAfterDays: Int
    /// Whether a customer's message to a resolved ticket reopens it. Default yes.
    public var messageReopens: Bool
    /// Whether the open ticket of the same case type is offered before a new one is made (R-002-33). Default yes.
    public var offersExisting: Bool

    /// Makes a policy.
    public init(
        reopenWithinDays: Int = 14, closeAfterDays: Int = 30, messageReopens: Bool = true, offersExisting: Bool = true
    ) {
        self.reopenWithinDays = reopenWithinDays
        self.closeAfterDays = closeAfterDays
        self.messageReopens = messageReopens
        self.offersExisting = offersExisting
    }
}

/// Why work may wait or be refused (R-004-38).
public struct DeferralPolicy: Sendable, Hashable, Codable {
    /// One listed reason.
    public struct Reason: Sendable, Hashable, Codable {
        /// A short word.
        public var id: String
        /// What the customer reads.
        public var title: LocalizedText
        /// Whether the ticket can be refused for it, or only deferred.
        public var refuses: Bool
        /// Whether evidence must be named.
        public var needsEvidence: Bool

        /// Makes a reason.
        public init(id: String, title: LocalizedText, refuses: Bool = false, needsEvidence: Bool = false) {
            self.id = id
            self.title = title
            self.refuses = refuses
            self.needsEvidence = needsEvidence
        }
    }

    /// The listed reasons. Default: `information` and `outOfScope`.
    public var reasons: [Reason]
    /// After how many days a deferred ticket without a date of its own is looked at again. Default 7.
    public var reviewDays: Int

    /// Makes a policy.
    public init(reasons: [Reason] = DeferralPolicy.standard, reviewDays: Int = 7) {
        self.reasons = reasons
        self.reviewDays = reviewDays
    }

    /// The reasons of the default profile.
    public static let standard = [
        Reason(
            id: "information",
            title: [
                "en": "We need more information from you", "it": "Ci servono altre informazioni da parte tua",
                "pl": "Potrzebujemy od Ciebie więcej informacji", "es": "Necesitamos más información de tu parte",
                "ru": "Нам нужны дополнительные сведения от вас", "uk": "Нам потрібні додаткові відомості від вас",
            ]
        ),
        Reason(
            id: "outOfScope",
            title: [
                "en": "This is outside technical support", "it": "Non rientra nell'assistenza tecnica",
                "pl": "To wykracza poza wsparcie techniczne", "es": "Está fuera del soporte técnico",
                "ru": "Это выходит за рамки технической поддержки", "uk": "Це виходить за межі технічної підтримки",
            ],
            refuses: true
        ),
    ]
}
