/// The name of a stream on the wire.
///
/// `<ticket>` is an opaque id of 1 to 64 characters out of `A–Z a–z 0–9 . _ -`. It is not the ticket's number, and
/// knowing it authorises nothing.
public enum StreamName: Hashable, Sendable {
    /// `c:<ticket>`: the public log of a ticket, for its contact and for agents.
    case contact(ticket: String)
    /// `i:<ticket>`: the whole log of a ticket, for agents.
    case `internal`(ticket: String)
    /// `w:desk`: the inbox, a view without positions, for agents.
    case desk

    /// Reads a name; nil when the text is none.
    public init?(_ text: String) {
        var text = text
        let parsed: (prefix: UInt8, length: Int)? = text.withUTF8 { bytes in
            guard bytes.count >= 3, bytes.count <= 66, bytes[1] == UInt8(ascii: ":") else { return nil }
            for byte in bytes[2...] where !isTicketCharacter(byte) { return nil }
            return (bytes[0], bytes.count)
        }
        switch parsed?.prefix {
        case UInt8(ascii: "c"): self = .contact(ticket: String(text.dropFirst(2)))
        case UInt8(ascii: "i"): self = .internal(ticket: String(text.dropFirst(2)))
        case UInt8(ascii: "w") where text == "w:desk": self = .desk
        default: return nil
        }
    }

    /// The name as it is on the wire.
    public var text: String {
        switch self {
        case .contact(let ticket): "c:" + ticket
        case .internal(let ticket): "i:" + ticket
        case .desk: "w:desk"
        }
    }

    /// The opaque id of the ticket; nil for the inbox.
    public var ticket: String? {
        switch self {
        case .contact(let ticket), .internal(let ticket): ticket
        case .desk: nil
        }
    }

    /// Whether the stream is a log with positions, not a view.
    public var isLog: Bool { self != .desk }
}

extension StreamName: CustomStringConvertible {
    /// The name as it is on the wire.
    public var description: String { text }
}

extension StreamName: Codable {
    /// Decodes the name from a string.
    ///
    /// - Throws: `DecodingError` when the string is no stream's name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let name = StreamName(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a stream name")
        }
        self = name
    }

    /// Encodes the name as a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

private func isTicketCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
    default: false
    }
}
