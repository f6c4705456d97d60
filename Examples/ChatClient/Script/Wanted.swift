import WebChatProtocol

/// What a script waits for: a name and members that must be as told.
struct Wanted: Sendable {
    struct Member: Sendable {
        var path: String
        var value: String
        var isPart: Bool
    }

    let name: String
    private(set) var members: [Member] = []
    private(set) var seconds: Double?

    init(_ text: String) throws {
        var words = Words(text[...])
        name = try words.next("what to wait for")
        while let word = words.optional() {
            guard let equals = word.firstIndex(of: "=") else { throw Mistake("\(word) is not MEMBER=VALUE") }
            var path = String(word[..<equals])
            let value = String(word[word.index(after: equals)...])
            if path == "within" {
                guard let number = Double(value) else { throw Mistake("within needs seconds") }
                seconds = number
                continue
            }
            let isPart = path.hasSuffix("~")
            if isPart { path.removeLast() }
            members.append(Member(path: path, value: value, isPart: isPart))
        }
    }

    /// Nil when it is what is wanted; otherwise why not.
    func mismatch(_ happening: Happening) -> String? {
        guard happening.name == name else { return "it is \(happening.name)" }
        for member in members {
            let actual = happening.value(at: member.path)?.text
            let fits = member.isPart ? actual?.contains(member.value) ?? false : actual == member.value
            if !fits { return "\(member.path) is \(actual ?? "absent")" }
        }
        return nil
    }
}
