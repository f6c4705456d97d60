import SportelloModel
import SportelloTesting
import Testing

@Suite("Working days")
struct WorkingDayTests {
    @Test(
        "One working day from Monday 15:00 is Tuesday 15:00; 24 open hours are Thursday 15:00",
        .requirement("R-002-18")
    )
    func oneDay() throws {
        let monday = Wall.at("2026-03-23 15:00")
        #expect(try Wall.office.add(workingDays: 1, to: monday) == Wall.at("2026-03-24 15:00"))
        #expect(try Wall.office.add(.hours(24), to: monday) == Wall.at("2026-03-26 15:00"))
    }

    @Test("The weekend and holidays are no working days")
    func weekend() throws {
        let calendar = Wall.weekdays(["09:00-17:00"], holidays: ["2026-05-01"])
        #expect(try calendar.add(workingDays: 1, to: Wall.at("2026-04-30 10:00")) == Wall.at("2026-05-04 10:00"))
        #expect(try calendar.add(workingDays: 5, to: Wall.at("2026-03-23 10:00")) == Wall.at("2026-03-30 10:00"))
    }

    @Test("From a closed instant the count begins at the next opening")
    func fromClosed() throws {
        #expect(try Wall.office.add(workingDays: 1, to: Wall.at("2026-03-20 20:00")) == Wall.at("2026-03-24 09:00"))
        #expect(try Wall.office.add(workingDays: 1, to: Wall.at("2026-03-20 17:00")) == Wall.at("2026-03-24 09:00"))
    }

    @Test("A shorter day ends the promise at its closing")
    func shorterDay() throws {
        let calendar = Wall.weekdays(["09:00-17:00"], overrides: ["2026-12-24": ["09:00-12:00"]])
        #expect(try calendar.add(workingDays: 1, to: Wall.at("2026-12-23 15:00")) == Wall.at("2026-12-24 12:00"))
    }

    @Test("After midnight a night shift still has the working day on which it began")
    func nightShift() throws {
        let calendar = Wall.weekdays(["22:00-06:00"])
        // Saturday 02:00 belongs to Friday's shift; the next working day is Monday's.
        #expect(try calendar.add(workingDays: 1, to: Wall.at("2026-03-21 02:00")) == Wall.at("2026-03-24 02:00"))
    }

    @Test("The time of the day stays when summer time begins in between")
    func daylightSaving() throws {
        let calendar = Wall.daily(["09:00-17:00"])
        #expect(try calendar.add(workingDays: 1, to: Wall.at("2026-03-28 10:00")) == Wall.at("2026-03-29 10:00"))
    }
}
