/// One line, with what the trimmer asks of it.
struct TextLine {
    /// As it stands in the text.
    let raw: Substring
    /// Without blanks at both ends and without the stars of bold text.
    let content: Substring
    /// How many `>` it begins with.
    let depth: Int
    /// It introduces a quote, or was torn off one.
    var isIntroduction = false

    init(_ raw: Substring) {
        self.raw = raw
        var rest = raw.utf8[...]
        var depth = 0
        var blanks = 0
        while let first = rest.first {
            if first == UInt8(ascii: ">") {
                depth += 1
                blanks = 0
            } else if first.isBlank {
                blanks += 1
                // Far to the right it is a picture or code.
                if blanks > 3, depth == 0 { break }
            } else {
                break
            }
            rest.removeFirst()
        }
        self.depth = depth
        let star = UInt8(ascii: "*")
        while let first = rest.first {
            if first.isBlank || first == star {
                rest.removeFirst()
            } else if first == 0xC2, rest.dropFirst().first == 0xA0 {
                rest.removeFirst(2)
            } else {
                break
            }
        }
        while let last = rest.last {
            if last.isBlank || last == star {
                rest.removeLast()
            } else if last == 0xA0, rest.dropLast().last == 0xC2 {
                rest.removeLast(2)
            } else {
                break
            }
        }
        content = Substring(rest)
    }

    var isBlank: Bool { depth == 0 && content.isEmpty }

    var isQuoted: Bool { depth > 0 || isIntroduction }

    /// `-- `, the mark of RFC 3676, and what clients make of it.
    var isSignatureMark: Bool {
        depth == 0 && (content == "--" || content == "—" || content == "– –") && !raw.hasPrefix("  ")
    }

    /// A line of dashes, underscores or equal signs.
    func isRule(atLeast count: Int) -> Bool {
        guard depth == 0, content.utf8.count >= count, let first = content.utf8.first,
            first == .hyphen || first == UInt8(ascii: "_") || first == .equals
        else { return false }
        return content.utf8.allSatisfy { $0 == first }
    }
}
