import Foundation
import SportelloModel

/// Writes header fields that no value can break out of.
enum MailHeaders {
    /// `name: value`, folded, with encoded words where the text is not plain ASCII.
    static func text(_ name: String, _ value: String) -> String {
        let clean = oneLine(value)
        let isPlain = clean.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } && !clean.contains("=?")
        return isPlain ? folded(name, clean) : "\(name): \(encodedWords(clean, from: name.utf8.count + 2))\r\n"
    }

    /// A field of words without blanks inside, for example Message-IDs.
    static func words(_ name: String, _ words: [String]) -> String {
        folded(name, words.map(oneLine).joined(separator: " "))
    }

    /// `"Name" <address>`.
    static func address(_ name: String, _ display: String?, _ address: String) -> String {
        guard let display = display.map(oneLine), !display.isEmpty else { return "\(name): \(address)\r\n" }
        if display.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) {
            let quoted = display.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\(name): \"\(quoted)\"\r\n <\(address)>\r\n"
        }
        return "\(name): \(encodedWords(display, from: name.utf8.count + 2))\r\n <\(address)>\r\n"
    }

    /// RFC 5322, UTC.
    static func date(_ instant: Instant) -> String {
        let seconds = instant.milliseconds / 1000 - (instant.milliseconds % 1000 < 0 ? 1 : 0)
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(days[Int(parts.tm_wday)]), \(parts.tm_mday) \(months[Int(parts.tm_mon)]) \(1900 + Int(parts.tm_year)) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) +0000"
    }

    /// Without line breaks and other controls: the injection that a subject could carry.
    static func oneLine(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl =
                scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
                || scalar.value == 0x2028 || scalar.value == 0x2029
            result.append(isControl ? " " : scalar)
        }
        return String(result).trimmingCharacters(in: .whitespaces)
    }

    private static func folded(_ name: String, _ value: String) -> String {
        var lines = ["\(name):"]
        for word in value.split(separator: " ", omittingEmptySubsequences: false) {
            // A line break only before a word: a line of blanks alone would end the header for some readers.
            if lines[lines.count - 1].utf8.count + word.utf8.count + 1 > 76, !word.isEmpty,
                lines[lines.count - 1].utf8.count > name.utf8.count + 1
            {
                lines.append(" \(word)")
            } else {
                lines[lines.count - 1] += " \(word)"
            }
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// Base64 words of at most 75 characters, whole characters in each.
    private static func encodedWords(_ text: String, from column: Int) -> String {
        var words: [String] = []
        var bytes: [UInt8] = []
        for character in text {
            let next = Array(String(character).utf8)
            for piece in stride(from: 0, to: next.count, by: 40).map({ next[$0..<min($0 + 40, next.count)] }) {
                if bytes.count + piece.count > (words.isEmpty ? max(9, 45 - column) : 45) {
                    words.append(word(bytes))
                    bytes = []
                }
                bytes += piece
            }
        }
        if !bytes.isEmpty { words.append(word(bytes)) }
        return words.joined(separator: "\r\n ")
    }

    private static func word(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(Data(bytes).base64EncodedString())?=" }
}
