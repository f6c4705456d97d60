/// What happened to a ticket by mail besides messages. For the staff.
public struct MailEvent: Sendable, Hashable, Codable {
    /// What it was.
    public enum Step: String, Sendable, Hashable, Codable {
        /// Automatic mail came. Content: its words.
        case automatic
        /// A mail of ours came back. Content: what the other side said; the address under `address`.
        case deliveryFailed

        /// Stable for ever.
        var kind: String {
            switch self {
            case .automatic: "mail.automatic"
            case .deliveryFailed: "mail.deliveryFailed"
            }
        }
    }

    /// What it was.
    public var step: Step
    /// What sort of automatic mail.
    public var sort: String?
    /// The enhanced status of a failure.
    public var status: String?
    /// Whether the failure is for good.
    public var isPermanent: Bool?
}

/// What a ticket knows about its mail.
public struct TicketMail: Sendable, Hashable, Codable {
    /// How many mails of this ticket came back.
    public var failures = 0
    /// When the last one did; `nil` while all went well (R-000-40).
    public var deliveryFailedAt: Instant?
    /// Whether the last failure was for good.
    public var isUndeliverable = false

    mutating func evolve(_ event: MailEvent, _ stamp: Stamp) {
        guard event.step == .deliveryFailed else { return }
        failures += 1
        deliveryFailedAt = stamp.at
        isUndeliverable = event.isPermanent ?? false
    }
}
