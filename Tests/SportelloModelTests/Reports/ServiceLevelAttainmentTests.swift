import SportelloModel
import SportelloTesting
import Testing

/// The office is open from Monday to Friday, eight hours a day. 26 March 2026 is a Thursday.
@Suite("The reached service level")
struct ServiceLevelAttainmentTests {
    var world = World()

    /// A ticket that begins at one wall time and is resolved at another.
    @discardableResult
    private mutating func ticket(
        _ created: String, resolved: String? = nil, outcome: String = "help"
    ) throws -> TicketID {
        world.now = Wall.at(created)
        let id = try world.claimed()
        if let resolved {
            world.now = Wall.at(resolved)
            try world.perform(.resolve(id, outcome: outcome, text: nil), as: .bea)
        }
        return id
    }

    private func report(
        from: String = "2026-03-01 00:00", to: String = "2026-05-01 00:00", hours: [Int] = [24, 48],
        resolutionCounts: Set<String> = ["help"]
    ) throws -> ServiceLevelAttainment {
        let tickets = try world.streams.keys.compactMap(\.ticketID).map { try world.ticket($0) }
        let period = try #require(ReportPeriod(from: Wall.at(from), to: Wall.at(to)))
        var report = ServiceLevelAttainment(
            period: period, calendar: Wall.office, hours: hours, resolutionCounts: resolutionCounts
        )
        for ticket in tickets { report.add(ticket) }
        return report
    }

    @Test(
        "Exactly 24 and 48 open hours are within, a second more is not, and a weekend is no time",
        .requirement("R-002-57"),
        arguments: [
            ("2026-03-27 15:00", 1, 1), ("2026-03-30 09:00", 1, 1),
            ("2026-03-31 15:00", 1, 1), ("2026-03-31 15:00:01", 0, 1),
            ("2026-04-03 15:00", 0, 1), ("2026-04-03 15:00:01", 0, 0),
        ])
    mutating func bounds(resolved: String, day: Int, twoDays: Int) throws {
        try ticket("2026-03-26 15:00", resolved: resolved)
        let report = try report()
        #expect(report.levels.map(\.hours) == [24, 48])
        #expect(report.levels.map(\.handled.count) == [day, twoDays])
        #expect(report.levels.map(\.fixed.count) == [day, twoDays])
        #expect(report.levels.map(\.handled.perMille) == [day * 1000, twoDays * 1000])
        #expect(report.handled.count == 1 && report.total == 1 && report.openCount == 0)
    }

    @Test("Handled and fixed are two measures, and what is open stays in the total", .requirement("R-002-57"))
    mutating func measures() throws {
        try ticket("2026-03-23 09:00", resolved: "2026-03-23 10:00")
        try ticket("2026-03-23 11:00", resolved: "2026-03-23 12:00", outcome: "bug")
        try ticket("2026-03-23 13:00")
        let report = try report()
        #expect(report.total == 3 && report.openCount == 1)
        #expect(report.levels.map(\.handled.count) == [2, 2] && report.levels.map(\.fixed.count) == [1, 1])
        #expect(report.levels.map(\.handled.total) == [3, 3] && report.levels.map(\.fixed.total) == [3, 3])
        #expect(report.levels.map(\.handled.perMille) == [666, 666])
        #expect(report.handled.count == 2 && report.fixed.count == 1)
        #expect(try self.report(resolutionCounts: ["help", "bug"]).fixed.count == 2)
        #expect(try self.report(hours: [1]).levels.map(\.handled.count) == [2])
    }

    @Test("A ticket belongs to the period in which it was registered", .requirement("R-002-57"))
    mutating func period() throws {
        try ticket("2026-03-23 09:00", resolved: "2026-03-25 10:00")
        #expect(try report(from: "2026-03-23 09:00", to: "2026-03-24 09:00").total == 1)
        #expect(try report(from: "2026-03-23 09:00:01", to: "2026-03-26 09:00").total == 0)
        #expect(try report(from: "2026-03-22 09:00", to: "2026-03-23 09:00").total == 0)
        let none = try report(to: "2026-03-02 00:00")
        #expect(none.levels.map(\.handled.perMille) == [nil, nil], "of none there is no share")
        #expect(none.levels.map(\.handled.total) == [0, 0])
    }

    @Test("A reopened ticket is open, and a refused one is counted apart", .requirement("R-002-57"))
    mutating func notHandled() throws {
        let refused = try ticket("2026-03-23 09:00")
        try world.perform(.refuseTicket(refused, reason: "outOfScope", evidence: nil, text: nil), as: .bea)
        let again = try ticket("2026-03-23 11:00", resolved: "2026-03-23 12:00")
        try world.perform(.reopen(again, text: "Not solved", followUp: world.newTicket()), as: .ada)
        let report = try report()
        #expect(report.total == 1 && report.openCount == 1 && report.endedOtherwise == 1)
        #expect(report.handled.count == 0 && report.levels.map(\.handled.count) == [0, 0])
    }
}
