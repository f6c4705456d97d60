/// How often a solution did not hold: of the tickets first resolved in a period, those that were reopened since, at any
/// time (R-004-50).
public struct ReopenReport: Sendable, Hashable {
    /// Tickets of one case type.
    public struct Line: Sendable, Hashable {
        /// Tickets first resolved in the period.
        public fileprivate(set) var resolved = 0
        /// Those of them that were reopened at least once.
        public fileprivate(set) var reopened = 0
        /// How often they were reopened in all.
        public fileprivate(set) var reopenings = 0

        /// The reopened ones of the resolved ones.
        public var rate: Share { Share(reopened, of: resolved) }

        fileprivate mutating func add(_ count: Int) {
            resolved += 1
            reopened += count > 0 ? 1 : 0
            reopenings += count
        }
    }

    /// The period.
    public let period: ReportPeriod
    /// All tickets.
    public private(set) var all = Line()
    /// By case type.
    public private(set) var caseTypes: [String: Line] = [:]

    /// Begins a report without tickets.
    public init(period: ReportPeriod) { self.period = period }

    /// Counts a ticket, if it was first resolved in the period. Each once.
    public mutating func add(_ ticket: TicketFacts) {
        guard period.contains(ticket.firstResolvedAt) else { return }
        all.add(ticket.reopenCount)
        caseTypes[ticket.caseType, default: Line()].add(ticket.reopenCount)
    }
}
