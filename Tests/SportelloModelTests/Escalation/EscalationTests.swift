import SportelloModel
import SportelloTesting
import Testing

@Suite("What an escalation does to the ticket")
struct EscalationTests {
    var world = World()

    init() {
        world.profile.onEscalate = EscalationPolicy(
            nonCritical: .init(.closeLinked), critical: .init(.keepOpenMonitored, everyMinutes: 60),
            proposal: .init(.closeLinked)
        )
    }

    private mutating func escalated(
        _ severity: Severity = .critical, kind: IssueKind = .bug, from customer: Actor = .ada
    ) throws -> (TicketID, InternalIssueID) {
        let id = try world.claimed(from: customer)
        let issue: InternalIssueID = world.mint()
        try world.perform(
            .escalate(
                id, issue, kind: kind, severity: kind == .bug ? severity : nil, text: "It breaks", analysis: nil),
            as: .bea
        )
        return (id, issue)
    }

    private func reject(_ issue: InternalIssueID) -> Command {
        .escalation(.triage(issue, .reject(reason: "notReproducible", text: "We tried for a day")))
    }

    @Test(
        "A bug that is not critical: the issue is linked, the ticket closed with the outcome", .requirement("R-002-41"))
    mutating func closesLinked() throws {
        let (id, issue) = try escalated(.nonCritical)
        let facts = try world.ticket(id)
        #expect(facts.status == .closed && facts.outcome == "bug" && facts.issues == [issue])
        #expect((try world.state(issue) as InternalIssue).tickets == [id])
        #expect(facts.conversations.allSatisfy { $0.state == .ended && $0.outcome == "bug" })
        #expect(try world.desk(of: .bea).work.isEmpty)
        #expect(facts.escalation.watches.isEmpty)
    }

    @Test("A proposal goes the same way", .requirement("R-002-48"))
    mutating func proposalCloses() throws {
        let (id, issue) = try escalated(kind: .proposal)
        #expect(try world.ticket(id).status == .closed)
        #expect(try world.ticket(id).outcome == "proposal")
        #expect(try world.ticket(id).issues == [issue])
        #expect(try world.ticket(id).outcomeRecord.proposal?.area == "problem")
    }

    @Test("A procedure that is not complete keeps an escalation from closing the ticket", .requirement("R-002-56"))
    mutating func procedureFirst() throws {
        world.profile.outcomes = [OutcomeRule(id: "bug", steps: [.init(id: "reproduce", title: "Reproduce it")])]
        let id = try world.claimed()
        let command = Command.escalate(
            id, world.mint(), kind: .bug, severity: nil, text: "It breaks", analysis: nil)
        world.refuses(.stepsOpen, command, as: .bea)
        #expect(try world.ticket(id).issues.isEmpty)
        try world.perform(.outcome(id, .completeStep(outcome: "bug", step: "reproduce", note: nil)), as: .bea)
        try world.perform(command, as: .bea)
        #expect(try world.ticket(id).status == .closed)
    }

    @Test(
        "A critical ticket cannot be resolved before its issue is", .requirement("R-002-44"),
        arguments: [true, false])
    func criticalStaysOpen(isReleased: Bool) throws {
        var test = self
        let (id, issue) = try test.escalated()
        #expect(try test.world.ticket(id).status.isActive)
        let resolve = Command.resolve(id, outcome: "bug", text: nil)
        test.world.refuses(.criticalOpen, resolve, as: .bea)
        try test.world.perform(.escalation(.triage(issue, .backlog(team: "IT", reason: "Urgent"))), as: .sue)
        test.world.refuses(.criticalOpen, resolve, as: .bea)
        let end =
            isReleased ? Command.escalation(.release(issue, version: "5.0", isHotfix: true)) : test.reject(issue)
        try test.world.perform(end, as: .sue)
        #expect(try test.world.ticket(id).escalation.watches.isEmpty)
        try test.world.perform(resolve, as: .bea)
    }

    @Test("Lowering the severity lets a critical ticket be resolved, and ends the watching", .requirement("R-002-44"))
    mutating func lowered() throws {
        let (id, _) = try escalated()
        try world.perform(.severity(id, .confirmWorkaround(.rollback, text: nil)), as: .bea)
        #expect(try world.ticket(id).escalation.watches.isEmpty)
        try world.perform(.resolve(id, outcome: "bug", text: nil), as: .bea)
    }

    @Test("A duplicate is resolved when the matter that it belongs to is", .requirement("R-002-44"))
    mutating func duplicateStaysOpen() throws {
        let (id, issue) = try escalated()
        let (_, known) = try escalated(from: .ben)
        try world.perform(.escalation(.triage(issue, .duplicate(of: known))), as: .sue)
        #expect(try world.ticket(id).escalation.watches.map(\.issue) == [known], "the watch goes over to the matter")
        world.refuses(.criticalOpen, .resolve(id, outcome: "bug", text: nil), as: .bea)
        try world.perform(.escalation(.release(known, version: "5.0", isHotfix: true)), as: .sue)
        try world.perform(.resolve(id, outcome: "bug", text: nil), as: .bea)
    }

    @Test("A proposal beside a critical failure does not keep the ticket open")
    mutating func proposalDoesNotBlock() throws {
        world.profile.onEscalate.proposal = .init(.keepOpenInformed)
        let (id, _) = try escalated(kind: .proposal)
        try world.perform(.triage(id, Triage(caseType: "problem", severity: .critical)), as: .bea)
        try world.perform(.resolve(id, outcome: "bug", text: nil), as: .bea)
    }

    @Test("A check that is overdue raises one alert, in time it raises none", .requirement("R-002-44"))
    mutating func overdueChecks() throws {
        let (id, _) = try escalated()
        let due = world.now + .minutes(60)
        #expect(try world.ticket(id).escalation.watches.map(\.due) == [due])
        #expect(try world.ticket(id).wakeAt(world.profile) == due + .milliseconds(1))
        world.now = due
        try world.perform(.tick(id), as: .system)
        #expect(try !world.ticket(id).escalation.isOverdue, "at its time it can still be done")
        world.now = due + .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).escalation.isOverdue)
        #expect(world.kinds(id).last == "escalation.overdue")
        #expect(!world.kinds(id, .contact).contains("escalation.overdue"))
        world.now = world.now + .days(1)
        try world.perform(.tick(id), as: .system)
        #expect(world.kinds(id).count { $0 == "escalation.overdue" } == 1)
        try world.perform(.escalation(.check(id, note: "Half done")), as: .carl)
        #expect(try world.ticket(id).escalation.watches.map(\.due) == [world.now + .minutes(60)])
        #expect(try !world.ticket(id).escalation.isOverdue)
    }

    @Test("Only what is monitored can be checked, and only by staff")
    mutating func checking() throws {
        let (id, _) = try escalated()
        world.refuses(.forbidden, .escalation(.check(id, note: nil)), as: .ada)
        let other = try world.claimed()
        world.refuses(.notMonitored, .escalation(.check(other, note: nil)), as: .bea)
    }

    @Test("What becomes critical after its escalation is monitored from then on")
    mutating func raisedLater() throws {
        world.profile.onEscalate.nonCritical = .init(.keepOpenInformed, everyMinutes: 600)
        let (id, issue) = try escalated(.nonCritical)
        #expect(try world.ticket(id).escalation.watches.map(\.rule.effect) == [.keepOpenInformed])
        try world.perform(.triage(id, Triage(caseType: "problem", impacts: ["preventsOrders"])), as: .bea)
        #expect(try world.ticket(id).escalation.watches.map(\.rule.effect) == [.keepOpenMonitored])
        #expect(try world.ticket(id).escalation.watches.map(\.issue) == [issue])
    }

    @Test("Where the customer is kept informed, silence raises an alert and a message ends it")
    mutating func informed() throws {
        world.profile.onEscalate.nonCritical = .init(.keepOpenInformed, everyMinutes: 60)
        let (id, _) = try escalated(.nonCritical)
        #expect(try world.ticket(id).status.isActive)
        world.now = world.now + .minutes(30)
        try world.perform(.post(id, PostMessage(text: "We are on it")), as: .bea)
        let told = world.now
        world.now = told + .minutes(30) + .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try !world.ticket(id).escalation.isOverdue)
        #expect(try world.ticket(id).escalation.watches.map(\.due) == [told + .minutes(60)])
        world.now = told + .minutes(60) + .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).escalation.isOverdue)
        try world.perform(.post(id, PostMessage(text: "Still on it")), as: .bea)
        #expect(try !world.ticket(id).escalation.isOverdue)
        #expect(try world.ticket(id).escalation.watches.map(\.due) == [world.now + .minutes(60)])
        try world.perform(.resolve(id, outcome: "bug", text: nil), as: .bea)
        #expect(try world.ticket(id).escalation.watches.isEmpty)
    }

    @Test("A fix that needs a new version needs a linked issue that is released", .requirement("R-002-88"))
    mutating func codeChange() throws {
        world.profile.onEscalate.nonCritical = .init(.keepOpenInformed)
        func fixed(_ id: TicketID, _ fix: SeverityPolicy.Fix) -> Command {
            .outcome(id, .resolve(outcome: "bug", text: nil, details: OutcomeDetails(fix: fix)))
        }
        let alone = try world.claimed()
        world.refuses(.releaseNeeded, fixed(alone, .codeChange), as: .bea)
        world.refuses(.releaseNeeded, fixed(alone, .codeChange), as: .sue)
        try world.perform(fixed(alone, .configuration), as: .bea)
        let (id, issue) = try escalated(.nonCritical)
        world.refuses(.releaseNeeded, fixed(id, .codeChange), as: .bea)
        let (_, known) = try escalated(.nonCritical, from: .ben)
        try world.perform(.escalation(.triage(issue, .duplicate(of: known))), as: .sue)
        world.refuses(.releaseNeeded, fixed(id, .codeChange), as: .bea)
        try world.perform(.escalation(.release(known, version: "5.0", isHotfix: false)), as: .sue)
        try world.perform(fixed(id, .codeChange), as: .bea)
        #expect(try world.ticket(id).outcomeRecord.fix == .codeChange)
        let (rejected, wish) = try escalated(.nonCritical)
        try world.perform(reject(wish), as: .sue)
        world.refuses(.releaseNeeded, fixed(rejected, .codeChange), as: .bea)
        let help = OutcomeDetails(fix: .configuration)
        world.refuses(.invalid, .outcome(rejected, .resolve(outcome: "help", text: nil, details: help)), as: .bea)
    }

    @Test("A word exactly an interval ago is in time, seen a millisecond later it is not", .requirement("R-003-11"))
    mutating func informedBound() throws {
        world.profile.onEscalate.nonCritical = .init(.keepOpenInformed, everyMinutes: 60)
        let (id, _) = try escalated(.nonCritical)
        world.now = world.now + .minutes(30)
        try world.perform(.post(id, PostMessage(text: "We are on it")), as: .bea)
        let told = world.now
        world.now = told + .minutes(60)
        try world.perform(.tick(id), as: .system)
        #expect(try !world.ticket(id).escalation.isOverdue)
        #expect(try world.ticket(id).escalation.watches.map(\.due) == [told + .minutes(60)])
        world.now = told + .minutes(60) + .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).escalation.isOverdue)
    }
}
