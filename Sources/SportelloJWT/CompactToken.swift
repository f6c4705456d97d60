import Foundation

/// The three parts of a signed token in compact form, with the header's promises checked before any key is touched.
struct CompactToken {
    /// More than any honest token of the contract has.
    static let maximumBytes = 8192

    private struct Header: Decodable {
        let alg: String
        let typ: String?
        /// Present in any form, even null, means refused: nothing here is understood to be critical (RFC 7515 §4.1.11),
        /// and a token does not bring its own key (RFC 8725 §3.1).
        let hasForbidden: Bool

        private struct Name: CodingKey {
            let stringValue: String
            let intValue: Int? = nil
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { return nil }
        }

        private static let forbidden: Set<String> = ["crit", "jwk", "jku", "x5c", "x5u", "b64", "zip", "enc"]

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Name.self)
            alg = try values.decode(String.self, forKey: Name(stringValue: "alg"))
            typ = try values.decodeIfPresent(String.self, forKey: Name(stringValue: "typ"))
            // A word, though it chooses nothing.
            _ = try values.decodeIfPresent(String.self, forKey: Name(stringValue: "kid"))
            hasForbidden = values.allKeys.contains { Self.forbidden.contains($0.stringValue) }
        }
    }

    /// Checks a token's form. Throws a text for an operator.
    ///
    /// Each part must be canonical base64url (RFC 7515 §2: no padding, no foreign alphabet, no stray bits), so that one
    /// signature has one spelling.
    static func check(_ token: String, algorithm: String) throws(Problem) {
        guard token.utf8.count <= maximumBytes else { throw Problem("the token is too long") }
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ isCanonical(Array($0)) }) else {
            throw Problem("the token does not have three parts in base64url")
        }
        let header: Header
        do {
            header = try JSONDecoder().decode(Header.self, from: decoded(Array(parts[0])))
        } catch {
            throw Problem("the token's header cannot be read")
        }
        guard header.alg == algorithm else { throw Problem("the token names another algorithm than \(algorithm)") }
        guard header.typ.map({ $0.uppercased() == "JWT" }) ?? true else {
            throw Problem("the token is of another type")
        }
        guard !header.hasForbidden else { throw Problem("the token's header asks for what is not allowed") }
    }

    /// Why a token's form is wrong.
    struct Problem: Error {
        let text: String
        init(_ text: String) { self.text = text }
    }

    private static func isCanonical(_ part: [UInt8]) -> Bool {
        guard let last = part.last.flatMap(value(of:)), part.allSatisfy({ value(of: $0) != nil }) else { return false }
        return switch part.count % 4 {
        case 0: true
        case 2: last & 0b1111 == 0
        case 3: last & 0b11 == 0
        default: false
        }
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }

    /// The bytes of a canonical part.
    private static func decoded(_ part: [UInt8]) -> Data {
        var bytes = Data(capacity: part.count)
        var bits: UInt32 = 0
        var count = 0
        for digit in part {
            bits = bits << 6 | UInt32(value(of: digit) ?? 0)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
