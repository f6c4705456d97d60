/// When something is open: weekly intervals of local time in an IANA zone, with holidays and dated overrides.
///
/// Intervals are half-open and belong to the date on which they open. An opening time that daylight saving skips means
/// the first instant after the gap; a repeated one opens at its first and closes at its last occurrence.
///
/// ```yaml
/// zone: Europe/Warsaw
/// weekly:
///   monday: ["09:00-13:00", "14:00-17:00"]
///   tuesday: ["22:00-06:00"]
/// holidays: ["2026-05-01"]
/// overrides:
///   "2026-12-24": ["09:00-12:00"]
/// ```
public struct ServiceCalendar: Sendable, Hashable {
    /// The IANA name of the zone, for example `Europe/Warsaw`.
    public let zone: String
    /// The intervals of each weekday; a day that is not named is closed.
    public let weekly: [Weekday: [OpenInterval]]
    /// Dates on which nothing opens.
    public let holidays: Set<LocalDate>
    /// The intervals of single dates, instead of the weekly ones and of a holiday.
    public let overrides: [LocalDate: [OpenInterval]]

    let rules: ZoneRules
    /// The intervals by weekday, Monday first.
    let week: [[OpenInterval]]
    /// The latest date that differs from the week.
    let lastException: Int?

    /// Makes a calendar; it may be always closed, then searches throw ``CalendarError/Code-swift.struct/noOpenTime``.
    ///
    /// - Throws: ``CalendarError`` when the zone is unknown or intervals of one date overlap.
    public init(
        zone: String, weekly: [Weekday: [OpenInterval]], holidays: Set<LocalDate> = [],
        overrides: [LocalDate: [OpenInterval]] = [:]
    ) throws(CalendarError) {
        guard let rules = ZoneRules(identifier: zone) else {
            throw CalendarError(.unknownZone, "there is no zone “\(zone)”; write an IANA name such as Europe/Warsaw")
        }
        for (day, intervals) in weekly { try Self.check(intervals, of: day.rawValue) }
        for (date, intervals) in overrides { try Self.check(intervals, of: date.description) }
        self.zone = zone
        self.weekly = weekly.mapValues { $0.sorted { $0.opens < $1.opens } }
        self.holidays = holidays
        self.overrides = overrides.mapValues { $0.sorted { $0.opens < $1.opens } }
        self.rules = rules
        week = Weekday.allCases.map { day in (weekly[day] ?? []).sorted { $0.opens < $1.opens } }
        lastException = holidays.union(overrides.keys).map(\.dayNumber).max()
    }

    /// A calendar that is open day and night.
    ///
    /// - Throws: ``CalendarError`` when the zone is unknown.
    public static func roundTheClock(zone: String) throws(CalendarError) -> ServiceCalendar {
        guard let midnight = LocalTime(hour: 0), let end = LocalTime(hour: 24),
            let day = OpenInterval(opens: midnight, closes: end)
        else { throw CalendarError(.noOpenTime, "a whole day is no interval") }
        return try ServiceCalendar(
            zone: zone, weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [day]) })
        )
    }

    /// Whether any date, ever, has an interval.
    public var hasOpenTime: Bool { week.contains { !$0.isEmpty } || overrides.contains { !$0.value.isEmpty } }

    /// What opens on a date, in order.
    public func intervals(on date: LocalDate) -> [OpenInterval] {
        if let intervals = overrides[date] { return intervals }
        return holidays.contains(date) ? [] : week[(date.dayNumber + 3).modulo(7)]
    }

    /// The date on the wall at an instant.
    public func date(at instant: Instant) -> LocalDate {
        let seconds = instant.milliseconds.floorDivided(by: 1000)
        return LocalDate(dayNumber: Int((seconds + rules.offset(at: seconds)).floorDivided(by: 86_400)))
    }

    /// Seconds to add to UTC at an instant: the offset of that date, not of today.
    public func offset(at instant: Instant) -> Int {
        Int(rules.offset(at: instant.milliseconds.floorDivided(by: 1000)))
    }

    /// The instant of a wall time; the first one when it is repeated, the first after the gap when it is skipped.
    public func instant(_ date: LocalDate, _ time: LocalTime) -> Instant {
        instant(date, offset: time.seconds, .first)
    }

    func instant(_ date: LocalDate, offset: Int, _ occurrence: ZoneRules.Occurrence) -> Instant {
        Instant(seconds: rules.seconds(ofLocal: Int64(date.dayNumber) * 86_400 + Int64(offset), occurrence))
    }

    private static func check(_ intervals: [OpenInterval], of day: String) throws(CalendarError) {
        let sorted = intervals.sorted { $0.opens < $1.opens }
        for (left, right) in zip(sorted, sorted.dropFirst()) where right.opens.seconds < left.closingOffset {
            throw CalendarError(.overlap, "\(left) and \(right) of \(day) overlap; join them into one interval")
        }
    }
}
