/// Finds any of several phrases in a text and looks at few of its bytes: where two bytes stand in no phrase, the next place
/// to look at is a phrase's length further (the search of Wu and Manber). ASCII letters compare without case, so a plain
/// text needs no preparation; any other must be in lower case.
struct PhraseFinder: Sendable {
    private let phrases: [[UInt8]]
    private let shortest: Int
    /// How far two bytes are from the end of any phrase's beginning of `shortest` bytes.
    private let distances: [Int]

    /// Phrases in lower case, of two bytes at least.
    init(_ phrases: [String]) {
        let known = phrases.map { Array($0.utf8) }
        let shortest = known.map(\.count).min() ?? 0
        var distances = [Int](repeating: max(1, shortest - 1), count: 1024)
        for phrase in known {
            for last in 1..<shortest {
                let pair = Self.pair(phrase[last - 1], phrase[last])
                distances[pair] = min(distances[pair], shortest - 1 - last)
            }
        }
        self.phrases = known
        self.shortest = shortest
        self.distances = distances
    }

    /// True when a phrase stands somewhere in `text`.
    func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard shortest > 1 else { return false }
        var last = shortest - 1
        while last < text.count {
            let distance = distances[Self.pair(text[last - 1], text[last])]
            if distance == 0, phrases.contains(where: { text.hasLowered($0, at: last - shortest + 1) }) { return true }
            last += max(1, distance)
        }
        return false
    }

    /// Five bits of each byte: both cases of a letter are the same there. Others share them, which costs a look.
    private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 31) << 5 | Int(second & 31) }
}

/// Tells whether a text begins with, or is, one of several phrases. ASCII letters compare without case; any other text must
/// be in lower case.
struct PhraseTable: Sendable {
    /// The phrases by their first byte.
    private let phrases: [[[UInt8]]]

    /// Phrases in lower case, none empty.
    init(_ phrases: some Sequence<String>) {
        var table = [[[UInt8]]](repeating: [], count: 256)
        for phrase in phrases.map({ Array($0.utf8) }) { table[Int(phrase[0])].append(phrase) }
        self.phrases = table
    }

    /// True when `text` begins with a phrase.
    func begins(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        candidates(text).contains { text.hasLowered($0, at: 0) }
    }

    /// True when `text` is a phrase.
    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        candidates(text).contains { $0.count == text.count && text.hasLowered($0, at: 0) }
    }

    private func candidates(_ text: UnsafeBufferPointer<UInt8>) -> [[UInt8]] {
        text.first.map { phrases[Int($0.lowered)] } ?? []
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// True when `phrase`, which is in lower case, stands at `start`, letters without case.
    fileprivate func hasLowered(_ phrase: [UInt8], at start: Int) -> Bool {
        guard start + phrase.count <= count else { return false }
        for index in phrase.indices where self[start + index].lowered != phrase[index] { return false }
        return true
    }
}
