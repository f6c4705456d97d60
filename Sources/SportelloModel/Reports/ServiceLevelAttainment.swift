/// How many of a period's tickets were settled within so many open hours (R-002-57). A report: nothing decides by it.
///
/// A pure function of tickets' facts and a calendar, ticket by ticket; it holds counts only. A ticket belongs to the
/// period in which it was registered, and its time is the open time from there to its present resolution; time spent
/// waiting for the customer counts. A ticket that was reopened is open again until its next resolution.
public struct ServiceLevelAttainment: Sendable, Hashable {
    /// What was reached within one amount of open time. Exactly that much is still within it.
    public struct Level: Sendable, Hashable {
        /// The amount in open hours.
        public let hours: Int
        /// Tickets that were resolved, whatever came of them.
        public let handled: Share
        /// Tickets that were resolved with an outcome that counts as a solution.
        public let fixed: Share
    }

    private struct Settled: Sendable, Hashable {
        var handled = 0
        var fixed = 0

        mutating func add(isFixed: Bool) {
            handled += 1
            if isFixed { fixed += 1 }
        }
    }

    /// The period.
    public let period: ReportPeriod
    /// How many tickets are counted: those of the period, without ``endedOtherwise``.
    public private(set) var total = 0
    /// Counted tickets that are not resolved. They are in every total, and within no amount.
    public private(set) var openCount = 0
    /// Tickets of the period that were refused or went on as another: nobody waits for their solution any more.
    public private(set) var endedOtherwise = 0
    private let calendar: ServiceCalendar?
    private let hours: [Int]
    private let resolutionCounts: Set<String>
    private var settled = Settled()
    private var within: [Settled]

    /// Begins a report without tickets.
    ///
    /// - Parameters:
    ///   - period: The period.
    ///   - calendar: When the desk is open; `nil` for always.
    ///   - hours: The amounts of open hours to report.
    ///   - resolutionCounts: The outcomes that are solutions, for example `help`. A bug that is closed while its issue
    ///     goes on is handled, but not fixed (contradiction C6).
    public init(
        period: ReportPeriod, calendar: ServiceCalendar?, hours: [Int] = [24, 48], resolutionCounts: Set<String>
    ) {
        self.period = period
        self.calendar = calendar
        self.hours = hours
        self.resolutionCounts = resolutionCounts
        within = hours.map { _ in Settled() }
    }

    /// Counts a ticket, if it belongs to the period. Each once.
    public mutating func add(_ ticket: TicketFacts) {
        guard period.contains(ticket.createdAt) else { return }
        guard ticket.status != .merged, ticket.status != .refused else {
            endedOtherwise += 1
            return
        }
        total += 1
        guard let resolvedAt = ticket.resolvedAt else {
            openCount += 1
            return
        }
        let isFixed = ticket.outcome.map { resolutionCounts.contains($0) } ?? false
        let time = calendar?.openTime(from: ticket.createdAt, to: resolvedAt) ?? resolvedAt - ticket.createdAt
        settled.add(isFixed: isFixed)
        for (index, hours) in hours.enumerated() where time <= .hours(hours) { within[index].add(isFixed: isFixed) }
    }

    /// Tickets that were resolved, however long it took.
    public var handled: Share { Share(settled.handled, of: total) }
    /// Tickets that were resolved with an outcome that counts, however long it took.
    public var fixed: Share { Share(settled.fixed, of: total) }
    /// What was reached within each amount, in the order asked for.
    public var levels: [Level] {
        zip(hours, within).map { hours, settled in
            Level(hours: hours, handled: Share(settled.handled, of: total), fixed: Share(settled.fixed, of: total))
        }
    }
}
