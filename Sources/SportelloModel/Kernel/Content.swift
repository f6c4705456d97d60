/// Personal text that an event commits to by a salted digest, kept beside the log so that it can be erased.
///
/// After erasure the event, its digest and all counts stay; only these words are gone (DESIGN §1).
public struct Content: Sendable, Hashable {
    /// The searchable text: a message, a note, a subject.
    public var text: String
    /// Other personal values by name: a person's name, an address, file names.
    public var details: [String: String]

    /// Makes content.
    public init(text: String = "", details: [String: String] = [:]) {
        self.text = text
        self.details = details
    }

    /// What an event of this content commits to.
    public func digest(salt: Salt) -> Digest {
        var input = DigestInput(capacity: 32 + text.utf8.count)
        input.add(salt.high)
        input.add(salt.low)
        input.add(text)
        if !details.isEmpty {
            for (name, value) in details.sorted(by: { $0.key < $1.key }) {
                input.add(name)
                input.add(value)
            }
        }
        return input.digest()
    }
}

/// 128 random bits that keep a content's digest from being guessed after its erasure.
public struct Salt: Sendable, Hashable {
    /// The upper half.
    public let high: UInt64
    /// The lower half.
    public let low: UInt64

    /// Makes a salt from its halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}
