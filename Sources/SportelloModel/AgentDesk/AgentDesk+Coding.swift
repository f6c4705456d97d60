extension AgentDeskEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .presenceSet(let facts): try FactsCoding.encode(facts)
        case .taken(let facts): try FactsCoding.encode(facts)
        case .wrapUpDue(let facts): try FactsCoding.encode(facts)
        case .done(let facts): try FactsCoding.encode(facts)
        case .enrolled(let facts): try FactsCoding.encode(facts)
        case .occupied(let facts): try FactsCoding.encode(facts)
        case .vacated(let facts): try FactsCoding.encode(facts)
        case .coached(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "presence.set": .presenceSet(try FactsCoding.decode(facts))
        case "work.taken": .taken(try FactsCoding.decode(facts))
        case "work.wrapUpDue": .wrapUpDue(try FactsCoding.decode(facts))
        case "work.done": .done(try FactsCoding.decode(facts))
        case "agent.enrolled": .enrolled(try FactsCoding.decode(facts))
        case "agent.occupied": .occupied(try FactsCoding.decode(facts))
        case "agent.vacated": .vacated(try FactsCoding.decode(facts))
        case "work.coached": .coached(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
