import Crypto

/// A SHA-256 value.
public struct Digest: Hashable, Sendable {
    /// The 32 bytes as four big-endian words.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    /// The predecessor of the first event of a stream: 32 zero bytes.
    public static let zero = Digest(words: (0, 0, 0, 0))

    /// Makes a digest from four big-endian words.
    public init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// Makes a digest from exactly 32 bytes; `nil` for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
        self.init(words: (words[0], words[1], words[2], words[3]))
    }

    /// The digest of some bytes.
    public init(hashing bytes: [UInt8]) {
        self.init(SHA256.hash(data: bytes))
    }

    /// Converts the library's value, so that no public API shows it.
    init(_ digest: SHA256Digest) {
        self = digest.withUnsafeBytes { buffer in
            Digest(
                words: (
                    UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                    UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                    UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
                    UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
                )
            )
        }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            for (index, word) in [words.0, words.1, words.2, words.3].enumerated() {
                for byte in 0..<8 {
                    buffer[index * 8 + byte] = UInt8(truncatingIfNeeded: word >> UInt64(56 - byte * 8))
                }
            }
            count = 32
        }
    }

    /// Whether all words agree.
    public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    /// Feeds the words.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}

extension Digest: LosslessStringConvertible {
    /// Reads 64 hexadecimal digits; `nil` for anything else.
    public init?(_ text: String) {
        guard let first = Identifier<Digest>(text.prefix(32)), let last = Identifier<Digest>(text.dropFirst(32)) else {
            return nil
        }
        self.init(words: (first.high, first.low, last.high, last.low))
    }

    /// 64 lower-case hexadecimal digits.
    public var description: String {
        Identifier<Digest>(high: words.0, low: words.1).description
            + Identifier<Digest>(high: words.2, low: words.3).description
    }
}

extension Digest: Codable {
    /// Decodes 64 hexadecimal digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let digest = Digest(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 64 hexadecimal digits")
        }
        self = digest
    }

    /// Encodes 64 hexadecimal digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Collects length-prefixed fields, so that no two different lists of fields hash alike.
struct DigestInput {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func add(_ value: Int64) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ value: UInt64) { add(Int64(bitPattern: value)) }

    mutating func add(_ field: [UInt8]) {
        add(Int64(field.count))
        bytes.append(contentsOf: field)
    }

    mutating func add(_ text: String) {
        add(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// A missing field is not an empty one.
    mutating func add(_ text: String?) {
        guard let text else { return add(Int64(-1)) }
        add(text)
    }

    mutating func add(_ digest: Digest) {
        add(digest.words.0)
        add(digest.words.1)
        add(digest.words.2)
        add(digest.words.3)
    }

    func digest() -> Digest { Digest(SHA256.hash(data: bytes)) }
}
