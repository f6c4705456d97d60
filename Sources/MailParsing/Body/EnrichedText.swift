/// `text/enriched` (RFC 1896) and `text/richtext` without their commands.
enum EnrichedText {
    static func plain(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var rest = text[...]
        var isParameter = false
        while let first = rest.first {
            guard first == "<" else {
                let end = rest.firstIndex(of: "<") ?? rest.endIndex
                if !isParameter { result += rest[..<end] }
                rest = rest[end...]
                continue
            }
            if rest.hasPrefix("<<") {
                if !isParameter { result += "<" }
                rest = rest.dropFirst(2)
                continue
            }
            guard let end = rest.prefix(64).firstIndex(of: ">") else {
                if !isParameter { result += "<" }
                rest = rest.dropFirst()
                continue
            }
            switch rest[rest.index(after: rest.startIndex)..<end].lowercased() {
            case "param": isParameter = true
            case "/param": isParameter = false
            case "nl", "paragraph", "/paragraph": result += "\n"
            default: break
            }
            rest = rest[rest.index(after: end)...]
        }
        return result
    }
}
