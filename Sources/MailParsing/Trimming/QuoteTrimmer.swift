/// The sender's own new words, out of a text with quoted mails, their introduction and signatures.
///
/// One pass over the lines with small looks around, no patterns that could run away. It is a view: what it leaves out is
/// still in the text. In doubt it leaves in.
enum QuoteTrimmer {
    private static let mostLines = 20_000

    /// The own words of a text. `isRemainder`: quotes that were marked are gone already, their introduction may be left.
    static func trim(_ text: String, isRemainder: Bool = false) -> String {
        let split = TextLines.split(text)
        // Nobody writes that much; whatever it is, it is shown as it is.
        guard split.count <= mostLines else { return TextLines.tidy(text) }
        var lines = split.map { TextLine($0) }
        cutSignature(&lines)
        cutRest(&lines, isRemainder: isRemainder)
        cutQuotes(&lines)
        cutTail(&lines)
        var tidied = TidyText(capacity: text.utf8.count)
        for line in lines {
            var raw = line.raw
            raw.withUTF8 { tidied.append($0) }
        }
        return tidied.text
    }

    /// The own words of a plain text whose HTML form is known too: where the lines say nothing, the client's marks do.
    static func trim(_ plain: String, like page: HTMLDocument) -> String {
        let byLines = trim(plain)
        guard page.hasMarks, byLines == TextLines.tidy(plain) else { return byLines }
        let own = letters(trim(page.ownText, isRemainder: true))
        guard !own.isEmpty else { return byLines }
        // The marks count only if the plain text begins with the same words.
        let lines = TextLines.split(plain)
        var place = own.startIndex
        for (index, line) in lines.enumerated() {
            let piece = letters(line)
            if place == own.endIndex, !piece.isEmpty {
                return trim(lines[..<index].joined(separator: "\n"), isRemainder: true)
            }
            guard own[place...].starts(with: piece) else { return byLines }
            place += piece.count
        }
        return byLines
    }

    private static func letters(_ text: some StringProtocol) -> [UInt8] {
        text.utf8.filter { $0.isLetter || $0.isDigit || $0 >= 0x80 }.map(\.lowered)
    }

    private static func hasOwn(_ lines: ArraySlice<TextLine>) -> Bool {
        lines.contains { !$0.isBlank && $0.depth == 0 }
    }

    // MARK: Signatures

    /// `-- ` and what follows; `--` only in front of a few lines.
    private static func cutSignature(_ lines: inout [TextLine]) {
        for (index, line) in lines.enumerated() where line.isSignatureMark {
            guard hasOwn(lines[..<index]) else { continue }
            // Lines up to the quoted mail belong to the signature; after that somebody may go on below a quote.
            let rest = lines[(index + 1)...]
            let end =
                rest.indices.first { lines[$0].depth > 0 || QuoteStart.length(lines, at: $0) != nil } ?? lines.endIndex
            let count = lines[(index + 1)..<end].count { !$0.isBlank }
            guard line.raw == "-- " || count <= 12 else { continue }
            lines.removeSubrange(index..<end)
            return
        }
    }

    /// What a telephone or a list adds at the end.
    private static func cutTail(_ lines: inout [TextLine]) {
        cutListFooter(&lines)
        for _ in 0..<4 {
            while let last = lines.last, last.isBlank { lines.removeLast() }
            guard let last = lines.last, isDeviceLine(last) else { return }
            lines.removeLast()
        }
    }

    private static func isDeviceLine(_ line: TextLine) -> Bool {
        guard line.content.utf8.count <= 120 else { return false }
        if line.isPlain {
            var content = line.content
            return content.withUTF8 { bytes in
                let start = bytes.firstIndex { $0.isLetter || $0.isDigit } ?? bytes.count
                return QuoteWords.deviceTable.begins(bytes.piece(start, bytes.count))
            }
        }
        let text = line.content.lowercased().drop { !$0.isLetter && !$0.isNumber }
        return QuoteWords.devices.contains { text.hasPrefix($0) }
    }

    private static func cutListFooter(_ lines: inout [TextLine]) {
        for index in lines.indices.suffix(12) where lines[index].isRule(atLeast: 20) && hasOwn(lines[..<index]) {
            let rest = lines[(index + 1)...].map { $0.content.lowercased() }.joined(separator: " ")
            if rest.holds("mailing list") || rest.holds("unsubscribe") || rest.holds("mailman") {
                lines.removeSubrange(index...)
                return
            }
        }
    }

    // MARK: Quotes

    /// Everything from the point on where only an older mail follows.
    private static func cutRest(_ lines: inout [TextLine], isRemainder: Bool) {
        var hasOwnText = false
        for index in lines.indices {
            if lines[index].depth == 0, let start = QuoteStart.length(lines, at: index) {
                let after = lines[(index + start.count)...].first { !$0.isBlank }
                // An introduction above `>` lines belongs to them; something may be written below.
                if start.isIntroduction, let after, after.depth > 0 { continue }
                if start.isIntroduction, after == nil, !isRemainder, !hasOwnText { return }
                if hasOwnText {
                    lines.removeSubrange(index...)
                    return
                }
                // Nothing stands above: a mail forwarded as it is, or an answer below an introduction.
                return
            }
            if !lines[index].isBlank, lines[index].depth == 0 { hasOwnText = true }
        }
    }

    /// Quoted lines: those at the end go; a single block above an answer goes; between answers they stay, since the answers
    /// mean nothing without them.
    private static func cutQuotes(_ lines: inout [TextLine]) {
        guard lines.contains(where: { $0.depth > 0 }) else { return }
        markIntroductions(&lines)
        markWrapped(&lines)
        var blocks: [Range<Int>] = []
        var index = 0
        while index < lines.count {
            guard lines[index].isQuoted else {
                index += 1
                continue
            }
            var end = index + 1
            var last = index
            while end < lines.count, lines[end].isQuoted || lines[end].isBlank {
                if lines[end].isQuoted { last = end }
                end += 1
            }
            blocks.append(index..<(last + 1))
            index = end
        }
        guard let final = blocks.last else { return }
        let hasTail = lines[final.upperBound...].contains { !$0.isBlank }
        let hasHead = lines.contains { !$0.isBlank && !$0.isQuoted }
        guard hasHead else { return }
        if !hasTail {
            lines.removeSubrange(final)
            blocks.removeLast()
        }
        if blocks.count == 1 { lines.removeSubrange(blocks[0]) }
    }

    private static func markIntroductions(_ lines: inout [TextLine]) {
        for index in lines.indices where lines[index].depth > 0 && (index == 0 || lines[index - 1].depth == 0) {
            var at = index - 1
            while at >= 0, lines[at].isBlank, index - at < 4 { at -= 1 }
            guard at >= 0, !lines[at].isBlank else { continue }
            if let start = Introduction.start(lines, endingAt: at, isBeforeQuote: true) {
                for line in start...at { lines[line].isIntroduction = true }
            }
        }
    }

    /// A transport that wraps lines tears the end off quoted ones.
    private static func markWrapped(_ lines: inout [TextLine]) {
        guard lines.count > 2 else { return }
        for index in 1..<(lines.count - 1)
        where lines[index].depth == 0 && !lines[index].isBlank && lines[index - 1].depth > 0
            && lines[index + 1].depth > 0
            && lines[index - 1].depth == lines[index + 1].depth && lines[index].content.utf8.count < 30
            && lines[index - 1].raw.utf8.count > 60
        {
            lines[index].isIntroduction = true
        }
    }
}
