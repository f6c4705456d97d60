import SportelloModel
import SportelloTesting
import Testing

@Suite("How long it will take")
struct EstimateTests {
    private func times(_ minutes: [Int], window: Int = 100) -> HandleTimes {
        minutes.reduce(into: HandleTimes()) { $0.add(.minutes($1), window: window) }
    }

    @Test("Too few dialogs, or nobody who serves: unknown", .requirement("R-002-11"))
    func unknown() {
        let policy = WaitEstimatePolicy(minimumSamples: 3)
        #expect(times([3, 30]).estimate(position: 1, agents: 1, policy) == nil)
        #expect(times([3, 30, 9]).estimate(position: 1, agents: 1, policy) != nil)
        #expect(times([3, 30, 9]).estimate(position: 1, agents: 0, policy) == nil)
        #expect(times([3, 30, 9]).estimate(position: 0, agents: 1, policy) == nil)
    }

    @Test("An estimate is a range from half to nine tenths of real lengths, rounded outwards", .requirement("R-002-11"))
    func range() throws {
        let policy = WaitEstimatePolicy(minimumSamples: 10, roundingMinutes: 5)
        let lengths = times([3, 4, 5, 6, 8, 10, 15, 20, 27, 30])
        #expect(lengths.percentile(50) == .minutes(8))
        #expect(lengths.percentile(90) == .minutes(27))
        let one = try #require(lengths.estimate(position: 1, agents: 1, policy))
        #expect(one.fromMinutes == 5 && one.toMinutes == 30)
        let three = try #require(lengths.estimate(position: 3, agents: 2, policy))
        #expect(three.fromMinutes == 10 && three.toMinutes == 45, "12 and 40.5 minutes")
        let same = try #require(times(Array(repeating: 10, count: 10)).estimate(position: 1, agents: 1, policy))
        #expect(same.fromMinutes == 10 && same.toMinutes == 15, "never one number")
    }

    @Test("Only the newest dialogs count")
    func window() {
        let lengths = times([60, 60, 1, 2, 3], window: 3)
        #expect(lengths.count == 3)
        #expect(lengths.percentile(90) == .minutes(3))
        #expect(lengths.mean == .minutes(2))
        #expect(HandleTimes().mean == nil && HandleTimes().percentile(50) == nil)
    }

    @Test("Load and staff follow from arrivals and lengths", .requirement("R-002-26"))
    func staffing() {
        // The textbook's case: 100 calls in half an hour of 180 seconds each are 10 erlangs; 13 or 14 people answer 80 %
        // within 20 seconds (C(14) gives 88.8 %, C(13) 79.6 %).
        let report = StaffingReport(
            arrivals: 100, in: .minutes(30), handleTime: .seconds(180), target: .seconds(20), served: 0.8
        )
        #expect(report.offeredLoad == 10)
        #expect(report.arrivalsPerHour == 200)
        #expect(report.requiredStaff == 14)
        let less = StaffingReport(
            arrivals: 100, in: .minutes(30), handleTime: .seconds(180), target: .seconds(20), served: 0.79
        )
        #expect(less.requiredStaff == 13)
        #expect(StaffingReport(arrivals: 0, in: .hours(1), handleTime: .minutes(5)).requiredStaff == 0)
        let hopeless = StaffingReport(arrivals: 10, in: .hours(1), handleTime: .hours(1), served: 0)
        #expect(hopeless.requiredStaff == 11, "with ten the queue would grow without end")
    }

    @Test("The same report from the tickets themselves", .requirement("R-002-26"))
    func staffingOfTickets() throws {
        var world = World()
        let from = world.now
        for minutes in [10, 20] {
            let id = try world.claimed(by: .bea)
            world.now = world.now + .minutes(minutes)
            try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        }
        let waiting = try world.start(.ben)
        let facts = try world.streams.keys.compactMap(\.ticketID).map { try world.ticket($0) }
        let report = try #require(StaffingReport(of: facts, from: from, to: from + .hours(1)))
        #expect(report.arrivalsPerHour == 3)
        #expect(report.meanHandleTime == .minutes(15))
        #expect(report.offeredLoad == 0.75)
        #expect(StaffingReport(of: [try world.ticket(waiting)], from: from, to: from + .hours(1)) == nil)
        #expect(StaffingReport(of: facts, from: from - .hours(1), to: from) == nil, "the end is not in it")
    }
}

@Suite("A ticket instead of a call")
struct ContactAdviceTests {
    private var profile: ServiceProfile = {
        var profile = ServiceProfile(name: "test", calendars: ["hotline": Wall.office])
        profile.queue.advice = ContactAdvicePolicy(
            live: [.webchat], calendar: "hotline", waitMinutes: 15, caseTypes: ["problem"]
        )
        return profile
    }()
    private let open = Wall.office.instant(LocalDate("2026-11-23")!, LocalTime("10:00")!)
    private var draft = ContactDraft(
        channel: .webchat, caseType: "question", subject: "Printer", text: "Half a page typed", details: ["page": "x"]
    )

    @Test("Closed: a ticket is proposed and everything typed is kept", .requirement("R-002-13"))
    func closed() throws {
        let night = Wall.office.instant(LocalDate("2026-11-23")!, LocalTime("22:00")!)
        let advice = try #require(profile.advice(on: draft, at: night, wait: nil))
        #expect(advice.reasons == [.closed])
        #expect(advice.proposal.channel == .portal)
        #expect(advice.proposal.text == "Half a page typed")
        #expect(advice.proposal.subject == "Printer" && advice.proposal.details == ["page": "x"])
        #expect(profile.advice(on: draft, at: open, wait: nil) == nil)
    }

    @Test("A wait beyond the limit, a complex matter, links and pictures", .requirement("R-002-13"))
    func others() {
        var draft = self.draft
        func reasons(_ wait: Int?) -> [ContactAdvice.Reason] {
            let estimate = wait.map { WaitEstimate(fromMinutes: 5, toMinutes: $0) }
            return profile.advice(on: draft, at: open, wait: estimate)?.reasons ?? []
        }
        #expect(reasons(15).isEmpty)
        #expect(reasons(16) == [.longWait])
        #expect(reasons(nil).isEmpty, "an unknown wait is no reason")
        draft.caseType = "problem"
        #expect(reasons(nil) == [.complexMatter])
        draft.hasAttachments = true
        #expect(reasons(20) == [.longWait, .complexMatter, .attachments])
        draft.channel = .email
        #expect(reasons(20).isEmpty, "it is written already")
    }
}
