/// Makes decoded text fit to keep and show.
enum TextCleaner {
    /// Lines end in `\n`; no controls but that and tabs; no byte order marks.
    static func body(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                // Most of any text needs no cleaning, and comes over in one piece.
                let end = endOfClean(bytes, from: index)
                if end > index {
                    output.append(contentsOf: bytes.piece(index, end))
                    index = end
                    continue
                }
                let byte = bytes[index]
                index += 1
                switch byte {
                case .lineFeed, .tab: output.append(byte)
                case .carriageReturn:
                    // CR CR LF is one end of line too: somebody's transport doubled it.
                    while index < bytes.count, bytes[index] == .carriageReturn, index + 1 < bytes.count,
                        bytes[index + 1] == .lineFeed
                    {
                        index += 1
                    }
                    if index < bytes.count, bytes[index] == .lineFeed { index += 1 }
                    output.append(.lineFeed)
                case 0x0C: output.append(.lineFeed)
                case 0..<0x20, 0x7F: break
                case 0xC2 where index < bytes.count && bytes[index] < 0xA0:
                    // C1 controls; U+0085 is an end of line.
                    if bytes[index] == 0x85 { output.append(.lineFeed) }
                    index += 1
                case 0xEF
                where index + 1 < bytes.count && bytes[index] == 0xBB && bytes[index + 1] == 0xBF: index += 2
                default: output.append(byte)
                }
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The end of the run of bytes that `body` leaves alone wherever they stand.
    private static func endOfClean(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var at = bytes.endOfPrintable(from: start)
        while at < bytes.count, bytes[at] >= 0x20, bytes[at] != 0x7F, bytes[at] != 0xC2, bytes[at] != 0xEF { at += 1 }
        return at
    }

    /// One line: controls and ends of line become blanks, runs of blanks one, none at the ends.
    static func line(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
        var result = String.UnicodeScalarView()
        var needsBlank = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x21, 0x7F..<0xA0, 0x2028, 0x2029: needsBlank = true
            case 0xFEFF: break
            default:
                if needsBlank, !result.isEmpty { result.append(" ") }
                needsBlank = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// For what a stranger wants to look like something else: without marks that change the direction of text.
    static func isDirectional(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
