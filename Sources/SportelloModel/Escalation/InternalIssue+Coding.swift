extension InternalIssueEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .submitted(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "issue.submitted": .submitted(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
