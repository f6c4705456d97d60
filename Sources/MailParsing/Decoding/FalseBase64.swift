/// Text that is called base64 and is not.
enum FalseBase64 {
    /// The longest line that is looked at.
    private static let lineBytes = 1000

    /// True when the first line that is not empty has a blank between two letters, as sentences have and base64 has not.
    static func isLikely(_ source: [UInt8], _ range: Range<Int>) -> Bool {
        source.withUnsafeBufferPointer { bytes in
            var start = range.lowerBound
            while start < range.upperBound, bytes[start] <= 0x20 { start += 1 }
            let end = min(bytes.place(of: .lineFeed, from: start, to: range.upperBound), start + lineBytes)
            guard end - start > 2 else { return false }
            return (start + 1..<end - 1).contains { place in
                bytes[place] == .space && isLetter(bytes[place - 1]) && isLetter(bytes[place + 1])
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 0x80 }
}
