/// A mail that a rule decided. What it says is read from the ticket's log when it is sent, so that several answers in a
/// row become one mail.
public struct OutgoingMail: Sendable, Hashable {
    /// What for.
    public enum Reason: String, Sendable, Hashable, Codable {
        /// The ticket exists and has this number (R-000-39).
        case acknowledgement
        /// Staff wrote, or the status changed with a text for the customer.
        case answer
        /// A dialog ended and can be rated.
        case ratingInvitation
        /// Somebody wrote to an address that is not an official way (R-004-35).
        case redirect
    }

    /// What for.
    public var reason: Reason
    /// The ticket or the note that it is about.
    public var stream: StreamID
    /// The text, where the rule wrote it.
    public var text: String?
    /// How long it waits for more, and for the customer to come back.
    public var delay: Duration

    /// Makes a mail.
    public init(_ reason: Reason, about stream: StreamID, text: String? = nil, delay: Duration = .zero) {
        self.reason = reason
        self.stream = stream
        self.text = text
        self.delay = delay
    }
}
