/// The time a report is about: from its first instant up to, and without, the instant after it.
public struct ReportPeriod: Sendable, Hashable {
    /// The first instant that belongs to it.
    public let from: Instant
    /// The first instant that does not belong to it any more.
    public let to: Instant

    /// Makes a period; `nil` unless `from` is before `to`.
    public init?(from: Instant, to: Instant) {
        guard from < to else { return nil }
        self.from = from
        self.to = to
    }

    /// How long it is on the wall clock.
    public var length: Duration { to - from }

    /// Whether an instant belongs to it.
    public func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }

    /// Whether there is an instant and it belongs to it.
    public func contains(_ instant: Instant?) -> Bool { instant.map { contains($0) } ?? false }
}

extension ServiceProfile {
    /// The calendar by which the desk is open; `nil` for always.
    public var openHours: ServiceCalendar? { serviceCalendar.flatMap { calendars[$0] } }

    /// The zone in which days begin and end for reports: the service calendar's, or `UTC` without one.
    public var reportZone: String { openHours?.zone ?? "UTC" }

    /// The period from the beginning of a day to the beginning of another, both in ``reportZone``; `nil` unless the
    /// first is before the second. A day on which summer time changes has 23 or 25 hours.
    public func reportPeriod(from first: LocalDate, to last: LocalDate) -> ReportPeriod? {
        ReportPeriod(from: beginning(of: first), to: beginning(of: last))
    }

    private func beginning(of date: LocalDate) -> Instant {
        guard let calendar = openHours else { return Instant(seconds: Int64(date.dayNumber) * 86_400) }
        return calendar.instant(date, offset: 0, .first)
    }
}
