/// Bytes as digits of a few bits each, the most significant first and without padding: what base32 and base64 have in
/// common.
enum BitDigits {
    /// - Parameters:
    ///   - width: How many bits a digit stands for, 1 to 8.
    ///   - digits: The ASCII digits, one for each value.
    static func encode(_ bytes: some Sequence<UInt8>, width: UInt32, digits: [UInt8]) -> String {
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        let mask: UInt32 = (1 << width) - 1
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= width {
                bits -= width
                text.append(digits[Int(buffer >> bits & mask)])
            }
            buffer &= (1 << bits) - 1
        }
        if bits > 0 { text.append(digits[Int(buffer << (width - bits) & mask)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
