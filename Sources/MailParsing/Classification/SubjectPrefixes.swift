/// What people's programs put before the subject of an answered or a forwarded mail.
enum SubjectPrefixes {
    /// `Re:`, `AW:`, `Odp:` and the like, also counted (`Re[2]:`).
    static func isAnswer(_ subject: String) -> Bool { prefix(subject).map(answers.contains) ?? false }

    /// `Fwd:`, `WG:`, `I:` and the like.
    static func isForward(_ subject: String) -> Bool { prefix(subject).map(forwards.contains) ?? false }

    /// The word before the first colon, if it is short, in lower case and without a count.
    private static func prefix(_ subject: String) -> String? {
        guard let colon = subject.prefix(16).firstIndex(of: ":") else { return nil }
        let word = subject[..<colon].lowercased()
        return word.prefix { $0 != "[" && $0 != "(" }.trimmingSpaces
    }

    private static let answers: Set<String> = [
        "re", "aw", "antw", "antwort", "sv", "odp", "r", "rif", "ris", "res", "vs", "ynt", "ha", "на", "отв", "відп",
        "回复",
    ]
    private static let forwards: Set<String> = [
        "fwd", "fw", "wg", "tr", "rv", "i", "pd", "enc", "doorst", "vb", "vl", "пересл", "转发",
    ]
}

extension Substring {
    fileprivate var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
