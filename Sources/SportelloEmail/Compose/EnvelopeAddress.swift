/// What may stand between the angle brackets of MAIL FROM and RCPT TO. libcurl passes anything on, so that a line break
/// in an address would be a command of its own (facts, mail §5).
enum EnvelopeAddress {
    static func isValid(_ address: String) -> Bool {
        let bytes = Array(address.utf8)
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0, at <= 64,
            at < bytes.count - 1
        else { return false }
        let local = bytes[..<at]
        let domain = bytes[(at + 1)...]
        guard local.allSatisfy(isLocal), domain.allSatisfy(isDomain), local.first != UInt8(ascii: "-") else {
            return false
        }
        return !domain.starts(with: ".".utf8) && domain.last != UInt8(ascii: ".")
            && domain.first != UInt8(ascii: "-") && !address.contains("..")
    }

    /// What goes unquoted in a local part (RFC 5321), and text beyond ASCII (RFC 6531).
    private static func isLocal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x80...: true
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte)
        }
    }

    private static func isDomain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x80...: true
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
