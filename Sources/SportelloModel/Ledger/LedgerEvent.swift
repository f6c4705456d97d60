/// What can happen to a ledger.
public enum LedgerEvent: StreamEvent {
    /// Units moved.
    case posted(LedgerPosting)
    /// A hold no longer times out: the work that it pays for has begun.
    case holdKept(HoldKept)
    /// The hours run low (R-003-32).
    case low(LowBalance)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .posted: "ledger.posted"
        case .holdKept: "ledger.holdKept"
        case .low: "ledger.low"
        }
    }

    /// The customer sees everything that happens to the hours (R-003-6).
    public var visibility: Visibility { .everyone }
}

/// A hold no longer times out.
public struct HoldKept: Sendable, Hashable, Codable {
    /// The hold.
    public var hold: HoldID
}

/// Fewer hours are left than an alert threshold says.
public struct LowBalance: Sendable, Hashable, Codable {
    /// The threshold, in minutes.
    public var threshold: Minutes
    /// What is left.
    public var available: Minutes
}

extension LedgerEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .posted(let facts): try FactsCoding.encode(facts)
        case .holdKept(let facts): try FactsCoding.encode(facts)
        case .low(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "ledger.posted": .posted(try FactsCoding.decode(facts))
        case "ledger.holdKept": .holdKept(try FactsCoding.decode(facts))
        case "ledger.low": .low(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}

extension Ledger: Aggregate {
    /// What can happen to a ledger.
    public typealias Event = LedgerEvent

    /// Applies one event.
    public mutating func evolve(_ event: LedgerEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .posted(let posting):
            if openedAt == nil { openedAt = stamp.at }
            postingCount = posting.number
            books[posting.unit, default: LedgerBook()].apply(posting)
            if posting.unit == .minutes, posting.count > 0 {
                let available = Int(book(.minutes).available(at: stamp.at))
                alerted.removeAll { available >= $0 }
            }
        case .holdKept(let event):
            for unit in books.keys { books[unit]?.keep(event.hold) }
        case .low(let event):
            if !alerted.contains(event.threshold.count) { alerted.append(event.threshold.count) }
        }
    }
}

extension LedgerBook {
    fileprivate mutating func apply(_ posting: LedgerPosting) {
        if let terms = posting.opens { pools.append(LedgerPool(number: pools.count + 1, terms: terms)) }
        for transfer in posting.transfers {
            self[transfer.from] -= transfer.count
            self[transfer.to] += transfer.count
        }
        switch posting.reason {
        case .hold:
            guard let terms = posting.hold else { return }
            holds.append(
                LedgerHold(
                    id: terms.id, reference: posting.reference, until: terms.until, posting: posting.number,
                    parts: posting.transfers.map { LedgerHold.Part(pool: $0.to.pool, count: $0.count) }
                )
            )
        case .capture: settle(posting.hold?.id, .posted)
        case .void: settle(posting.hold?.id, .voided)
        case .timeout: settle(posting.hold?.id, .timedOut)
        default: break
        }
    }

    private mutating func settle(_ id: HoldID?, _ state: LedgerHold.State) {
        guard let index = holds.firstIndex(where: { $0.id == id }) else { return }
        holds[index].state = state
    }

    fileprivate mutating func keep(_ id: HoldID) {
        guard let index = holds.firstIndex(where: { $0.id == id }) else { return }
        holds[index].until = nil
    }
}
