/// A structured value such as Content-Type's: a main word and parameters, read by RFC 2045, 2231 and 2047 and by what
/// clients make of them.
struct HeaderParameters: Sendable {
    /// The main word in lower case, without comments and blanks.
    private(set) var value = ""
    private var parameters: [String: String] = [:]

    private static let mostParameters = 200
    /// No name, boundary or charset is as long; what is longer is there to cost time.
    private static let longestText = 4096

    init(_ header: String?) {
        guard let header else { return }
        var scanner = Scanner(bytes: Array(header.utf8))
        value = scanner.mainWord().lowercased()
        var pieces: [String: [Piece]] = [:]
        var count = 0
        while count < Self.mostParameters, let (name, text) = scanner.parameter() {
            count += 1
            let isLong = text.utf8.count > Self.longestText
            let piece = Piece(
                name: name.lowercased(), text: isLong ? String(text.unicodeScalars.prefix(Self.longestText)) : text)
            pieces[piece.base, default: []].append(piece)
        }
        for (name, list) in pieces { parameters[name] = Piece.join(list) }
    }

    /// True for `multipart/…` with a subtype.
    var isMultipart: Bool {
        let kind = "multipart/"
        return value.hasPrefix(kind) && value.utf8.count > kind.utf8.count
            && value.utf8.dropFirst(kind.utf8.count).allSatisfy { $0.isLetter || $0.isDigit || $0 == .hyphen }
    }

    /// A parameter's decoded value.
    subscript(_ name: String) -> String? { parameters[name] }

    /// A parameter's first word, for values that are one word: a charset, a boundary of a report type.
    func word(_ name: String) -> String? {
        guard let text = parameters[name] else { return nil }
        return text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" || $0 == "," }).first.map(String.init)
    }

    /// One parameter, or one section of one.
    private struct Piece {
        var base: String
        var section: Int?
        var isExtended: Bool
        var text: String

        init(name: String, text: String) {
            var words = name.split(separator: "*", omittingEmptySubsequences: false)
            isExtended = false
            section = nil
            if words.count > 1, words.last?.isEmpty == true {
                isExtended = true
                words.removeLast()
            }
            if words.count > 1, let number = Int(words[words.count - 1]), number >= 0 {
                section = number
                words.removeLast()
            }
            base = words.joined(separator: "*")
            self.text = text
        }

        static func join(_ pieces: [Piece]) -> String {
            let special = pieces.filter { $0.isExtended || $0.section != nil }
            // Both forms at once are common; the extended one is for those who can read it.
            guard !special.isEmpty else { return plain(pieces[0].text) }
            if special.allSatisfy({ !$0.isExtended }) {
                return plain(ordered(special).map(\.text).joined())
            }
            var charset: String?
            var bytes: [UInt8] = []
            for (index, piece) in ordered(special).enumerated() {
                guard piece.isExtended else {
                    bytes += piece.text.utf8
                    continue
                }
                var text = piece.text[...]
                if index == 0 {
                    let parts = piece.text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                    if parts.count == 3 {
                        charset = String(parts[0])
                        text = parts[2]
                    }
                }
                bytes += percentDecoded(text)
            }
            return TextDecoder.decode(bytes, label: charset).string
        }

        private static func ordered(_ pieces: [Piece]) -> [Piece] {
            if let whole = pieces.first(where: { $0.section == nil }) { return [whole] }
            return pieces.sorted { ($0.section ?? 0) < ($1.section ?? 0) }
        }

        private static func plain(_ text: String) -> String {
            if text.contains("=?") { return EncodedWords.decode(text) }
            // `filename="%D0%BF…"`: percent signs that make UTF-8 were meant so.
            if text.utf8.count(where: { $0 == UInt8(ascii: "%") }) >= 2 {
                let decoded = percentDecoded(text[...])
                if decoded.contains(where: { $0 >= 0x80 }), UTF8Check.isValid(decoded) {
                    return String(decoding: decoded, as: UTF8.self)
                }
            }
            return text
        }

        private static func percentDecoded(_ text: Substring) -> [UInt8] {
            let bytes = Array(text.utf8)
            var result: [UInt8] = []
            var index = 0
            while index < bytes.count {
                if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexValue,
                    let low = bytes[index + 2].hexValue
                {
                    result.append(high << 4 | low)
                    index += 3
                } else {
                    result.append(bytes[index])
                    index += 1
                }
            }
            return result
        }
    }

    /// The way through one value.
    private struct Scanner {
        let bytes: [UInt8]
        private var index = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        private static let semicolon = UInt8(ascii: ";")
        private static let quote = UInt8(ascii: "\"")
        private static let backslash = UInt8(ascii: "\\")

        mutating func mainWord() -> String {
            var word: [UInt8] = []
            var slash: Int?
            // `filename=a.pdf`: the word is missing.
            if hasEquals() { return "" }
            while index < bytes.count, bytes[index] != Self.semicolon {
                if bytes[index] == UInt8(ascii: "(") {
                    while index < bytes.count, bytes[index] != UInt8(ascii: ")"), bytes[index] != Self.semicolon {
                        index += 1
                    }
                    if index < bytes.count, bytes[index] == Self.semicolon { break }
                } else if let slash, slash > 0, slash + 1 < word.count, !Self.isToken(bytes[index]) {
                    // `text/html, charset=utf-8`, `text/html: …`: what follows may still be a parameter.
                    index += 1
                    break
                } else if bytes[index] > 0x20, bytes[index] != Self.quote {
                    if slash == nil, bytes[index] == UInt8(ascii: "/") { slash = word.count }
                    word.append(bytes[index])
                } else if !word.isEmpty, bytes[index].isBlank, !isBlank(index + 1), hasEquals() {
                    // `text/plain charset=utf-8`: the semicolon was forgotten.
                    break
                }
                index += 1
            }
            return String(decoding: word, as: UTF8.self)
        }

        private func isBlank(_ place: Int) -> Bool { place < bytes.count && bytes[place].isBlank }

        /// True for what a type may consist of, by RFC 2045.
        private static func isToken(_ byte: UInt8) -> Bool {
            byte > 0x20 && byte < 0x7F && !"()<>@,;:\\\"/[]?=".utf8.contains(byte)
        }

        /// True when the next word is a parameter.
        private func hasEquals() -> Bool {
            var at = index
            while at < bytes.count, bytes[at].isBlank { at += 1 }
            let start = at
            while at < bytes.count, bytes[at].isLetter || bytes[at].isDigit || "-*".utf8.contains(bytes[at]) { at += 1 }
            return at > start && at < bytes.count && bytes[at] == .equals
        }

        mutating func parameter() -> (String, String)? {
            while index < bytes.count {
                while index < bytes.count, bytes[index] <= 0x20 || bytes[index] == Self.semicolon { index += 1 }
                let start = index
                while index < bytes.count, bytes[index] != .equals, bytes[index] != Self.semicolon { index += 1 }
                guard index < bytes.count else { return nil }
                guard bytes[index] == .equals else { continue }
                let name = String(decoding: bytes[start..<index].filter { $0 > 0x20 }, as: UTF8.self)
                index += 1
                while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
                let text = index < bytes.count && bytes[index] == Self.quote ? quoted() : unquoted()
                if !name.isEmpty { return (name, text) }
            }
            return nil
        }

        private mutating func quoted() -> String {
            index += 1
            var text: [UInt8] = []
            while index < bytes.count {
                let byte = bytes[index]
                if byte == Self.backslash, index + 1 < bytes.count,
                    bytes[index + 1] == Self.quote || bytes[index + 1] == Self.backslash
                {
                    text.append(bytes[index + 1])
                    index += 2
                } else if byte == Self.quote {
                    if endsHere(index + 1) {
                        index += 1
                        break
                    }
                    // A quote inside a name that nobody escaped.
                    text.append(byte)
                    index += 1
                } else {
                    text.append(byte)
                    index += 1
                }
            }
            return String(decoding: text, as: UTF8.self)
        }

        /// True when a value ends before `position`.
        private func endsHere(_ position: Int) -> Bool {
            var at = position
            while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
            if at >= bytes.count || bytes[at] == Self.semicolon || bytes[at] == UInt8(ascii: "(") { return true }
            // `name="a" filename="b"`
            let start = at
            while at < bytes.count, bytes[at].isLetter || bytes[at] == .hyphen || bytes[at] == UInt8(ascii: "*") {
                at += 1
            }
            return at > start && at < bytes.count && bytes[at] == .equals && position < start
        }

        private mutating func unquoted() -> String {
            let start = index
            while index < bytes.count, bytes[index] != Self.semicolon {
                // Encoded words may hold anything.
                if let end = EncodedWords.end(bytes, at: index) { index = end } else { index += 1 }
            }
            var end = index
            while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }
}
