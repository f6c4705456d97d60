/// `On Monday, Anna <anna@example.org> wrote:` in the languages and forms that clients use, over up to four lines.
enum Introduction {
    private static let longest = 320
    private static let longestWord = 64

    /// The first line of the introduction that ends with the line at `end`; nil when there is none.
    ///
    /// Right above a quote less is asked of it.
    ///
    /// - Parameter seen: What was found in lines before, by their place; most are looked at by several below them.
    static func start(
        _ lines: [TextLine], endingAt end: Int, isBeforeQuote: Bool, _ seen: inout [Int: Signs]
    ) -> Int? {
        let last = lines[end]
        guard last.depth == 0, last.canEndIntroduction || isBeforeQuote && canEndBeforeQuote(last.content) else {
            return nil
        }
        var joined = ""
        var signs = Signs()
        var candidate: Int?
        var line = end
        while line >= 0, end - line < 4, !lines[line].isBlank, lines[line].depth == 0 {
            joined = joined.isEmpty ? String(lines[line].content) : "\(lines[line].content) \(joined)"
            guard joined.utf8.count <= longest else { break }
            let own = seen[line] ?? Signs(lines[line].content)
            seen[line] = own
            signs.formUnion(own)
            if matches(joined, signs, isBeforeQuote: isBeforeQuote) {
                if begins(lines[line].content), line == 0 || !goesOn(lines[line - 1], joined, signs) { return line }
                // A name may stand first; without a quote below, only an address proves it.
                if candidate == nil, isBeforeQuote || signs.hasAddress { candidate = line }
            }
            line -= 1
        }
        return candidate
    }

    /// True for a line that can end an introduction whether a quote follows or not. `isPlain`: it is printable ASCII and tabs.
    static func canEnd(_ text: Substring, isPlain: Bool) -> Bool {
        guard let last = text.unicodeScalars.last, text.utf8.count <= longest else { return false }
        if last == ":" || last == "：" { return true }
        // Without its colon only a verb can end it.
        var bytes = text
        if let isVerb = bytes.withUTF8({ endsInVerb($0, isPlain: isPlain) }) { return isVerb }
        return lastWord(text).map { QuoteWords.wrote.contains($0) } ?? false
    }

    /// True for a text whose last word is one of "wrote".
    static func endsInVerb(_ text: String) -> Bool {
        lastWord(text[...]).map { QuoteWords.wrote.contains($0) } ?? false
    }

    private static func canEndBeforeQuote(_ text: Substring) -> Bool {
        guard let last = text.unicodeScalars.last, text.utf8.count <= longest else { return false }
        return last == ">" || last == "," || last == ")"
    }

    /// What `lastWord` and a look into the verbs say, but from bytes; nil for a word that only Unicode's own rules turn into
    /// lower case.
    private static func endsInVerb(_ text: UnsafeBufferPointer<UInt8>, isPlain: Bool) -> Bool? {
        var end = text.count
        while end > 0, text[end - 1] == .space { end -= 1 }
        var start = end
        while start > 0, text[start - 1] != .space { start -= 1 }
        guard end - start <= longestWord else { return false }
        let word = text.piece(start, end)
        if isPlain, !word.contains(where: isMark) { return QuoteWords.wroteTable.contains(word) }
        guard let lowered = LowerCase.simple(word) else { return nil }
        return lowered.filter { !isMark($0) }.withUnsafeBufferPointer { QuoteWords.wroteTable.contains($0) }
    }

    private static func isMark(_ byte: UInt8) -> Bool { byte == .colon || byte == UInt8(ascii: ".") }

    /// Asked of every line, so it looks at no more than the line's end.
    private static func lastWord(_ text: Substring) -> String? {
        let bytes = text.utf8
        guard let last = bytes.lastIndex(where: { $0 != .space }) else { return nil }
        let words = bytes[...last]
        let start = words.lastIndex(of: .space).map { words.index(after: $0) } ?? words.startIndex
        let word = Substring(words[start...])
        // No verb is as long as this, in any alphabet.
        guard word.utf8.count <= longestWord else { return nil }
        return word.lowercased().filter { $0 != ":" && $0 != "." }
    }

    /// True when an introduction that could begin below `line` begins there or above: `Anna <` or `On Thu, Jun 12,` is no end.
    private static func goesOn(_ line: TextLine, _ joined: String, _ signs: Signs) -> Bool {
        guard line.depth == 0, let last = line.content.unicodeScalars.last else { return false }
        if last == "<" || last == "(" { return true }
        guard begins(line.content) else { return false }
        let isLate = joined.utf8.first?.isDigit == true || joined.hasPrefixIgnoringCase("at ")
        if last == ",", isLate { return true }
        guard !signs.hasDate else { return false }
        return Signs(line.content).hasDate
    }

    private static func begins(_ text: Substring) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        // An address may begin with a digit or with `on-`.
        if text.utf8.prefix(while: { $0 != .space }).contains(UInt8(ascii: "@")) { return false }
        if ("0"..."9").contains(first) { return true }
        let word = text.prefix { $0 != " " && $0 != "," && $0 != "." && $0 != "\u{A0}" && $0 != "-" }.lowercased()
        return QuoteWords.starts.contains(word)
    }

    private static func matches(_ text: String, _ signs: Signs, isBeforeQuote: Bool) -> Bool {
        if isBeforeQuote, signs.hasVerb || signs.hasAddress && signs.hasDate { return true }
        // A client writes who or when exactly; "On 12 June 2024 your agent wrote:" is the sender's own.
        if signs.hasVerb {
            let isExact = signs.hasDate && signs.hasTime
            return signs.hasAddress && signs.hasTime || !signs.isProse && (signs.hasAddress || isExact)
        }
        // Gmail in Russian, Yandex and mail.ru write no verb.
        if signs.hasAddress, signs.hasDate { return begins(text[...]) && (signs.hasTime || text.hasSuffix(">:")) }
        // `Quoting Anna <anna@example.org>:`
        guard signs.hasAddress || isBeforeQuote else { return false }
        return text.hasPrefixIgnoringCase("quoting ") || text.hasPrefixIgnoringCase("zitat von ")
            || text.hasPrefixIgnoringCase("citando ") || text.hasPrefixIgnoringCase("cytowanie ")
    }

    /// True for a word that holds a time of day: `10:11`, `10h11`.
    static func isTime(_ word: some StringProtocol) -> Bool {
        let bytes = word.utf8.drop { !$0.isDigit }
        let hour = bytes.prefix { $0.isDigit }
        let rest = bytes[hour.endIndex...]
        guard hour.count == 1 || hour.count == 2, let mark = rest.first,
            mark == .colon || mark.lowered == UInt8(ascii: "h")
        else { return false }
        let minute = rest.dropFirst().prefix(2)
        return minute.count == 2 && minute.allSatisfy { $0.isDigit }
    }

    /// What lines of prose have or lack.
    struct Signs {
        var hasVerb = false
        var hasDate = false
        var hasAddress = false
        /// `10:11`, `10h11`.
        var hasTime = false
        /// It speaks of somebody, as clients do not.
        var isProse = false

        /// Not in lower case: `My` and `Ho` are names.
        private static let people: Set<Substring> = [
            "you", "your", "we", "our", "he", "she", "they", "I", "the", "ich", "wir", "mir", "uns", "Sie", "Ihnen",
            "Ihr",
            "Ihre", "habe", "haben", "unser", "das", "je", "nous", "vous", "votre", "ho", "mi", "vi", "vostro",
            "vostra",
            "avete", "ik", "u", "wij", "su", "me", "yo", "mój", "wasz", "Wasz", "мне", "ваш", "Ваш", "мені",
        ]
        private static let longestPerson = 12

        init() {}

        /// Adds what another line has.
        mutating func formUnion(_ other: Signs) {
            hasVerb = hasVerb || other.hasVerb
            hasDate = hasDate || other.hasDate
            hasAddress = hasAddress || other.hasAddress
            hasTime = hasTime || other.hasTime
            isProse = isProse || other.isProse
        }

        init(_ text: Substring) {
            for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\u{A0}" }) {
                if word.utf8.contains(UInt8(ascii: "@")) {
                    hasAddress = true
                    continue
                }
                var digits = 0
                var hasMark = false
                for byte in word.utf8 {
                    if byte.isDigit { digits += 1 }
                    if byte == .colon || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == .hyphen {
                        hasMark = true
                    }
                }
                if digits > 2, Introduction.isTime(word) {
                    hasTime = true
                } else if digits >= 4 || digits >= 3 && hasMark {
                    hasDate = true
                }
                if digits == 0, !isProse, word.utf8.count <= Self.longestPerson, Self.people.contains(word) {
                    isProse = true
                }
                if !hasVerb, word.utf8.count <= longestWord, Self.isVerb(word) { hasVerb = true }
            }
        }

        private static func isVerb(_ word: Substring) -> Bool {
            let bare = word.lowercased().filter { $0 != ":" && $0 != "：" && $0 != "*" && $0 != ")" && $0 != "\"" }
            return QuoteWords.wrote.contains(bare) || bare.hasSuffix("写道") || bare.hasSuffix("寫道")
                || bare.hasSuffix("のメール") || bare.holds("написа")
        }
    }
}
