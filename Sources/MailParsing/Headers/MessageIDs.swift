/// Message-ID, In-Reply-To and References: ids without angle brackets and blanks.
enum MessageIDs {
    /// No id is longer than a line may be.
    private static let longest = 998

    /// The one id of a Message-ID field.
    static func first(_ value: String?) -> String? {
        guard let value else { return nil }
        if let id = bracketed(value).first { return id }
        return bare(value)
    }

    /// Every id of an In-Reply-To field. Old clients write sentences around it.
    static func all(_ values: [String]) -> [String] {
        var result: [String] = []
        var seen: Set<String> = []
        for value in values {
            let found = bracketed(value)
            for id in found.isEmpty ? loose(value) : found where seen.insert(id).inserted { result.append(id) }
        }
        return result
    }

    /// A References field: the first 10 tell where a thread began, the newest 190 where it stands.
    static func references(_ values: [String]) -> [String] {
        let ids = all(values)
        return ids.count <= 200 ? ids : Array(ids.prefix(10) + ids.suffix(190))
    }

    private static func bracketed(_ value: String) -> [String] {
        var result: [String] = []
        var rest = value.utf8[...]
        while result.count < 2000, let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[rest.index(after: open)...]
            let end = rest.firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") } ?? rest.endIndex
            if let id = clean(rest[..<end]) { result.append(id) }
            rest = rest[end...]
            if rest.first == UInt8(ascii: ">") { rest.removeFirst() }
        }
        return result
    }

    /// Ids that lack their brackets.
    private static func loose(_ value: String) -> [String] {
        let words = value.utf8.split { $0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ">") }
        let ids = words.filter { $0.contains(UInt8(ascii: "@")) }
        // Among other words it may be anybody's address.
        guard ids.count == words.count else { return [] }
        return ids.prefix(2000).compactMap { clean($0) }
    }

    private static func bare(_ value: String) -> String? {
        let words = value.utf8.split { $0 <= 0x20 || $0 == UInt8(ascii: ">") }
        guard words.count == 1, let word = words.first, !word.contains(UInt8(ascii: "<")) else { return nil }
        return clean(word)
    }

    private static func clean(_ id: Substring.UTF8View) -> String? {
        // Folding splits ids; blanks belong to none.
        let kept = id.filter { $0 > 0x20 && $0 != 0x7F }
        guard !kept.isEmpty, kept.count <= longest else { return nil }
        return String(decoding: kept, as: UTF8.self)
    }
}
