extension ReleasePackageEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .created: FactsCoding.none
        case .added(let facts), .removed(let facts): try FactsCoding.encode(facts)
        case .planned(let facts): try FactsCoding.encode(facts)
        case .delivered(let facts): try FactsCoding.encode(facts)
        case .announced(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "release.created": .created
        case "release.added": .added(try FactsCoding.decode(facts))
        case "release.removed": .removed(try FactsCoding.decode(facts))
        case "release.planned": .planned(try FactsCoding.decode(facts))
        case "release.delivered": .delivered(try FactsCoding.decode(facts))
        case "release.announced": .announced(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}

extension ReleaseJournalEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .noted(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "release.noted": .noted(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
