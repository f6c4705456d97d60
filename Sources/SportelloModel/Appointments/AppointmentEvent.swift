/// What can happen to an appointment.
public enum AppointmentEvent: StreamEvent {
    case proposed(AppointmentProposed)
    case reproposed(AppointmentReproposed)
    case accepted(AppointmentAccepted)
    case extended(AppointmentExtended)
    case held(AppointmentHeld)
    case missed(AppointmentMissed)
    case declined
    case cancelled

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .proposed: "appointment.proposed"
        case .reproposed: "appointment.reproposed"
        case .accepted: "appointment.accepted"
        case .extended: "appointment.extended"
        case .held: "appointment.held"
        case .missed: "appointment.missed"
        case .declined: "appointment.declined"
        case .cancelled: "appointment.cancelled"
        }
    }

    /// For both sides.
    public var visibility: Visibility { .everyone }
}

/// Times are proposed. Content: a text, and the attendees' names under `attendee0`, `attendee1`, …
public struct AppointmentProposed: Sendable, Hashable, Codable {
    /// The service in the profile.
    public var service: String
    /// The ticket that it belongs to.
    public var ticket: TicketID?
    /// Who pays.
    public var account: AccountID?
    /// Who is invited.
    public var contact: ContactID
    /// Who holds it.
    public var consultant: AgentID
    /// The proposed times.
    public var slots: [AppointmentSlot]
    /// Over which tool.
    public var medium: String?
    /// Where.
    public var place: MeetingPlace
    /// How many take part.
    public var attendeeCount: Int
    /// How long it should take.
    public var suggested: Minutes?
    /// How long it is agreed to take.
    public var agreed: Minutes
    /// The rate an hour.
    public var rate: Money?
    /// Whether it costs hours.
    public var isMetered: Bool
    /// Whether each attendee costs the whole.
    public var isPerHead: Bool
    /// The entitlement that pays for it.
    public var entitlement: String?
    /// What the customer needs.
    public var equipment: [Appointment.Equipment]
    /// The consultant's time zone.
    public var staffZone: String
}

/// Other times are proposed.
public struct AppointmentReproposed: Sendable, Hashable, Codable {
    /// The times.
    public var slots: [AppointmentSlot]
}

/// The customer chose a time: an instant, with the zones of both sides (R-000-28).
public struct AppointmentAccepted: Sendable, Hashable, Codable {
    /// When it begins.
    public var start: Instant
    /// The customer's time zone.
    public var customerZone: String
    /// The consultant's time zone.
    public var staffZone: String
    /// What is set aside for it.
    public var hold: HoldID?
}

/// The customer wants more time (R-000-19).
public struct AppointmentExtended: Sendable, Hashable, Codable {
    /// How much more.
    public var minutes: Minutes
    /// The fee for the whole, at the same rate.
    public var fee: LedgerAmount?
    /// What is set aside for the rest.
    public var hold: HoldID?
}

/// It took place.
public struct AppointmentHeld: Sendable, Hashable, Codable {
    /// How long.
    public var minutes: WorkedMinutes
}

/// Somebody did not come.
public struct AppointmentMissed: Sendable, Hashable, Codable {
    /// A side of an appointment.
    public enum Side: String, Sendable, Hashable, Codable {
        /// The customer's.
        case customer
        /// The provider's.
        case staff
    }

    /// Who did not come.
    public var by: Side
}

extension AppointmentEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .proposed(let facts): try FactsCoding.encode(facts)
        case .reproposed(let facts): try FactsCoding.encode(facts)
        case .accepted(let facts): try FactsCoding.encode(facts)
        case .extended(let facts): try FactsCoding.encode(facts)
        case .held(let facts): try FactsCoding.encode(facts)
        case .missed(let facts): try FactsCoding.encode(facts)
        case .declined, .cancelled: FactsCoding.none
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "appointment.proposed": .proposed(try FactsCoding.decode(facts))
        case "appointment.reproposed": .reproposed(try FactsCoding.decode(facts))
        case "appointment.accepted": .accepted(try FactsCoding.decode(facts))
        case "appointment.extended": .extended(try FactsCoding.decode(facts))
        case "appointment.held": .held(try FactsCoding.decode(facts))
        case "appointment.missed": .missed(try FactsCoding.decode(facts))
        case "appointment.declined": .declined
        case "appointment.cancelled": .cancelled
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
