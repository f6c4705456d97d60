extension AccountEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .opened: FactsCoding.none
        case .updated(let facts): try FactsCoding.encode(facts)
        case .contractSet(let facts): try FactsCoding.encode(facts)
        case .contactAttached(let facts): try FactsCoding.encode(facts)
        case .contactDetached(let facts): try FactsCoding.encode(facts)
        case .roleSet(let facts): try FactsCoding.encode(facts)
        case .lineAdded(let facts): try FactsCoding.encode(facts)
        case .unitUsed(let facts): try FactsCoding.encode(facts)
        case .unitReturned(let facts): try FactsCoding.encode(facts)
        case .noticeAcknowledged(let facts): try FactsCoding.encode(facts)
        case .useCounted(let facts): try FactsCoding.encode(facts)
        case .reviewOpened(let facts): try FactsCoding.encode(facts)
        case .reviewDone(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "account.opened": .opened
        case "account.updated": .updated(try FactsCoding.decode(facts))
        case "account.contract": .contractSet(try FactsCoding.decode(facts))
        case "account.contactAttached": .contactAttached(try FactsCoding.decode(facts))
        case "account.contactDetached": .contactDetached(try FactsCoding.decode(facts))
        case "account.role": .roleSet(try FactsCoding.decode(facts))
        case "account.lineAdded": .lineAdded(try FactsCoding.decode(facts))
        case "account.unitUsed": .unitUsed(try FactsCoding.decode(facts))
        case "account.unitReturned": .unitReturned(try FactsCoding.decode(facts))
        case "account.noticeAcknowledged": .noticeAcknowledged(try FactsCoding.decode(facts))
        case "account.useCounted": .useCounted(try FactsCoding.decode(facts))
        case "account.reviewOpened": .reviewOpened(try FactsCoding.decode(facts))
        case "account.reviewDone": .reviewDone(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
