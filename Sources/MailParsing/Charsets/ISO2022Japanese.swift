/// ISO-2022-JP as clients write it: with half-width katakana and the vendors' additions to JIS X 0208, which iconv's own
/// decoder refuses.
enum ISO2022Japanese {
    private enum Mode {
        case ascii
        case katakana
        case doubleByte
        case supplement
    }

    /// The same text in EUC-JP, whose Microsoft variant knows the additions.
    static func extendedUnixCode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var mode = Mode.ascii
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x1B, let (next, length) = escape(bytes[(index + 1)...]) {
                mode = next
                index += 1 + length
                continue
            }
            let isGraphic = (0x21...0x7E).contains(byte)
            switch mode {
            case .doubleByte where isGraphic && index + 1 < bytes.count,
                .supplement where isGraphic && index + 1 < bytes.count:
                if mode == .supplement { output.append(0x8F) }
                output.append(byte | 0x80)
                output.append(bytes[index + 1] | 0x80)
                index += 2
            case .katakana where isGraphic:
                output.append(0x8E)
                output.append(byte | 0x80)
                index += 1
            default:
                // A line always begins in ASCII, also after a forgotten escape.
                if byte == .lineFeed { mode = .ascii }
                output.append(byte)
                index += 1
            }
        }
        return output
    }

    /// What the bytes after ESC select, and how many they are.
    private static func escape(_ rest: ArraySlice<UInt8>) -> (Mode, Int)? {
        let sequence = Array(rest.prefix(3))
        guard sequence.count >= 2 else { return nil }
        switch (sequence[0], sequence[1]) {
        case (0x28, 0x42), (0x28, 0x4A), (0x28, 0x48): return (.ascii, 2)
        case (0x28, 0x49): return (.katakana, 2)
        case (0x24, 0x40), (0x24, 0x42): return (.doubleByte, 2)
        case (0x24, 0x28) where sequence.count == 3 && sequence[2] == 0x44: return (.supplement, 3)
        case (0x24, 0x28) where sequence.count == 3 && sequence[2] == 0x42: return (.doubleByte, 3)
        default: return nil
        }
    }
}
