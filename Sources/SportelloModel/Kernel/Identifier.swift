/// A 128-bit identifier of one `Subject`. It names, it never authorises (DESIGN §2.8).
///
/// The text form is 32 lower-case hexadecimal digits. Identifiers of different subjects are different types, so a
/// contact's id cannot be passed where a ticket's is wanted.
public struct Identifier<Subject>: Hashable, Sendable {
    /// The upper 64 bits.
    public let high: UInt64
    /// The lower 64 bits.
    public let low: UInt64

    /// Makes an identifier from its two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Draws a fresh identifier from `generator`; the shell mints ids, the rules only use them.
    public init(using generator: inout some RandomNumberGenerator) {
        self.init(high: generator.next(), low: generator.next())
    }

    /// Takes the first 128 bits of a digest: a stable id for something that already has a name elsewhere.
    public init(derivedFrom digest: Digest) {
        self.init(high: digest.words.0, low: digest.words.1)
    }

    /// Reads the text form; `nil` unless it is exactly 32 lower-case hexadecimal digits.
    public init?(_ text: String) {
        var text = text
        guard let words = text.withUTF8(hexadecimalWords) else { return nil }
        self.init(high: words.high, low: words.low)
    }

    /// Reads the text form of a part of a text.
    public init?(_ text: Substring) { self.init(String(text)) }
}

/// Two words from 32 lower-case hexadecimal digits. Not generic: this is read with every frame.
private func hexadecimalWords(_ digits: UnsafeBufferPointer<UInt8>) -> (high: UInt64, low: UInt64)? {
    guard digits.count == 32 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for index in 0..<32 {
        let digit: UInt64
        switch digits[index] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(digits[index] - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt64(digits[index] - UInt8(ascii: "a") + 10)
        default: return nil
        }
        if index < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
    }
    return (high, low)
}

extension Identifier: CustomStringConvertible {
    /// The 32 hexadecimal digits.
    public var description: String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            for index in 0..<32 {
                let word = index < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64((15 - index % 16) * 4)) & 0xf
                buffer[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 32
        }
    }
}

extension Identifier: Comparable {
    /// Orders as the text forms do: the stable tie-break of every queue (R-002-3).
    public static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension Identifier: Codable {
    /// Decodes the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 32 hexadecimal digits")
        }
        self = value
    }

    /// Encodes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Names a ticket. Opaque on the wire; the public number is another thing (``TicketNumber``).
public typealias TicketID = Identifier<Ticket>
/// Names a person who asks.
public typealias ContactID = Identifier<Contact>
/// Names a customer organisation.
public typealias AccountID = Identifier<Account>
/// Names a record of a contact that is not a ticket.
public typealias OffChannelNoteID = Identifier<OffChannelNote>
/// Names a complaint or review.
public typealias QualityCaseID = Identifier<QualityCase>
/// Names what an escalation created.
public typealias InternalIssueID = Identifier<InternalIssue>
/// Names a package of changes.
public typealias ReleasePackageID = Identifier<ReleasePackage>
/// Names one permission for one remote session.
public typealias ConsentID = Identifier<RemoteConsent>
/// Names an uploaded file.
public typealias FileID = Identifier<FileReference>

/// Names an agent: the `sub` of the host's token, so its form is the host's.
public struct AgentID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The host's name for the agent.
    public let rawValue: String
    /// Wraps the host's name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The host's name.
    public var description: String { rawValue }
    /// Orders by the host's name.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    /// Decodes the plain string.
    public init(from decoder: any Decoder) throws { rawValue = try decoder.singleValueContainer().decode(String.self) }
    /// Encodes the plain string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
