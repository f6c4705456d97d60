/// How many of a period's tickets were settled within so many open hours (R-002-57). A report: nothing decides by it.
///
/// A pure function of tickets' facts and a calendar. A ticket belongs to the period in which it was registered, and its
/// time is the open time from there to its present resolution; time spent waiting for the customer counts. A ticket
/// that was reopened is open again until its next resolution.
public struct ServiceLevelAttainment: Sendable, Hashable {
    /// A part of the counted tickets: never a share without its count.
    public struct Share: Sendable, Hashable {
        /// How many tickets.
        public let count: Int
        /// Of how many.
        public let total: Int

        /// The share in thousandths, rounded down, so that only all of them are 1000; `nil` of none.
        public var perMille: Int? { total == 0 ? nil : count * 1000 / total }
    }

    /// What was reached within one amount of open time. Exactly that much is still within it.
    public struct Level: Sendable, Hashable {
        /// The amount in open hours.
        public let hours: Int
        /// Tickets that were resolved, whatever came of them.
        public let handled: Share
        /// Tickets that were resolved with an outcome that counts as a solution.
        public let fixed: Share
    }

    /// How many tickets are counted: those of the period, without ``endedOtherwise``.
    public let total: Int
    /// Counted tickets that are not resolved, by id. They are in every total, and within no amount.
    public let open: [TicketID]
    /// Tickets of the period that were refused or went on as another: nobody waits for their solution any more.
    public let endedOtherwise: Int
    /// Tickets that were resolved, however long it took.
    public let handled: Share
    /// Tickets that were resolved with an outcome that counts, however long it took.
    public let fixed: Share
    /// What was reached within each amount, in the order asked for.
    public let levels: [Level]

    /// Sums up a period.
    ///
    /// - Parameters:
    ///   - tickets: The tickets, each once.
    ///   - from: The first instant of the period.
    ///   - to: The first instant after it.
    ///   - calendar: When the desk is open.
    ///   - hours: The amounts of open hours to report.
    ///   - resolutionCounts: The outcomes that are solutions, for example `help`. A bug that is closed while its issue
    ///     goes on is handled, but not fixed (contradiction C6).
    public init(
        of tickets: some Sequence<TicketFacts>, from: Instant, to: Instant, calendar: ServiceCalendar,
        hours: [Int] = [24, 48], resolutionCounts: Set<String>
    ) {
        let period = tickets.filter { from <= $0.createdAt && $0.createdAt < to }
        let counted = period.filter { $0.status != .merged && $0.status != .refused }
        var settled: [(time: Duration, isFixed: Bool)] = []
        var unsettled: [TicketID] = []
        for ticket in counted {
            if let resolvedAt = ticket.resolvedAt {
                let isFixed = ticket.outcome.map { resolutionCounts.contains($0) } ?? false
                settled.append((calendar.openTime(from: ticket.createdAt, to: resolvedAt), isFixed))
            } else {
                unsettled.append(ticket.id)
            }
        }
        let total = counted.count
        self.total = total
        open = unsettled.sorted()
        endedOtherwise = period.count - total
        handled = Share(count: settled.count, total: total)
        fixed = Share(count: settled.count { $0.isFixed }, total: total)
        levels = hours.map { hours in
            let inTime = settled.filter { $0.time <= .hours(hours) }
            return Level(
                hours: hours, handled: Share(count: inTime.count, total: total),
                fixed: Share(count: inTime.count { $0.isFixed }, total: total)
            )
        }
    }
}
