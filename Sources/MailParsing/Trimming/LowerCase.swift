/// Lower case for texts in the alphabets of Europe, which need none of Unicode's general machinery.
enum LowerCase {
    /// What `lowercased()` makes of a text, in UTF-8; nil when the text holds anything but ASCII, Latin, Greek and Cyrillic
    /// letters and signs that stand by themselves, and the usual dashes and quotes.
    ///
    /// In such a text every scalar is a character, so that what is asked of characters can be asked of bytes.
    static func simple(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            switch byte {
            case 0..<0x80:
                result.append(byte.lowered)
                index += 1
            case 0xC2..<0xE0 where index + 1 < text.count:
                let lower = letters[Int(byte & 0x1F) << 6 | Int(text[index + 1] & 0x3F)]
                guard lower != 0 else { return nil }
                result.append(0xC0 | UInt8(lower >> 6))
                result.append(0x80 | UInt8(lower & 0x3F))
                index += 2
            // U+2010…U+2027.
            case 0xE2
            where index + 2 < text.count && text[index + 1] == 0x80 && (0x90...0xA7).contains(text[index + 2]):
                result.append(contentsOf: text.piece(index, index + 3))
                index += 3
            default: return nil
            }
        }
        return result
    }

    /// The lower case of every scalar of two bytes; 0 for those that combine with others or whose lower case is longer or
    /// shorter.
    private static let letters: [UInt16] = (0..<0x800).map { value in
        let isAlone =
            (0x80..<0x2B0).contains(value) || (0x370..<0x483).contains(value) || (0x48A..<0x530).contains(value)
        guard isAlone, let lower = Unicode.Scalar(value)?.properties.lowercaseMapping.unicodeScalars,
            lower.count == 1, let only = lower.first?.value, (0x80..<0x800).contains(only)
        else { return 0 }
        return UInt16(only)
    }
}
