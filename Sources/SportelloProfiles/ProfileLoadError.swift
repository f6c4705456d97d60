public import SportelloModel

/// Why a profile could not be loaded: everything that was found, each with its place and a remedy.
public struct ProfileLoadError: Error, Sendable {
    /// Why, for a program.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The word, for example `syntax`.
        public let rawValue: String
        /// Wraps a word.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The file cannot be read or is no UTF-8 text.
        public static let unreadable = Code(rawValue: "unreadable")
        /// The text is no YAML.
        public static let syntax = Code(rawValue: "syntax")
        /// A key is unknown or missing, or a value has the wrong form.
        public static let shape = Code(rawValue: "shape")
        /// The profile contradicts itself.
        public static let unsound = Code(rawValue: "unsound")
    }

    /// One thing that is wrong.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        /// What is wrong, where in the profile, and what to do.
        public let problem: ProfileProblem
        /// The line in the file, from 1; `nil` when unknown.
        public let line: Int?
        /// The column in the line, from 1; `nil` when unknown.
        public let column: Int?

        /// The place and the problem in one line.
        public var description: String {
            guard let line else { return problem.description }
            return "\(line)\(column.map { ":\($0)" } ?? ""): \(problem)"
        }
    }

    /// Why, for a program.
    public let code: Code
    /// The file, or the name that was given instead.
    public let file: String
    /// What is wrong; at least one.
    public let findings: [Finding]
    /// The error below, where there was one.
    public let cause: (any Error)?
}

extension ProfileLoadError: CustomStringConvertible {
    /// One line for each finding: file, line, column, path, what is wrong, what to do.
    public var description: String {
        findings.map { finding in
            finding.line == nil ? "\(file): \(finding)" : "\(file):\(finding)"
        }.joined(separator: "\n")
    }
}
