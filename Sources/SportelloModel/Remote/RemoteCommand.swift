/// What staff do about remote sessions besides asking for permission and holding the session.
public enum RemoteCommand: Sendable, Hashable {
    /// The technician in charge judges how much a session matters, and says why (R-000-27, R-000-45).
    case judge(TicketID, RemoteConsent.Need, reason: String)
    /// Staff name times that they can. Nothing is scheduled by that (R-000-28).
    case offerSlots(TicketID, ConsentID, [Instant])
    /// The customer accepts one of them, without granting anything yet.
    case acceptSlot(TicketID, ConsentID, SlotChoice)
    /// What is used in a session is reported: a scope, and the tool if it is known (R-000-10, R-000-31).
    case use(TicketID, ConsentID, scope: String, tool: String? = nil)
    /// A required session was refused and there is no other way: what the profile says follows (R-000-13).
    case settleRefusal(TicketID, ConsentID, text: String?)

    /// Streams that it will certainly look at.
    var expectedStreams: [StreamID] {
        switch self {
        case .judge(let id, _, _), .settleRefusal(let id, _, _): [Ticket.stream(id)]
        case .offerSlots(let id, _, _), .acceptSlot(let id, _, _), .use(let id, _, _, _):
            [Ticket.stream(id), .consentLog]
        }
    }
}

/// The time that a customer accepts.
public struct SlotChoice: Sendable, Hashable {
    /// One of the times on offer.
    public var at: Instant
    /// The customer's zone, an IANA name; `nil` where it is not known, then the technician's counts for both.
    public var zone: String?

    /// Makes a choice.
    public init(at: Instant, zone: String? = nil) {
        self.at = at
        self.zone = zone
    }
}

/// What a ticket knows about remote sessions besides its permissions.
public struct RemoteFacts: Sendable, Hashable, Codable {
    /// In which way the customer lets staff work.
    public enum Mode: String, Sendable, Hashable, Codable {
        /// Staff may act on the customer's computer.
        case control
        /// Staff only watch: less effective and slower (R-004-21).
        case view
        /// No session: words and pictures.
        case text
    }

    /// How much a session matters; `nil` while nobody judged (R-000-45).
    public var need: RemoteConsent.Need?
    /// When that was judged.
    public var judgedAt: Instant?
    /// Who judged.
    public var judgedBy: AgentID?
    /// In which way work goes on; `nil` while nothing was chosen. `view` and `text` are limited modes.
    public var mode: Mode?

    /// Nothing is known.
    public init() {}

    mutating func evolve(_ event: RemoteFactEvent, _ stamp: Stamp) {
        switch event {
        case .needJudged(let event):
            need = event.need
            judgedAt = stamp.at
            judgedBy = stamp.author.role.isStaff ? AgentID(rawValue: stamp.author.id) : nil
        case .modeNoted(let event): mode = event.mode
        }
    }
}

/// A fact about remote sessions on a ticket that is no step of a permission.
public enum RemoteFactEvent: StorableEvent {
    /// The technician judged the need. Content: why.
    case needJudged(RemoteNeedJudged)
    /// Work goes on in this way.
    case modeNoted(RemoteModeNoted)

    static let kinds: Set<String> = ["remote.need", "remote.mode"]

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .needJudged: "remote.need"
        case .modeNoted: "remote.mode"
        }
    }

    /// For the staff; the customer hears of the need with the request for permission.
    public var visibility: Visibility { .staff }

    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .needJudged(let facts): try FactsCoding.encode(facts)
        case .modeNoted(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "remote.need": .needJudged(try FactsCoding.decode(facts))
        case "remote.mode": .modeNoted(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}

/// How much a session matters, by the technician's judgement.
public struct RemoteNeedJudged: Sendable, Hashable, Codable {
    /// How much.
    public var need: RemoteConsent.Need
}

/// In which way work goes on.
public struct RemoteModeNoted: Sendable, Hashable, Codable {
    /// The way.
    public var mode: RemoteFacts.Mode
    /// The permission that led to it.
    public var consent: ConsentID
}
