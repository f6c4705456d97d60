/// Lays out the text of a document: paragraphs, lists, quotes with `> `, preformatted text as it is.
struct HTMLTextWriter {
    /// The text in UTF-8.
    private var output: [UInt8] = []
    /// The word that is being read.
    private var word: [UInt8] = []
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
        var text = text
        text.withUTF8 { flowing($0) }
    }

    private mutating func flowing(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < text.count {
            let start = index
            while index < text.count, text[index] > 0x20, text[index] < 0x7F { index += 1 }
            if index > start {
                word.append(contentsOf: text.piece(start, index))
                continue
            }
            switch text[index] {
            case .space, .tab, .lineFeed, .carriageReturn, 0x0C:
                flush()
                needsBlank = true
                index += 1
            case 0..<0x80: index += 1
            default: index = other(text, at: index)
            }
        }
        flush()
    }

    /// A scalar beyond ASCII; where the next one begins.
    private mutating func other(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        var end = index + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        let bytes = text.piece(index, end)
        let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first
        switch scalar?.value ?? 0 {
        // What newsletters fill their previews with.
        case 0x00AD, 0x200B, 0x200C, 0x2060, 0xFEFF, 0x034F: break
        case 0x00A0: word.append(.space)
        case 0..<0xA0: break
        default: word.append(contentsOf: bytes)
        }
        return end
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
            if !clean.isEmpty { append(clean.utf8) }
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
    }

    /// A word that stands for itself, such as a list's mark.
    mutating func mark(_ text: String) {
        append(text.utf8)
        needsBlank = false
    }

    private mutating func flush() {
        guard !word.isEmpty else { return }
        defer { word.removeAll(keepingCapacity: true) }
        // Hard blanks alone begin no line.
        if isAtLineStart || breaks > 0 || output.isEmpty, word.allSatisfy({ $0 == .space }) { return }
        if needsBlank, !isAtLineStart, breaks == 0, !endsInBlank { output.append(.space) }
        needsBlank = false
        append(word)
    }

    /// The text's last character is a blank. A few marks join with the blank behind them, so what is no ASCII is asked.
    private var endsInBlank: Bool {
        guard output.last == .space else { return false }
        guard let before = output.dropLast().last, before >= 0x80 else { return true }
        let start = output.dropLast().lastIndex { $0 & 0xC0 != 0x80 } ?? 0
        return String(decoding: output[start...], as: UTF8.self).last == " "
    }

    private mutating func append(_ text: some Collection<UInt8>) {
        if isAtLineStart || breaks > 0 {
            let prefix = min(quoteDepth, 20)
            if !output.isEmpty {
                output.append(.lineFeed)
                for _ in 1..<max(breaks, 1) {
                    quote(prefix)
                    if prefix > 0 { output.removeLast() }
                    output.append(.lineFeed)
                }
            }
            quote(prefix)
            breaks = 0
            isAtLineStart = false
        }
        output.append(contentsOf: text)
    }

    private mutating func quote(_ depth: Int) {
        for _ in 0..<depth { output.append(contentsOf: [UInt8(ascii: ">"), .space]) }
    }

    /// The text, without blanks at the ends of lines and lines at the end.
    var text: String { TextLines.tidy(output) }
}
