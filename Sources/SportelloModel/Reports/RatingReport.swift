/// What customers said about the dialogs that ended in a period, in all and by the agent who is credited with them
/// (R-002-58). Answers count whenever they came.
public struct RatingReport: Sendable, Hashable {
    /// The period.
    public let period: ReportPeriod
    private var all = RatingTally()
    private var agents: [AgentID: RatingTally] = [:]

    /// Begins a report without dialogs.
    public init(period: ReportPeriod) { self.period = period }

    /// Counts the dialogs of a ticket that ended in the period. Each ticket once.
    public mutating func add(_ ticket: TicketFacts) {
        for dialog in ticket.conversations where period.contains(dialog.endedAt) {
            all.add(dialog)
            if let agent = dialog.agent { agents[agent, default: RatingTally()].add(dialog) }
        }
    }

    /// All dialogs.
    public func summary(_ policy: RatingPolicy) -> RatingSummary { all.summary(policy) }

    /// By agent. Anonymous answers stay withheld where an agent has few of them.
    public func byAgent(_ policy: RatingPolicy) -> [AgentID: RatingSummary] { agents.mapValues { $0.summary(policy) } }
}
