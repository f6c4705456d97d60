extension CoverageEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .accountSet(let facts): try FactsCoding.encode(facts)
        case .lineLinked(let facts): try FactsCoding.encode(facts)
        case .decided(let facts): try FactsCoding.encode(facts)
        case .workaroundOffered(let facts): try FactsCoding.encode(facts)
        case .workaroundSettled(let facts): try FactsCoding.encode(facts)
        case .alternativeOffered(let facts): try FactsCoding.encode(facts)
        case .redirected(let facts): try FactsCoding.encode(facts)
        case .offered(let facts): try FactsCoding.encode(facts)
        case .offerAnswered(let facts): try FactsCoding.encode(facts)
        case .authorised(let facts): try FactsCoding.encode(facts)
        case .fairUseExceeded(let facts): try FactsCoding.encode(facts)
        case .fairUseChosen(let facts): try FactsCoding.encode(facts)
        case .handedOver(let facts): try FactsCoding.encode(facts)
        case .discussionDue(let facts): try FactsCoding.encode(facts)
        case .discussionOpened(let facts): try FactsCoding.encode(facts)
        case .ownerNamed(let facts): try FactsCoding.encode(facts)
        case .contactMade(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "coverage.account": .accountSet(try FactsCoding.decode(facts))
        case "coverage.line": .lineLinked(try FactsCoding.decode(facts))
        case "coverage.decided": .decided(try FactsCoding.decode(facts))
        case "coverage.workaroundOffered": .workaroundOffered(try FactsCoding.decode(facts))
        case "coverage.workaroundSettled": .workaroundSettled(try FactsCoding.decode(facts))
        case "coverage.alternativeOffered": .alternativeOffered(try FactsCoding.decode(facts))
        case "coverage.redirected": .redirected(try FactsCoding.decode(facts))
        case "coverage.offered": .offered(try FactsCoding.decode(facts))
        case "coverage.offerAnswered": .offerAnswered(try FactsCoding.decode(facts))
        case "coverage.authorised": .authorised(try FactsCoding.decode(facts))
        case "coverage.fairUseExceeded": .fairUseExceeded(try FactsCoding.decode(facts))
        case "coverage.fairUseChosen": .fairUseChosen(try FactsCoding.decode(facts))
        case "coverage.handedOver": .handedOver(try FactsCoding.decode(facts))
        case "coverage.discussionDue": .discussionDue(try FactsCoding.decode(facts))
        case "coverage.discussionOpened": .discussionOpened(try FactsCoding.decode(facts))
        case "coverage.ownerNamed": .ownerNamed(try FactsCoding.decode(facts))
        case "coverage.contactMade": .contactMade(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
