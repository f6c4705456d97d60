public import Testing

/// Names the numbered rules that a test proves; `Scripts/requirements` counts them.
///
/// ```swift
/// @Test("A closed ticket stays closed", .requirement("R-004-36"))
/// ```
public struct RequirementTrait: TestTrait, SuiteTrait {
    /// The rules' numbers, and any words said about them, as written.
    public let rules: [String]

    /// What the test report shows beside the test.
    public var comments: [Comment] { rules.map { Comment(rawValue: $0) } }
}

extension Trait where Self == RequirementTrait {
    /// The test proves these rules: it fails when one of them is broken.
    ///
    /// - Parameter rules: One or more numbers such as `R-004-36`, optionally followed by a few words.
    public static func requirement(_ rules: String...) -> Self { RequirementTrait(rules: rules) }
}
