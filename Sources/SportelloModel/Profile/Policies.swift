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

/// When a dialog is rated, and how (R-004-48, R-002-58, contradiction C19).
public struct RatingPolicy: Sendable, Hashable, Codable {
    /// What makes the desk invite.
    public enum Trigger: String, Sendable, Hashable, Codable, CaseIterable {
        /// The end of every dialog.
        case conversationEnd
        /// The ticket's resolution.
        case ticketResolved
        /// The ticket's closing.
        case ticketClosed
    }

    /// What makes the desk invite. Default: the end of every dialog.
    public var trigger: Trigger
    /// The lowest score. Default 1.
    public var lowest: Int
    /// The highest score. Default 5.
    public var highest: Int
    /// For how long an answer is taken or amended, in days of 24 hours. Default 7.
    public var windowDays: Int

    /// Makes a policy.
    public init(trigger: Trigger = .conversationEnd, lowest: Int = 1, highest: Int = 5, windowDays: Int = 7) {
        self.trigger = trigger
        self.lowest = lowest
        self.highest = highest
        self.windowDays = windowDays
    }
}

/// What a remote session needs (R-000-31, R-000-32).
public struct RemotePolicy: Sendable, Hashable, Codable {
    /// A remote-control tool as the organisation knows it. The desk never captures a screen itself.
    public struct Tool: Sendable, Hashable, Codable {
        /// A short word.
        public var id: String
        /// The name shown.
        public var title: String
        /// Where the customer gets it, officially.
        public var download: String?
        /// Why it must not be used; `nil` when it may.
        public var denied: String?
        /// What it can be limited to.
        public var scopes: [String]

        /// Makes an entry.
        public init(
            id: String, title: String, download: String? = nil, denied: String? = nil,
            scopes: [String] = ["view", "control"]
        ) {
            self.id = id
            self.title = title
            self.download = download
            self.denied = denied
            self.scopes = scopes
        }
    }

    /// Tools that may or must not be used. Default: one generic screen share that can only view.
    public var tools: [Tool]
    /// How long a permission that nobody used stays valid, in minutes. Default 60.
    public var validMinutes: Int
    /// How long one session may last, in minutes. Default 120.
    public var maximumMinutes: Int
    /// How long an unanswered request stays open, in minutes. Default 1440. Silence is refusal.
    public var answerMinutes: Int
    /// What the person is told before deciding.
    public var notice: LocalizedText

    /// Makes a policy.
    public init(
        tools: [Tool] = [Tool(id: "screenshare", title: "Screen share", scopes: ["view"])], validMinutes: Int = 60,
        maximumMinutes: Int = 120, answerMinutes: Int = 1440, notice: LocalizedText = RemotePolicy.standardNotice
    ) {
        self.tools = tools
        self.validMinutes = validMinutes
        self.maximumMinutes = maximumMinutes
        self.answerMinutes = answerMinutes
        self.notice = notice
    }

    /// A short notice in every shipped language.
    public static let standardNotice: LocalizedText = [
        "en": "You decide. You can stop at any moment, and access ends with the session.",
        "it": "Decidi tu. Puoi interrompere in qualsiasi momento e l'accesso termina con la sessione.",
        "pl": "Decyzja należy do Ciebie. Możesz przerwać w każdej chwili, a dostęp kończy się wraz z sesją.",
        "es": "Tú decides. Puedes parar en cualquier momento y el acceso termina con la sesión.",
        "ru": "Решаете вы. Остановить можно в любой момент, доступ заканчивается вместе с сеансом.",
        "uk": "Вирішуєте ви. Зупинити можна будь-якої миті, доступ закінчується разом із сеансом.",
    ]
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
