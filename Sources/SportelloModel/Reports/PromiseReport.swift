/// What became of the times promised on a period's tickets, by target: a missed guarantee is a breach, a missed
/// objective is reported as just that (R-003-10), and what another promise excused is told apart (R-002-24).
///
/// A ticket belongs to the period in which it was registered; all of its clocks count, also later ones.
public struct PromiseReport: Sendable, Hashable {
    /// A target of the promises that tickets are pinned to (R-001-19).
    public struct Target: Sendable, Hashable {
        /// The target's id.
        public let id: String
        /// What it measures.
        public let metric: TargetMetric
        /// How binding it is.
        public let kind: TargetKind
    }

    /// The clocks of one target.
    public struct Line: Sendable, Hashable {
        /// Done in time.
        public fileprivate(set) var met = 0
        /// Not done in time, but a commitment that was made before counts.
        public fileprivate(set) var metByCommitment = 0
        /// Not done in time, whether or not it is done by now.
        public fileprivate(set) var missed = 0
        /// Still counting, or standing still.
        public fileprivate(set) var running = 0
        /// No longer asked for.
        public fileprivate(set) var cancelled = 0

        /// Kept, by themselves or by a commitment, of those that are decided. Running and cancelled ones are not.
        public var kept: Share { Share(met + metByCommitment, of: met + metByCommitment + missed) }
    }

    /// The period.
    public let period: ReportPeriod
    /// By target. The same id with another kind is another promise.
    public private(set) var lines: [Target: Line] = [:]
    private let desk: ServiceDesk

    /// Begins a report without tickets. `desk` keeps the promises that tickets are pinned to.
    public init(period: ReportPeriod, desk: ServiceDesk) {
        self.period = period
        self.desk = desk
    }

    /// Counts a ticket's clocks, if it was registered in the period. Each ticket once.
    public mutating func add(_ ticket: TicketFacts) {
        guard period.contains(ticket.createdAt) else { return }
        for (id, results) in ticket.timing.results {
            guard let target = target(id, of: ticket) else { continue }
            lines[target, default: Line()].met += results.met
            lines[target, default: Line()].metByCommitment += results.metByCommitment
            lines[target, default: Line()].missed += results.breached
            lines[target, default: Line()].cancelled += results.cancelled
        }
        for clock in ticket.clocks where !clock.isOver {
            let target = Target(id: clock.target, metric: clock.metric, kind: clock.kind)
            switch clock.state {
            case .running: lines[target, default: Line()].running += 1
            case .breached: lines[target, default: Line()].missed += 1
            case .metByCommitment: lines[target, default: Line()].metByCommitment += 1
            case .met, .cancelled: break
            }
        }
    }

    /// Of clocks that are over a ticket keeps only how many; what the target was the desk knows.
    private func target(_ id: String, of ticket: TicketFacts) -> Target? {
        let pinned = ticket.timing.policy.flatMap { desk.policy($0)?.target(id) }
        let known = pinned ?? desk.policies.reversed().lazy.compactMap { $0.policy.target(id) }.first
        return known.map { Target(id: id, metric: $0.metric, kind: $0.kind) }
    }
}
