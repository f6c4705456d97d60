import Sportello
import SportelloModel
import SportelloTesting
import Synchronization
import Testing

@Suite("Reports from a store", .timeLimit(.minutes(15)))
struct ReportTests {
    private static let firm = AccountID(high: 9, low: 1)

    /// Four tickets of one hour each, one reopened, two rated; a call; ten hours bought and ten minutes worked.
    private func tellDay(_ desk: SupportDesk, _ clock: ManualClock) async throws {
        let ada = try await desk.person()
        let host = Actor.system
        _ = try await desk.perform(
            .account(Self.firm, .open(OpenAccount(details: AccountDetails(name: "Mill Ltd")))), as: host
        )
        _ = try await desk.perform(.account(Self.firm, .attach(try #require(ada.contactID), roles: [])), as: host)
        let grant = GrantID(high: 8, low: 1)
        _ = try await desk.perform(
            .ledger(Self.firm, .grant(.init(id: grant, amount: .minutes(.hours(10)), from: nil, until: nil))), as: host
        )
        for (number, outcome) in ["help", "help", "bug"].enumerated() {
            let id = try await desk.ticket(of: ada)
            clock.advance(by: .minutes(2))
            _ = try await desk.perform(.claim(id), as: .bea)
            clock.advance(by: .minutes(8))
            if number == 0 {
                _ = try await desk.perform(
                    .recordTime(id, minutes: 10, role: "support", activity: nil, note: nil), as: .bea
                )
            }
            _ = try await desk.perform(.resolve(id, outcome: outcome, text: nil), as: .bea)
            if number < 2 { _ = try await desk.perform(.rate(id, score: 5 - number, comment: nil), as: ada) }
            if number == 1 {
                _ = try await desk.perform(.reopen(id, text: "No", followUp: desk.newTicket()), as: ada)
                _ = try await desk.perform(.resolve(id, outcome: outcome, text: nil), as: .bea)
            }
        }
        _ = try await desk.ticket(of: try await desk.person("c-2"))
        let note = OffChannelNoteID(high: 7, low: 1)
        let call = RecordOffChannel(channel: .phone, person: "A cousin", summary: "Asked about printing")
        _ = try await desk.perform(.recordOffChannel(note, call), as: .bea)
    }

    @Test(
        "Every report of a day says what was counted by hand",
        .requirement("R-002-57", "R-002-58", "R-002-26", "R-004-33", "R-003-6"))
    func day() async throws {
        var profile = ServiceProfile(name: "test")
        profile.metering = MeteringPolicy(scope: .everyTicket, minimumMinutes: 30)
        let fixture = DeskFixture(profile: profile)
        let begin = fixture.clock.wall
        try await fixture.run { desk in
            try await tellDay(desk, fixture.clock)
            let period = try #require(ReportPeriod(from: begin, to: begin + .days(1)))
            let reports = desk.reports
            let attainment = try await reports.attainment(period)
            #expect(attainment.total == 4 && attainment.openCount == 1)
            #expect(attainment.handled.count == 3 && attainment.fixed.count == 2)
            let handled = try await reports.handled(period)
            #expect(handled.received == 4 && handled.outcomes == ["help": 2, "bug": 1])
            let reopened = try await reports.reopened(period)
            #expect(reopened.all.rate == Share(1, of: 3))
            let ratings = try await reports.ratings(period).summary(profile.rating)
            #expect(ratings.answered == 2 && ratings.mean?.description == "4.50")
            let channels = try await reports.channels(period)
            #expect(channels.tickets == 4 && channels.unofficial == 1)
            let queue = try await reports.queue(period)
            #expect(queue.all.longestWait == .minutes(2) && queue.openTime == .hours(24))
            let hours = try #require(try await reports.hours(period).lines[Self.firm])
            #expect(hours.worked.count == 10 && hours.chargedForTickets.count == 30 && hours.balance.count == 570)
            let table = try await reports.table(.hours, period)
            #expect(table.rows.map { $0[1] } == [.text("Mill Ltd")])
            #expect(try await reports.deflection(period).shown == 0)
            #expect(try await reports.promises(period).lines.isEmpty)
            #expect(try await reports.commitments(period).made == 0)
            for name in ReportName.allCases {
                let table = try await reports.table(name, period)
                #expect(table.rows.allSatisfy { $0.count == table.columns.count }, "\(name)")
            }
            let next = try #require(ReportPeriod(from: begin + .days(1), to: begin + .days(2)))
            #expect(try await reports.handled(next).handled == 0)
            #expect(try await reports.channels(next).lines.isEmpty)
            let later = try #require(try await reports.hours(next).lines[Self.firm])
            #expect(later.granted == .zero && later.chargedForTickets == .zero && later.balance.count == 570)
        }
    }

    @Test("A report reads page by page, and a period's only where the period is of registrations")
    func pages() async throws {
        let fixture = DeskFixture()
        let begin = fixture.clock.wall
        try await fixture.run { desk in
            let ada = try await desk.person()
            for number in 0..<450 {
                if number == 430 { fixture.clock.advance(by: .days(1)) }
                _ = try await desk.ticket(of: ada)
            }
        }
        let store = CountingStore(InMemoryDeskStore(medium: fixture.medium))
        let told = Told()
        let reports = DeskReports(store: store, profile: fixture.desk.profile) { told.add($0) }
        let period = try #require(ReportPeriod(from: begin + .days(1), to: begin + .days(2)))
        #expect(try await reports.attainment(period).total == 20)
        #expect(store.seen.snapshots == 20, "the index finds the period's tickets")
        store.reset()
        #expect(try await reports.queue(period).all.arrivals == 20)
        #expect(store.seen.snapshots == 450 && store.seen.reads == 3 && store.seen.largest <= 200)
        #expect(told.all == [20, 200, 400, 450])
    }
}

private final class Told: Sendable {
    private let numbers = Mutex<[Int]>([])
    var all: [Int] { numbers.withLock { $0 } }
    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
}
