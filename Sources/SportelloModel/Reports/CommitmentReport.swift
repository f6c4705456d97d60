/// Whether promises to single customers were kept: reported apart from the service level (R-002-23).
///
/// A promise belongs to the period in which it was made. One that a newer promise replaced in time counts as kept, as on
/// the ticket.
public struct CommitmentReport: Sendable, Hashable {
    /// The period.
    public let period: ReportPeriod
    /// Promises that were made.
    public private(set) var made = 0
    /// Those that were kept.
    public private(set) var keptCount = 0
    /// Those whose time passed first.
    public private(set) var broken = 0

    /// Begins a report without promises.
    public init(period: ReportPeriod) { self.period = period }

    /// Counts a ticket's promises of the period. Each ticket once.
    public mutating func add(_ ticket: TicketFacts) {
        for commitment in ticket.commitments where period.contains(commitment.madeAt) {
            made += 1
            if commitment.brokenAt != nil {
                broken += 1
            } else if commitment.settledAt != nil {
                keptCount += 1
            }
        }
    }

    /// Promises whose time has not come.
    public var pending: Int { made - keptCount - broken }
    /// The kept ones of those that are decided.
    public var kept: Share { Share(keptCount, of: keptCount + broken) }
}
