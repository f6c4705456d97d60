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
        if cutSignature(&lines) { findIntroductions(&lines) }
        cutRest(&lines, isRemainder: isRemainder)
        cutListFooter(&lines)
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

    private static func hasOwn(_ lines: ArraySlice<TextLine>) -> Bool {
        lines.contains { !$0.isBlank && $0.depth == 0 }
    }

    // MARK: Signatures

    /// `-- ` and what follows; `--` only in front of a few lines. Whether there was one.
    private static func cutSignature(_ lines: inout [TextLine]) -> Bool {
        let marks = lines.indices.filter { lines[$0].isSignatureMark }
        for index in marks {
            guard hasOwn(lines[..<index]) else { continue }
            // Some put such marks between the parts of what they write. Looked at one alone, so that many cost no more.
            let isExact = lines[index].raw == "-- "
            guard isExact || marks.count == 1 else { continue }
            // Lines up to the quoted mail belong to the signature; after that somebody may go on below a quote.
            let rest = lines[(index + 1)...]
            let end =
                rest.indices.first { lines[$0].depth > 0 || QuoteStart.length(lines, at: $0) != nil } ?? lines.endIndex
            let signature = lines[(index + 1)..<end]
            if !isExact {
                guard signature.count(where: { !$0.isBlank }) <= 12,
                    !signature.contains(where: { $0.content.hasSuffix("?") })
                else { continue }
            }
            // A postscript is the sender's.
            let last = signature.indices.first {
                lines[$0].content.hasPrefix("PS") || lines[$0].content.hasPrefix("P.S.")
            }
            lines.removeSubrange(index..<(last ?? end))
            return true
        }
        return false
    }

    /// What a telephone adds at the end.
    private static func cutTail(_ lines: inout [TextLine]) {
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
            let begins = content.withUTF8 { bytes in
                let words = bytes.piece(bytes.firstIndex { $0.isLetter || $0.isDigit } ?? bytes.count, bytes.count)
                return (
                    isSure: QuoteWords.deviceTable.begins(words), isLoose: QuoteWords.looseDeviceTable.begins(words)
                )
            }
            return begins.isSure || begins.isLoose && namesDevice(line.content.lowercased())
        }
        let text = String(line.content.lowercased().drop { !$0.isLetter && !$0.isNumber })
        if QuoteWords.devices.contains(where: { text.hasPrefix($0) }) { return true }
        return QuoteWords.looseDevices.contains { text.hasPrefix($0) } && namesDevice(text)
    }

    /// What is sent may be a parcel: a telephone's line names it, in few words, and says nothing else.
    private static func namesDevice(_ text: String) -> Bool {
        let blanks = text.utf8.count { $0 == .space }
        let isNamed = QuoteWords.deviceNames.contains { text.holds($0) }
        if text.hasPrefix("sent from my ") {
            // Not all devices have names that are known.
            return isNamed || blanks < 9 && text.utf8.last.map { $0.isLetter || $0.isDigit } == true
        }
        // Something that is sent has a number.
        let isNumbered = text.utf8.split { !$0.isDigit }.contains { $0.count > 4 }
        return isNamed && blanks < 10 && !isNumbered && !text.utf8.contains(UInt8(ascii: ","))
    }

    /// A rule, and below it a few lines of a list or of a virus scanner.
    private static func cutListFooter(_ lines: inout [TextLine]) {
        for index in lines.indices.suffix(12) where lines[index].isRule(atLeast: 2) && hasOwn(lines[..<index]) {
            let rest = lines[(index + 1)...].filter { !$0.isBlank }.map { $0.content.lowercased() }
            guard rest.count <= 6, let first = rest.first, let last = rest.last else { continue }
            let isShort = !lines[index].isRule(atLeast: 20)
            let isEnd = footers.contains { last.holds($0) } && (!isShort || !last.contains(" "))
            let isList =
                isShort
                ? first.hasSuffix("mailing list") || rest.contains { $0.holds("mailman/listinfo") }
                : rest.contains { $0.holds("unsubscribe") || $0.holds("mailman") || $0.holds("mailing list") }
            let isScanner =
                rest.count <= 3 && first.utf8.count <= 120 && scanners.contains { first.hasPrefix($0) }
                && (rest.count == 1
                    || rest.dropFirst().contains { $0.holds("http") || $0.holds("www.") || $0.holds("avast") })
            if isList && isEnd || isScanner {
                lines.removeSubrange(index...)
                return
            }
        }
    }

    /// What the last line of a list's footer holds.
    private static let footers = ["unsubscribe", "mailing list", "mailman", "http", "www.", "@"]

    private static let scanners = [
        "this email has been checked for viruses", "diese e-mail wurde von avast", "virus-free.www", "virus-free. www",
        "virenfrei.www", "virenfrei. www",
        "questa e-mail è stata controllata per individuare virus", "el software de antivirus avast",
        "ta wiadomość została sprawdzona na obecność wirusów", "это сообщение проверено на вирусы",
    ]

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
            let start = Introduction.start(lines, endingAt: last, isBeforeQuote: true, &seen), hasOwn(lines[..<start])
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
        if lines[block.lowerBound].isIntroduction || !hasOwn(lines[..<block.lowerBound]) { lines.removeSubrange(block) }
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
