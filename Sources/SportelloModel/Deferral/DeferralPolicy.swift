/// Why work may wait or be refused, with what each reason does (R-004-38, R-004-47).
public struct DeferralPolicy: Sendable, Hashable, Codable {
    /// The listed reasons. Default: `information`, `outOfScope`, and `conduct`, which is switched off.
    public var reasons: [Reason]
    /// After how many days a deferred ticket without a date of its own is looked at again. Default 7.
    public var reviewDays: Int
    /// How old an unanswered request for information must be before it counts as one, in hours of the wall clock: it
    /// must be older than that (R-004-43). Default 168, a week.
    public var unansweredHours: Int

    /// Makes a policy.
    public init(
        reasons: [Reason] = DeferralPolicy.standard, reviewDays: Int = 7, unansweredHours: Int = 168
    ) {
        self.reasons = reasons
        self.reviewDays = reviewDays
        self.unansweredHours = unansweredHours
    }

    /// One listed reason and its effects.
    public struct Reason: Sendable, Hashable, Codable {
        /// Whose turn it is while the reason holds.
        public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
            /// Nobody's, until the review.
            case deferred
            /// The customer's (R-004-41).
            case waitingCustomer

            var ticketStatus: TicketStatus { self == .deferred ? .deferred : .waitingCustomer }
        }

        /// A short word.
        public var id: String
        /// What the customer reads.
        public var title: LocalizedText
        /// Whether it is in use. Default yes; refusals for conduct ship switched off (contradiction C27).
        public var enabled: Bool
        /// Whether the ticket can be refused for it, or only deferred. Default: only deferred.
        public var refuses: Bool
        /// Where a deferred ticket stands. Default: deferred.
        public var status: Status
        /// What it does to the customer's clocks. Default: they go on.
        public var clocks: ClockHold
        /// Who may set it. Default: agents and supervisors.
        public var setBy: [Role]
        /// Who may lift it. Default: agents and supervisors.
        public var liftedBy: [Role]
        /// Who must confirm it before it takes effect (R-004-44). Default: nobody.
        public var confirmedBy: [Role]
        /// Whether the customer must have been warned once before (R-004-44). Default no.
        public var warnsFirst: Bool
        /// Whether a message of the customer brings the ticket back. Default yes; the review date always does.
        public var resumesOnReply: Bool
        /// What must be shown. Default: nothing.
        public var evidence: [EvidenceKind]
        /// The words that ``EvidenceKind/code`` and ``EvidenceKind/scopeRule`` may name. Default: any.
        public var codes: [String]
        /// After how many days it is looked at again; `nil` for the policy's.
        public var reviewDays: Int?

        /// Makes a reason.
        public init(
            id: String, title: LocalizedText, enabled: Bool = true, refuses: Bool = false, status: Status = .deferred,
            clocks: ClockHold = .run, setBy: [Role] = [.agent, .supervisor],
            liftedBy: [Role] = [.agent, .supervisor], confirmedBy: [Role] = [], warnsFirst: Bool = false,
            resumesOnReply: Bool = true, evidence: [EvidenceKind] = [], codes: [String] = [], reviewDays: Int? = nil
        ) {
            self.id = id
            self.title = title
            self.enabled = enabled
            self.refuses = refuses
            self.status = status
            self.clocks = clocks
            self.setBy = setBy
            self.liftedBy = liftedBy
            self.confirmedBy = confirmedBy
            self.warnsFirst = warnsFirst
            self.resumesOnReply = resumesOnReply
            self.evidence = evidence
            self.codes = codes
            self.reviewDays = reviewDays
        }
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
        Reason(
            id: "conduct",
            title: [
                "en": "Insults were written; we do not continue in this tone",
                "it": "Sono stati scritti insulti; non proseguiamo con questo tono",
                "pl": "Pojawiły się obelgi; nie kontynuujemy w tym tonie",
                "es": "Hubo insultos; no continuamos en ese tono",
                "ru": "Были оскорбления; в таком тоне мы не продолжаем",
                "uk": "Були образи; у такому тоні ми не продовжуємо",
            ],
            enabled: false, refuses: true, liftedBy: [.supervisor], confirmedBy: [.supervisor], warnsFirst: true,
            evidence: [.messages]
        ),
    ]
}

/// What must be shown for a reason.
public enum EvidenceKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A few words.
    case note
    /// It was tried on a like configuration without success, and access to the customer's own was asked for and not
    /// given (R-004-39).
    case notReproduced
    /// A licence check that says the licence is invalid (R-004-40).
    case licence
    /// What is missing, item by item (R-004-41).
    case missingItems
    /// A sub-reason (R-004-42).
    case code
    /// An unanswered request for information that is old enough (R-004-43).
    case unansweredRequest
    /// The numbers of the customer's offending messages (R-004-44).
    case messages
    /// A work item of its own: an internal issue, a linked ticket, a work order, or an offer (R-004-45).
    case work
    /// The rule of the scope of support that is violated (R-004-46).
    case scopeRule
    /// A coverage verdict that says it is not covered (R-000-3).
    case notCovered
}

extension DeferralPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case reasons, reviewDays, unansweredHours }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = DeferralPolicy()
        self.init(
            reasons: try values.value(.reasons, or: standard.reasons),
            reviewDays: try values.value(.reviewDays, or: standard.reviewDays),
            unansweredHours: try values.value(.unansweredHours, or: standard.unansweredHours)
        )
    }
}

extension DeferralPolicy.Reason {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, title, enabled, refuses, status, clocks, setBy, liftedBy, confirmedBy, warnsFirst, resumesOnReply
        case evidence, codes, reviewDays
    }

    /// Decodes a reason: `id` and `title` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = DeferralPolicy.Reason(id: try values.value(.id), title: try values.value(.title))
        self.init(
            id: standard.id, title: standard.title, enabled: try values.value(.enabled, or: standard.enabled),
            refuses: try values.value(.refuses, or: standard.refuses),
            status: try values.value(.status, or: standard.status),
            clocks: try values.value(.clocks, or: standard.clocks),
            setBy: try values.value(.setBy, or: standard.setBy),
            liftedBy: try values.value(.liftedBy, or: standard.liftedBy),
            confirmedBy: try values.value(.confirmedBy, or: standard.confirmedBy),
            warnsFirst: try values.value(.warnsFirst, or: standard.warnsFirst),
            resumesOnReply: try values.value(.resumesOnReply, or: standard.resumesOnReply),
            evidence: try values.value(.evidence, or: standard.evidence),
            codes: try values.value(.codes, or: standard.codes),
            reviewDays: try values.optional(.reviewDays)
        )
    }
}

extension ProfileChecker {
    mutating func checkDeferral() {
        let policy = profile.deferral
        checkWords(policy.reasons.map(\.id), of: ["deferral", "reasons"], key: "id")
        for (index, reason) in policy.reasons.enumerated() {
            let keys = ["deferral", "reasons", "\(index)"]
            checkText(reason.title, keys + ["title"])
            for (key, roles) in [
                ("setBy", reason.setBy), ("liftedBy", reason.liftedBy), ("confirmedBy", reason.confirmedBy),
            ] {
                if roles.contains(where: { !$0.isStaff }) {
                    report(keys + [key], "only staff can do that", remedy: "name agent, supervisor or quality")
                } else if roles.isEmpty, key != "confirmedBy" {
                    report(keys + [key], "nobody could do that", remedy: "name agent, supervisor or quality")
                }
            }
            checkWords(reason.codes, of: keys + ["codes"])
            if !reason.codes.isEmpty, !reason.evidence.contains(.code), !reason.evidence.contains(.scopeRule) {
                report(
                    keys + ["codes"], "nothing asks for them",
                    remedy: "add code or scopeRule to evidence, or leave them out"
                )
            }
            if let days = reason.reviewDays, !(1...3660).contains(days) {
                report(keys + ["reviewDays"], "\(days) is out of range", remedy: "write 1 to 3660")
            }
        }
        check(policy.reviewDays, in: 1...3660, "deferral", "reviewDays")
        check(policy.unansweredHours, in: 1...87_600, "deferral", "unansweredHours")
    }
}
