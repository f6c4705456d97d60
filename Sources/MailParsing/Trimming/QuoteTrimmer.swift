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
        findIntroductions(&lines)
        if MailEnd.cutSignature(&lines) { findIntroductions(&lines) }
        cutRest(&lines, isRemainder: isRemainder)
        MailEnd.cutFooter(&lines)
        cutQuotes(&lines)
        MailEnd.cutDeviceLines(&lines)
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
        // Marked lines say enough: what stands between them is an answer.
        guard !TextLines.split(plain).contains(where: { TextLine($0).depth > 0 }) else { return byLines }
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

    /// Asked once for each line, since every line above asks for it.
    private static func findIntroductions(_ lines: inout [TextLine]) {
        var seen: [Int: Introduction.Signs] = [:]
        for end in lines.indices where lines[end].canEndIntroduction {
            let start = Introduction.start(lines, endingAt: end, isBeforeQuote: false, &seen)
            lines[end].introducing = start.map { end - $0 + 1 }
        }
    }

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
                    cutFrame(&lines)
                    return
                }
                // Nothing stands above: a mail forwarded as it is, or an answer below an introduction.
                return
            }
            if !lines[index].isBlank, lines[index].depth == 0 { hasOwnText = true }
        }
        // The quote below it is gone already.
        var seen: [Int: Introduction.Signs] = [:]
        if isRemainder, let last = lines.lastIndex(where: { !$0.isBlank }), lines[last].canEndIntroduction,
            let start = Introduction.start(lines, endingAt: last, isBeforeQuote: true, &seen), lines[..<start].hasOwn
        {
            lines.removeSubrange(start...)
        }
    }

    /// Rules and framed titles that stood above the mail that was cut: `------ Original ------`, in whatever language.
    private static func cutFrame(_ lines: inout [TextLine]) {
        while let last = lines.last, last.isBlank || last.isRule(atLeast: 2) || last.isFramed { lines.removeLast() }
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
        guard blocks.count == 1, let block = blocks.first else { return }
        // Below own words and without an introduction it is something that is shown: a log, or a path through menus.
        if lines[block.lowerBound].isIntroduction || !lines[..<block.lowerBound].hasOwn { lines.removeSubrange(block) }
    }

    private static func markIntroductions(_ lines: inout [TextLine]) {
        var seen: [Int: Introduction.Signs] = [:]
        for index in lines.indices where lines[index].depth > 0 && (index == 0 || lines[index - 1].depth == 0) {
            var at = index - 1
            while at >= 0, lines[at].isBlank, index - at < 4 { at -= 1 }
            guard at >= 0, !lines[at].isBlank else { continue }
            if let start = Introduction.start(lines, endingAt: at, isBeforeQuote: true, &seen) {
                for line in start...at { lines[line].isIntroduction = true }
            }
        }
    }

    /// A transport that wraps lines tears the end off quoted ones: a line is torn off if its first word had no room above.
    private static func markWrapped(_ lines: inout [TextLine]) {
        guard lines.count > 2 else { return }
        for index in 1..<(lines.count - 1)
        where lines[index].depth == 0 && !lines[index].isBlank && lines[index - 1].depth > 0
            && lines[index - 1].depth == lines[index + 1].depth
        {
            let above = lines[index - 1].raw.count
            let word = lines[index].content.prefix { $0 != " " }.count
            let isSentence = lines[index - 1].content.unicodeScalars.last.map { Self.ends.contains($0) } ?? true
            guard above <= 80, above + 1 + word > 72, lines[index].raw.count <= 76, !isSentence else { continue }
            lines[index].isIntroduction = true
        }
    }

    private static let ends = Set(".?!:;…。？！".unicodeScalars)
}
