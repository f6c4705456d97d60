extension ContactEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .registered(let facts): try FactsCoding.encode(facts)
        case .updated(let facts): try FactsCoding.encode(facts)
        case .ticketOpened(let facts): try FactsCoding.encode(facts)
        case .ticketClosed(let facts): try FactsCoding.encode(facts)
        case .merged(let facts): try FactsCoding.encode(facts)
        case .articlesShown(let facts): try FactsCoding.encode(facts)
        case .articleSolved(let facts): try FactsCoding.encode(facts)
        case .accountSet(let facts): try FactsCoding.encode(facts)
        case .useCounted(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "contact.registered": .registered(try FactsCoding.decode(facts))
        case "contact.updated": .updated(try FactsCoding.decode(facts))
        case "contact.ticketOpened": .ticketOpened(try FactsCoding.decode(facts))
        case "contact.ticketClosed": .ticketClosed(try FactsCoding.decode(facts))
        case "contact.merged": .merged(into: try FactsCoding.decode(facts))
        case "contact.articlesShown": .articlesShown(try FactsCoding.decode(facts))
        case "contact.articleSolved": .articleSolved(try FactsCoding.decode(facts))
        case "contact.account": .accountSet(try FactsCoding.decode(facts))
        case "contact.useCounted": .useCounted(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
