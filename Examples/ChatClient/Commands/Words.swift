import WebChatProtocol

/// The words of a line: `"…"` keeps spaces, `NAME=VALUE` is a member.
struct Words {
    private var text: Substring

    init(_ text: Substring) { self.text = text.drop { $0.isWhitespace } }

    /// What is left, as it is.
    var rest: String { String(text) }

    mutating func optional() -> String? {
        guard !text.isEmpty else { return nil }
        var word = ""
        var isQuoted = false
        while let character = text.first, isQuoted || !character.isWhitespace {
            text.removeFirst()
            if character == "\"" { isQuoted.toggle() } else { word.append(character) }
        }
        text = text.drop { $0.isWhitespace }
        return word
    }

    mutating func next(_ what: String) throws -> String {
        guard let word = optional() else { throw Mistake("\(what) is missing") }
        return word
    }

    /// The members that come next; a value is JSON where it reads as JSON.
    mutating func members() throws -> [JSONObject.Member] {
        var members: [JSONObject.Member] = []
        while let name = nextMemberName() {
            text.removeFirst(name.count + 1)
            members.append(.init(name: name, value: Words.value(optional() ?? "")))
        }
        return members
    }

    private func nextMemberName() -> String? {
        let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
        guard !name.isEmpty, text.dropFirst(name.count).first == "=", text.dropFirst(name.count + 1).first != " " else {
            return nil
        }
        return String(name)
    }

    static func value(_ text: String) -> JSONValue {
        guard let first = text.first, first.isNumber || "-[{tfn".contains(first) else { return .string(text) }
        do {
            let value = try JSONValue.parse(Array("[\(text)]".utf8)).arrayValue
            return value?.count == 1 ? value?[0] ?? .string(text) : .string(text)
        } catch {
            return .string(text)  // not JSON: a plain word
        }
    }
}
