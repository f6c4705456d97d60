extension OffChannelNoteEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .recorded(let facts): try FactsCoding.encode(facts)
        case .redirected(let facts): try FactsCoding.encode(facts)
        case .converted(let facts): try FactsCoding.encode(facts)
        case .ignored, .advised: FactsCoding.none
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "offChannel.recorded": .recorded(try FactsCoding.decode(facts))
        case "offChannel.ignored": .ignored
        case "offChannel.redirected": .redirected(try FactsCoding.decode(facts))
        case "offChannel.advised": .advised
        case "offChannel.converted": .converted(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
