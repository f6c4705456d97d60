import SportelloModel

/// Instants and calendars as people write them. Dates of 2026: 1 May is a Friday, 30 March a Monday.
enum Wall {
    /// Monday to Friday, 09:00 to 17:00, in Warsaw.
    static let office = weekdays(["09:00-17:00"])

    /// Monday to Friday with the given hours.
    static func weekdays(
        _ hours: [String], zone: String = "Europe/Warsaw", holidays: [String] = [], overrides: [String: [String]] = [:]
    ) -> ServiceCalendar {
        every([.monday, .tuesday, .wednesday, .thursday, .friday], hours, zone, holidays, overrides)
    }

    /// Every day with the given hours.
    static func daily(
        _ hours: [String], zone: String = "Europe/Warsaw", holidays: [String] = [], overrides: [String: [String]] = [:]
    ) -> ServiceCalendar {
        every(Weekday.allCases, hours, zone, holidays, overrides)
    }

    static func every(
        _ days: [Weekday], _ hours: [String], _ zone: String, _ holidays: [String], _ overrides: [String: [String]]
    ) -> ServiceCalendar {
        let intervals = hours.map { OpenInterval($0)! }
        let dated = overrides.map { (LocalDate($0.key)!, $0.value.map { OpenInterval($0)! }) }
        return try! ServiceCalendar(
            zone: zone, weekly: Dictionary(uniqueKeysWithValues: days.map { ($0, intervals) }),
            holidays: Set(holidays.map { LocalDate($0)! }), overrides: Dictionary(uniqueKeysWithValues: dated)
        )
    }

    /// `2026-03-27 16:30` on the wall of the zone; the first occurrence where it is repeated.
    static func at(_ text: String, zone: String = "Europe/Warsaw") -> Instant {
        let parts = text.split(separator: " ")
        return daily(["00:00-24:00"], zone: zone).instant(LocalDate(parts[0])!, LocalTime(parts[1])!)
    }

    /// `2026-03-27 16:30` in UTC.
    static func utc(_ text: String) -> Instant { at(text, zone: "UTC") }
}

extension ServiceTarget {
    /// A resolution target with the given amount.
    static func resolution(
        _ amount: TimeAmount, _ unit: TargetUnit = .openHours, kind: TargetKind = .contractual, id: String = "solution",
        atRisk: [AtRiskThreshold] = [], reopening: Reopening = .totalResolution, change: Change = .rebaseFromStart,
        commitmentCounts: Bool = false
    ) -> ServiceTarget {
        ServiceTarget(
            id: id, metric: .resolution, kind: kind, unit: unit, max: amount, atRisk: atRisk, reopening: reopening,
            change: change, commitmentCounts: commitmentCounts
        )
    }
}

/// A pause between two wall times in Warsaw.
func pause(_ from: String, _ to: String?) -> ClockPause { ClockPause(from: Wall.at(from), to: to.map { Wall.at($0) }) }
