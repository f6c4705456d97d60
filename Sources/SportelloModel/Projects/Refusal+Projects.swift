extension Refusal.Code {
    /// A contract needs an approved specification first (R-002-95).
    public static let specificationNeeded: Self = "specificationNeeded"
    /// The engagement must leave something on paper first (R-002-94).
    public static let artefactNeeded: Self = "artefactNeeded"
}
