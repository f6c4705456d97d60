import SportelloModel
import SportelloTesting
import Testing

@Suite("When changes go live")
struct ChangeWindowTests {
    private let profile: ServiceProfile = {
        var profile = ServiceProfile(name: "test")
        profile.calendars = [
            "releases": Wall.every(
                [.monday, .tuesday, .wednesday, .thursday], ["08:00-12:00"], "Europe/Warsaw", [], [:]),
            // 1 May 2026 is a Friday, 4 May a Monday.
            "office": Wall.weekdays(["09:00-17:00"], holidays: ["2026-05-01", "2026-05-04"]),
        ]
        profile.serviceCalendar = "office"
        profile.changeWindow = ChangeWindow(calendar: "releases")
        return profile
    }()

    @Test(
        "An ordinary release is for Monday to Thursday mornings", .requirement("R-002-85"),
        arguments: [
            ("2026-04-20 08:00", true), ("2026-04-20 07:59", false), ("2026-04-23 11:59", true),
            ("2026-04-23 12:00", false), ("2026-04-24 09:00", false), ("2026-04-25 09:00", false),
        ])
    func mornings(time: String, allowed: Bool) {
        #expect(profile.mayRelease(at: Wall.at(time), isHotfix: false) == allowed)
        #expect(profile.mayRelease(at: Wall.at(time), isHotfix: true), "an urgent fix is exempt")
    }

    @Test(
        "The eve of a holiday is closed, also over a weekend, and the day before it is not",
        .requirement("R-002-85"))
    func eve() {
        #expect(profile.mayRelease(at: Wall.at("2026-04-29 09:00"), isHotfix: false))
        #expect(
            !profile.mayRelease(at: Wall.at("2026-04-30 09:00"), isHotfix: false), "Thursday before a Friday holiday")
        #expect(profile.mayRelease(at: Wall.at("2026-04-30 09:00"), isHotfix: true))
        #expect(profile.mayRelease(at: Wall.at("2026-05-05 09:00"), isHotfix: false))
        var monday = profile
        monday.calendars["office"] = Wall.weekdays(["09:00-17:00"], holidays: ["2026-05-04"])
        monday.calendars["releases"] = Wall.weekdays(["08:00-12:00"])
        #expect(!monday.mayRelease(at: Wall.at("2026-05-01 09:00"), isHotfix: false), "Friday before a Monday holiday")
        #expect(monday.mayRelease(at: Wall.at("2026-04-30 09:00"), isHotfix: false))
    }

    @Test("What the window says is the profile's to change", .requirement("R-002-85"))
    func knobs() {
        var profile = profile
        profile.changeWindow?.closedBeforeHolidays = false
        #expect(profile.mayRelease(at: Wall.at("2026-04-30 09:00"), isHotfix: false))
        profile.changeWindow?.hotfixExempt = false
        #expect(!profile.mayRelease(at: Wall.at("2026-04-24 09:00"), isHotfix: true))
        profile.changeWindow = nil
        #expect(profile.mayRelease(at: Wall.at("2026-04-25 03:00"), isHotfix: false))
    }
}
