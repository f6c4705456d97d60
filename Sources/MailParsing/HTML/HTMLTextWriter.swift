/// Lays out the text of a document: paragraphs, lists, quotes with `> `, preformatted text as it is.
struct HTMLTextWriter {
    private var output = ""
    /// Ends of lines that are owed before the next text.
    private var breaks = 0
    private var needsBlank = false
    private var isAtLineStart = true
    /// Levels of quotes around the text.
    var quoteDepth = 0

    /// Asks for `count` ends of line before whatever comes next.
    mutating func breakLine(_ count: Int) {
        needsBlank = false
        if output.isEmpty { return }
        breaks = max(breaks, count)
    }

    /// One more end of line, for `br`.
    mutating func lineEnd() {
        needsBlank = false
        if isAtLineStart || breaks > 0 { breaks = min(breaks + 1, 3) } else { breaks = 1 }
    }

    /// Text whose white space means nothing.
    mutating func flowing(_ text: String) {
        var word = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20, 0x09, 0x0A, 0x0D, 0x0C:
                flush(&word)
                needsBlank = true
            // What newsletters fill their previews with.
            case 0x00AD, 0x200B, 0x200C, 0x2060, 0xFEFF, 0x034F: break
            case 0x00A0: word.unicodeScalars.append(" ")
            case 0..<0x20, 0x7F..<0xA0: break
            default: word.unicodeScalars.append(scalar)
            }
        }
        flush(&word)
    }

    /// Text whose ends of line count.
    mutating func preformatted(_ text: String) {
        var isFirst = true
        for line in TextLines.split(text) {
            if !isFirst { lineEnd() }
            isFirst = false
            // Most lines hold nothing to leave out.
            let clean =
                line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
                ? String(line)
                : String(String.UnicodeScalarView(line.unicodeScalars.filter { Self.isPrintable($0) }))
            if !clean.isEmpty { append(clean) }
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
    }

    /// A word that stands for itself, such as a list's mark.
    mutating func mark(_ text: String) {
        append(text)
        needsBlank = false
    }

    private mutating func flush(_ word: inout String) {
        guard !word.isEmpty else { return }
        // Hard blanks alone begin no line.
        if isAtLineStart || breaks > 0 || output.isEmpty, word.allSatisfy({ $0 == " " }) {
            word = ""
            return
        }
        if needsBlank, !isAtLineStart, breaks == 0, output.last != " " { output += " " }
        needsBlank = false
        append(word)
        word = ""
    }

    private mutating func append(_ text: String) {
        if isAtLineStart || breaks > 0 {
            let prefix = String(repeating: "> ", count: min(quoteDepth, 20))
            if !output.isEmpty {
                output += "\n"
                for _ in 1..<max(breaks, 1) { output += prefix.isEmpty ? "\n" : "\(prefix.dropLast())\n" }
            }
            output += prefix
            breaks = 0
            isAtLineStart = false
        }
        output += text
    }

    /// The text, without blanks at the ends of lines and lines at the end.
    var text: String { TextLines.tidy(output) }
}
