/// A promised time on a ticket, with what became of it.
///
/// What it holds is decided and recorded, so a reader needs neither a calendar nor a clock; how a deadline came about is
/// told by ``TicketFacts/explanation(of:_:at:)``.
public struct TicketClock: Sendable, Hashable, Codable {
    /// What became of it.
    public enum State: String, Sendable, Hashable, Codable {
        /// Still counting, or standing still while the customer is awaited.
        case running
        /// Done in time: at the deadline or before.
        case met
        /// Not done in time.
        case breached
        /// Not done in time, but another promise was made before and allowed to count.
        case metByCommitment
        /// No longer asked for.
        case cancelled
    }

    /// A target that applied before and still binds, since the profile keeps the tighter one.
    public struct Basis: Sendable, Hashable, Codable {
        /// The target.
        public var target: String
        /// The promises it belongs to.
        public var policy: Int
        /// The instant it counts from.
        public var start: Instant
    }

    /// 1, 2, 3, … within the ticket.
    public var number: Int
    /// The id of the target that applies.
    public var target: String
    /// The promises that the target belongs to, by their number at the desk.
    public var policy: Int
    /// What it measures.
    public var metric: TargetMetric
    /// Whether a miss is a breach, a missed objective or nothing.
    public var kind: TargetKind
    /// The level it was begun for, where each level has its own (R-004-17).
    public var tier: Int?
    /// The instant that the present target counts from.
    public var start: Instant
    /// When another target took over; `nil` while the first applies.
    public var since: Instant?
    /// Targets that applied before and still bind.
    public var earlier: [Basis]?
    /// Whether a commitment in force turns a miss into ``State/metByCommitment``.
    public var commitmentCounts: Bool
    /// What became of it.
    public var state: State
    /// The last instant at which it is met; `nil` while it stands still, and where nothing can be late.
    public var due: Instant?
    /// When something happens to it if nobody acts: a threshold, or the miss.
    public var wakeAt: Instant?
    /// The thresholds it has passed.
    public var passed: [AtRiskThreshold]
    /// The exact deadline that was missed, or the change that put the deadline into the past.
    public var missedAt: Instant?
    /// Whether a changed target caused the miss.
    public var missedByChange: Bool
    /// When it was done or no longer asked for; a missed clock goes on without one until then.
    public var stoppedAt: Instant?
    /// When it was first done, if a reopening made it run again.
    public var doneBefore: Instant?

    /// Whether nothing can happen to it any more.
    public var isOver: Bool { stoppedAt != nil }
    /// Whether it runs and stands still.
    public var isPaused: Bool { state == .running && kind != .indicative && due == nil }
    /// Whether it runs and passed a threshold.
    public var isAtRisk: Bool { state == .running && !passed.isEmpty }

    init(_ target: ServiceTarget, number: Int, policy: Int, start: Instant) {
        self.number = number
        self.target = target.id
        self.policy = policy
        metric = target.metric
        kind = target.kind
        self.start = start
        commitmentCounts = target.commitmentCounts
        state = .running
        passed = []
        missedByChange = false
    }

    /// The basis it counts on now.
    var basis: Basis { Basis(target: target, policy: policy, start: start) }

    /// Another target applies from now on, in its own way (``ServiceTarget/Change``).
    mutating func change(to target: ServiceTarget, policy: Int, at now: Instant) {
        let old = basis
        self.target = target.id
        self.policy = policy
        since = now
        commitmentCounts = target.commitmentCounts
        passed = []
        switch target.change {
        case .rebaseFromStart: earlier = nil
        case .restart:
            start = now
            earlier = nil
        case .keepTighter:
            // A priority that goes up and down again must not make the list longer.
            let binding = ((earlier ?? []) + [old]).filter { $0 != basis }
            earlier = binding.isEmpty ? nil : binding
        }
    }

    /// Takes over what a reading says.
    mutating func take(_ reading: ClockReading) {
        due = reading.state == .paused ? nil : reading.deadline
        wakeAt = reading.state == .running && kind != .indicative ? reading.nextChange : nil
        passed = reading.passed
    }
}

/// An interval that a customer's clock does not count.
public struct ClockPause: Sendable, Hashable, Codable {
    /// Why it does not count.
    public enum Cause: String, Sendable, Hashable, Codable, CaseIterable {
        /// The customer's answer is awaited.
        case customer
        /// An agreed time is awaited.
        case appointment
        /// The work is put off for a listed reason whose effect is a pause.
        case deferral
        /// The ticket was resolved; counts as the target's ``ServiceTarget/Reopening`` says.
        case resolved
    }

    /// When it began.
    public var from: Instant
    /// When it ended; `nil` while it lasts.
    public var to: Instant?
    /// Why.
    public var cause: Cause

    /// Makes an interval.
    public init(from: Instant, to: Instant? = nil, cause: Cause = .customer) {
        self.from = from
        self.to = to
        self.cause = cause
    }
}

extension ServiceTarget {
    /// Whether time of that kind stands still for this target.
    func isPaused(by cause: ClockPause.Cause) -> Bool {
        cause == .resolved ? reopening == .totalResolution : pausedBy.contains(cause)
    }
}
