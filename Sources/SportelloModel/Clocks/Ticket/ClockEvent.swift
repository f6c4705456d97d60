/// What happens to a ticket's promised times besides their beginning and their end.
public enum ClockEvent: Sendable, Hashable {
    case pinned(PolicyPinned)
    case atRisk(ClockAtRisk)
    case updateDue(ClockNumber)

    /// Stable for ever.
    var kind: String {
        switch self {
        case .pinned: "clock.pinned"
        case .atRisk: "clock.atRisk"
        case .updateDue: "clock.updateDue"
        }
    }
}

/// The ticket follows these promises from now on. Content: the reason, when it followed others before.
public struct PolicyPinned: Sendable, Hashable, Codable {
    /// Their number at the desk.
    public var revision: Int
    /// The version of the profile they belong to.
    public var profileVersion: Int
    /// What they measure.
    public var metrics: [TargetMetric]
    /// The load mode that applies.
    public var loadMode: LoadModeStamp?
    /// The customer's plan at that time.
    public var plan: String?
}

/// A clock passed one or more thresholds (R-002-16).
public struct ClockAtRisk: Sendable, Hashable, Codable {
    /// The clock.
    public var number: Int
    /// The target.
    public var target: String
    /// All thresholds it has passed.
    public var passed: [AtRiskThreshold]
    /// When something happens to it next.
    public var wakeAt: Instant?
    /// Whether the customer has no word yet on how it goes on and should get one (R-002-21).
    public var noticeDue: Bool
}

/// Names a clock of the ticket.
public struct ClockNumber: Sendable, Hashable, Codable {
    /// The clock.
    public var number: Int
    /// The target.
    public var target: String
}

/// A promised time was met, missed or dropped.
public struct ClockStopped: Sendable, Hashable, Codable {
    /// The clock.
    public var number: Int
    /// The id of the target.
    public var target: String
    /// What became of it.
    public var state: TicketClock.State
    /// The exact deadline, when this is the miss.
    public var missedAt: Instant?
    /// Whether a changed target caused the miss.
    public var missedByChange: Bool?
    /// Whether what was promised is done or no longer asked for. A miss that time alone made is not over.
    public var isOver: Bool
}

extension ClockEvent {
    func encodedFacts() throws -> [UInt8] {
        switch self {
        case .pinned(let facts): try FactsCoding.encode(facts)
        case .atRisk(let facts): try FactsCoding.encode(facts)
        case .updateDue(let facts): try FactsCoding.encode(facts)
        }
    }

    static func decode(kind: String, facts: [UInt8]) throws -> Self? {
        switch kind {
        case "clock.pinned": .pinned(try FactsCoding.decode(facts))
        case "clock.atRisk": .atRisk(try FactsCoding.decode(facts))
        case "clock.updateDue": .updateDue(try FactsCoding.decode(facts))
        default: nil
        }
    }
}
