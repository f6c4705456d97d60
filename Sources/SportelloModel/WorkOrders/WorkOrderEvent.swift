/// What can happen to a work order.
public enum WorkOrderEvent: StreamEvent {
    case created(WorkOrderCreated)
    case estimated(WorkEstimated)
    case approved(WorkApproved)
    case started
    case timeRecorded(WorkTimeRecorded)
    case found(SurveyFinding)
    case sessionLinked(WorkSessionLinked)
    case delivered(WorkDelivered)
    case defectReported(WorkDefect)
    case cancelled
    case lapsed

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .created: "workOrder.created"
        case .estimated: "workOrder.estimated"
        case .approved: "workOrder.approved"
        case .started: "workOrder.started"
        case .timeRecorded: "workOrder.time"
        case .found: "workOrder.found"
        case .sessionLinked: "workOrder.session"
        case .delivered: "workOrder.delivered"
        case .defectReported: "workOrder.defect"
        case .cancelled: "workOrder.cancelled"
        case .lapsed: "workOrder.lapsed"
        }
    }

    /// The customer sees what was ordered, what it costs and what becomes of it.
    public var visibility: Visibility { .everyone }
}

/// A job was described and given to an executor. Content: the specification.
public struct WorkOrderCreated: Sendable, Hashable, Codable {
    /// What it is.
    public var kind: WorkOrderKind
    /// Who pays.
    public var account: AccountID
    /// Who ordered.
    public var contact: ContactID?
    /// The ticket that it came from.
    public var ticket: TicketID?
    /// The line of the contract that it fulfils.
    public var contractLine: String?
    /// What it is done to.
    public var targetSystem: String?
    /// The team that does it.
    public var executor: String
    /// Whether every minute is metered instead of an agreed fee.
    public var isOpenEnded: Bool
}

/// The executor said how long it takes, and so what it costs.
public struct WorkEstimated: Sendable, Hashable, Codable {
    /// How long.
    public var minutes: Minutes
    /// The fee.
    public var fee: LedgerAmount
}

/// The customer approved the fee.
public struct WorkApproved: Sendable, Hashable, Codable {
    /// What is set aside; `nil` for an open-ended order.
    public var hold: HoldID?
}

/// Somebody worked on it. Content: a note.
public struct WorkTimeRecorded: Sendable, Hashable, Codable {
    /// Minutes worked.
    public var minutes: WorkedMinutes
    /// The role in which it was done.
    public var role: String
    /// What was charged at once: for an open-ended order.
    public var cost: LedgerAmount?
}

/// What a survey found in one area. Content: the finding.
public struct SurveyFinding: Sendable, Hashable, Codable {
    /// The area, for example `network`.
    public var area: String
}

/// A remote session was held for it.
public struct WorkSessionLinked: Sendable, Hashable, Codable {
    /// The permission.
    public var consent: ConsentID
}

/// It is done.
public struct WorkDelivered: Sendable, Hashable, Codable {
    /// Until when defects are mended for nothing; `nil` for as long as the product is supported.
    public var warrantyUntil: Instant?
}

/// A ticket is about a defect in what was delivered.
public struct WorkDefect: Sendable, Hashable, Codable {
    /// The ticket.
    public var ticket: TicketID
}

extension WorkOrderEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .created(let facts): try FactsCoding.encode(facts)
        case .estimated(let facts): try FactsCoding.encode(facts)
        case .approved(let facts): try FactsCoding.encode(facts)
        case .timeRecorded(let facts): try FactsCoding.encode(facts)
        case .found(let facts): try FactsCoding.encode(facts)
        case .sessionLinked(let facts): try FactsCoding.encode(facts)
        case .delivered(let facts): try FactsCoding.encode(facts)
        case .defectReported(let facts): try FactsCoding.encode(facts)
        case .started, .cancelled, .lapsed: FactsCoding.none
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "workOrder.created": .created(try FactsCoding.decode(facts))
        case "workOrder.estimated": .estimated(try FactsCoding.decode(facts))
        case "workOrder.approved": .approved(try FactsCoding.decode(facts))
        case "workOrder.started": .started
        case "workOrder.time": .timeRecorded(try FactsCoding.decode(facts))
        case "workOrder.found": .found(try FactsCoding.decode(facts))
        case "workOrder.session": .sessionLinked(try FactsCoding.decode(facts))
        case "workOrder.delivered": .delivered(try FactsCoding.decode(facts))
        case "workOrder.defect": .defectReported(try FactsCoding.decode(facts))
        case "workOrder.cancelled": .cancelled
        case "workOrder.lapsed": .lapsed
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
