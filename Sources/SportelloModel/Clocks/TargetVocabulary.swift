/// What is measured.
public enum TargetMetric: String, Sendable, Hashable, Codable, CaseIterable {
    /// From registration to the first public answer of a person over an official channel. A link alone counts, an
    /// automatic acknowledgement does not.
    case firstResponse
    /// From the oldest unanswered message of the customer to the next public answer of a person.
    case nextResponse
    /// From one public message of the staff to the next, while the ticket is open (R-003-11).
    case progressUpdate
    /// From registration to the resolution.
    case resolution
    /// From a ticket's arrival at a tier to the first answer there (R-004-17).
    case tierReaction
    /// From registration to the moment at which the customer is told who will get in touch, where that was asked for
    /// (R-002-98).
    case ownerNamed
}

/// What the amount counts.
public enum TargetUnit: String, Sendable, Hashable, Codable, CaseIterable {
    /// Time in which the calendar is open.
    case openHours
    /// Dates on which the calendar opens: the same time of the day, so many such dates later.
    case workingDays
    /// All time.
    case wallClock
}

/// How binding it is.
public enum TargetKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A guarantee; missing it is a breach of contract.
    case contractual
    /// An aim; missing it is reported, never as a breach of contract (R-003-10).
    case objective
    /// "From so much": a lower bound that can never be missed (R-004-14).
    case indicative
}
