// The tables of reports about the service: what was promised, handled and said.

extension ServiceLevelAttainment {
    /// A row for each amount of open hours, and a last one for however long it took.
    public var table: ReportTable {
        var table = ReportTable(columns: [
            "withinOpenHours", "handled", "handledPercent", "fixed", "fixedPercent", "total", "open", "endedOtherwise",
        ])
        func add(_ hours: Int?, _ handled: Share, _ fixed: Share) {
            table.add([
                .init(hours), .integer(handled.count), .init(handled.percent), .integer(fixed.count),
                .init(fixed.percent), .integer(total), .integer(openCount), .integer(endedOtherwise),
            ])
        }
        for level in levels { add(level.hours, level.handled, level.fixed) }
        add(nil, handled, fixed)
        return table
    }
}

extension HandledReport {
    /// A row for each measure, then one for each outcome of the handled ones.
    public var table: ReportTable {
        var table = ReportTable(columns: ["measure", "outcome", "tickets", "percentOfHandled", "isSolution"])
        table.add([.text("received"), .none, .integer(received)])
        table.add([.text("handled"), .none, .integer(handled), .init(Share(handled, of: handled).percent)])
        table.add([.text("fixed"), .none, .integer(fixed.count), .init(fixed.percent)])
        table.add([.text("refused"), .none, .integer(refused)])
        table.add([.text("merged"), .none, .integer(merged)])
        for (outcome, count) in outcomes.sorted(by: { $0.key < $1.key }) {
            table.add([
                .text("outcome"), .text(outcome), .integer(count), .init(Share(count, of: handled).percent),
                .flag(isSolution(outcome)),
            ])
        }
        return table
    }
}

extension ReopenReport {
    /// A row for all tickets, then one for each case type. The bound is Wilson's, to rank types of unlike counts.
    ///
    /// - Parameter z: The named z in hundredths.
    public func table(z: Int) -> ReportTable {
        var table = ReportTable(columns: [
            "caseType", "resolved", "reopened", "reopenedPercent", "lowerBoundPercent", "reopenings",
        ])
        func add(_ type: String?, _ line: Line) {
            table.add([
                .init(type), .integer(line.resolved), .integer(line.reopened), .init(line.rate.percent),
                .init(line.rate.lowerBound(z: z)), .integer(line.reopenings),
            ])
        }
        add(nil, all)
        for (type, line) in caseTypes.sorted(by: { $0.key < $1.key }) { add(type, line) }
        return table
    }
}

extension PromiseReport {
    /// A row for each target. Only a missed guarantee is a breach.
    public var table: ReportTable {
        var table = ReportTable(columns: [
            "target", "metric", "kind", "met", "metByCommitment", "breaches", "missedObjectives", "keptPercent",
            "running", "cancelled",
        ])
        let sorted = lines.sorted { left, right in
            (left.key.id, left.key.metric.rawValue, left.key.kind.rawValue)
                < (right.key.id, right.key.metric.rawValue, right.key.kind.rawValue)
        }
        for (target, line) in sorted {
            table.add([
                .text(target.id), .text(target.metric.rawValue), .text(target.kind.rawValue), .integer(line.met),
                .integer(line.metByCommitment), .integer(target.kind == .contractual ? line.missed : 0),
                .integer(target.kind == .contractual ? 0 : line.missed), .init(line.kept.percent),
                .integer(line.running), .integer(line.cancelled),
            ])
        }
        return table
    }
}

extension CommitmentReport {
    /// One row.
    public var table: ReportTable {
        var table = ReportTable(columns: ["made", "kept", "broken", "pending", "keptPercent"])
        table.add([
            .integer(made), .integer(keptCount), .integer(broken), .integer(pending), .init(kept.percent),
        ])
        return table
    }
}

extension RatingReport {
    /// A row for all dialogs, then one for each agent.
    public func table(_ policy: RatingPolicy) -> ReportTable {
        var table = ReportTable(columns: [
            "agent", "dialogs", "notAsked", "asked", "answered", "responsePercent", "mean", "goodPercent",
            "goodLowerBoundPercent", "bayesianMean", "superseded", "lapsed", "amended", "withheld",
        ])
        func add(_ agent: AgentID?, _ summary: RatingSummary) {
            table.add([
                .init(agent?.rawValue), .integer(summary.eligible),
                .integer(summary.suppressed.values.reduce(0, +)), .integer(summary.asked), .integer(summary.answered),
                .init(summary.responseRate.map(TwoDecimals.init)), .init(summary.mean),
                .init(summary.goodShare.map(TwoDecimals.init)),
                .init(summary.goodShareLowerBound.map(TwoDecimals.init)),
                .init(summary.bayesianMean), .integer(summary.superseded), .integer(summary.lapsed),
                .integer(summary.amended), .flag(summary.isWithheld),
            ])
        }
        add(nil, summary(policy))
        for (agent, summary) in byAgent(policy).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            add(agent, summary)
        }
        return table
    }
}
