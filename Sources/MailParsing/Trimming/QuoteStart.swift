/// Points where another mail begins that is not marked by `>`.
struct QuoteStart {
    /// Lines that introduce it.
    var count: Int
    /// It is a sentence such as "Anna wrote:", not a header or a separator.
    var isIntroduction: Bool

    /// What begins at a line; nil when nothing does.
    static func length(_ lines: [TextLine], at index: Int) -> QuoteStart? {
        let line = lines[index]
        guard line.depth == 0, !line.isBlank, line.content.utf8.count <= 400 else { return nil }
        if isSeparator(line) || isForward(line) || isReplyAbove(line) {
            return QuoteStart(count: 1, isIntroduction: false)
        }
        if line.isRule(atLeast: 5) {
            var next = index + 1
            while next < lines.count, lines[next].isBlank, next - index < 3 { next += 1 }
            if next < lines.count, let block = headerBlock(lines, at: next, isBelowRule: true) {
                return QuoteStart(count: next - index + block, isIntroduction: false)
            }
            return nil
        }
        if let block = headerBlock(lines, at: index) { return QuoteStart(count: block, isIntroduction: false) }
        for end in index..<min(index + 4, lines.count) {
            if lines[end].isBlank { break }
            if lines[end].introducing == end - index + 1 {
                return QuoteStart(count: end - index + 1, isIntroduction: true)
            }
        }
        return nil
    }

    /// `-----Original Message-----`
    private static func isSeparator(_ line: TextLine) -> Bool {
        let text = line.content
        guard text.utf8.count <= 160, let first = text.unicodeScalars.first,
            first == "-" || first == "_" || first == "=" || first == "—"
        else { return false }
        var letters = text.unicodeScalars[...]
        var marks = 0
        while let next = letters.first, next == first || next == " " {
            if next == first { marks += 1 }
            letters.removeFirst()
        }
        var closing = 0
        while let next = letters.last, next == first || next == " " {
            if next == first { closing += 1 }
            letters.removeLast()
        }
        guard marks >= 2 || first == "—" else { return false }
        let lowered = String(letters).lowercased()
        if closing > 0 {
            // Zoho frames its introduction: `---- On Mon, 04 Mar 2024, Anna wrote ----`.
            return QuoteWords.separators.contains { lowered.holds($0) } || lowered == "original"
                || first == "-" && marks >= 4 && lowered.utf8.contains { $0.isDigit }
                    && Introduction.endsInVerb(lowered)
        }
        // Two dashes also begin the items of a list.
        return marks >= 3
            && QuoteWords.separators.contains { lowered.hasPrefix($0) && lowered.utf8.count <= $0.utf8.count + 40 }
    }

    private static func isForward(_ line: TextLine) -> Bool {
        guard line.content.utf8.count <= 100, line.content.utf8.last == .colon, line.content.hasSuffix(":") else {
            return false
        }
        let text = String(line.content.dropLast()).trimmed.lowercased()
        return QuoteWords.forwards.contains(text)
    }

    private static func isReplyAbove(_ line: TextLine) -> Bool {
        guard line.content.utf8.count <= 160 else { return false }
        var content = line.content
        if let found = content.withUTF8({ isReplyAbove($0, isPlain: line.isPlain) }) { return found }
        let text = line.content.lowercased()
        return QuoteWords.replyAbove.contains { text.holds($0) }
    }

    /// Nil for a text that only Unicode's own rules turn into lower case.
    private static func isReplyAbove(_ text: UnsafeBufferPointer<UInt8>, isPlain: Bool) -> Bool? {
        if isPlain { return QuoteWords.replyAboveFinder.isFound(in: text) }
        return LowerCase.simple(text)?.withUnsafeBufferPointer { QuoteWords.replyAboveFinder.isFound(in: $0) }
    }

    /// Lines of copied header fields that begin at `index`: at least sender and date or subject.
    private static func headerBlock(_ lines: [TextLine], at index: Int, isBelowRule: Bool = false) -> Int? {
        guard let first = label(lines[index]),
            first.label == .from || first.label == .date || first.label == .subject
        else { return nil }
        var kinds: Set<QuoteWords.Label> = []
        var hasProof = false
        var hasAddress = false
        var isSent = false
        var hasTime = false
        var end = index
        var foreign = 0
        var last = index
        while end < lines.count, end - index < 12 {
            let line = lines[end]
            if line.isBlank {
                // Outlook's own header has none; text made of HTML may have one between fields.
                guard end + 1 < lines.count, label(lines[end + 1]) != nil else { break }
            } else if let found = label(line) {
                kinds.insert(found.label)
                // Nobody's name is longer, and each line is looked at from several above it.
                let value = Substring(found.value.utf8.prefix(400))
                let isAddress = value.utf8.contains(UInt8(ascii: "@"))
                if found.label == .from, isAddress { hasAddress = true }
                if found.label == .date {
                    if QuoteWords.sent.contains(found.name) { isSent = true }
                    // Windows puts marks of direction between the figures.
                    let words = value.filter { $0 != "\u{200E}" && $0 != "\u{200F}" }.split(separator: " ")
                    if words.contains(where: Introduction.isTime) { hasTime = true }
                }
                if found.label == .from || found.label == .date,
                    isAddress || value.unicodeScalars.contains(where: { $0.properties.numericType != nil })
                {
                    hasProof = true
                }
                foreign = 0
                last = end
            } else {
                // A long list of recipients goes on in the next line.
                foreign += 1
                if foreign > 2 { break }
            }
            end += 1
        }
        if kinds.count == 1, first.label == .from { return flatBlock(lines[index].content) ? 1 : nil }
        guard kinds.contains(.from), kinds.contains(.date) || kinds.contains(.subject) else { return nil }
        guard kinds.count >= 3 || hasProof else { return nil }
        // A journey has a start, an end and a date, a form of a web site a sender and a subject. A client names the
        // recipient, and says when it was sent, or from which address.
        if !isBelowRule {
            // A form's fields stand together with others.
            let isAlone = foreign == 0 && (index == 0 || lines[index - 1].isBlank)
            guard kinds.contains(.to) || isAlone && hasAddress && kinds.count >= 3 else { return nil }
        }
        let hasSubject = kinds.contains(.subject)
        guard hasAddress || isSent && (hasSubject || hasTime) || hasSubject && hasTime else { return nil }
        return last - index + 1
    }

    /// All fields on one line, as bad conversions of HTML leave them.
    private static func flatBlock(_ text: Substring) -> Bool {
        var kinds: Set<QuoteWords.Label> = []
        for piece in text.split(separator: ":").dropLast() {
            guard let word = piece.split(separator: " ").last?.lowercased(), let label = QuoteWords.labels[word] else {
                continue
            }
            kinds.insert(label)
        }
        return kinds.contains(.from) && kinds.contains(.date) && kinds.contains(.subject)
    }

    private static func label(_ line: TextLine) -> (name: String, label: QuoteWords.Label, value: Substring)? {
        guard line.mayHoldColon else { return nil }
        let text = line.content
        guard let colon = text.unicodeScalars.prefix(40).firstIndex(where: { $0 == ":" || $0 == "：" }) else {
            return nil
        }
        let name = String(text[..<colon].filter { $0 != "*" && $0 != "|" && $0 != "_" }).trimmed.lowercased()
        guard let label = QuoteWords.labels[name] else { return nil }
        return (name, label, text[text.unicodeScalars.index(after: colon)...])
    }
}
