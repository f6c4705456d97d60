import SportelloModel
import Testing

@Suite("A day", .timeLimit(.minutes(15)))
struct DayTests {
    @Test("Time is told in the zone of the organisation, and passes from one thing that is due to the next")
    func time() async throws {
        try await Day.lived(by: "generic-vendor", from: "2026-11-09 10:00") { day in
            // London in November is UTC: 9 November 2026 10:00 is 1,794,218,400 seconds after the epoch.
            #expect(day.now == Instant(seconds: 1_794_218_400))
            let ada = try await day.customer("Ada")
            let ticket = try await day.writes(ada, "It does not print.", as: "problem", by: .webchat)
            try await day.until("Tue 12:00")
            #expect(try day.now == day.at("2026-11-10 12:00"))
            // The answer was due after 24 hours, and the desk noted at that time, not at noon, that there was none.
            let missed = try await day.last("clock.stopped", on: ticket)
            #expect(try missed.at >= day.at("2026-11-10 10:00") && missed.at < day.at("2026-11-10 10:01"))
            try await day.refuses(.forbidden, .claim(ticket), as: ada)
        }
    }
}
