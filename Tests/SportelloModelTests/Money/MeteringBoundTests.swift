import SportelloModel
import SportelloTesting
import Testing

/// Bounds and single conditions of what a ticket costs.
@Suite("Bounds of what a ticket costs")
struct MeteringBoundTests {
    var world = World()

    init() throws {
        world.profile.metering = .accountTeam
        try world.openAccount(hours: 10)
    }

    private func cause(_ cause: String, on id: TicketID) -> Command {
        .triage(id, Triage(caseType: "problem", cause: cause))
    }

    /// A session of so many minutes that ends now, with the customer all the time.
    private mutating func session(_ minutes: Int, role: String = "accountExecutive") -> MeteringCommand {
        let time = world.now - .minutes(minutes)..<world.now
        return .recordSession(
            .init(id: world.mint(), staff: [.init(agent: Actor.bea.agent, time: time)], customer: [time], role: role))
    }

    @Test(
        "A part of a charge comes back from its latest entries, and is charged again by a difference",
        .requirement("R-003-24", "R-003-30"), arguments: [(50, [45, 5], [3]), (30, [30], [3, 2])])
    mutating func partBack(together: Int, left: [Int], corrected: [Int]) throws {
        world.profile.metering.jointCaseTypes = ["question"]
        let id = try world.claimed()
        try world.work(45, on: id)
        try world.perform(.metering(id, session(together)), as: .bea)
        #expect(try world.hours() == 600 - 45 - together)
        try world.triage(id, "question")
        #expect(try world.charged(id) == together, "only the time together counts now")
        #expect(try world.ticket(id).metering.charges.map(\.minutes.count) == left)
        let line = try #require(world.statement().lines.last)
        #expect(line.reason == .reversal && line.change == .minutes(Minutes(45)) && line.corrects == corrected)
        try world.triage(id, "problem")
        #expect(try world.charged(id) == 45 + together)
        #expect(try world.hours() == 600 - 45 - together)
        #expect(world.statement().lines.last?.change == .minutes(Minutes(-45)))
    }

    @Test("A bug on which nobody worked needs no approval when it turns out to be none", .requirement("R-003-31"))
    mutating func idleBug() throws {
        let id = try world.claimed()
        try world.perform(cause("bug", on: id), as: .bea)
        #expect(try world.ticket(id).metering.waivedCause == nil)
        try world.perform(cause("misuse", on: id), as: .bea)
        #expect(try world.ticket(id).metering.awaitingApproval == nil)
        try world.work(40, on: id)
        #expect(try world.hours() == 560)
    }

    @Test("A bug that turns out to be out of scope waits for no approval: nothing is due", .requirement("R-003-31"))
    mutating func excludedBug() throws {
        world.profile.offer.coverage = [
            CoverageRule(id: "admin", reason: "Not ours", causes: ["administration"], verdict: .excluded)
        ]
        let id = try world.claimed()
        try world.perform(cause("bug", on: id), as: .bea)
        try world.work(40, on: id)
        #expect(try world.ticket(id).metering.waived == Minutes(40))
        try world.perform(cause("administration", on: id), as: .bea)
        #expect(try world.ticket(id).metering.awaitingApproval == nil)
        world.refuses(.nothingToDecide, .metering(id, .approveCharge(text: "So")), as: .sue)
        #expect(try world.hours() == 600)
    }

    @Test("An approved charge needs the hours too, to the minute", .requirement("R-003-31", "R-003-32"))
    mutating func approvedWithoutHours() throws {
        world.profile.metering.exhaustion = .stop
        let id = try world.claimed()
        try world.perform(cause("bug", on: id), as: .bea)
        try world.work(601, on: id)
        try world.perform(cause("misuse", on: id), as: .bea)
        let approve = Command.metering(id, .approveCharge(text: "It was misuse"))
        let refusal = world.refuses(.noHours, approve, as: .sue)
        #expect(refusal?.details == ["available": "600 min", "needed": "601 min"])
        #expect(try world.ticket(id).metering.awaitingApproval == Minutes(601))
        try world.grant(Minutes(1))
        try world.perform(approve, as: .sue)
        #expect(try world.hours() == 0)
        #expect(try world.charged(id) == 601)
    }

    @Test("Where the hours are overdrawn an accepted offer pays all, and draws no deeper", .requirement("R-003-32"))
    mutating func offerBelowZero() throws {
        try world.work(620, on: try world.claimed())
        #expect(try world.hours() == -20)
        world.profile.metering.exhaustion = .offer
        world.profile.offer.addOns = [.init(id: "moreHours", title: "More hours")]
        let id = try world.claimed()
        world.refuses(.offerNeeded, work(id, 30), as: .bea)
        try world.perform(.coverage(id, .offer(addOn: "moreHours")), as: .bea)
        try world.perform(.coverage(id, .answerOffer(number: 1, accepts: true)), as: .ada)
        try world.work(30, on: id)
        #expect(try world.hours() == -20)
        #expect(try world.ticket(id).metering.offered == Minutes(30))
        #expect(try world.ticket(id).metering.charges.isEmpty)
    }

    @Test("A session names the role that it was held in")
    mutating func sessionRole() throws {
        let id = try world.claimed()
        world.refuses(.invalid, .metering(id, session(30, role: "")), as: .bea)
        try world.perform(.metering(id, session(30)), as: .bea)
    }

    @Test("The longest entry is a day")
    mutating func longestEntry() throws {
        let id = try world.claimed()
        world.refuses(.invalid, work(id, 1441), as: .bea)
        try world.perform(work(id, 1440), as: .bea)
        try world.perform(work(id, 1), as: .bea)
        #expect(try world.ticket(id).minutesWorked == 1441)
    }
}
