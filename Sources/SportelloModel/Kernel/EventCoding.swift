import Foundation

/// An event of any stream, as it is stored: a kind and facts.
///
/// Facts are JSON with sorted keys, so equal facts are equal bytes. A kind's facts only ever gain optional members.
public protocol StorableEvent: StreamEvent {
    /// The facts as JSON.
    func encodedFacts() throws -> [UInt8]
    /// Reads an event as it was stored.
    static func decode(kind: String, facts: [UInt8]) throws -> Self
}

/// A stored event that this version of the library cannot read: a newer one wrote it, or bytes were changed.
public struct UnreadableEvent: Error, Sendable {
    /// The event's kind.
    public let kind: String
}

enum FactsCoding {
    static func encode(_ facts: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(facts))
    }

    static func decode<Facts: Decodable>(_ facts: [UInt8], as type: Facts.Type = Facts.self) throws -> Facts {
        try JSONDecoder().decode(type, from: Data(facts))
    }

    static let none = Array("{}".utf8)
}
