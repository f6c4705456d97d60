import Foundation

/// Bytes that are one JSON value, ready to be put into a frame.
public struct EncodedJSON: Sendable, Equatable {
    /// The UTF-8 text.
    public let bytes: [UInt8]

    /// Takes bytes that the caller knows to be one JSON value. Nothing is checked: never pass bytes from outside.
    public init(trusted bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Encodes a value, members as they come.
    public init(_ value: JSONValue) {
        var writer = FrameWriter()
        writer.json(value)
        bytes = writer.bytes
    }

    /// Encodes a value in canonical form: members sorted by the bytes of their names, no spaces, whole numbers without
    /// fraction. Equal values have equal bytes.
    public init(canonical value: JSONValue) {
        var writer = FrameWriter()
        writer.json(value, sorted: true)
        bytes = writer.bytes
    }

    /// Encodes through `Codable`. For cold payloads: several times slower than writing by hand.
    ///
    /// Dates become the protocol's times. Slashes are not escaped, members are sorted.
    ///
    /// - Throws: what the value's `encode(to:)` throws, or `EncodingError`.
    public init(encoding value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(WireTime(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded())).text)
        }
        bytes = Array(try encoder.encode(value))
    }

    /// The empty object.
    public static let emptyObject = EncodedJSON(trusted: Array("{}".utf8))
}
