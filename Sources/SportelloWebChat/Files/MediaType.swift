/// What a file's first bytes say it is. The name and the type that a client claims prove nothing.
enum MediaType {
    /// How many bytes it takes to tell.
    static let neededBytes = 512

    /// The media type; `nil` for anything that is not known and harmless to hand out as an attachment.
    static func sniff(_ head: [UInt8]) -> String? {
        func starts(_ bytes: [UInt8], at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: bytes) }
        if starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) { return "image/png" }
        if starts([0xff, 0xd8, 0xff]) { return "image/jpeg" }
        if starts(Array("GIF87a".utf8)) || starts(Array("GIF89a".utf8)) { return "image/gif" }
        if starts(Array("RIFF".utf8)), starts(Array("WEBP".utf8), at: 8) { return "image/webp" }
        if starts(Array("ftyp".utf8), at: 4) { return "video/mp4" }
        if starts([0x1a, 0x45, 0xdf, 0xa3]) { return "video/webm" }
        if starts(Array("%PDF-".utf8)) { return "application/pdf" }
        if starts([0x50, 0x4b, 0x03, 0x04]) { return "application/zip" }
        return isPlainText(head) ? "text/plain" : nil
    }

    /// Whether a name's ending goes with a type. A name without an ending goes with any: it opens as nothing.
    static func allows(name: String, type: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return true }
        return endings[type]?.contains(name[name.index(after: dot)...].lowercased()) ?? false
    }

    private static let endings: [String: Set<String>] = [
        "image/png": ["png"], "image/jpeg": ["jpg", "jpeg", "jfif"], "image/gif": ["gif"], "image/webp": ["webp"],
        "video/mp4": ["mp4", "m4v", "mov"], "video/webm": ["webm", "mkv"], "application/pdf": ["pdf"],
        "text/plain": ["txt", "text", "log", "md", "csv", "conf", "ini", "yaml", "yml", "json"],
        "application/zip": ["zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"],
    ]

    /// UTF-8 without control characters, and nothing that a browser could take for markup.
    private static func isPlainText(_ head: [UInt8]) -> Bool {
        // The cut at `neededBytes` may fall inside a character.
        let text = head.count >= neededBytes ? Array(head.dropLast(3)) : head
        guard !head.isEmpty, String(validating: text, as: UTF8.self) != nil || isCut(head) else { return false }
        guard head.allSatisfy({ $0 >= 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }) else { return false }
        let start = head.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
        return start.first != UInt8(ascii: "<")
    }

    private static func isCut(_ head: [UInt8]) -> Bool {
        guard head.count >= neededBytes else { return false }
        return (1...3).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
    }
}
