/// Somebody got in touch: what a channel adapter knows before any rule was applied.
public struct InboundContact: Sendable, Hashable {
    /// The kind of way.
    public var kind: ChannelKind
    /// The address it came to.
    public var address: String?
    /// What it is for, as the entry point says.
    public var purpose: Purpose
    /// Whether the person already has a written ticket about it.
    public var hasTicket: Bool

    /// Makes a contact.
    public init(kind: ChannelKind, address: String? = nil, purpose: Purpose = .support, hasTicket: Bool = false) {
        self.kind = kind
        self.address = address
        self.purpose = purpose
        self.hasTicket = hasTicket
    }
}

/// A contact that the policy found official: the only thing a ticket can be registered from (DESIGN §2.6).
///
/// It has no public initialiser. The ways to one are ``ServiceProfile/decide(_:)`` and a named person's act on an
/// off-channel note; neither lets an unofficial contact through by itself (R-004-32, R-004-36).
public struct OfficialContact: Sendable, Hashable {
    /// The kind of way it came.
    public let channel: ChannelKind
    /// When the person first got in touch, if that was before it became official.
    public let firstContactAt: Instant?
    /// What the contact was for.
    public let purpose: Purpose

    private init(channel: ChannelKind, firstContactAt: Instant?, purpose: Purpose = .support) {
        self.channel = channel
        self.firstContactAt = firstContactAt
        self.purpose = purpose
    }

    fileprivate static func byPolicy(_ contact: InboundContact) -> Self {
        Self(channel: contact.kind, firstContactAt: nil, purpose: contact.purpose)
    }

    /// A monitoring system reports by itself; that is the provider's own way (R-002-79).
    static let monitoring = Self(channel: "monitoring", firstContactAt: nil)

    /// Work that was bought, or a separate talk that a verdict asks for: begun by the act of a named person or the host,
    /// never by a message.
    static let bought = Self(channel: .portal, firstContactAt: nil)

    /// A named member of staff made the note official; clocks start now, the first contact stays known (R-004-36).
    static func converted(_ note: OffChannelNote) -> Self {
        Self(channel: note.channel, firstContactAt: note.recordedAt)
    }
}

/// What the policy says to a contact.
public enum ChannelDecision: Sendable, Hashable {
    /// It may become a ticket.
    case official(OfficialContact)
    /// It may only be recorded; the standing says what staff may do.
    case unofficial(ChannelStanding)
}

extension ServiceProfile {
    /// Judges a contact by the channel's standing for its purpose. A channel that no rule names is not offered.
    public func decide(_ contact: InboundContact) -> ChannelDecision {
        let rule = rule(for: contact.kind, address: contact.address, purpose: contact.purpose)
        switch rule?.isEnabled == true ? rule?.standing ?? .notOffered : .notOffered {
        case .official: return .official(.byPolicy(contact))
        case .officialAfterTicket where contact.hasTicket: return .official(.byPolicy(contact))
        case let standing: return .unofficial(standing)
        }
    }

    /// The rule for a way and a purpose: the one of that very address, else the one for all addresses.
    public func rule(
        for kind: ChannelKind, address: String? = nil, purpose: Purpose = .support
    ) -> ChannelRule? {
        let rules = channels.filter { $0.kind == kind && $0.purpose == purpose }
        return rules.first { $0.address != nil && $0.address == address } ?? rules.first { $0.address == nil }
    }

    /// The ways that are official for a purpose: by rank, then in the profile's order (R-000-39).
    public func officialChannels(for purpose: Purpose = .support) -> [ChannelRule] {
        let official = channels.filter { $0.purpose == purpose && $0.standing == .official && $0.isEnabled }
        let ranked = official.filter { $0.rank != nil }.enumerated().sorted {
            ($0.element.rank ?? 0, $0.offset) < ($1.element.rank ?? 0, $1.offset)
        }
        return ranked.map(\.element) + official.filter { $0.rank == nil }
    }

    /// The text for somebody who used a way for what it is not for: what the way's own rule says, and then the official
    /// ways (R-004-35, contradiction C26).
    public func redirectText(in language: String, from channel: ChannelKind, purpose: Purpose) -> String {
        let rules = [rule(for: channel, purpose: purpose)] + channels.filter { $0.kind == channel }
        let own = rules.compactMap { $0?.misroute }.first
        return [own?.text(in: language), redirectText(in: language)].compactMap(\.self).joined(separator: " ")
    }

    /// The text that names the official ways to somebody who tried another (R-004-35).
    public func redirectText(in language: String) -> String {
        let ways = officialChannels().map { rule in
            rule.address.map { "\(rule.title.text(in: language)) (\($0))" } ?? rule.title.text(in: language)
        }
        return Self.redirectTemplate.text(in: language) + " " + ways.joined(separator: "; ") + "."
    }

    private static let redirectTemplate: LocalizedText = [
        "en": "So that your request is registered and followed up, please use one of our official ways:",
        "it": "Perché la tua richiesta sia registrata e seguita, usa uno dei nostri canali ufficiali:",
        "pl": "Aby Twoje zgłoszenie zostało zarejestrowane, skorzystaj z jednego z oficjalnych kanałów:",
        "es": "Para que tu solicitud quede registrada y atendida, usa uno de nuestros canales oficiales:",
        "ru": "Чтобы ваше обращение было зарегистрировано, воспользуйтесь одним из официальных способов:",
        "uk": "Щоб ваше звернення було зареєстроване, скористайтеся одним з офіційних способів:",
    ]
}
