public import SportelloModel

/// Counts a store's streams over a period: one pass, a page in memory at a time, whatever the desk's size.
///
/// Streams are read as they stand now, not as they stood at the period's end: a ticket that was reopened since is open.
/// What happens while a report reads may or may not be in it. Nothing is written, so it can be used beside a running
/// desk, on a read-only store, or on a backup.
public struct DeskReports: Sendable {
    /// How many streams or events are in memory at once.
    static let pageSize = 200

    let store: any DeskStore
    let profile: ServiceProfile
    let progress: @Sendable (Int) -> Void

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - store: An open store.
    ///   - profile: The organisation's policy: calendar, scale and solutions are its present ones.
    ///   - progress: Called after every page with how many streams were read so far.
    public init(store: any DeskStore, profile: ServiceProfile, progress: @escaping @Sendable (Int) -> Void = { _ in }) {
        self.store = store
        self.profile = profile
        self.progress = progress
    }

    /// A report by its name, in rows and columns. Throws ``StoreError``.
    public func table(
        _ name: ReportName, _ period: ReportPeriod, options: ReportOptions = ReportOptions()
    ) async throws -> ReportTable {
        switch name {
        case .attainment: try await attainment(period, hours: options.hours).table
        case .promises: try await promises(period).table
        case .commitments: try await commitments(period).table
        case .handled: try await handled(period).table
        case .reopened: try await reopened(period).table(z: profile.rating.wilsonZ)
        case .ratings: try await ratings(period).table(profile.rating)
        case .channels: try await channels(period).table
        case .queue:
            try await queue(period)
                .table(target: options.waitTarget, served: Double(options.servedPercent) / 100)
        case .hours: try await hoursTable(period)
        case .deflection: try await deflection(period).table
        }
    }

    /// How many of the period's tickets were settled within so many open hours.
    public func attainment(_ period: ReportPeriod, hours: [Int] = [24, 48]) async throws -> ServiceLevelAttainment {
        var report = ServiceLevelAttainment(
            period: period, calendar: profile.openHours, hours: hours, resolutionCounts: profile.solutions
        )
        try await eachTicket(registeredIn: period) { report.add($0) }
        return report
    }

    /// What became of the times promised on the period's tickets.
    public func promises(_ period: ReportPeriod) async throws -> PromiseReport {
        let snapshot = try await store.load(LoadRequest(streams: [.desk])).snapshots.first
        let desk = try snapshot.flatMap { ServiceDesk.unwrap(try $0.decoded())?.state }
        var report = PromiseReport(period: period, desk: desk ?? ServiceDesk(id: ServiceDesk.only))
        try await eachTicket(registeredIn: period) { report.add($0) }
        return report
    }

    /// Whether promises that were made in the period were kept.
    public func commitments(_ period: ReportPeriod) async throws -> CommitmentReport {
        var report = CommitmentReport(period: period)
        try await eachTicket(before: period.to) { report.add($0) }
        return report
    }

    /// What was handled and fixed in the period.
    public func handled(_ period: ReportPeriod) async throws -> HandledReport {
        var report = HandledReport(period: period, resolutionCounts: profile.solutions)
        try await eachTicket(before: period.to) { report.add($0) }
        return report
    }

    /// How often a solution of the period did not hold.
    public func reopened(_ period: ReportPeriod) async throws -> ReopenReport {
        var report = ReopenReport(period: period)
        try await eachTicket(before: period.to) { report.add($0) }
        return report
    }

    /// What customers said about the dialogs that ended in the period.
    public func ratings(_ period: ReportPeriod) async throws -> RatingReport {
        var report = RatingReport(period: period)
        try await eachTicket(before: period.to) { report.add($0) }
        return report
    }

    /// By which ways people came in the period, unofficial contacts apart.
    public func channels(_ period: ReportPeriod) async throws -> ChannelMix {
        var report = ChannelMix(period: period)
        let read = try await eachTicket(registeredIn: period) { report.add($0) }
        try await each(.offChannelNote, since: period.from, before: period.to, after: read) { snapshot in
            if let note = OffChannelNote.unwrap(try snapshot.decoded())?.state { report.add(note) }
        }
        return report
    }

    /// What waited in the period, and how long.
    public func queue(_ period: ReportPeriod) async throws -> QueueLoadReport {
        var report = QueueLoadReport(period: period, calendar: profile.openHours)
        try await eachTicket(before: period.to) { report.add($0) }
        return report
    }
}
