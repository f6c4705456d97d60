/// The lines between the parts of a multipart.
enum Boundary {
    /// No header that we write for GMime may hold a longer one.
    private static let longestDeclared = 900
    /// RFC 2046 allows no longer one.
    private static let longestGuessed = 70
    /// Text before the first part that is nothing but a note for programs without MIME.
    private static let longestNote = 1000

    /// The boundary that really stands in a body whose type was no help: the declared one if a line has it, else that of
    /// the first line that could be one and has a part's header behind it.
    ///
    /// Nil also where a text stands before that line: then it may be a quoted mail, and the text would get lost.
    static func search(_ source: [UInt8], from start: Int, declared: String?) -> String? {
        let declared = declared.map { Array($0.utf8) } ?? []
        let mark = Array("--".utf8) + declared
        let isUsable = !declared.isEmpty && declared.count <= longestDeclared && declared.allSatisfy(isAllowed)
        return source.withUnsafeBufferPointer { bytes in
            var guess: Range<Int>?
            var line = start
            while line < bytes.count {
                let next = bytes.place(of: .lineFeed, from: line, to: bytes.count) + 1
                if bytes[line] == .hyphen {
                    let end = min(next, bytes.count)
                    if isUsable, isDelimiter(bytes, line..<end, mark) {
                        return String(decoding: declared, as: UTF8.self)
                    }
                    if guess == nil { guess = candidate(bytes, line..<end) }
                }
                line = next
            }
            guard let guess, isNote(bytes.piece(start, guess.lowerBound - 2)) else { return nil }
            return String(decoding: bytes.piece(guess.lowerBound, guess.upperBound), as: UTF8.self)
        }
    }

    /// True for a line that is `mark`, its hyphens included, and nothing more but blanks or the hyphens of the last one.
    static func isDelimiter(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ mark: [UInt8]) -> Bool {
        guard line.count >= mark.count, bytes[line].starts(with: mark) else { return false }
        var rest = bytes[(line.lowerBound + mark.count)..<line.upperBound]
        if rest.starts(with: [.hyphen, .hyphen]) { rest = rest.dropFirst(2) }
        return rest.allSatisfy { $0 <= 0x20 }
    }

    /// Where the boundary stands in a line that could be a delimiter and is followed by a field `Content-…`.
    private static func candidate(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        guard line.count > 2, bytes[line.lowerBound + 1] == .hyphen else { return nil }
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
        let start = line.lowerBound + 2
        guard start < end, end - start <= longestGuessed, bytes[start..<end].allSatisfy(isAllowed),
            isContentField(bytes[line.upperBound...].prefix(100))
        else { return nil }
        return start..<end
    }

    private static func isContentField(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let prefix = "content-".utf8
        guard line.prefix(prefix.count).elementsEqual(prefix, by: { $0.lowered == $1 }) else { return false }
        let name = line.dropFirst(prefix.count).prefix { $0.isLetter || $0 == .hyphen }
        return !name.isEmpty && line[name.endIndex...].first { !$0.isBlank } == .colon
    }

    /// True for what may stand between quotes without an escape.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func isNote(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if text.allSatisfy({ $0 <= 0x20 }) { return true }
        return text.count <= longestNote && String(decoding: text, as: UTF8.self).lowercased().holds("mime")
    }
}
