/// One line, with what the trimmer asks of it.
struct TextLine {
    /// As it stands in the text.
    let raw: Substring
    /// Without blanks at both ends and without the stars of bold text.
    let content: Substring
    /// How many `>` it begins with.
    let depth: Int
    /// `content` is printable ASCII and tabs: what is asked of it can be asked of its bytes.
    let isPlain: Bool
    /// `content` holds a colon of any alphabet, or may.
    let mayHoldColon: Bool
    /// Whether an introduction may end here even if no quote follows. Asked once for each of the lines above, so it is kept.
    let canEndIntroduction: Bool
    /// Over how many lines the introduction goes that ends here, whether a quote follows or not; nil when none does.
    var introducing: Int?
    /// It introduces a quote, or was torn off one.
    var isIntroduction = false

    init(_ raw: Substring) {
        self.raw = raw
        var text = raw
        let (extent, isPlain, mayHoldColon) = text.withUTF8 { bytes in
            let extent = Extent(bytes)
            let content = bytes.piece(extent.start, extent.end)
            // The colon of East Asia begins with 0xEF.
            let mayHoldColon =
                content.place(of: .colon, from: 0, to: content.count) < content.count
                || content.place(of: 0xEF, from: 0, to: content.count) < content.count
            return (extent, content.isPlain, mayHoldColon)
        }
        let start = raw.utf8.startIndex
        content = Substring(
            raw.utf8[raw.utf8.index(start, offsetBy: extent.start)..<raw.utf8.index(start, offsetBy: extent.end)])
        depth = extent.depth
        self.isPlain = isPlain
        self.mayHoldColon = mayHoldColon
        canEndIntroduction = depth == 0 && Introduction.canEnd(content, isPlain: isPlain)
    }

    /// Where the content of a line lies, and how deep it is quoted.
    private struct Extent {
        var start = 0
        var end: Int
        var depth = 0

        init(_ line: UnsafeBufferPointer<UInt8>) {
            end = line.count
            var blanks = 0
            while start < end {
                if line[start] == UInt8(ascii: ">") {
                    depth += 1
                    blanks = 0
                } else if line[start].isBlank {
                    blanks += 1
                    // Far to the right it is a picture or code.
                    if blanks > 3, depth == 0 { break }
                } else {
                    break
                }
                start += 1
            }
            let star = UInt8(ascii: "*")
            // 0xC2 0xA0 is a blank that may not break.
            while start < end {
                if line[start].isBlank || line[start] == star {
                    start += 1
                } else if line[start] == 0xC2, start + 1 < end, line[start + 1] == 0xA0 {
                    start += 2
                } else {
                    break
                }
            }
            while start < end {
                if line[end - 1].isBlank || line[end - 1] == star {
                    end -= 1
                } else if line[end - 1] == 0xA0, end - 2 >= start, line[end - 2] == 0xC2 {
                    end -= 2
                } else {
                    break
                }
            }
        }
    }

    var isBlank: Bool { depth == 0 && content.isEmpty }

    var isQuoted: Bool { depth > 0 || isIntroduction }

    /// `-- `, the mark of RFC 3676, and what clients make of it.
    var isSignatureMark: Bool {
        // None of the marks has more than seven bytes.
        depth == 0 && content.utf8.count <= 7 && (content == "--" || content == "—" || content == "– –")
            && !raw.hasPrefix("  ")
    }

    /// A title between marks: `------ Original ------`.
    var isFramed: Bool {
        guard depth == 0, content.utf8.count <= 60, let first = content.utf8.first,
            first == .hyphen || first == UInt8(ascii: "_") || first == .equals
        else { return false }
        return content.utf8.prefix { $0 == first }.count >= 3
            && content.utf8.reversed().prefix { $0 == first }.count >= 3
    }

    /// A line of dashes, underscores or equal signs.
    func isRule(atLeast count: Int) -> Bool {
        guard depth == 0, content.utf8.count >= count, let first = content.utf8.first,
            first == .hyphen || first == UInt8(ascii: "_") || first == .equals
        else { return false }
        return content.utf8.allSatisfy { $0 == first }
    }
}
