/// Base64 as it arrives: any line length, foreign characters between, several padded pieces after one another, a list's
/// footer behind it.
struct Base64Decoder {
    private var bits: UInt32 = 0
    private var count = 0
    private var hasSeenPadding = false
    private(set) var isDone = false
    private(set) var isDamaged = false

    mutating func read(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        for byte in input {
            let value = Self.values[Int(byte)]
            if value < 64 {
                bits = bits << 6 | UInt32(value)
                count += 1
                if count == 4 {
                    output.append(UInt8(truncatingIfNeeded: bits >> 16))
                    output.append(UInt8(truncatingIfNeeded: bits >> 8))
                    output.append(UInt8(truncatingIfNeeded: bits))
                    bits = 0
                    count = 0
                }
            } else if value == Self.padding {
                if count > 0 { finish(into: &output) }
                hasSeenPadding = true
            } else if value == Self.foreign {
                isDamaged = true
                // What follows the padding and is no base64 was appended by somebody else.
                if hasSeenPadding {
                    isDone = true
                    return
                }
            }
        }
    }

    /// Writes what the last, incomplete group holds.
    mutating func finish(into output: inout [UInt8]) {
        switch count {
        case 2: output.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3:
            output.append(UInt8(truncatingIfNeeded: bits >> 10))
            output.append(UInt8(truncatingIfNeeded: bits >> 2))
        case 1: isDamaged = true
        default: break
        }
        bits = 0
        count = 0
    }

    private static let padding: UInt8 = 64
    private static let blank: UInt8 = 65
    private static let foreign: UInt8 = 66

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: foreign, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, letter) in alphabet.utf8.enumerated() { table[Int(letter)] = UInt8(value) }
        table[Int(UInt8(ascii: "="))] = padding
        for letter in " \t\r\n\u{0B}\u{0C}\0".utf8 { table[Int(letter)] = blank }
        return table
    }()
}
