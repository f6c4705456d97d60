/// Where a clock stands.
public enum ClockState: String, Sendable, Hashable, Codable {
    /// Counting.
    case running
    /// The customer or an appointment is awaited.
    case paused
    /// Done at the deadline or before.
    case met
    /// The deadline passed before it was done.
    case breached
    /// The deadline passed, but a commitment made before it counts (R-002-24).
    case metByCommitment
    /// No longer asked for.
    case cancelled
}

/// A missed deadline.
public struct ClockBreach: Sendable, Hashable {
    /// The exact deadline, or the change that put the deadline into the past.
    public let at: Instant
    /// Whether a changed target caused it.
    public let causedByChange: Bool
    /// The target that was missed.
    public let target: String
    /// Whether it breaks a contract; otherwise it is a missed objective (R-003-10).
    public let isContractual: Bool
}

/// What a clock says at an instant.
public struct ClockReading: Sendable, Hashable {
    /// Where it stands.
    public let state: ClockState
    /// The last instant at which it is met; `nil` while it is paused and for an indicative target.
    public let deadline: Instant?
    /// How much of the target's unit was left at the end, or is left now: negative when late, `nil` for an indicative
    /// target. Working days are measured in open time. After the deadline pauses count, since nothing is left to pause.
    public let margin: Duration?
    /// The thresholds that a clock without end has passed.
    public let passed: [AtRiskThreshold]
    /// What was missed first; stays when the target is relaxed afterwards.
    public let breach: ClockBreach?
    /// The lower bound of an indicative target; `nil` while it is paused before it and for other targets.
    public let notBefore: Instant?
    /// The earliest later instant at which this reading changes if nothing happens: when the desk has to wake.
    public let nextChange: Instant?

    /// Whether it runs and has passed a threshold.
    public var isAtRisk: Bool { state == .running && !passed.isEmpty }
}

/// One line of a deadline's explanation.
public struct ClockSegment: Sendable, Hashable {
    /// What the time counts as.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// It was used up.
        case counted
        /// The calendar is closed.
        case closed
        /// The customer or an appointment was awaited.
        case paused
    }

    /// What the time counts as.
    public let kind: Kind
    /// Where it begins.
    public let from: Instant
    /// Where it ends.
    public let to: Instant
}
