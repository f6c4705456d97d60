/// A token of a response.
enum IMAPToken: Sendable, Hashable {
    case atom(String)
    /// A quoted string or a literal.
    case string([UInt8])
    case open
    case close
}

extension IMAPResponse {
    /// The first line as text, for status and continuation lines.
    var line: String {
        if case .text(let bytes)? = pieces.first { String(decoding: bytes, as: UTF8.self) } else { "" }
    }

    /// The tokens, at most 10,000.
    func tokens() throws -> [IMAPToken] {
        var tokens: [IMAPToken] = []
        for piece in pieces {
            switch piece {
            case .literal(let bytes): tokens.append(.string(bytes))
            case .text(let bytes): try Self.scan(bytes, into: &tokens)
            }
            guard tokens.count <= 10_000 else {
                throw EmailError(.protocolViolation, "the server sent a response of too many words")
            }
        }
        return tokens
    }

    private static func scan(_ bytes: [UInt8], into tokens: inout [IMAPToken]) throws {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "): index += 1
            case UInt8(ascii: "("):
                tokens.append(.open)
                index += 1
            case UInt8(ascii: ")"):
                tokens.append(.close)
                index += 1
            case UInt8(ascii: "\""):
                var text: [UInt8] = []
                index += 1
                while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
                    if bytes[index] == UInt8(ascii: "\\") { index += 1 }
                    if index < bytes.count { text.append(bytes[index]) }
                    index += 1
                }
                index += 1
                tokens.append(.string(text))
            default:
                // The brackets of BODY[HEADER.FIELDS (...)] belong to the word.
                var depth = 0
                let start = index
                while index < bytes.count {
                    let byte = bytes[index]
                    if byte == UInt8(ascii: "[") { depth += 1 }
                    if byte == UInt8(ascii: "]") { depth = max(0, depth - 1) }
                    if depth == 0, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") {
                        break
                    }
                    index += 1
                }
                tokens.append(.atom(String(decoding: bytes[start..<index], as: UTF8.self)))
            }
        }
    }

    /// What a FETCH response says; `nil` for any other.
    func fetched() throws -> IMAPFetched? {
        let tokens = try tokens()
        guard tokens.count >= 4, tokens[0] == .atom("*"), case .atom(let number) = tokens[1], UInt32(number) != nil,
            case .atom(let word) = tokens[2], word.uppercased() == "FETCH", tokens[3] == .open
        else { return nil }
        var result = IMAPFetched()
        var index = 4
        while index + 1 < tokens.count, case .atom(let name) = tokens[index] {
            let value = tokens[index + 1]
            index += 2
            switch (name.uppercased(), value) {
            case ("UID", .atom(let text)): result.uid = UInt32(text)
            case ("RFC822.SIZE", .atom(let text)): result.size = Int(text)
            case (let name, .string(let bytes)) where name.hasPrefix("BODY["): result.body = bytes
            case (_, .open): index = Self.afterList(tokens, from: index)
            default: break
            }
        }
        return result
    }

    private static func afterList(_ tokens: [IMAPToken], from start: Int) -> Int {
        var depth = 1
        var index = start
        while index < tokens.count, depth > 0 {
            if tokens[index] == .open { depth += 1 }
            if tokens[index] == .close { depth -= 1 }
            index += 1
        }
        return index
    }
}

/// What a FETCH response says.
struct IMAPFetched: Sendable, Hashable {
    var uid: UInt32?
    var size: Int?
    var body: [UInt8]?
}

/// A folder as it was opened.
struct IMAPFolderState: Sendable, Hashable {
    /// How many mails it has.
    var exists = 0
    /// Its UIDVALIDITY; 0 when the server named none.
    var validity: UInt32 = 0
    /// The UID that the next mail will get; `nil` when the server did not say.
    var uidNext: UInt32?

    /// Takes what an untagged response says about the folder.
    mutating func take(_ response: IMAPResponse) {
        let words = response.line.split(separator: " ")
        if words.count >= 3, words[0] == "*", words[2].uppercased() == "EXISTS", let count = Int(words[1]) {
            exists = max(0, count)
        }
        validity = Self.number("[UIDVALIDITY ", response.line) ?? validity
        uidNext = Self.number("[UIDNEXT ", response.line) ?? uidNext
    }

    private static func number(_ mark: String, _ line: String) -> UInt32? {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "*", parts[1].uppercased() == "OK" else { return nil }
        let text = parts[2].uppercased()
        guard text.hasPrefix(mark) else { return nil }
        return UInt32(text.dropFirst(mark.count).prefix { $0.isASCII && $0.isNumber })
    }
}

/// How folder names and flags are written.
enum IMAPText {
    static func quoted(_ text: String) -> String {
        "\"" + modifiedUTF7(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// RFC 3501 §5.1.3: ASCII stays, everything else is base64 of UTF-16 between `&` and `-`.
    static func modifiedUTF7(_ text: String) -> String {
        var result = ""
        var pending: [UInt8] = []
        func flush() {
            if pending.isEmpty { return }
            result += "&" + BitDigits.encode(pending, width: 6, digits: digits) + "-"
            pending = []
        }
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x20, scalar.value < 0x7f {
                flush()
                result += scalar == "&" ? "&-" : String(scalar)
            } else {
                for unit in String(scalar).utf16 { pending += [UInt8(unit >> 8), UInt8(unit & 0xff)] }
            }
        }
        flush()
        return result
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
}
