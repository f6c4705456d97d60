import SportelloModel
import SportelloTesting
import Testing

/// The calendar cases of facts/domain.md §a, by their numbers.
@Suite("Calendar arithmetic")
struct CalendarArithmeticTests {
    @Test("Case 1: two hours from Friday 16:30 end on Monday 10:30", .requirement("R-002-17"))
    func acrossTheWeekend() throws {
        #expect(try Wall.office.add(.hours(2), to: Wall.at("2026-03-20 16:30")) == Wall.at("2026-03-23 10:30"))
    }

    @Test("Case 2: 24 open hours from Monday opening end at Wednesday closing", .requirement("R-002-17"))
    func endsAtClosing() throws {
        #expect(try Wall.office.add(.hours(24), to: Wall.at("2026-03-23 09:00")) == Wall.at("2026-03-25 17:00"))
    }

    @Test("Case 3: the instant of closing is closed")
    func closingInstant() throws {
        let closing = Wall.at("2026-03-20 17:00")
        #expect(!Wall.office.isOpen(at: closing))
        #expect(Wall.office.isOpen(at: Instant(milliseconds: closing.milliseconds - 1)))
        #expect(try Wall.office.add(.hours(1), to: closing) == Wall.at("2026-03-23 10:00"))
    }

    @Test("Case 4: a holiday is skipped")
    func holiday() throws {
        let calendar = Wall.weekdays(["09:00-17:00"], holidays: ["2026-05-01"])
        #expect(try calendar.add(.hours(2), to: Wall.at("2026-04-30 16:00")) == Wall.at("2026-05-04 10:00"))
    }

    @Test("Case 5: a night shift has 7 hours when summer time begins and 9 when it ends")
    func nightShift() throws {
        let calendar = Wall.daily(["22:00-06:00"])
        #expect(calendar.openTime(from: Wall.at("2026-03-28 22:00"), to: Wall.at("2026-03-29 06:00")) == .hours(7))
        #expect(calendar.openTime(from: Wall.at("2026-10-24 22:00"), to: Wall.at("2026-10-25 06:00")) == .hours(9))
        #expect(calendar.openTime(from: Wall.at("2026-06-01 12:00"), to: Wall.at("2026-06-02 12:00")) == .hours(8))
        #expect(try calendar.add(.hours(7), to: Wall.at("2026-03-28 22:00")) == Wall.at("2026-03-29 06:00"))
    }

    @Test("Case 6: 24 hours around the clock are 24 hours, whatever the wall says")
    func roundTheClock() throws {
        let calendar = try ServiceCalendar.roundTheClock(zone: "Europe/Warsaw")
        #expect(try calendar.add(.hours(24), to: Wall.at("2026-03-28 12:00")) == Wall.at("2026-03-29 13:00"))
        #expect(try calendar.add(.hours(24), to: Wall.at("2026-10-24 12:00")) == Wall.at("2026-10-25 11:00"))
        #expect(try calendar.nextClosing(after: Wall.at("2026-03-28 12:00")) == nil)
    }

    @Test("Case 7: an opening that daylight saving skips opens at the first instant after the gap")
    func openingInTheGap() throws {
        let calendar = Wall.daily(["02:30-05:00"])
        let gapEnd = Wall.utc("2026-03-29 01:00")
        #expect(try calendar.nextOpening(after: Wall.at("2026-03-29 00:00")) == gapEnd)
        #expect(calendar.openTime(from: Wall.at("2026-03-29 00:00"), to: Wall.at("2026-03-29 12:00")) == .hours(2))
        #expect(!calendar.isOpen(at: Instant(milliseconds: gapEnd.milliseconds - 1)))
    }

    @Test("Case 7: of a repeated time the first occurrence opens and the last closes")
    func repeatedTimes() throws {
        let opening = Wall.daily(["02:30-05:00"])
        #expect(try opening.nextOpening(after: Wall.at("2026-10-25 00:00")) == Wall.utc("2026-10-25 00:30"))
        let closing = Wall.daily(["00:00-02:30"])
        #expect(try closing.nextClosing(after: Wall.at("2026-10-25 00:00")) == Wall.utc("2026-10-25 01:30"))
        #expect(closing.openTime(from: Wall.at("2026-10-25 00:00"), to: Wall.at("2026-10-25 12:00")) == .minutes(210))
    }

    @Test("Case 7: an interval that lies wholly in the gap does not open that day")
    func swallowedInterval() throws {
        let calendar = Wall.daily(["02:15-02:45"])
        #expect(calendar.openTime(from: Wall.at("2026-03-29 00:00"), to: Wall.at("2026-03-30 00:00")) == .zero)
        #expect(try calendar.add(.minutes(30), to: Wall.at("2026-03-29 00:00")) == Wall.at("2026-03-30 02:45"))
    }

    @Test("Case 7: where midnight itself is skipped, the day opens after the gap")
    func skippedMidnight() throws {
        // Beirut went from Saturday 23:59:59 to Sunday 01:00 on 30 March 2025.
        let calendar = Wall.daily(["00:00-02:00"], zone: "Asia/Beirut")
        let from = Wall.at("2025-03-29 12:00", zone: "Asia/Beirut")
        #expect(try calendar.nextOpening(after: from) == Wall.utc("2025-03-29 22:00"))
        #expect(calendar.openTime(from: from, to: from + .hours(20)) == .hours(1))
    }

    @Test("Case 8: a date has the offset of that date, not of today")
    func offsetOfItsDate() {
        #expect(Wall.office.offset(at: Wall.utc("2026-01-15 12:00")) == 3600)
        #expect(Wall.office.offset(at: Wall.utc("2026-07-15 12:00")) == 7200)
        #expect(Wall.at("2014-01-15 09:00") == Wall.utc("2014-01-15 08:00"))
        // Moscow was at +4 in 2013 and is at +3 since.
        #expect(Wall.at("2013-07-01 12:00", zone: "Europe/Moscow") == Wall.utc("2013-07-01 08:00"))
        #expect(Wall.at("2026-07-01 12:00", zone: "Europe/Moscow") == Wall.utc("2026-07-01 09:00"))
    }

    @Test("Case 15: a calendar without open time is an error, not a loop")
    func neverOpen() throws {
        let calendar = try ServiceCalendar(zone: "Europe/Warsaw", weekly: [:])
        #expect(!calendar.hasOpenTime)
        let code = #expect(throws: CalendarError.self) { try calendar.add(.hours(1), to: Wall.at("2026-03-20 12:00")) }
        #expect(code?.code == .noOpenTime)
        #expect(throws: CalendarError.self) { try calendar.nextOpening(after: Wall.at("2026-03-20 12:00")) }
        #expect(throws: CalendarError.self) { try calendar.nextClosing(after: Wall.at("2026-03-20 12:00")) }
        #expect(throws: CalendarError.self) { try calendar.add(workingDays: 1, to: Wall.at("2026-03-20 12:00")) }
        #expect(calendar.openTime(from: Wall.at("2026-01-01 00:00"), to: Wall.at("2027-01-01 00:00")) == .zero)
    }

    @Test("A calendar with only dated openings ends with the last of them")
    func onlyOverrides() throws {
        let day = ["2026-06-20": [OpenInterval("10:00-12:00")!]]
        let calendar = try ServiceCalendar(
            zone: "Europe/Warsaw", weekly: [:],
            overrides: Dictionary(uniqueKeysWithValues: day.map { (LocalDate($0.key)!, $0.value) })
        )
        #expect(try calendar.add(.hours(2), to: Wall.at("2026-01-01 00:00")) == Wall.at("2026-06-20 12:00"))
        #expect(throws: CalendarError.self) { try calendar.add(.hours(3), to: Wall.at("2026-01-01 00:00")) }
        #expect(throws: CalendarError.self) { try calendar.nextOpening(after: Wall.at("2026-06-20 12:00")) }
    }

    @Test("A short amount is found behind thirty closed days")
    func thirtyClosedDays() throws {
        let holidays = (0..<30).map { LocalDate("2026-07-01")!.adding(days: $0).description }
        let calendar = Wall.weekdays(["09:00-17:00"], holidays: holidays)
        #expect(try calendar.add(.minutes(30), to: Wall.at("2026-06-30 16:45")) == Wall.at("2026-07-31 09:15"))
    }

    @Test("An amount that only a century can hold is an error")
    func tooFar() throws {
        let calendar = try ServiceCalendar(zone: "UTC", weekly: [.monday: [OpenInterval("09:00-09:01")!]])
        let error = #expect(throws: CalendarError.self) {
            try calendar.add(.hours(200), to: Wall.utc("2026-01-01 00:00"))
        }
        #expect(error?.code == .tooFar)
    }

    @Test("A split day has a break")
    func splitDay() throws {
        let calendar = Wall.weekdays(["09:00-13:00", "14:00-17:00"])
        #expect(!calendar.isOpen(at: Wall.at("2026-03-23 13:30")))
        #expect(try calendar.add(.hours(2), to: Wall.at("2026-03-23 12:00")) == Wall.at("2026-03-23 15:00"))
        #expect(try calendar.nextOpening(after: Wall.at("2026-03-23 13:00")) == Wall.at("2026-03-23 14:00"))
        #expect(try calendar.nextClosing(after: Wall.at("2026-03-23 13:00")) == Wall.at("2026-03-23 17:00"))
    }

    @Test("A dated override replaces the week and a holiday: half a day on Christmas Eve")
    func halfDay() throws {
        let calendar = Wall.weekdays(
            ["09:00-17:00"], holidays: ["2026-12-24", "2026-12-25"], overrides: ["2026-12-24": ["09:00-12:00"]]
        )
        #expect(try calendar.add(.hours(4), to: Wall.at("2026-12-24 09:00")) == Wall.at("2026-12-28 10:00"))
    }

    @Test("A holiday leaves the tail of the night before")
    func holidayAfterTheNight() {
        let calendar = Wall.daily(["22:00-06:00"], holidays: ["2026-05-01"])
        #expect(calendar.isOpen(at: Wall.at("2026-05-01 05:00")))
        #expect(!calendar.isOpen(at: Wall.at("2026-05-01 23:00")))
        #expect(!calendar.isOpen(at: Wall.at("2026-05-02 05:00")))
    }

    @Test("Time that two dates share is counted once")
    func overlapOfDates() {
        let calendar = try! ServiceCalendar(
            zone: "Europe/Warsaw",
            weekly: [.monday: [OpenInterval("22:00-06:00")!], .tuesday: [OpenInterval("05:00-09:00")!]]
        )
        #expect(calendar.openTime(from: Wall.at("2026-03-23 00:00"), to: Wall.at("2026-03-25 00:00")) == .hours(11))
        #expect(try! calendar.nextClosing(after: Wall.at("2026-03-23 22:00")) == Wall.at("2026-03-24 09:00"))
    }

    @Test("Adding and measuring agree, also backwards, over both changes of the clock")
    func addAndMeasureAgree() throws {
        var random = SeededGenerator(seed: 7)
        let calendars = [
            Wall.office, Wall.daily(["22:00-06:00"]), Wall.weekdays(["02:30-03:30", "12:00-24:00"]),
            Wall.daily(["00:00-24:00"], zone: "America/New_York"), Wall.daily(["20:00-19:00"], zone: "Asia/Kathmandu"),
        ]
        for _ in 0..<400 {
            let calendar = calendars.randomElement(using: &random)!
            let start = Wall.utc("2026-01-01 00:00") + .seconds(Int.random(in: 0..<31_536_000, using: &random))
            let amount = Duration.seconds(Int.random(in: 1..<400_000, using: &random))
            let end = try calendar.add(amount, to: start)
            #expect(calendar.openTime(from: start, to: end) == amount)
            #expect(calendar.openTime(from: end, to: start) == .zero - amount)
            #expect(calendar.isOpen(at: Instant(milliseconds: end.milliseconds - 1)))
        }
    }
}
