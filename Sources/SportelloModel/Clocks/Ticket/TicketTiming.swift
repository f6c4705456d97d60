/// What a ticket keeps about its promised times besides the clocks themselves. Nothing here grows with its messages.
public struct TicketTiming: Sendable, Hashable, Codable {
    /// The promises it is pinned to, by their number at the desk; `nil` where nothing was promised (R-001-20).
    public var policy: Int?
    /// What those promises measure at all.
    public var metrics: [TargetMetric] = []
    /// The load mode whose targets apply, and who declared it (R-002-19).
    public var loadMode: LoadModeStamp?
    /// The customer's plan when it was pinned (R-003-9).
    public var plan: String?
    /// How many clocks there have been.
    public var lastNumber = 0
    /// What became of the clocks that are over, by target.
    public var results: [String: ClockResults] = [:]
    /// How long it was at each level (R-004-15, R-004-17).
    public var stays: [TierStay] = []
    /// Since when the customer is owed news (R-003-11).
    public var updateDueSince: Instant?
    /// Since when the customer should be told how it goes on, because the solution is at risk (R-002-21).
    public var noticeDueSince: Instant?

    /// Nothing promised.
    public init() {}
}

/// The load mode that a ticket's targets come from.
public struct LoadModeStamp: Sendable, Hashable, Codable {
    /// The mode.
    public var mode: String
    /// Since when it was declared.
    public var since: Instant
    /// Who declared it.
    public var by: Author
}

/// How many clocks of a target ended in which way.
public struct ClockResults: Sendable, Hashable, Codable {
    /// Done in time.
    public var met = 0
    /// Not done in time.
    public var breached = 0
    /// Excused by a commitment.
    public var metByCommitment = 0
    /// No longer asked for.
    public var cancelled = 0

    /// None yet.
    public init() {}

    mutating func count(_ state: TicketClock.State, _ change: Int = 1) {
        switch state {
        case .running: break
        case .met: met += change
        case .breached: breached += change
        case .metByCommitment: metByCommitment += change
        case .cancelled: cancelled += change
        }
    }
}

/// How long a ticket was at one level, over all its visits.
public struct TierStay: Sendable, Hashable, Codable {
    /// The level.
    public var tier: Int
    /// How often it came there.
    public var visits: Int
    /// The time of the finished visits, in milliseconds of the wall clock.
    public var milliseconds: Int64
    /// Since when it is there now; `nil` when it is not.
    public var since: Instant?

    /// The time spent there up to an instant.
    public func time(at now: Instant) -> Duration {
        .milliseconds(milliseconds) + (since.map { now - $0 } ?? .zero)
    }
}

extension TicketTiming {
    mutating func enter(_ tier: Int, at instant: Instant) {
        leave(at: instant)
        if let index = stays.firstIndex(where: { $0.tier == tier }) {
            stays[index].visits += 1
            stays[index].since = instant
        } else {
            stays.append(TierStay(tier: tier, visits: 1, milliseconds: 0, since: instant))
        }
    }

    mutating func leave(at instant: Instant) {
        guard let index = stays.firstIndex(where: { $0.since != nil }), let since = stays[index].since else { return }
        stays[index].milliseconds += (instant - since).milliseconds
        stays[index].since = nil
    }

    /// When the present level was entered.
    var enteredAt: Instant? { stays.lazy.compactMap(\.since).first }
}
