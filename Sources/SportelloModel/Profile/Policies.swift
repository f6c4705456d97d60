/// What happens when a customer comes back to an old matter (R-004-50, contradiction C17).
public struct FollowUpPolicy: Sendable, Hashable, Codable {
    /// How long after the resolution a customer may reopen under the same number, in days of 24 hours. Default 14.
    public var reopenWithinDays: Int
    /// When a resolved ticket closes for good, in days of 24 hours after the resolution. Default 30; never less than
    /// ``reopenWithinDays``.
    public var closeAfterDays: Int
    /// Whether a customer's message to a resolved ticket reopens it. Default yes.
    public var messageReopens: Bool
    /// Whether the open ticket of the same case type is offered before a new one is made (R-002-33). Default yes.
    public var offersExisting: Bool

    /// Makes a policy.
    public init(
        reopenWithinDays: Int = 14, closeAfterDays: Int = 30, messageReopens: Bool = true, offersExisting: Bool = true
    ) {
        self.reopenWithinDays = reopenWithinDays
        self.closeAfterDays = closeAfterDays
        self.messageReopens = messageReopens
        self.offersExisting = offersExisting
    }
}
