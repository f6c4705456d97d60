/// Text by RFC 3676: lines that end in a blank go on in the next.
enum FlowedText {
    static func unfold(_ text: String, deletesBlank: Bool) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var previousDepth: Int?
        for raw in TextLines.split(text) {
            let depth = raw.utf8.prefix { $0 == UInt8(ascii: ">") }.count
            var line = raw.dropFirst(depth)
            if line.hasPrefix(" ") { line = line.dropFirst() }
            let isSignature = line == "-- "
            if previousDepth == depth, !isSignature {
                result += line
            } else {
                if !result.isEmpty || previousDepth != nil { result += "\n" }
                if depth > 0 { result += String(repeating: ">", count: depth) + " " }
                result += line
            }
            // The next line continues this one.
            if line.hasSuffix(" "), !isSignature {
                previousDepth = depth
                if deletesBlank { result.removeLast() }
            } else {
                previousDepth = -1
            }
        }
        return result
    }
}
