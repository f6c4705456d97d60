/// What bytes look like as UTF-8.
enum UTF8Check {
    static func isValid(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { $0.isASCII || String(validating: $0, as: UTF8.self) != nil }
    }

    /// True for text that is UTF-8 with a few bad bytes, not some 8-bit charset.
    static func looksDamaged(_ bytes: [UInt8]) -> Bool {
        var good = 0
        var bad = 0
        var index = 0
        while index < bytes.count {
            let length = sequenceLength(bytes, at: index)
            if bytes[index] >= 0x80 {
                if length > 0 { good += 1 } else { bad += 1 }
            }
            index += max(1, length)
        }
        return good > bad * 2
    }

    /// Bytes of a well-formed sequence at `index`; 0 when there is none.
    private static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
        let length: Int
        switch bytes[index] {
        case 0..<0x80: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return 0
        }
        guard index + length <= bytes.count else { return 0 }
        return bytes[(index + 1)..<(index + length)].allSatisfy { $0 & 0xC0 == 0x80 } ? length : 0
    }
}
