/// Lines of a text.
enum TextLines {
    /// The lines of a text, without their ends.
    static func split(_ text: String) -> [Substring] {
        var text = text
        let ends = text.withUTF8 { bytes in
            var ends: [Int] = []
            forEachLine(bytes) { ends.append($1) }
            return ends
        }
        var lines: [Substring] = []
        lines.reserveCapacity(ends.count)
        var start = text.utf8.startIndex
        for (index, offset) in ends.enumerated() {
            let end = text.utf8.index(text.utf8.startIndex, offsetBy: offset)
            lines.append(text[start..<end])
            if index + 1 < ends.count { start = text.utf8.index(after: end) }
        }
        return lines
    }

    /// Without blanks at ends of lines, at most two empty lines in a row, none at both ends.
    static func tidy(_ text: String) -> String {
        var text = text
        return text.withUTF8 { tidy($0) }
    }

    /// The same, for a text in UTF-8.
    static func tidy(_ utf8: [UInt8]) -> String { utf8.withUnsafeBufferPointer { tidy($0) } }

    private static func tidy(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var tidied = TidyText(capacity: bytes.count)
        forEachLine(bytes) { tidied.append(bytes.piece($0, $1)) }
        return tidied.text
    }

    /// Calls `body` with the beginning and the end of every line; the last may be empty.
    private static func forEachLine(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int, Int) -> Void) {
        var start = 0
        while true {
            let end = bytes.place(of: .lineFeed, from: start, to: bytes.count)
            body(start, end)
            guard end < bytes.count else { return }
            start = end + 1
        }
    }
}

/// Puts lines together: without blanks at their ends, at most two empty ones in a row, none at both ends.
struct TidyText {
    private var output: [UInt8] = []
    private var empty = 0

    /// For about `capacity` bytes.
    init(capacity: Int) {
        output.reserveCapacity(capacity)
    }

    /// Adds one line, without its end.
    mutating func append(_ line: UnsafeBufferPointer<UInt8>) {
        var end = line.count
        while end > 0, line[end - 1].isBlank { end -= 1 }
        guard end > 0 else {
            empty += 1
            return
        }
        if !output.isEmpty {
            for _ in 0...min(empty, 2) { output.append(.lineFeed) }
        }
        empty = 0
        output.append(contentsOf: line.piece(0, end))
    }

    var text: String { String(decoding: output, as: UTF8.self) }
}
