extension Refusal.Code {
    /// The desk gives out the work; taking something else needs a reason (R-002-2).
    public static let outOfTurn: Self = "outOfTurn"
}
