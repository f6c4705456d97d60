extension Refusal.Code {
    /// The desk gives out the work; taking something else needs a reason (R-002-2).
    public static let outOfTurn: Self = "outOfTurn"
    /// The ticket is not for this agent now: by skill, level, turn or capacity (R-002-2).
    public static let notForYou: Self = "notForYou"
    /// The ticket does not come from the level of support before this one, and no reason was given (R-004-16).
    public static let tierEntry: Self = "tierEntry"
    /// Whoever should get the ticket has none of the roles of its level of support (R-004-13).
    public static let tierRole: Self = "tierRole"
}
