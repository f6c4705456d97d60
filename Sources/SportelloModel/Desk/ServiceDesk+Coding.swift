extension ServiceDeskEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .policyAdopted(let facts): try FactsCoding.encode(facts)
        case .loadModeDeclared(let facts): try FactsCoding.encode(facts)
        case .loadModeLifted(let facts): try FactsCoding.encode(facts)
        case .serviceTroubled(let facts): try FactsCoding.encode(facts)
        case .serviceRecovered(let facts): try FactsCoding.encode(facts)
        case .loadModeApplied: FactsCoding.none
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "desk.policyAdopted": .policyAdopted(try FactsCoding.decode(facts))
        case "desk.loadModeDeclared": .loadModeDeclared(try FactsCoding.decode(facts))
        case "desk.loadModeApplied": .loadModeApplied
        case "desk.loadModeLifted": .loadModeLifted(try FactsCoding.decode(facts))
        case "desk.serviceTroubled": .serviceTroubled(try FactsCoding.decode(facts))
        case "desk.serviceRecovered": .serviceRecovered(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
