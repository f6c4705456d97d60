import Foundation
import SportelloModel
import SportelloTesting
import Testing

@Suite("The written form of calendars")
struct CalendarFormTests {
    @Test(
        "Dates that do not exist are refused", arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "x", "2026-00-10"])
    func badDates(text: String) { #expect(LocalDate(text) == nil) }

    @Test("Every date of four centuries survives its written form and the week runs on")
    func everyDate() {
        var date = LocalDate("1899-12-31")!
        var weekday = date.weekday
        for _ in 0..<146_097 {
            let next = date.adding(days: 1)
            guard LocalDate(next.description) == next, LocalDate("\(next)")! > date else {
                Issue.record("\(next)")
                return
            }
            let index = Weekday.allCases.firstIndex(of: weekday)!
            guard next.weekday == Weekday.allCases[(index + 1) % 7] else {
                Issue.record("weekday of \(next)")
                return
            }
            (date, weekday) = (next, next.weekday)
        }
        #expect(LocalDate("2026-11-21")!.weekday == .saturday)
        #expect(LocalDate("2024-02-29") != nil)
    }

    @Test(
        "Times and intervals that do not exist are refused",
        arguments: ["9:00-17:00", "09:00", "09:00-09:00", "24:00-06:00", "09:60-10:00", "25:00-26:00", "09:00–17:00"])
    func badIntervals(text: String) { #expect(OpenInterval(text) == nil) }

    @Test(
        "Intervals of one date that overlap are refused",
        arguments: [["09:00-13:00", "12:00-17:00"], ["20:00-06:00", "21:00-22:00"]])
    func overlap(hours: [String]) {
        let error = #expect(throws: CalendarError.self) {
            try ServiceCalendar(zone: "Europe/Rome", weekly: [.monday: hours.map { OpenInterval($0)! }])
        }
        #expect(error?.code == .overlap)
    }

    @Test("A zone that is no IANA place is refused", arguments: ["Mars/Olympus", "CET", "GMT+2", ""])
    func badZone(zone: String) {
        let error = #expect(throws: CalendarError.self) { try ServiceCalendar(zone: zone, weekly: [:]) }
        #expect(error?.code == .unknownZone)
    }

    @Test("A calendar survives JSON")
    func roundTrip() throws {
        let calendar = Wall.weekdays(
            ["09:00-13:00", "14:00-17:00:30"], holidays: ["2026-05-01", "2026-12-25"],
            overrides: ["2026-12-24": ["09:00-12:00"], "2026-12-31": []]
        )
        let data = try JSONEncoder().encode(calendar)
        #expect(try JSONDecoder().decode(ServiceCalendar.self, from: data) == calendar)
    }

    @Test(
        "A faulty calendar names what is wrong",
        arguments: [
            (#"{"zone":"Europe/Rome","weekly":{"montag":[]}}"#, "montag"),
            (#"{"zone":"Europe/Rome","weekly":{"monday":["9-17"]}}"#, "9-17"),
            (#"{"zone":"Europe/Rom"}"#, "Europe/Rom"),
            (#"{"zone":"Europe/Rome","holiday":[]}"#, "known: zone, weekly, holidays, overrides"),
            (#"{"zone":"Europe/Rome","overrides":{"24.12.":[]}}"#, "24.12."),
        ])
    func faults(json: String, names: String) {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ServiceCalendar.self, from: Data(json.utf8))
        }
        #expect("\(error as Any)".contains(names))
    }

    @Test(
        "Lengths of time are read as written",
        arguments: [
            ("2h", TimeAmount.hours(2)), ("1h30m", .minutes(90)), ("45s", .seconds(45)), ("3d", .days(3)),
            ("24h", .hours(24)),
        ])
    func amounts(text: String, amount: TimeAmount) {
        #expect(TimeAmount(text) == amount)
        #expect(amount.description == text)
    }

    @Test(
        "Lengths that mean nothing are refused",
        arguments: [
            "", "2", "h", "0h", "1d2h", "2h1d", "30m2h", "2h2h", "-1h", "1.5h", "99999999999999999999h", "4000d",
        ])
    func badAmounts(text: String) { #expect(TimeAmount(text) == nil) }

    @Test("Thresholds are a share or a rest", arguments: ["0%", "100%", "x%", "2d", ""])
    func badThresholds(text: String) {
        #expect(AtRiskThreshold(text) == nil)
        #expect(AtRiskThreshold("80%") == .used(percent: 80))
        #expect(AtRiskThreshold("30m") == .left(.minutes(30)))
    }
}
