// The tables of reports about work: what came, by which ways, and what it took.

extension ChannelMix {
    /// Two kinds of rows a channel: `official` counts tickets, `unofficial` counts contacts that are none.
    public var table: ReportTable {
        var table = ReportTable(columns: [
            "channel", "contact", "count", "percentOfTickets", "converted", "undecided", "ignored", "redirected",
            "advised",
        ])
        for (channel, line) in lines.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if line.tickets > 0 {
                table.add([
                    .text(channel.rawValue), .text("official"), .integer(line.tickets),
                    .init(share(of: channel).percent), .integer(line.converted),
                ])
            }
            if line.unofficialCount > 0 {
                func noted(_ state: OffChannelNote.State) -> ReportTable.Cell {
                    .integer(line.unofficial[state] ?? 0)
                }
                table.add([
                    .text(channel.rawValue), .text("unofficial"), .integer(line.unofficialCount), .none,
                    noted(.converted), noted(.recorded), noted(.ignored), noted(.redirected), noted(.advised),
                ])
            }
        }
        table.add([.none, .text("official"), .integer(tickets), .init(Share(tickets, of: tickets).percent)])
        table.add([.none, .text("unofficial"), .integer(unofficial)])
        return table
    }
}

extension QueueLoadReport {
    /// A row for all dialogs, then one for each channel. Times are in whole seconds.
    public func table(target: Duration = .seconds(60), served: Double = 0.8) -> ReportTable {
        var table = ReportTable(columns: [
            "channel", "arrivals", "openMinutes", "arrivalsPerOpenHour", "joined", "abandoned", "meanWaitSeconds",
            "longestWaitSeconds", "finished", "meanHandleSeconds", "offeredLoad", "requiredStaff",
        ])
        func add(_ channel: ChannelKind?, _ line: Line) {
            let staffing = staffing(for: line, target: target, served: served)
            table.add([
                .init(channel?.rawValue), .integer(line.arrivals), .integer(Int(openTime.milliseconds / 60_000)),
                .init(staffing?.arrivalsPerHour), .integer(line.joined), .integer(line.abandoned),
                .init(line.meanWait), .init(line.joined == 0 ? nil : line.longestWait), .integer(line.finished),
                .init(line.meanHandleTime), .init(staffing?.offeredLoad), .init(staffing?.requiredStaff),
            ])
        }
        add(nil, all)
        for (channel, line) in channels.sorted(by: { $0.key.rawValue < $1.key.rawValue }) { add(channel, line) }
        return table
    }
}

extension HoursReport {
    /// A row for each account, all in minutes; the row without one is work on tickets of no account.
    ///
    /// - Parameter names: The accounts' names, where they are known.
    public func table(names: [AccountID: String]) -> ReportTable {
        var table = ReportTable(columns: [
            "account", "name", "worked", "chargedForTickets", "chargedOtherwise", "reversed", "granted", "expired",
            "balance", "held", "available",
        ])
        func key(_ account: AccountID?) -> String { account?.description ?? "" }
        for (account, line) in lines.sorted(by: { key($0.key) < key($1.key) }) {
            let isKnown = account != nil
            func minutes(_ minutes: Minutes) -> ReportTable.Cell { isKnown ? .integer(minutes.count) : .none }
            table.add([
                .init(account?.description), .init(account.flatMap { names[$0] }), .integer(line.worked.count),
                minutes(line.chargedForTickets), minutes(line.chargedOtherwise), minutes(line.reversed),
                minutes(line.granted), minutes(line.expired), minutes(line.balance), minutes(line.held),
                minutes(line.available),
            ])
        }
        return table
    }
}

extension DeflectionReport {
    /// A row for all suggestions, then one for each article.
    public var table: ReportTable {
        var table = ReportTable(columns: ["article", "shown", "solved", "solvedPercent"])
        func add(_ article: String?, _ share: Share) {
            table.add([.init(article), .integer(share.total), .integer(share.count), .init(share.percent)])
        }
        add(nil, deflected)
        for (article, count) in articles.sorted(by: { $0.key < $1.key }) {
            add(article, Share(count.solved, of: count.shown))
        }
        return table
    }
}
