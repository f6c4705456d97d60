/// The kind of a way in or out.
public struct ChannelKind: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral {
    /// The word, for example `webchat`.
    public let rawValue: String
    /// Wraps a word.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps a literal word.
    public init(stringLiteral value: String) { rawValue = value }

    /// The desk's own widget.
    public static let webchat: Self = "webchat"
    /// The host's own page or program.
    public static let portal: Self = "portal"
    /// Electronic mail.
    public static let email: Self = "email"
    /// A telephone call.
    public static let phone: Self = "phone"
    /// A messenger account of the organisation.
    public static let officialMessenger: Self = "officialMessenger"
    /// Somebody's own messenger (R-004-32).
    public static let personalMessenger: Self = "personalMessenger"
}

/// What a channel is used for.
public enum Purpose: String, Sendable, Hashable, Codable, CaseIterable {
    /// Ordinary requests.
    case support
    /// Complaints and reviews.
    case qualityControl
    /// Total outages.
    case emergency
    /// Lessons.
    case training
}

/// How a channel stands for a purpose (contradiction C1).
public enum ChannelStanding: String, Sendable, Hashable, Codable, CaseIterable {
    /// Requests there are registered.
    case official
    /// Only once a written ticket exists (R-000-36).
    case officialAfterTicket
    /// Only if the member of staff wants to, without commitments (R-004-34).
    case staffDiscretion
    /// Only for emergencies.
    case emergencyOnly
    /// Only outwards: staff may use it, a customer's contact by it is never taken (R-000-38).
    case never
    /// Not a way to this desk.
    case notOffered
}

/// Whether staff may begin a contact by a channel, whatever its standing inwards (R-000-38).
public enum OutboundStanding: String, Sendable, Hashable, Codable, CaseIterable {
    /// They may not.
    case never
    /// Whenever they decide to, under the rule's conditions.
    case staffDecision
}

/// What must be so before staff begin a contact by a channel.
public enum OutboundCondition: String, Sendable, Hashable, Codable, CaseIterable {
    /// The customer described the matter in writing on a ticket (R-000-36).
    case writtenTicket
    /// The customer's organisation has hours left on its account, or an entitlement named `phone` (R-000-35).
    case contractedHours
    /// Staff confirmed that a talk makes sense, before a time for it is agreed (R-000-34).
    case confirmation
}

/// The standing of one channel for one purpose.
public struct ChannelRule: Sendable, Hashable, Codable {
    /// The kind.
    public var kind: ChannelKind
    /// The address within the kind; `nil` for all.
    public var address: String?
    /// The purpose.
    public var purpose: Purpose
    /// The standing.
    public var standing: ChannelStanding
    /// What customers call it. Named to customers only when official.
    public var title: LocalizedText
    /// Whether it is in use; one that is off is treated as not offered (R-001-4). Default yes.
    public var isEnabled: Bool
    /// Its place when ways are recommended, 1 for the first; `nil` after all that have one. Default `nil` (R-000-39).
    public var rank: Int?
    /// Whether staff may begin a contact by it. Default: whenever they decide to.
    public var outbound: OutboundStanding
    /// What must be so before they do. Default: nothing.
    public var requires: [OutboundCondition]
    /// What somebody is told who used it for what it is not for, before the official ways are named; `nil` for nothing
    /// more.
    public var misroute: LocalizedText?

    /// Makes a rule.
    public init(
        kind: ChannelKind, address: String? = nil, purpose: Purpose = .support, standing: ChannelStanding,
        title: LocalizedText, isEnabled: Bool = true, rank: Int? = nil, outbound: OutboundStanding = .staffDecision,
        requires: [OutboundCondition] = [], misroute: LocalizedText? = nil
    ) {
        self.kind = kind
        self.address = address
        self.purpose = purpose
        self.standing = standing
        self.title = title
        self.isEnabled = isEnabled
        self.rank = rank
        self.outbound = outbound
        self.requires = requires
        self.misroute = misroute
    }

    /// The default rules.
    public static let standard = [
        ChannelRule(
            kind: .webchat, standing: .official,
            title: [
                "en": "Chat on this site", "it": "Chat su questo sito", "pl": "Czat na tej stronie",
                "es": "Chat en este sitio", "ru": "Чат на этом сайте", "uk": "Чат на цьому сайті",
            ]
        ),
        ChannelRule(
            kind: .portal, standing: .official,
            title: [
                "en": "Support portal", "it": "Portale di assistenza", "pl": "Portal wsparcia",
                "es": "Portal de soporte", "ru": "Портал поддержки", "uk": "Портал підтримки",
            ]
        ),
        ChannelRule(
            kind: .email, standing: .official,
            title: ["en": "E-mail", "es": "Correo electrónico", "ru": "Электронная почта", "uk": "Електронна пошта"]
        ),
        ChannelRule(
            kind: .phone, standing: .staffDiscretion,
            title: [
                "en": "Phone", "it": "Telefono", "pl": "Telefon", "es": "Teléfono", "ru": "Телефон", "uk": "Телефон",
            ]
        ),
        ChannelRule(
            kind: .phone, purpose: .qualityControl, standing: .official,
            title: [
                "en": "Phone", "it": "Telefono", "pl": "Telefon", "es": "Teléfono", "ru": "Телефон", "uk": "Телефон",
            ]
        ),
        ChannelRule(
            kind: .personalMessenger, standing: .staffDiscretion,
            title: [
                "en": "Personal messenger", "it": "Messenger personale", "pl": "Prywatny komunikator",
                "es": "Mensajero personal", "ru": "Личный мессенджер", "uk": "Особистий месенджер",
            ]
        ),
    ]
}
