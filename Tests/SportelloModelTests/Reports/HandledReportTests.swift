import SportelloModel
import SportelloTesting
import Testing

@Suite("What was handled, fixed and reopened")
struct HandledReportTests {
    var world = World()

    private mutating func resolved(_ created: String, _ resolved: String, outcome: String = "help") throws -> TicketID {
        world.now = Wall.at(created)
        let id = try world.claimed()
        world.now = Wall.at(resolved)
        try world.perform(.resolve(id, outcome: outcome, text: nil), as: .bea)
        return id
    }

    private var tickets: [TicketFacts] {
        get throws { try world.streams.keys.compactMap(\.ticketID).sorted().map { try world.ticket($0) } }
    }

    private let march = ReportPeriod(from: Wall.at("2026-03-01 00:00"), to: Wall.at("2026-04-01 00:00"))!

    private func handled(_ period: ReportPeriod? = nil) throws -> HandledReport {
        var report = HandledReport(period: period ?? march, resolutionCounts: world.profile.solutions)
        for ticket in try tickets { report.add(ticket) }
        return report
    }

    private func reopened() throws -> ReopenReport {
        var report = ReopenReport(period: march)
        for ticket in try tickets { report.add(ticket) }
        return report
    }

    @Test("A closed bug is handled and not fixed: two measures", .requirement("R-002-41"))
    mutating func measures() throws {
        _ = try resolved("2026-03-02 10:00", "2026-03-02 11:00")
        _ = try resolved("2026-03-02 10:00", "2026-03-02 12:00")
        _ = try resolved("2026-03-02 10:00", "2026-03-03 11:00", outcome: "bug")
        world.now = Wall.at("2026-03-05 10:00")
        _ = try world.start()
        let report = try handled()
        #expect(report.received == 4 && report.handled == 3)
        #expect(report.fixed == Share(2, of: 3) && report.fixed.percent?.description == "66.66")
        #expect(report.outcomes == ["help": 2, "bug": 1])
        #expect(
            report.table.rows.first { $0[1] == .text("bug") }?[2...4] == [
                .integer(1), .decimal(.init(hundredths: 3333)), .flag(false),
            ])
        world.profile.resolutionCounts = ["help", "bug"]
        #expect(try handled().fixed == Share(3, of: 3), "which outcomes are solutions is the profile's to say")
    }

    @Test("A ticket is handled in the period of its last resolution, whenever it was registered")
    mutating func periods() throws {
        _ = try resolved("2026-02-20 10:00", "2026-03-01 00:00")
        _ = try resolved("2026-03-20 10:00", "2026-04-01 00:00")
        let report = try handled()
        #expect(report.received == 1 && report.handled == 1)
        let april = ReportPeriod(from: march.to, to: march.to + .days(30))
        #expect(try handled(april).received == 0 && handled(april).handled == 1)
    }

    @Test("Refused and merged tickets are told apart, and a reopened one is not handled until it is again")
    mutating func otherEnds() throws {
        world.now = Wall.at("2026-03-02 10:00")
        let refused = try world.claimed()
        try world.perform(.refuseTicket(refused, reason: "outOfScope", evidence: nil, text: nil), as: .bea)
        let again = try resolved("2026-03-02 10:00", "2026-03-02 11:00")
        try world.perform(.reopen(again, text: "Not solved", followUp: world.newTicket()), as: .ada)
        #expect(try handled().refused == 1 && handled().merged == 0 && handled().handled == 0)
        #expect(try handled().fixed.percent == nil, "of none there is no share")
        world.now = Wall.at("2026-03-04 11:00")
        try world.perform(.resolve(again, outcome: "help", text: nil), as: .bea)
        #expect(try handled().handled == 1)
    }

    @Test("The rate of reopened tickets counts each once, and says of how many", .requirement("R-004-50"))
    mutating func reopenRate() throws {
        let twice = try resolved("2026-03-02 10:00", "2026-03-02 11:00")
        for _ in 1...2 {
            try world.perform(.reopen(twice, text: "Not solved", followUp: world.newTicket()), as: .ada)
            try world.perform(.resolve(twice, outcome: "help", text: nil), as: .bea)
        }
        _ = try resolved("2026-03-02 10:00", "2026-03-02 11:00")
        _ = try resolved("2026-03-02 10:00", "2026-03-02 11:00")
        _ = try resolved("2026-02-02 10:00", "2026-02-02 11:00")
        let report = try reopened()
        #expect(report.all.resolved == 3 && report.all.reopened == 1 && report.all.reopenings == 2)
        #expect(report.all.rate.percent?.description == "33.33")
        #expect(report.caseTypes.keys.sorted() == ["problem"] && report.caseTypes["problem"] == report.all)
        #expect(report.table(z: 196).rows[0][4] == .decimal(TwoDecimals(hundredths: 614)), "Wilson: 1 of 3 at 1.96")
        #expect(ReopenReport(period: march).all.rate.percent == nil)
    }

    @Test("Solutions must be outcomes of the profile, and by default are those that support gives itself")
    mutating func knob() throws {
        #expect(world.profile.solutions == ["help"])
        world.profile.resolutionCounts = ["help", "cured"]
        #expect(world.profile.validate().map(\.path) == ["resolutionCounts[1]"])
        world.profile.resolutionCounts = []
        #expect(world.profile.validate().isEmpty && world.profile.solutions.isEmpty)
    }
}
