/// An account's hours over a period: minutes worked, minutes charged, and where the pool stood at the end (R-003-6).
/// Worked and charged are different numbers and are never compared by the desk (R-003-20).
public struct HoursReport: Sendable, Hashable {
    /// What happened to one account's hours, in minutes.
    public struct Line: Sendable, Hashable {
        /// Worked on its tickets, as recorded in the period.
        public fileprivate(set) var worked = WorkedMinutes.zero
        /// Added.
        public fileprivate(set) var granted = Minutes.zero
        /// Charged for work on tickets.
        public fileprivate(set) var chargedForTickets = Minutes.zero
        /// Charged for anything else: orders, appointments, engagements.
        public fileprivate(set) var chargedOtherwise = Minutes.zero
        /// Charges that were taken back.
        public fileprivate(set) var reversed = Minutes.zero
        /// Not used in its time.
        public fileprivate(set) var expired = Minutes.zero
        /// What is left at the end of the period, what is set aside included; negative for an overdraft.
        public fileprivate(set) var balance = Minutes.zero
        /// What is set aside at the end of the period.
        public fileprivate(set) var held = Minutes.zero

        /// What can be used at the end of the period.
        public var available: Minutes { balance - held }
    }

    /// The period.
    public let period: ReportPeriod
    /// By account; `nil` for work on tickets that belong to none.
    public private(set) var lines: [AccountID?: Line] = [:]

    /// Begins a report without accounts.
    public init(period: ReportPeriod) { self.period = period }

    /// Counts what was worked on a ticket in the period. Each ticket once.
    public mutating func add(_ ticket: TicketFacts) {
        for entry in ticket.metering.entries where period.contains(entry.at) {
            lines[ticket.account, default: Line()].worked = (lines[ticket.account]?.worked ?? .zero) + entry.minutes
        }
    }

    /// Counts one entry of an account's ledger, each once. Money is left out, and so is what came after the period.
    public mutating func add(_ posting: LedgerPosting, at instant: Instant, of account: AccountID) {
        guard posting.unit == .minutes, instant < period.to else { return }
        var totals = LedgerStatement.Totals()
        for transfer in posting.transfers { totals.add(transfer) }
        var line = lines[account] ?? Line()
        line.balance = line.balance + Minutes(Int(totals.balance))
        line.held = line.held + Minutes(Int(totals.held))
        if period.contains(instant) {
            line.granted = line.granted + Minutes(Int(totals.granted))
            line.reversed = line.reversed + Minutes(Int(totals.reversed))
            line.expired = line.expired + Minutes(Int(totals.expired))
            let charged = Minutes(Int(totals.charged))
            if case .ticket = posting.reference {
                line.chargedForTickets = line.chargedForTickets + charged
            } else {
                line.chargedOtherwise = line.chargedOtherwise + charged
            }
        }
        lines[account] = line
    }
}
