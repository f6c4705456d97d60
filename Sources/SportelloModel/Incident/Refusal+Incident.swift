extension Refusal.Code {
    /// The ticket did not come by an emergency way.
    public static let noEmergency: Self = "noEmergency"
    /// The profile knows no such monitoring source.
    public static let unknownSource: Self = "unknownSource"
}
