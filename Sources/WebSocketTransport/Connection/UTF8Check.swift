/// Checks UTF-8 (RFC 3629) piece by piece: no surrogates, nothing overlong, nothing above U+10FFFF.
struct UTF8Check: Equatable {
    /// Continuation bytes that must still come.
    private var missing: UInt8 = 0
    /// The range that the next continuation byte must lie in.
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF

    /// Whether what came ends with a whole character.
    var isComplete: Bool { self.missing == 0 }

    /// Goes on with more bytes; `false` at the first byte that no UTF-8 text could have there.
    mutating func accept(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        let count = bytes.count
        while index < count {
            if self.missing == 0 {
                while index + 8 <= count,
                    bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    index += 8
                }
                guard index < count else { return true }
            }
            guard self.accept(bytes[index]) else { return false }
            index += 1
        }
        return true
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        if self.missing > 0 {
            guard byte >= self.low, byte <= self.high else { return false }
            self.missing -= 1
            (self.low, self.high) = (0x80, 0xBF)
            return true
        }
        switch byte {
        case 0x00...0x7F: return true
        case 0xC2...0xDF: self.missing = 1
        case 0xE0: (self.missing, self.low) = (2, 0xA0)
        case 0xED: (self.missing, self.high) = (2, 0x9F)
        case 0xE1...0xEF: self.missing = 2
        case 0xF0: (self.missing, self.low) = (3, 0x90)
        case 0xF4: (self.missing, self.high) = (3, 0x8F)
        case 0xF1...0xF3: self.missing = 3
        default: return false
        }
        return true
    }

    /// Whether a whole text is UTF-8.
    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var check = UTF8Check()
        return check.accept(bytes) && check.isComplete
    }
}
