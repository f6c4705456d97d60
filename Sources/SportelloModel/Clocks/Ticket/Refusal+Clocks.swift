extension Refusal.Code {
    /// The ticket follows the present promises already.
    public static let nothingNewer: Self = "nothingNewer"
}
