/// What customers may read about a profile, written from the same data that the desk obeys (R-001-21).
public struct ProfileSummary: Sendable, Hashable {
    /// One subject.
    public struct Section: Sendable, Hashable {
        /// What it is about.
        public let heading: String
        /// Plain sentences without mark-up; at least one.
        public let lines: [String]
    }

    /// The language it is written in; a neighbour of the asked one when that has no words here.
    public let language: String
    /// The profile's name and version.
    public let title: String
    /// The subjects, in a fixed order; those without content are left out.
    public let sections: [Section]

    /// The whole as plain text that is also Markdown.
    public var text: String {
        let parts = sections.map { section in
            "## \(section.heading)\n\n" + section.lines.map { "- \($0)\n" }.joined()
        }
        return "# \(title)\n\n" + parts.joined(separator: "\n")
    }
}
