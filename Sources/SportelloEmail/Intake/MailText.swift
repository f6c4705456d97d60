extension EmailConfiguration.Limits {
    /// As much of a text as a message may have: cut between two characters, or between two scalars where one character
    /// alone is longer than that.
    func cut(_ text: String) -> String {
        // Most mails: even if everything were escaped, and every byte a character.
        if text.utf8.count <= min(textCharacters, textBytes / JSONSize.largestEscape) { return text }
        var characters = 0
        var bytes = 0
        var end = text.startIndex
        while end < text.endIndex, characters < textCharacters {
            let next = text.index(after: end)
            bytes += JSONSize.of(text.utf8[end..<next])
            if bytes > textBytes { break }
            characters += 1
            end = next
        }
        return characters > 0 || text.isEmpty ? String(text[..<end]) : scalars(of: text)
    }

    private func scalars(of text: String) -> String {
        var bytes = 0
        let end = text.unicodeScalars.firstIndex { scalar in
            bytes += JSONSize.of(scalar.utf8)
            return bytes > textBytes
        }
        return String(text.unicodeScalars[..<(end ?? text.endIndex)])
    }
}

/// How long text is in a frame.
enum JSONSize {
    /// A control character becomes `\u001b`.
    static let largestEscape = 6

    static func of(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { size, byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x09, 0x0A, 0x0D: size + 2
            case 0..<0x20: size + largestEscape
            default: size + 1
            }
        }
    }
}
