/// Text that is called base64 and is not.
enum FalseBase64 {
    /// The longest line that is looked at.
    private static let lineBytes = 1000
    /// How many lines are looked at that are not empty.
    private static let lines = 3

    /// True when one of the first lines has a blank between two letters, as sentences have and base64 has not, and no whole
    /// line of base64 stands before it: then it is a footer that a list has put below.
    static func isLikely(_ source: [UInt8], _ range: Range<Int>) -> Bool {
        source.withUnsafeBufferPointer { bytes in
            var start = range.lowerBound
            for _ in 0..<lines {
                while start < range.upperBound, bytes[start] <= 0x20 { start += 1 }
                let end = bytes.place(of: .lineFeed, from: start, to: range.upperBound)
                let line = bytes.piece(start, max(start, min(end, start + lineBytes)))
                if isSentence(line) { return true }
                if isCoded(line) { return false }
                start = end
            }
            return false
        }
    }

    private static func isSentence(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line.count > 2 else { return false }
        return (1..<line.count - 1).contains { line[$0] == .space && isLetter(line[$0 - 1]) && isLetter(line[$0 + 1]) }
    }

    private static func isCoded(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = line.prefix { $0 > 0x20 }
        return text.count % 4 == 0
            && text.allSatisfy {
                $0.isLetter || $0.isDigit || $0 == .equals || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
            }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 0x80 }
}
