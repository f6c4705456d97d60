extension [UInt8] {
    /// Without what stands in parentheses, however deep.
    var withoutComments: [UInt8] {
        var depth = 0
        var result: [UInt8] = []
        for byte in self {
            if byte == UInt8(ascii: "(") {
                depth += 1
            } else if byte == UInt8(ascii: ")") {
                depth = Swift.max(0, depth - 1)
            } else if depth == 0 {
                result.append(byte)
            }
        }
        return result
    }
}
