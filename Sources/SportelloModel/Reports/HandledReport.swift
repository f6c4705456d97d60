/// What a period's work came to, by outcome: "handled" and "fixed" are two measures (contradiction C6).
///
/// A ticket counts in the period in which it was last resolved; one that was reopened since counts nowhere until it is
/// resolved again. Refused tickets and those that went on as others are told apart and are neither.
public struct HandledReport: Sendable, Hashable {
    /// The period.
    public let period: ReportPeriod
    /// Tickets that were registered in the period.
    public private(set) var received = 0
    /// Tickets that were resolved in the period, by outcome; empty text where none was said.
    public private(set) var outcomes: [String: Int] = [:]
    /// Tickets that were refused in the period.
    public private(set) var refused = 0
    /// Tickets that went on as another in the period.
    public private(set) var merged = 0
    private let resolutionCounts: Set<String>

    /// Begins a report without tickets. `resolutionCounts` are the outcomes that are solutions.
    public init(period: ReportPeriod, resolutionCounts: Set<String>) {
        self.period = period
        self.resolutionCounts = resolutionCounts
    }

    /// Counts a ticket, if anything of it belongs to the period. Each once.
    public mutating func add(_ ticket: TicketFacts) {
        if period.contains(ticket.createdAt) { received += 1 }
        switch ticket.status {
        case .refused: if period.contains(ticket.closedAt) { refused += 1 }
        case .merged: if period.contains(ticket.closedAt) { merged += 1 }
        default: if period.contains(ticket.resolvedAt) { outcomes[ticket.outcome ?? "", default: 0] += 1 }
        }
    }

    /// Tickets that were resolved in the period, whatever came of them.
    public var handled: Int { outcomes.values.reduce(0, +) }

    /// Those of them whose outcome is a solution.
    public var fixed: Share {
        Share(outcomes.reduce(0) { $0 + (isSolution($1.key) ? $1.value : 0) }, of: handled)
    }

    /// Whether an outcome counts as a solution.
    public func isSolution(_ outcome: String) -> Bool { resolutionCounts.contains(outcome) }
}

extension ServiceProfile {
    /// The outcomes that are solutions: ``resolutionCounts``, or what it stands for when it is not set.
    public var solutions: Set<String> {
        Set(resolutionCounts ?? outcomes.filter { $0.nature == .help || $0.nature == .other }.map(\.id))
    }
}
