extension InternalIssueEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .submitted(let facts): try FactsCoding.encode(facts)
        case .attached(let facts): try FactsCoding.encode(facts)
        case .triaged(let facts): try FactsCoding.encode(facts)
        case .estimated(let facts): try FactsCoding.encode(facts)
        case .packaged(let facts): try FactsCoding.encode(facts)
        case .released(let facts): try FactsCoding.encode(facts)
        case .told(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "issue.submitted": .submitted(try FactsCoding.decode(facts))
        case "issue.attached": .attached(try FactsCoding.decode(facts))
        case "issue.triaged": .triaged(try FactsCoding.decode(facts))
        case "issue.estimated": .estimated(try FactsCoding.decode(facts))
        case "issue.packaged": .packaged(try FactsCoding.decode(facts))
        case "issue.released": .released(try FactsCoding.decode(facts))
        case "issue.told": .told(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
