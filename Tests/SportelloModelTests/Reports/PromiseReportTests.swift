import SportelloModel
import SportelloTesting
import Testing

@Suite("Promises, counted")
struct PromiseReportTests {
    var world: World = {
        var profile = ServiceProfile(name: "test")
        profile.targets = [
            ServiceTarget(id: "answer", metric: .firstResponse, kind: .objective, unit: .wallClock, max: .hours(1)),
            ServiceTarget(id: "next", metric: .nextResponse, kind: .contractual, unit: .wallClock, max: .hours(2)),
        ]
        return World(profile: profile)
    }()

    private func report(_ period: ReportPeriod) throws -> PromiseReport {
        var report = PromiseReport(period: period, desk: try world.state(ServiceDesk.only))
        for id in world.streams.keys.compactMap(\.ticketID) { report.add(try world.ticket(id)) }
        return report
    }

    @Test(
        "A missed objective is no breach, and clocks that a ticket no longer lists still count",
        .requirement("R-003-10", "R-001-19"))
    mutating func kinds() throws {
        let begin = world.now
        let late = try world.start()
        world.now = begin + .hours(1) + .seconds(1)
        try world.perform(.post(late, PostMessage(text: "Hello")), as: .bea)
        for _ in 1...3 {
            try world.perform(.post(late, PostMessage(text: "And now?")), as: .ada)
            world.now = world.now + .minutes(5)
            try world.perform(.post(late, PostMessage(text: "This")), as: .bea)
        }
        try world.perform(.post(late, PostMessage(text: "And then?")), as: .ada)
        world.now = world.now + .hours(2) + .seconds(1)
        try world.perform(.tick(late), as: .system)
        let inTime = try world.start(.ben)
        try world.perform(.post(inTime, PostMessage(text: "Hello")), as: .bea)
        let period = try #require(ReportPeriod(from: begin, to: begin + .days(1)))
        let report = try report(period)
        let answer = try #require(report.lines.first { $0.key.id == "answer" })
        #expect(answer.key.kind == .objective && answer.key.metric == .firstResponse)
        #expect(answer.value.met == 1 && answer.value.missed == 1 && answer.value.kept == Share(1, of: 2))
        let next = try #require(report.lines.first { $0.key.id == "next" }).value
        #expect(next.met == 5 && next.missed == 1, "each first message begins one too; the missed one still goes on")
        let rows = report.table.rows
        #expect(rows.map { $0[5...6] } == [[.integer(0), .integer(1)], [.integer(1), .integer(0)]])
        #expect(try self.report(try #require(ReportPeriod(from: begin + .days(1), to: begin + .days(2)))).lines.isEmpty)
    }

    @Test("Kept and broken promises to a customer are reported apart", .requirement("R-002-23"))
    mutating func commitments() throws {
        let begin = world.now
        let id = try world.claimed()
        try world.perform(.commit(id, promise: "Soon", due: begin + .hours(1)), as: .bea)
        world.now = begin + .hours(1) + .seconds(1)
        try world.perform(.tick(id), as: .system)
        try world.perform(.commit(id, promise: "By tonight", due: world.now + .hours(8)), as: .bea)
        let period = try #require(ReportPeriod(from: begin, to: begin + .days(1)))
        func report() throws -> CommitmentReport {
            var report = CommitmentReport(period: period)
            report.add(try world.ticket(id))
            return report
        }
        #expect(try report().made == 2 && report().broken == 1 && report().pending == 1)
        #expect(try report().kept == Share(0, of: 1), "what is pending is not decided")
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try report().keptCount == 1 && report().pending == 0 && report().kept.percent?.description == "50.00")
    }
}
