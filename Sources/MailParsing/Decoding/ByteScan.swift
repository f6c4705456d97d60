/// Looks through bytes eight at a time. Every byte of a mail passes here several times, so it counts.
extension UnsafeBufferPointer<UInt8> {
    /// Where `byte` stands first from `start` on; `end` when it does not.
    func place(of byte: UInt8, from start: Int, to end: Int) -> Int {
        let pattern = UInt64(byte) &* Word.ones
        var at = start
        while at + 8 <= end {
            let difference = word(at) ^ pattern
            let found = Word.zeros(of: difference)
            // What lies above the lowest mark may be marked wrongly; the lowest is right.
            if found != 0 { return at + found.trailingZeroBitCount / 8 }
            at += 8
        }
        while at < end, self[at] != byte { at += 1 }
        return at
    }

    /// Where the run of printable ASCII (0x20…0x7E) ends that begins at `start`.
    func endOfPrintable(from start: Int) -> Int {
        var at = start
        while at + 8 <= count, Word.isPrintable(word(at)) { at += 8 }
        while at < count, self[at] >= 0x20, self[at] < 0x7F { at += 1 }
        return at
    }

    /// True when all is printable ASCII or tabs: then letters are bytes, and nothing else looks like one.
    var isPlain: Bool {
        var at = endOfPrintable(from: 0)
        while at < count, self[at] == .tab { at = endOfPrintable(from: at + 1) }
        return at == count
    }

    /// True when no byte is 0x80 or above.
    var isASCII: Bool {
        var at = 0
        while at + 8 <= count {
            if word(at) & Word.highs != 0 { return false }
            at += 8
        }
        while at < count {
            if self[at] >= 0x80 { return false }
            at += 1
        }
        return true
    }

    /// The bytes from `start` to `end`.
    func piece(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: self[start..<end])
    }

    /// The eight bytes from `at` on, the first lowest.
    private func word(_ at: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }
}

/// Arithmetic on eight bytes in one word.
private enum Word {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The high bit of the lowest byte that is zero, perhaps bits above it; 0 when no byte is zero.
    static func zeros(of word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

    /// True when every byte is at least 0x20 and less than 0x7F.
    static func isPrintable(_ word: UInt64) -> Bool {
        let controls = (word &- 0x20 &* ones) & ~word & highs
        return (word & highs) | controls | zeros(of: word ^ (0x7F &* ones)) == 0
    }
}
