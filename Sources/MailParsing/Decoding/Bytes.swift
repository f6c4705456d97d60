extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let equals = UInt8(ascii: "=")
    static let colon = UInt8(ascii: ":")
    static let hyphen = UInt8(ascii: "-")

    /// Space or tab.
    var isBlank: Bool { self == .space || self == .tab }

    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }

    /// The letter in lower case, ASCII only.
    var lowered: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }

    /// The value of a hexadecimal digit in either case.
    var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension StringProtocol {
    /// ASCII letters compare without case, everything else byte by byte.
    func equalsIgnoringCase(_ other: some StringProtocol) -> Bool {
        // Texts of different lengths, which most are, cost nothing then.
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8) { $0.lowered == $1.lowered }
    }

    /// True when the text begins with `prefix`, ASCII letters without case.
    func hasPrefixIgnoringCase(_ prefix: some StringProtocol) -> Bool {
        var own = utf8.makeIterator()
        for byte in prefix.utf8 {
            guard let next = own.next(), next.lowered == byte.lowered else { return false }
        }
        return true
    }
}

extension StringProtocol {
    /// True when `needle` stands somewhere in the text, byte by byte. Much cheaper than comparing characters.
    func holds(_ needle: String) -> Bool {
        var needle = needle
        return needle.withUTF8 { pattern in
            guard let first = pattern.first else { return true }
            func search(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
                guard text.count >= pattern.count else { return false }
                for start in 0...(text.count - pattern.count) where text[start] == first {
                    var length = 1
                    while length < pattern.count, text[start + length] == pattern[length] { length += 1 }
                    if length == pattern.count { return true }
                }
                return false
            }
            return utf8.withContiguousStorageIfAvailable(search) ?? Array(utf8).withUnsafeBufferPointer(search)
        }
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        // ASCII that is no blank at both ends: there is nothing to do.
        if let first = utf8.first, let last = utf8.last, first > 0x20, first < 0x7F, last > 0x20, last < 0x7F {
            return self
        }
        var view = self[...].unicodeScalars
        while let first = view.first, first.properties.isWhitespace { view.removeFirst() }
        while let last = view.last, last.properties.isWhitespace { view.removeLast() }
        return String(view)
    }
}
