extension QualityCaseEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .received(let facts): try FactsCoding.encode(facts)
        case .assigned(let facts): try FactsCoding.encode(facts)
        case .decided(let facts): try FactsCoding.encode(facts)
        case .taskFinished(let facts): try FactsCoding.encode(facts)
        case .acknowledged, .closed: FactsCoding.none
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "qualityCase.received": .received(try FactsCoding.decode(facts))
        case "qualityCase.acknowledged": .acknowledged
        case "qualityCase.assigned": .assigned(try FactsCoding.decode(facts))
        case "qualityCase.decided": .decided(try FactsCoding.decode(facts))
        case "qualityCase.taskFinished": .taskFinished(try FactsCoding.decode(facts))
        case "qualityCase.closed": .closed
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
