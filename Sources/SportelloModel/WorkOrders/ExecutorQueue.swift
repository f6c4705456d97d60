/// The approved orders of one executor team, first approved, first begun (R-002-54).
public struct ExecutorQueue: Sendable, Hashable, Codable {
    /// An approved order that waits or is under way.
    public struct Entry: Sendable, Hashable, Codable {
        /// The order.
        public var order: WorkOrderID
        /// When the customer approved it.
        public var approvedAt: Instant
        /// The hours reserved for it; `nil` for an open-ended order.
        public var estimate: Minutes?
        /// When work on it began.
        public var startedAt: Instant?
    }

    /// The team; empty before the first event.
    public var team = ""
    /// The orders, in order of approval. Finished ones leave.
    public internal(set) var entries: [Entry] = []

    /// Starts the fold. The team's own name comes with the first event.
    public init(id: Identifier<ExecutorQueue>) {}

    /// The orders that wait, the next to begin first.
    public var waiting: [Entry] { entries.filter { $0.startedAt == nil } }

    /// Where an order stands among those that wait, 1 for the next; `nil` when it does not wait.
    public func position(of order: WorkOrderID) -> Int? {
        waiting.firstIndex { $0.order == order }.map { $0 + 1 }
    }

    /// When work on a waiting order can begin if everything before it takes as long as estimated: an estimate, never a
    /// promise. `nil` when it does not wait, or an open-ended order is ahead: unknown is a value.
    ///
    /// - Parameters:
    ///   - order: The order.
    ///   - now: The time now.
    ///   - calendar: When the executor works; `nil` for always.
    public func expectedStart(of order: WorkOrderID, at now: Instant, calendar: ServiceCalendar?) -> Instant? {
        guard let index = entries.firstIndex(where: { $0.order == order && $0.startedAt == nil }) else { return nil }
        var start = now
        for entry in entries[..<index] {
            guard let estimate = entry.estimate else { return nil }
            // What is under way began when it began, and cannot be over before now.
            let from = entry.startedAt ?? start
            guard let end = Self.end(of: estimate, from: from, calendar) else { return nil }
            start = max(start, end)
        }
        guard let calendar else { return start }
        return try? calendar.nextOpening(after: start)  // a calendar without an opening gives no estimate
    }

    private static func end(of estimate: Minutes, from: Instant, _ calendar: ServiceCalendar?) -> Instant? {
        guard let calendar else { return from + .minutes(estimate.count) }
        return try? calendar.add(.minutes(estimate.count), to: from)  // as above
    }

    /// The name of a team's queue.
    public static func id(of team: String) -> Identifier<ExecutorQueue> {
        Identifier(derivedFrom: Digest(hashing: Array("executor:\(team)".utf8)))
    }
}

/// What can happen to an executor's queue.
public enum ExecutorQueueEvent: StreamEvent {
    case queued(OrderQueued)
    case started(OrderMoved)
    case left(OrderMoved)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .queued: "executor.queued"
        case .started: "executor.started"
        case .left: "executor.left"
        }
    }

    /// For the staff: a queue holds many customers' orders.
    public var visibility: Visibility { .staff }
}

/// An approved order got in line.
public struct OrderQueued: Sendable, Hashable, Codable {
    /// The team.
    public var team: String
    /// The order.
    public var order: WorkOrderID
    /// The hours reserved for it.
    public var estimate: Minutes?
}

/// An order began or left.
public struct OrderMoved: Sendable, Hashable, Codable {
    /// The order.
    public var order: WorkOrderID
}

extension ExecutorQueue: Aggregate {
    /// What can happen to an executor's queue.
    public typealias Event = ExecutorQueueEvent

    /// Applies one event.
    public mutating func evolve(_ event: ExecutorQueueEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .queued(let event):
            team = event.team
            entries.append(Entry(order: event.order, approvedAt: stamp.at, estimate: event.estimate))
        case .started(let event):
            guard let index = entries.firstIndex(where: { $0.order == event.order }) else { return }
            entries[index].startedAt = stamp.at
        case .left(let event): entries.removeAll { $0.order == event.order }
        }
    }
}

extension ExecutorQueueEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .queued(let facts): try FactsCoding.encode(facts)
        case .started(let facts), .left(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "executor.queued": .queued(try FactsCoding.decode(facts))
        case "executor.started": .started(try FactsCoding.decode(facts))
        case "executor.left": .left(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
