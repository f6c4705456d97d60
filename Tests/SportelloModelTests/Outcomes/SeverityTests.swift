import SportelloModel
import SportelloTesting
import Testing

@Suite("Severity")
struct SeverityTests {
    var world = World()

    private func triage(
        _ id: TicketID, _ impacts: [String]? = nil, workaround: Bool? = nil, says severity: Severity? = nil,
        impact: String? = nil
    ) -> Command {
        .triage(
            id,
            Triage(
                caseType: "problem", severity: severity, impact: impact, hasWorkaround: workaround, impacts: impacts
            )
        )
    }

    @Test("A bug has a severity when it is saved, the default where nobody says one", .requirement("R-002-39"))
    mutating func bugHasSeverity() throws {
        let id = try world.claimed()
        try world.perform(.resolve(id, outcome: "bug", text: nil), as: .bea)
        #expect(try world.ticket(id).severity == .nonCritical)
        #expect(try world.ticket(id).severityRecord.basis == .standard)
        let wrapped = try world.claimed()
        try world.perform(.wrapUp(wrapped, WrapUp(kind: .note, outcome: "bug", text: "Broken")), as: .bea)
        #expect(try world.ticket(wrapped).severity == .nonCritical)
        let helped = try world.claimed()
        try world.perform(.resolve(helped, outcome: "help", text: nil), as: .bea)
        #expect(try world.ticket(helped).severity == nil)
    }

    @Test("Where the profile has no default, staff must say the severity", .requirement("R-002-39"))
    mutating func mustBeSaid() throws {
        world.profile.severity.standard = nil
        let id = try world.claimed()
        world.refuses(.severityNeeded, .resolve(id, outcome: "bug", text: nil), as: .bea)
        world.refuses(.severityNeeded, .wrapUp(id, WrapUp(kind: .note, outcome: "bug", text: "So")), as: .bea)
        world.refuses(
            .severityNeeded, .escalate(id, world.mint(), kind: .bug, severity: nil, text: "So", analysis: nil), as: .bea
        )
        try world.perform(triage(id, says: .nonCritical), as: .bea)
        try world.perform(.resolve(id, outcome: "bug", text: nil), as: .bea)
        #expect(try world.ticket(id).severity == .nonCritical)
    }

    @Test(
        "What prevents orders is critical whatever anybody says", .requirement("R-002-42"),
        arguments: ["preventsOrders", "preventsShipping"])
    func byRule(impact: String) throws {
        var world = self.world
        let id = try world.claimed()
        try world.perform(triage(id, [impact], workaround: false, says: .nonCritical), as: .bea)
        #expect(try world.ticket(id).severity == .critical)
        #expect(try world.ticket(id).severityRecord.basis == .rule)
        try world.perform(triage(id, says: .nonCritical), as: .sue)
        #expect(try world.ticket(id).severity == .critical, "not by a supervisor either")
        let issue: InternalIssueID = world.mint()
        try world.perform(
            .escalate(id, issue, kind: .bug, severity: .nonCritical, text: "No orders", analysis: nil), as: .bea)
        #expect(try world.ticket(id).severity == .critical)
        #expect((try world.state(issue) as InternalIssue).severity == .critical)
    }

    @Test("A single known word may come as the impact's text; an unknown word is only a text")
    mutating func impactText() throws {
        let id = try world.claimed()
        try world.perform(triage(id, workaround: false, impact: "preventsOrders"), as: .bea)
        #expect(try world.ticket(id).severity == .critical)
        let other = try world.claimed()
        try world.perform(triage(other, impact: "One person prints nothing"), as: .bea)
        #expect(try world.ticket(other).severity == nil)
        world.refuses(.invalid, triage(other, ["preventsCoffee"]), as: .bea)
    }

    @Test("A way around decides: with one it is not critical, without one it is", .requirement("R-002-75"))
    mutating func workaround() throws {
        let avoidable = try world.claimed()
        try world.perform(triage(avoidable, ["preventsOrders"], workaround: true), as: .bea)
        #expect(try world.ticket(avoidable).severity == .nonCritical)
        let stuck = try world.claimed()
        try world.perform(triage(stuck, ["preventsOrders"], workaround: false), as: .bea)
        #expect(try world.ticket(stuck).severity == .critical)
        let unknown = try world.claimed()
        try world.perform(triage(unknown, ["preventsOrders"]), as: .bea)
        #expect(try world.ticket(unknown).severity == .critical, "an unknown way around is none")
        try world.perform(triage(unknown, workaround: true), as: .bea)
        #expect(try world.ticket(unknown).severity == .nonCritical, "until it is known")
    }

    @Test(
        "One by one instead of all at once is a way around, and a nuisance is never critical", .requirement("R-002-76"))
    mutating func inconvenience() throws {
        let id = try world.claimed()
        try world.perform(triage(id, ["preventsOrders"], workaround: false), as: .bea)
        try world.perform(.severity(id, .confirmWorkaround(.alternative, text: "One by one")), as: .bea)
        #expect(try world.ticket(id).severity == .nonCritical)
        let clicks = try world.claimed()
        try world.perform(triage(clicks, ["inconvenience"], says: .critical), as: .bea)
        #expect(try world.ticket(clicks).severity == .nonCritical)
        #expect(try world.ticket(clicks).severityRecord.basis == .inconvenience)
        let both = try world.claimed()
        try world.perform(triage(both, ["inconvenience", "preventsOrders"]), as: .bea)
        #expect(try world.ticket(both).severity == .critical, "a nuisance takes no rule away")
    }

    @Test("A rule of the profile may hold in spite of a way around")
    mutating func strictRule() throws {
        world.profile.severity.rules = [.init(impacts: ["dataLoss"], unlessWorkaround: false)]
        let id = try world.claimed()
        try world.perform(triage(id, ["dataLoss"], workaround: true), as: .bea)
        #expect(try world.ticket(id).severity == .critical)
        try world.perform(.severity(id, .confirmWorkaround(.rollback, text: nil)), as: .bea)
        #expect(try world.ticket(id).severity == .critical)
    }

    @Test("Where staff may not raise the severity, they are told which facts do")
    mutating func noDiscretion() throws {
        world.profile.severity.staffMayRaise = false
        let id = try world.claimed()
        let refusal = world.refuses(.severityRuled, triage(id, says: .critical), as: .bea)
        #expect(refusal?.details["impacts"] == "preventsOrders, preventsShipping")
        world.refuses(
            .severityRuled, .escalate(id, world.mint(), kind: .bug, severity: .critical, text: "So", analysis: nil),
            as: .bea
        )
        try world.perform(triage(id, says: .nonCritical), as: .bea)
        #expect(try world.ticket(id).severity == .nonCritical)
    }

    // MARK: Appeals

    @Test("An appeal must be reviewed; decision and reason are recorded", .requirement("R-002-77"))
    mutating func appeal() throws {
        world.profile.severity.deciders = [.supervisor]
        let id = try world.claimed()
        try world.perform(triage(id, says: .nonCritical), as: .bea)
        world.refuses(.noAppeal, .severity(id, .review(.critical, reason: "So")), as: .sue)
        try world.perform(.appealSeverity(id, justification: "Christmas trade"), as: .ada)
        #expect(try world.ticket(id).severityRecord.appealedAt == world.now)
        #expect(try world.ticket(id).severity == .nonCritical, "an appeal alone changes nothing")
        world.refuses(.appealOpen, .resolve(id, outcome: "bug", text: nil), as: .bea)
        world.refuses(.forbidden, .severity(id, .review(.critical, reason: "So")), as: .bea)
        world.refuses(.forbidden, .severity(id, .review(.critical, reason: "So")), as: .ada)
        world.refuses(.invalid, .severity(id, .review(.critical, reason: " ")), as: .sue)
        try world.perform(.severity(id, .review(.critical, reason: "No trade without it")), as: .sue)
        #expect(try world.ticket(id).severity == .critical)
        #expect(try world.ticket(id).severityRecord.appealedAt == nil)
        let review = try world.last("severity.reviewed", on: id)
        #expect(review.record.content?.text == "No trade without it")
        #expect(review.event == .ticket(.severity(try decoded(review))))
        #expect(try world.last("severity.set", on: id).record.publicSeq != nil)
        world.refuses(.noAppeal, .severity(id, .review(.nonCritical, reason: "Again")), as: .sue)
    }

    private func decoded(_ logged: LoggedEvent) throws -> SeverityEvent {
        guard case .ticket(.severity(let event)) = logged.event else { throw Refusal(.invalid) }
        #expect(event.decision == .critical)
        return event
    }

    @Test("The customer sees the decision also when the severity stays", .requirement("R-002-77"))
    mutating func appealDenied() throws {
        let id = try world.claimed()
        try world.perform(triage(id, says: .nonCritical), as: .bea)
        try world.perform(.appealSeverity(id, justification: "Please"), as: .ada)
        let before = world.kinds(id, .contact).count { $0 == "severity.set" }
        try world.perform(.severity(id, .review(.nonCritical, reason: "A colleague can print")), as: .bea)
        #expect(world.kinds(id, .contact).count { $0 == "severity.set" } == before + 1)
        try world.perform(.resolve(id, outcome: "bug", text: nil), as: .bea)
    }

    @Test("A triage by a decider that says severity and reason decides the appeal")
    mutating func appealByTriage() throws {
        let id = try world.claimed()
        try world.perform(.appealSeverity(id, justification: "Please"), as: .ada)
        try world.perform(triage(id, says: .critical), as: .bea)
        #expect(try world.ticket(id).severityRecord.appealedAt != nil, "without a reason it is no decision")
        try world.perform(triage(id, says: .critical, impact: "No trade without it"), as: .bea)
        #expect(try world.ticket(id).severityRecord.appealedAt == nil)
        #expect(try world.last("severity.reviewed", on: id).record.content?.text == "No trade without it")
    }

    @Test("What a review decided stays until the facts change")
    mutating func reviewHolds() throws {
        let id = try world.claimed()
        try world.perform(triage(id, workaround: true), as: .bea)
        try world.perform(.appealSeverity(id, justification: "The way around takes all day"), as: .ada)
        try world.perform(.severity(id, .review(.critical, reason: "It does")), as: .sue)
        world.refuses(.severityRuled, triage(id, says: .nonCritical), as: .bea)
        try world.perform(triage(id), as: .bea)
        #expect(try world.ticket(id).severity == .critical)
        try world.perform(.severity(id, .confirmWorkaround(.rollback, text: "Back to 4.1")), as: .bea)
        #expect(try world.ticket(id).severity == .nonCritical)
    }

    @Test("Where the profile takes no appeals, the customer is told what to do instead")
    mutating func noAppeals() throws {
        world.profile.severity.appeals = false
        let id = try world.claimed()
        world.refuses(.noAppeal, .appealSeverity(id, justification: "Please"), as: .ada)
    }

    // MARK: Ways around

    @Test(
        "A confirmed rollback ends the criticality, and the log says why", .requirement("R-002-86"),
        arguments: [Actor.ada, .bea])
    func rollback(by actor: Actor) throws {
        var world = self.world
        let id = try world.claimed()
        try world.perform(triage(id, ["preventsOrders"], workaround: false), as: .bea)
        world.refuses(.notFound, .severity(id, .confirmWorkaround(.rollback, text: nil)), as: .ben)
        try world.perform(.severity(id, .confirmWorkaround(.rollback, text: "Back to yesterday's settings")), as: actor)
        #expect(try world.ticket(id).severity == .nonCritical)
        #expect(try world.ticket(id).severityRecord.basis == .workaround)
        #expect(try world.ticket(id).severityRecord.workaround == .rollback)
        #expect(try world.ticket(id).hasWorkaround == true)
        #expect(Array(world.kinds(id).suffix(2)) == ["severity.workaroundConfirmed", "severity.set"])
    }

    @Test("A way around on a ticket that is no failure sets no severity")
    mutating func workaroundWithoutSeverity() throws {
        let id = try world.claimed()
        try world.perform(.severity(id, .confirmWorkaround(.alternative, text: nil)), as: .bea)
        #expect(try world.ticket(id).severity == nil)
    }
}
