/// RFC 2047 as clients write it.
///
/// Words glued to text, words inside quotes, blanks inside words, multi-byte letters cut between two words, labels that
/// lie: all of that is read. Text that only looks like a word stays as it is.
enum EncodedWords {
    /// The text with its encoded words decoded, on one line.
    static func decode(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == .equals }) || !value.utf8.allSatisfy({ $0 > 0x1F && $0 < 0x7F }) else {
            return TextCleaner.line(value)
        }
        let bytes = Array(value.utf8)
        var result = ""
        var pending: Pending?
        var index = 0
        var plainStart = 0
        func plain(_ end: Int, before next: Word?) {
            let text = bytes[plainStart..<end]
            // Blanks between two words are only there because of folding.
            if next != nil, pending != nil, text.allSatisfy({ $0.isBlank || $0 == .lineFeed || $0 == .carriageReturn })
            {
                return
            }
            result += pending?.text ?? ""
            pending = nil
            result += String(decoding: text, as: UTF8.self)
        }
        while index < bytes.count {
            guard bytes[index] == .equals, let word = Word(bytes, at: index) else {
                index += 1
                continue
            }
            plain(index, before: word)
            if pending?.add(word) != true {
                result += pending?.text ?? ""
                pending = Pending(word)
            }
            index = word.end
            plainStart = index
        }
        plain(bytes.count, before: nil)
        return TextCleaner.line(result)
    }

    /// Where the word that begins at `start` ends; nil when none begins there.
    static func end(_ bytes: [UInt8], at start: Int) -> Int? {
        bytes[start] == .equals ? Word(bytes, at: start)?.end : nil
    }

    /// Adjacent words of one charset: their bytes belong together.
    private struct Pending {
        var charset: String
        var bytes: [UInt8]
        var isUnicode: Bool

        init(_ word: Word) {
            charset = word.charset
            bytes = word.content
            isUnicode = word.isUnicode
        }

        mutating func add(_ word: Word) -> Bool {
            guard word.charset == charset, word.isUnicode == isUnicode else { return false }
            bytes += word.content
            return true
        }

        var text: String { TextDecoder.decode(bytes, label: isUnicode ? "utf-8" : charset).string }
    }

    private struct Word {
        var charset: String
        var content: [UInt8]
        /// The word held raw 8-bit text, which the header's decoding made UTF-8 already.
        var isUnicode: Bool
        var end: Int

        init?(_ bytes: [UInt8], at start: Int) {
            let question = UInt8(ascii: "?")
            guard start + 6 < bytes.count, bytes[start + 1] == question else { return nil }
            let label = bytes[(start + 2)...].prefix(64)
            guard let labelEnd = label.firstIndex(of: question), labelEnd > start + 2,
                label[..<labelEnd].allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
                labelEnd + 2 < bytes.count, bytes[labelEnd + 2] == question
            else { return nil }
            let coding = bytes[labelEnd + 1].lowered
            guard coding == UInt8(ascii: "b") || coding == UInt8(ascii: "q") else { return nil }
            let textStart = labelEnd + 3
            // A word that nobody ends is no word; a long one is still one.
            var textEnd = textStart
            let last = min(bytes.count - 1, textStart + 16 << 10)
            while textEnd < last, !(bytes[textEnd] == question && bytes[textEnd + 1] == .equals) {
                // Another word begins: this one was never ended.
                if bytes[textEnd] == .equals, bytes[textEnd + 1] == question, textEnd + 2 <= last,
                    bytes[textEnd + 2] != .equals
                {
                    return nil
                }
                textEnd += 1
            }
            guard textEnd < last else { return nil }
            charset = String(decoding: label[..<labelEnd], as: UTF8.self).lowercased()
            let text = bytes[textStart..<textEnd]
            isUnicode = text.contains { $0 >= 0x80 }
            content = coding == UInt8(ascii: "b") ? Self.base64(text) : Self.quoted(text)
            end = textEnd + 2
        }

        private static func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
            var decoder = Base64Decoder()
            var output: [UInt8] = []
            text.withUnsafeBufferPointer { decoder.read($0, into: &output) }
            decoder.finish(into: &output)
            return output
        }

        private static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
            var output: [UInt8] = []
            output.reserveCapacity(text.count)
            var index = text.startIndex
            while index < text.endIndex {
                let byte = text[index]
                if byte == UInt8(ascii: "_") {
                    output.append(.space)
                } else if byte == .equals, index + 2 < text.endIndex, let high = text[index + 1].hexValue,
                    let low = text[index + 2].hexValue
                {
                    output.append(high << 4 | low)
                    index += 2
                } else {
                    output.append(byte)
                }
                index += 1
            }
            return output
        }
    }
}
