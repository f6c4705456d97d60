extension Refusal.Code {
    /// Access to the customer's own system must be asked for first (R-004-39).
    public static let accessFirst: Self = "accessFirst"
    /// The licence check says the licence is valid (R-004-40).
    public static let licenceValid: Self = "licenceValid"
    /// The customer has not been kept waiting long enough for that.
    public static let tooEarly: Self = "tooEarly"
    /// The customer must be warned first (R-004-44).
    public static let warnFirst: Self = "warnFirst"
    /// No reason waits for a confirmation.
    public static let nothingProposed: Self = "nothingProposed"
    /// No reason to wait holds.
    public static let notDeferred: Self = "notDeferred"
}
