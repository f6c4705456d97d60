/// windows-1252, which also serves for ISO-8859-1.
enum Windows1252 {
    static func decode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 4)
        for byte in bytes {
            switch byte {
            case 0..<0x80: output.append(byte)
            case 0x80..<0xA0: output.append(contentsOf: Character(controls[Int(byte) - 0x80]).utf8)
            default:
                output.append(0xC0 | byte >> 6)
                output.append(0x80 | byte & 0x3F)
            }
        }
        return output
    }

    /// 0x80…0x9F; five of them are not assigned.
    private static let controls = Array(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars
    )
}
