/// What stands below the sender's words and is none of them: a signature, what a telephone adds, the footer of a list.
enum MailEnd {
    /// `-- ` and what follows; `--` only in front of a few lines. Whether there was one.
    static func cutSignature(_ lines: inout [TextLine]) -> Bool {
        let marks = lines.indices.filter { lines[$0].isSignatureMark }
        for index in marks {
            guard lines[..<index].hasOwn else { continue }
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
    static func cutDeviceLines(_ lines: inout [TextLine]) {
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
    static func cutFooter(_ lines: inout [TextLine]) {
        for index in lines.indices.suffix(12) where lines[index].isRule(atLeast: 2) && lines[..<index].hasOwn {
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
}

extension ArraySlice<TextLine> {
    /// Whether a line of them is the sender's own.
    var hasOwn: Bool { contains { !$0.isBlank && $0.depth == 0 } }
}
