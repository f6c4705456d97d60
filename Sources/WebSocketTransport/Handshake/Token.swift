/// Tokens and comma-separated lists of header fields (RFC 9110 §5.6).
enum Token {
    /// Whether a byte may be part of a token.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// The elements of a list, without the space around them; nil when one is no token. Empty elements are left out.
    static func list(_ text: String) -> [String]? {
        var elements: [String] = []
        for part in text.split(separator: ",") {
            let element = part.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            if element.isEmpty { continue }
            guard element.allSatisfy({ $0.utf8.allSatisfy(self.isTokenByte) }) else { return nil }
            elements.append(String(element))
        }
        return elements
    }
}
