public import SportelloModel

extension DeskReports {
    /// Minutes worked and charged in the period and left at its end, by account. Reads every ledger's log up to there.
    public func hours(_ period: ReportPeriod) async throws -> HoursReport {
        var report = HoursReport(period: period)
        let read = try await eachTicket(before: period.to) { report.add($0) }
        try await each(.ledger, since: nil, before: period.to, after: read) { snapshot in
            let account = AccountID(high: snapshot.stream.key.high, low: snapshot.stream.key.low)
            try await eachEvent(of: snapshot.stream, before: period.to) { logged in
                guard case .ledger(.posted(let posting)) = logged.event else { return }
                report.add(posting, at: logged.record.at, of: account)
            }
        }
        return report
    }

    /// What suggested articles solved in the period. Reads every person's log.
    public func deflection(_ period: ReportPeriod) async throws -> DeflectionReport {
        var report = DeflectionReport()
        try await each(.contact, since: nil, before: period.to) { snapshot in
            try await eachEvent(of: snapshot.stream, before: period.to) { logged in
                guard case .contact(let event) = logged.event, period.contains(logged.record.at) else { return }
                report.add(event)
            }
        }
        return report
    }

    /// ``hours(_:)`` with the accounts' names.
    func hoursTable(_ period: ReportPeriod) async throws -> ReportTable {
        let report = try await hours(period)
        var names: [AccountID: String] = [:]
        let accounts = report.lines.keys.compactMap(\.self).sorted { $0.description < $1.description }
        for start in stride(from: 0, to: accounts.count, by: Self.pageSize) {
            let page = accounts[start..<min(start + Self.pageSize, accounts.count)]
            for snapshot in try await store.load(LoadRequest(streams: page.map { .account($0) })).snapshots {
                guard let account = Account.unwrap(try snapshot.decoded())?.state else { continue }
                names[account.id] = account.name
            }
        }
        return report.table(names: names)
    }
}
