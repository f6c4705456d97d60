/// Lines of a text.
enum TextLines {
    /// The lines of a text, without their ends.
    static func split(_ text: String) -> [Substring] {
        let utf8 = text.utf8
        var lines: [Substring] = []
        var start = utf8.startIndex
        var index = start
        while index < utf8.endIndex {
            if utf8[index] == .lineFeed {
                lines.append(text[start..<index])
                start = utf8.index(after: index)
            }
            utf8.formIndex(after: &index)
        }
        lines.append(text[start...])
        return lines
    }

    /// Without blanks at ends of lines, at most two empty lines in a row, none at both ends.
    static func tidy(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var empty = 0
        for line in split(text) {
            let kept = withoutTrailingBlanks(line)
            if kept.isEmpty {
                empty += 1
                continue
            }
            if !result.isEmpty { result += String(repeating: "\n", count: min(empty, 2) + 1) }
            empty = 0
            result += kept
        }
        return result
    }

    static func withoutTrailingBlanks(_ line: Substring) -> Substring {
        var utf8 = line.utf8
        while let last = utf8.last, last.isBlank { utf8.removeLast() }
        return Substring(utf8)
    }
}
