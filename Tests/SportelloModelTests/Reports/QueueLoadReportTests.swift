import SportelloModel
import SportelloTesting
import Testing

@Suite("The load of the queue")
struct QueueLoadReportTests {
    var world = World()

    @Test("Waits, lengths and needed staff follow from the dialogs of open hours", .requirement("R-002-26"))
    mutating func load() throws {
        for (wait, length) in [(1, 10), (3, 20)] {
            world.now = Wall.at("2026-03-02 10:00")
            let id = try world.start()
            world.now = world.now + .minutes(wait)
            try world.perform(.claim(id), as: .bea)
            world.now = world.now + .minutes(length)
            try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        }
        world.now = Wall.at("2026-03-02 12:00")
        let left = try world.start()
        try world.perform(.endConversation(left), as: .ada)
        _ = try world.start(.ben)
        let day = try #require(ReportPeriod(from: Wall.at("2026-03-02 00:00"), to: Wall.at("2026-03-03 00:00")))
        func report(_ period: ReportPeriod, _ calendar: ServiceCalendar?) throws -> QueueLoadReport {
            var report = QueueLoadReport(period: period, calendar: calendar)
            for id in world.streams.keys.compactMap(\.ticketID) { report.add(try world.ticket(id)) }
            return report
        }
        let open = try report(day, Wall.office)
        #expect(open.openTime == .hours(8))
        #expect(open.all.arrivals == 4 && open.all.joined == 2 && open.all.finished == 2)
        #expect(open.all.abandoned == 1, "who still waits has not given up")
        #expect(open.all.meanWait == .minutes(2) && open.all.longestWait == .minutes(3))
        #expect(open.all.meanHandleTime == .minutes(15))
        let staffing = try #require(open.staffing(for: open.all))
        #expect(staffing.arrivalsPerHour == 0.5 && staffing.offeredLoad == 0.125)
        #expect(try #require(report(day, nil).staffing(for: open.all)).arrivalsPerHour == 4.0 / 24)
        #expect(open.channels.keys.sorted { $0.rawValue < $1.rawValue } == [.webchat])
        let sunday = try #require(ReportPeriod(from: day.from - .days(1), to: day.from))
        #expect(try report(sunday, Wall.office).staffing(for: open.all) == nil, "no load of closed hours is invented")
        let empty = QueueLoadReport(period: day, calendar: nil)
        #expect(empty.all.meanWait == nil && empty.staffing(for: empty.all) == nil)
        #expect(empty.table().rows[0][7] == .none, "the longest wait of nobody is unknown, not 0")
    }
}
