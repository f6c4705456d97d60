extension JSONParser {
    // MARK: Numbers

    /// Reads a number; whole ones that fit become `integer`.
    mutating func parseNumber() throws(JSONFault) -> JSONValue {
        let start = position
        let isNegative = consume(UInt8(ascii: "-"))
        let digitsStart = position
        var magnitude: UInt64 = 0
        var fits = true
        while let digit = digit(at: position) {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(digit)
            fits = fits && !overflow && !carry
            magnitude = sum
            position += 1
        }
        let count = position - digitsStart
        guard count > 0, count == 1 || input[digitsStart] != UInt8(ascii: "0") else { throw .malformed(offset: start) }
        var isWhole = true
        if consume(UInt8(ascii: ".")) {
            isWhole = false
            try skipDigits()
        }
        if consume(UInt8(ascii: "e")) || consume(UInt8(ascii: "E")) {
            isWhole = false
            if !consume(UInt8(ascii: "+")) { _ = consume(UInt8(ascii: "-")) }
            try skipDigits()
        }
        if isWhole, fits {
            if !isNegative, let value = Int64(exactly: magnitude) { return .integer(value) }
            if isNegative, magnitude <= UInt64(Int64.max) + 1 {
                return .integer(Int64(truncatingIfNeeded: 0 &- magnitude))
            }
        }
        let text = String(decoding: input[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else { throw .numberOutOfRange(offset: start) }
        return .double(value)
    }

    private func digit(at index: Int) -> UInt64? {
        guard index < input.count else { return nil }
        let value = input[index] &- UInt8(ascii: "0")
        return value < 10 ? UInt64(value) : nil
    }

    private mutating func skipDigits() throws(JSONFault) {
        guard digit(at: position) != nil else { throw .malformed(offset: position) }
        while digit(at: position) != nil { position += 1 }
    }

    // MARK: Strings

    /// Reads a string whose opening quote is at `position`.
    mutating func parseString() throws(JSONFault) -> String {
        position += 1
        let start = position
        let isASCII = skipPlain()
        guard position < input.count else { throw .malformed(offset: position) }
        if input[position] == UInt8(ascii: "\"") {
            let run = UnsafeBufferPointer(rebasing: input[start..<position])
            position += 1
            if isASCII { return String(decoding: run, as: UTF8.self) }
            guard let text = String(validating: run, as: UTF8.self) else { throw .notUTF8 }
            return text
        }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: input[start..<position])
        while true {
            guard position < input.count else { throw .malformed(offset: position) }
            switch input[position] {
            case UInt8(ascii: "\""):
                position += 1
                guard let text = String(validating: scratch, as: UTF8.self) else { throw .notUTF8 }
                return text
            case UInt8(ascii: "\\"):
                try parseEscape()
            case 0..<0x20:
                throw .malformed(offset: position)
            default:
                let run = position
                _ = skipPlain()
                scratch.append(contentsOf: input[run..<position])
            }
        }
    }

    /// Advances to the next quote, backslash or control byte; says whether all bytes passed were ASCII.
    private mutating func skipPlain() -> Bool {
        guard let base = input.baseAddress else { return true }
        let raw = UnsafeRawPointer(base)
        var index = position
        var seen: UInt64 = 0
        // Eight bytes at a time; the exact place is found byte by byte.
        while index + 8 <= input.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if needsAttention(word) { break }
            seen |= word
            index += 8
        }
        var tail: UInt8 = 0
        while index < input.count {
            let byte = base[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            tail |= byte
            index += 1
        }
        position = index
        return seen & 0x8080_8080_8080_8080 == 0 && tail < 0x80
    }

    private mutating func parseEscape() throws(JSONFault) {
        let start = position
        guard position + 1 < input.count else { throw .malformed(offset: position) }
        let kind = input[position + 1]
        position += 2
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(kind)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"):
            let first = try parseHexadecimal()
            var code = UInt32(first)
            if first >= 0xD800, first < 0xDC00 {
                guard position + 1 < input.count, input[position] == UInt8(ascii: "\\"),
                    input[position + 1] == UInt8(ascii: "u")
                else { throw .loneSurrogate(offset: start) }
                position += 2
                let second = try parseHexadecimal()
                guard second >= 0xDC00, second < 0xE000 else { throw .loneSurrogate(offset: start) }
                code = 0x10000 + (UInt32(first - 0xD800) << 10 | UInt32(second - 0xDC00))
            }
            guard let scalar = Unicode.Scalar(code) else { throw .loneSurrogate(offset: start) }
            scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default:
            throw .malformed(offset: start)
        }
    }

    private mutating func parseHexadecimal() throws(JSONFault) -> UInt16 {
        guard position + 4 <= input.count else { throw .malformed(offset: position) }
        var value: UInt16 = 0
        for _ in 0..<4 {
            let byte = input[position]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw .malformed(offset: position)
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}

/// Whether a word of eight bytes holds a quote, a backslash or a control byte. Never misses one.
///
/// `x - 0x01…` sets the high bit of a zero byte; bytes of UTF-8 sequences are masked out by `~x`. A borrow may raise a
/// false alarm in the byte after a hit, which only costs the slow look.
@inline(__always)
func needsAttention(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let hits =
        ((quote &- ones) & ~quote)
        | ((backslash &- ones) & ~backslash)
        | ((word &- (ones &* 0x20)) & ~word)
    return hits & 0x8080_8080_8080_8080 != 0
}
