extension Refusal.Code {
    /// There are not enough hours for it (R-003-32).
    public static let noHours: Self = "noHours"
    /// There is not enough money on the balance for it (R-002-53).
    public static let noFunds: Self = "noFunds"
    /// What was set aside was charged or given back already (R-002-55).
    public static let holdSettled: Self = "holdSettled"
    /// Nothing was charged that could be taken back, or nothing waits for approval.
    public static let nothingToDecide: Self = "nothingToDecide"
}
