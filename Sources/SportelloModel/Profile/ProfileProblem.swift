/// Something that a profile says but cannot mean.
public struct ProfileProblem: Sendable, Hashable {
    /// The keys that lead to it; a number is a place in a list, counted from 0.
    public let keys: [String]
    /// What is wrong, in English.
    public let message: String
    /// What to write instead, in English.
    public let remedy: String

    /// Makes a problem.
    public init(keys: [String], message: String, remedy: String) {
        self.keys = keys
        self.message = message
        self.remedy = remedy
    }

    /// The keys in one line, for example `targets[2].max`; `profile` for the whole.
    public var path: String {
        guard !keys.isEmpty else { return "profile" }
        return keys.enumerated().reduce(into: "") { path, entry in
            if Int(entry.element) != nil {
                path += "[\(entry.element)]"
            } else {
                path += entry.offset == 0 ? entry.element : ".\(entry.element)"
            }
        }
    }
}

extension ProfileProblem: CustomStringConvertible {
    /// One line: the path, what is wrong, what to do.
    public var description: String { "\(path): \(message); \(remedy)" }
}
