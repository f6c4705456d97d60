extension Refusal.Code {
    /// The place is not one of those where the service is held (R-000-17, R-000-46).
    public static let placeNotOffered: Self = "placeNotOffered"
    /// The time is shorter than the service's minimum (R-000-20).
    public static let belowMinimum: Self = "belowMinimum"
    /// The service is not held by that person, or over that tool (R-000-15).
    public static let notPerformed: Self = "notPerformed"
    /// More people than the service takes (R-001-13).
    public static let tooManyAttendees: Self = "tooManyAttendees"
    /// The time is not one of those proposed (R-000-28).
    public static let slotNotOffered: Self = "slotNotOffered"
    /// The consultant has another appointment then (R-002-9).
    public static let alreadyBooked: Self = "alreadyBooked"
}
