import SportelloModel
import SportelloTesting
import Testing

@Suite("Hours, counted")
struct HoursReportTests {
    var world: World = {
        var profile = ServiceProfile(name: "test")
        profile.metering = .accountTeam
        return World(profile: profile)
    }()

    private func report(_ period: ReportPeriod) throws -> HoursReport {
        var report = HoursReport(period: period)
        for id in world.streams.keys.compactMap(\.ticketID) { report.add(try world.ticket(id)) }
        for logged in world.log(of: Ledger.stream(AccountID.firm.ledger)) {
            guard case .ledger(.posted(let posting)) = logged.event else { continue }
            report.add(posting, at: logged.record.at, of: .firm)
        }
        return report
    }

    @Test(
        "Worked and charged minutes are two numbers, and the balance is the period's end's",
        .requirement("R-003-6", "R-003-20"))
    mutating func hours() throws {
        let begin = world.now
        try world.openAccount(hours: 10)
        let first = try world.claimed()
        try world.work(10, on: first)
        let day = try #require(ReportPeriod(from: begin, to: begin + .days(1)))
        world.now = day.to
        let second = try world.claimed()
        try world.work(50, on: second)
        let line = try #require(report(day).lines[.firm])
        #expect(line.granted == .hours(10))
        #expect(line.worked == WorkedMinutes(10) && line.chargedForTickets == Minutes(30), "the minimum is charged")
        #expect(line.balance == Minutes(570) && line.available == Minutes(570) && line.held == .zero)
        let next = try #require(ReportPeriod(from: day.to, to: day.to + .days(1)))
        let later = try #require(report(next).lines[.firm])
        #expect(later.worked == WorkedMinutes(50) && later.chargedForTickets == Minutes(50) && later.granted == .zero)
        let left = try world.hours()
        #expect(later.balance == Minutes(520) && later.balance.count == left)
    }

    @Test("Work on a ticket of no account has a line of its own and no balance")
    mutating func noAccount() throws {
        let begin = world.now
        let id = try world.claimed(from: .ben)
        try world.work(7, on: id)
        let report = try report(try #require(ReportPeriod(from: begin, to: begin + .days(1))))
        #expect(report.lines[nil]?.worked == WorkedMinutes(7))
        let row = try #require(report.table(names: [:]).rows.first)
        #expect(row[0] == .none && row[2] == .integer(7) && row[8] == .none)
    }
}
