extension Refusal.Code {
    /// The profile has no such load mode.
    public static let unknownLoadMode: Self = "unknownLoadMode"
    /// A load mode is declared already.
    public static let loadModeDeclared: Self = "loadModeDeclared"
    /// No load mode is declared.
    public static let noLoadMode: Self = "noLoadMode"
}
