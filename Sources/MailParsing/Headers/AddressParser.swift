/// Address lists by RFC 5322 and by what arrives: names with commas, missing brackets, semicolons, comments, groups,
/// encoded words anywhere.
struct AddressParser {
    private let bytes: [UInt8]
    private let limit: Int
    /// Whether this is a mailbox that was encoded as a whole. What decodes to itself must not be decoded for ever.
    private let isDecoded: Bool
    private let splitsAtBlanks: Bool
    private static let longestName = 2000
    private var index = 0
    private var result: [MailAddress] = []
    private var isCut = false

    /// The words before an address, or the address itself.
    private var phrase: [UInt8] = []
    /// The part of `phrase` that was quoted holds no address.
    private var quotedAt = false
    private var hasOpenQuote = false
    private var comments: [UInt8] = []
    private var angle: [UInt8]?
    /// The place of a semicolon that was looked for, so that many colons do not look for the same one again and again.
    private var nextSemicolon = -1
    /// A name that a comma cut off, or a local address.
    private var fragment: [UInt8]?

    /// The mailboxes of the values of one header field, at most `limit`; whether there were more.
    ///
    /// - Parameter splitsAtBlanks: Whether `a@b c@d` are two mailboxes. Of a sender the first is the name of the other.
    static func parse(
        _ values: [String], limit: Int, splitsAtBlanks: Bool = false
    ) -> (addresses: [MailAddress], isCut: Bool) {
        var all: [MailAddress] = []
        for value in values {
            var parser = AddressParser(value, limit: limit - all.count, splitsAtBlanks: splitsAtBlanks)
            parser.run()
            all += parser.result
            if parser.isCut { return (all, true) }
        }
        return (all, false)
    }

    private init(_ value: String, limit: Int, splitsAtBlanks: Bool, isDecoded: Bool = false) {
        bytes = Array(value.utf8)
        self.limit = limit
        self.isDecoded = isDecoded
        self.splitsAtBlanks = splitsAtBlanks
    }

    private mutating func run() {
        while index < bytes.count, !isCut {
            let byte = bytes[index]
            switch byte {
            case .equals:
                if let end = EncodedWords.end(bytes, at: index) {
                    phrase += bytes[index..<end]
                    index = end
                } else {
                    phrase.append(byte)
                    index += 1
                }
            case UInt8(ascii: "\""): quoted()
            case UInt8(ascii: "("): comment()
            case UInt8(ascii: "<"): bracketed()
            case UInt8(ascii: ","), UInt8(ascii: ";"):
                index += 1
                finish(atComma: byte == UInt8(ascii: ","))
            case .colon: colon()
            case UInt8(ascii: "["):
                if let end = endOfSquareAddress() {
                    angle = Array(bytes[(index + 1)..<end])
                    index = end + 1
                    continue
                }
                // A domain literal may hold colons.
                let end = bytes[index...].prefix(64).firstIndex(of: UInt8(ascii: "]")) ?? index
                phrase += bytes[index...end]
                index = end + 1
            case UInt8(ascii: ">"): index += 1
            default:
                phrase.append(byte)
                index += 1
            }
        }
        finish(atComma: false)
        flushFragment()
    }

    private mutating func quoted() {
        // A quote that nobody closes is a letter, and so are all behind it.
        guard !hasOpenQuote else {
            index += 1
            return
        }
        var at = index + 1
        var text: [UInt8] = []
        var isClosed = false
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count {
                text.append(bytes[at + 1])
                at += 2
            } else if bytes[at] == UInt8(ascii: "\"") {
                isClosed = true
                at += 1
                break
            } else {
                text.append(bytes[at])
                at += 1
            }
        }
        guard isClosed else {
            hasOpenQuote = true
            index += 1
            return
        }
        // `"local part"@domain` is an address, and keeps its quotes.
        if at < bytes.count, bytes[at] == UInt8(ascii: "@"), angle == nil {
            phrase += bytes[index..<at]
        } else {
            phrase += text
            quotedAt = true
        }
        index = at
    }

    private mutating func comment() {
        var depth = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                comments.append(bytes[index + 1])
                index += 2
                continue
            }
            index += 1
            if byte == UInt8(ascii: "(") {
                depth += 1
                if depth == 1 {
                    if !comments.isEmpty { comments.append(.space) }
                    continue
                }
            } else if byte == UInt8(ascii: ")") {
                depth -= 1
                if depth == 0 { return }
            }
            comments.append(byte)
        }
    }

    private mutating func bracketed() {
        index += 1
        while index < bytes.count, bytes[index] == UInt8(ascii: "<") || bytes[index].isBlank { index += 1 }
        var text: [UInt8] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            // Unclosed: the next mailbox begins.
            if bytes[index] == UInt8(ascii: ","), text.contains(UInt8(ascii: "@")),
                !text.starts(with: [UInt8(ascii: "@")])
            {
                break
            }
            if bytes[index] == UInt8(ascii: "<") { break }
            text.append(bytes[index])
            index += 1
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ">") { index += 1 }
        if angle != nil {
            // `<a@b> <c@d>`: the comma was forgotten.
            finish(atComma: false)
        }
        angle = text
    }

    /// Where `Anna [mailto:a@b]` ends, which is how some programs copy an address; nil for any other bracket.
    private func endOfSquareAddress() -> Int? {
        let isMarked = ["mailto:", "smtp:"].contains { mark in
            bytes[(index + 1)...].prefix(mark.utf8.count).elementsEqual(mark.utf8, by: { $0.lowered == $1 })
        }
        guard isMarked, angle == nil, let end = bytes[index...].prefix(400).firstIndex(of: UInt8(ascii: "]")) else {
            return nil
        }
        // An address in other brackets may still follow, and would be the right one.
        let next = bytes[(end + 1)...].first { !$0.isBlank }
        let isLast = next == nil || next == UInt8(ascii: ",") || next == UInt8(ascii: ";")
        return isLast && bytes[index..<end].contains(UInt8(ascii: "@")) ? end : nil
    }

    private mutating func colon() {
        index += 1
        // No name is as long, and each colon looks at all of it.
        guard phrase.count <= Self.longestName else {
            phrase.append(.colon)
            return
        }
        let words = phrase.count <= 64 ? phrase.filter { !$0.isBlank } : []
        if words.elementsEqual("mailto".utf8, by: { $0.lowered == $1 }) {
            phrase.removeAll()
        } else if quotedAt, angle == nil, isSemicolonAhead(), !phrase.contains(UInt8(ascii: "@")) {
            // `"Team: North": a@b, c@d;`: a group's name may be quoted.
            phrase.removeAll()
            quotedAt = false
            comments.removeAll()
            flushFragment()
        } else if phrase.contains(UInt8(ascii: "@")) || quotedAt || angle != nil {
            phrase.append(.colon)
        } else if looksLikeName() {
            phrase.append(.colon)
        } else {
            // A group's name says nothing about anybody.
            phrase.removeAll()
            comments.removeAll()
            flushFragment()
        }
    }

    private mutating func isSemicolonAhead() -> Bool {
        if nextSemicolon < index { nextSemicolon = bytes[index...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count }
        return nextSemicolon < bytes.count
    }

    /// `Team: Support <a@b>`: a colon in a name that is not quoted. A group ends in a semicolon.
    private func looksLikeName() -> Bool {
        for byte in bytes[index...].prefix(2000) {
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") { return false }
        }
        return bytes[index...].prefix(2000).contains(UInt8(ascii: "<"))
    }

    private mutating func finish(atComma: Bool) {
        defer {
            phrase.removeAll(keepingCapacity: true)
            comments.removeAll(keepingCapacity: true)
            angle = nil
            quotedAt = false
        }
        if let angle {
            let inner = Self.addressText(angle)
            if inner.isEmpty || !inner.contains(UInt8(ascii: "@")), let swapped = Self.addressInside(phrase) {
                // `a@b <Name>`
                flushFragment()
                add(name: angle, address: swapped.address)
                return
            }
            if var name = fragment {
                // The comma belonged to the name.
                name += Array(", ".utf8)
                phrase = name + phrase.drop(while: \.isBlank)
                fragment = nil
            }
            guard !inner.isEmpty else { return }
            add(name: phrase.allSatisfy(\.isBlank) ? comments : phrase, address: inner)
            return
        }
        guard !phrase.allSatisfy(\.isBlank) else { return }
        let many = splitsAtBlanks && comments.isEmpty && !quotedAt ? Self.addresses(in: phrase) : []
        if !many.isEmpty {
            flushFragment()
            for address in many where !isCut { add(name: [], address: address) }
            return
        }
        if let found = Self.addressInside(phrase) {
            flushFragment()
            add(name: found.rest.isEmpty ? comments : found.rest, address: found.address)
            return
        }
        if !isDecoded, phrase.contains(.equals), limit > 0,
            case let decoded = EncodedWords.decode(String(decoding: phrase, as: UTF8.self)),
            decoded.utf8.contains(UInt8(ascii: "@"))
        {
            // The whole mailbox was encoded; once more, and never again.
            var inner = AddressParser(
                decoded, limit: limit - result.count, splitsAtBlanks: splitsAtBlanks, isDecoded: true)
            if !Self.mayHoldWord(decoded) { inner.run() }
            flushFragment()
            result += inner.result
            return
        }
        if atComma {
            if fragment != nil {
                fragment? += Array(", ".utf8) + phrase.drop(while: \.isBlank)
            } else {
                fragment = phrase
            }
            if (fragment?.count ?? 0) > 500 { flushFragment() }
        } else {
            flushFragment()
            fragment = phrase
            flushFragment()
        }
    }

    /// A fragment that no address followed: a local address when it is one word, else nobody.
    private mutating func flushFragment() {
        guard let text = fragment else { return }
        fragment = nil
        let word = Self.addressText(text)
        guard !text.drop(while: \.isBlank).reversed().drop(while: \.isBlank).contains(where: \.isBlank),
            !word.isEmpty, !word.contains(.equals), !word.contains(where: { $0 >= 0x80 }),
            !word.contains(.colon)
        else { return }
        add(name: [], address: word)
    }

    /// `a@b c@d`: several addresses without commas. Empty when a word of the text is something else, or there is but one.
    private static func addresses(in text: [UInt8]) -> [[UInt8]] {
        let at = UInt8(ascii: "@")
        let words = text.split(whereSeparator: \.isBlank)
        guard words.count > 1, Set(words).count > 1 else { return [] }
        for word in words {
            guard word.first != at, word.last != at, word.count(where: { $0 == at }) == 1,
                !word.contains(UInt8(ascii: "\"")), !word.contains(.equals), !word.contains(.colon)
            else { return [] }
        }
        return words.map { addressText(Array($0)) }
    }

    /// The word with the `@` among others; nil when there is none.
    private static func addressInside(_ text: [UInt8]) -> (address: [UInt8], rest: [UInt8])? {
        guard text.contains(UInt8(ascii: "@")) else { return nil }
        let at = UInt8(ascii: "@")
        // A quoted local part may hold blanks.
        let bare = text.drop(while: \.isBlank)
        if bare.first == UInt8(ascii: "\""), let sign = bare.lastIndex(of: at), bare[sign - 1] == UInt8(ascii: "\""),
            sign - 1 > bare.startIndex
        {
            let end = bare[sign...].firstIndex(where: \.isBlank) ?? bare.endIndex
            return (addressText(Array(bare[..<end])), Array(bare[end...]))
        }
        var words = text.split(whereSeparator: \.isBlank)
        guard let place = words.lastIndex(where: { $0.contains(at) && !$0.starts(with: "=?".utf8) }) else { return nil }
        var word = Array(words.remove(at: place))
        // `local @ domain`
        if word.last == at, place < words.count { word += words.remove(at: place) }
        if word.first == at, place > 0 { word = words.remove(at: place - 1) + word }
        let address = addressText(word)
        return address.isEmpty ? nil : (address, Array(words.joined(separator: [.space])))
    }

    /// The address in what stood between brackets: no blanks, no route, no quotes around the whole.
    private static func addressText(_ raw: [UInt8]) -> [UInt8] {
        var text = raw
        if text.contains(UInt8(ascii: "(")) {
            text = text.withoutComments
        }
        if !text.contains(UInt8(ascii: "\"")) {
            text.removeAll { $0 <= 0x20 || $0 == 0x7F }
        } else {
            text.removeAll { $0 < 0x20 || $0 == 0x7F }
            while text.last == .space { text.removeLast() }
            while text.first == .space { text.removeFirst() }
        }
        if text.first == UInt8(ascii: "@"), let colon = text.firstIndex(of: .colon) { text.removeFirst(colon + 1) }
        for mark in ["mailto:".utf8, "smtp:".utf8]
        where text.prefix(mark.count).elementsEqual(mark, by: { $0.lowered == $1 }) {
            text.removeFirst(mark.count)
        }
        for quote in [UInt8(ascii: "'"), UInt8(ascii: "\"")]
        where text.count > 2 && text.first == quote && text.last == quote {
            text.removeFirst()
            text.removeLast()
        }
        while let last = text.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ",") || last == UInt8(ascii: ";")
        {
            text.removeLast()
        }
        return text
    }

    private mutating func add(name: [UInt8], address: [UInt8]) {
        guard result.count < limit else {
            isCut = true
            return
        }
        guard address.count <= 1000 else { return }
        var text = String(decoding: address, as: UTF8.self)
        if Self.mayHoldWord(text) { text = EncodedWords.decode(text).filter { $0 != " " } }
        if let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) {
            text = text[...at] + text[text.utf8.index(after: at)...].lowercased()
        }
        var decoded = EncodedWords.decode(String(decoding: name, as: UTF8.self))
        if !decoded.utf8.allSatisfy({ $0 < 0x80 }) {
            decoded.unicodeScalars.removeAll { TextCleaner.isDirectional($0) }
        }
        decoded = Self.unwrapped(decoded)
        result.append(MailAddress(name: decoded.isEmpty ? nil : decoded, address: text))
    }

    /// True for a text with the beginning of an encoded word. Few have the bytes; only those are read by characters.
    private static func mayHoldWord(_ text: String) -> Bool { text.holds("=?") && text.contains("=?") }

    /// Without quotes that stand around the whole name, which Outlook doubles and encoders hide.
    private static func unwrapped(_ name: String) -> String {
        var text = name.trimmed
        while let first = text.first, first == "\"" || first == "'", text.last == first, text.count >= 2 {
            text = String(text.dropFirst().dropLast()).trimmed
        }
        return text
    }
}
