/// What is done about the severity of a failure.
public enum SeverityCommand: Sendable, Hashable {
    /// Somebody allowed to decides on the customer's appeal (R-002-77).
    case review(Severity, reason: String)
    /// The customer or staff confirm a way around the failure, which is then judged again (R-002-86).
    case confirmWorkaround(WorkaroundKind, text: String?)
}

/// How a failure is got around.
public enum WorkaroundKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Back to what worked before: an earlier version or configuration (R-002-86).
    case rollback
    /// The same result in another way, however laborious (R-002-76).
    case alternative
}

/// Something about the severity. Content: the reason, or how the failure is got around.
public struct SeverityEvent: Sendable, Hashable, Codable {
    /// What happened.
    public enum Step: String, Sendable, Hashable, Codable, CaseIterable {
        /// The appeal was decided.
        case reviewed
        /// A way around was confirmed.
        case workaroundConfirmed

        /// The event's kind.
        public var kind: String { "severity.\(rawValue)" }
    }

    /// What happened.
    public var step: Step
    /// The decision.
    public var decision: Severity?
    /// The way around.
    public var workaround: WorkaroundKind?

    init(_ step: Step, decision: Severity? = nil, workaround: WorkaroundKind? = nil) {
        self.step = step
        self.decision = decision
        self.workaround = workaround
    }
}

/// What is known about the severity of a ticket besides the severity itself.
public struct SeverityRecord: Sendable, Hashable, Codable {
    /// What the failure does, in the profile's words.
    public var impacts: [String] = []
    /// Why the severity is what it is.
    public var basis: SeverityBasis?
    /// When the customer appealed, while nobody has decided.
    public var appealedAt: Instant?
    /// The confirmed way around.
    public var workaround: WorkaroundKind?

    init() {}

    mutating func evolve(_ event: SeverityEvent) {
        switch event.step {
        case .reviewed: appealedAt = nil
        case .workaroundConfirmed: workaround = event.workaround
        }
    }
}
