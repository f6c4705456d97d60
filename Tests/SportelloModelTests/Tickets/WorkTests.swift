import SportelloModel
import SportelloTesting
import Testing

@Suite("Work on a ticket")
struct WorkTests {
    var world = World()

    @Test("Every bug and proposal goes to the product teams with a description", .requirement("R-002-59"))
    mutating func escalation() throws {
        let id = try world.claimed()
        for kind in [IssueKind.bug, .proposal] {
            let issue: InternalIssueID = world.mint()
            let result = try world.perform(
                .escalate(id, issue, kind: kind, severity: nil, text: "The total is wrong", analysis: "A rounding"),
                as: .bea
            )
            #expect(result == .created(.internalIssue(issue)))
            let known: InternalIssue = try world.state(issue)
            #expect(known.state == .submitted)
            #expect(known.description == "The total is wrong")
            #expect(known.tickets == [id])
            #expect(try world.ticket(id).issues.last == issue)
            world.refuses(
                .invalid, .escalate(id, world.mint(), kind: kind, severity: nil, text: " ", analysis: nil), as: .bea
            )
        }
        #expect(!world.kinds(id, .contact).contains("ticket.escalated"))
    }

    @Test("A bug without a justification is not critical", .requirement("R-002-40"))
    mutating func severityDefault() throws {
        let id = try world.claimed()
        let issue: InternalIssueID = world.mint()
        try world.perform(.escalate(id, issue, kind: .bug, severity: nil, text: "Wrong", analysis: nil), as: .bea)
        #expect(try world.ticket(id).severity == .nonCritical)
        #expect((try world.state(issue) as InternalIssue).severity == .nonCritical)
    }

    @Test("The customer sees the severity, and without an appeal it stays", .requirement("R-002-78"))
    mutating func severityStays() throws {
        let id = try world.claimed()
        try world.perform(.triage(id, Triage(caseType: "problem", severity: .nonCritical)), as: .bea)
        #expect(world.kinds(id, .contact).contains("severity.set"))
        world.now = world.now + .days(400)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).severity == .nonCritical)
    }

    @Test("The customer can appeal the severity, with words, while the ticket is open")
    mutating func appeal() throws {
        let id = try world.claimed()
        world.refuses(.invalid, .appealSeverity(id, justification: "\t"), as: .ada)
        world.refuses(.notFound, .appealSeverity(id, justification: "We stand still"), as: .ben)
        try world.perform(.appealSeverity(id, justification: "We stand still"), as: .ada)
        #expect(try world.last("severity.appealed", on: id).record.content?.text == "We stand still")
        try world.perform(.severity(id, .review(.nonCritical, reason: "Another printer works")), as: .bea)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        world.refuses(.resolved, .appealSeverity(id, justification: "We stand still"), as: .ada)
    }

    @Test("A promise has a time in the future and is visible to the customer", .requirement("R-002-22"))
    mutating func promises() throws {
        let id = try world.claimed()
        world.refuses(.inThePast, .commit(id, promise: "Fixed soon", due: world.now), as: .bea)
        world.refuses(.invalid, .commit(id, promise: "", due: world.now + .hours(1)), as: .bea)
        try world.perform(.commit(id, promise: "Fixed soon", due: world.now + .hours(1)), as: .bea)
        let made = try world.last("commitment.made", on: id).record
        #expect(made.publicSeq != nil)
        #expect(made.content?.text == "Fixed soon")
        #expect(try world.ticket(id).commitments.map(\.due) == [world.now + .hours(1)])
    }

    @Test("A promise past its time is broken; a replaced one stays in the history", .requirement("R-002-23"))
    mutating func broken() throws {
        let id = try world.claimed()
        try world.perform(.commit(id, promise: "Today", due: world.now + .hours(1)), as: .bea)
        try world.perform(.commit(id, promise: "Tomorrow", due: world.now + .days(1)), as: .bea)
        #expect(try world.ticket(id).commitments.count == 2)
        #expect(try world.ticket(id).commitments[0].settledAt == world.now)
        let due = world.now + .days(1)
        world.now = due
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).commitments[1].brokenAt == nil, "at its time it can still be kept")
        world.now = due + .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).commitments[1].brokenAt == world.now)
        #expect(try world.ticket(id).commitments[0].brokenAt == nil)
    }

    @Test("Minutes worked are summed; impossible ones are refused")
    mutating func time() throws {
        let id = try world.claimed()
        func work(_ minutes: Int, _ role: String = "support") -> Command {
            .recordTime(id, minutes: minutes, role: role, activity: nil, note: nil)
        }
        for minutes in [0, -5, 1441] { world.refuses(.invalid, work(minutes), as: .bea) }
        world.refuses(.invalid, work(5, ""), as: .bea)
        world.refuses(.forbidden, work(5), as: .ada)
        try world.perform(work(10), as: .bea)
        try world.perform(work(5, "development"), as: .carl)
        #expect(try world.ticket(id).minutesWorked == 15)
    }

    @Test("Triage needs a known case type and moves the priority only with it")
    mutating func triage() throws {
        let id = try world.claimed()
        world.refuses(.invalid, .triage(id, Triage(caseType: "unknown")), as: .bea)
        try world.perform(.triage(id, Triage(caseType: "problem", cause: "driver", hasWorkaround: true)), as: .bea)
        #expect(try world.ticket(id).priority == 2)
        #expect(try world.ticket(id).cause == "driver")
        try world.perform(.triage(id, Triage(caseType: "question")), as: .bea)
        #expect(try world.ticket(id).priority == 3)
        #expect(try world.ticket(id).cause == "driver", "what is not said again stays")
    }
}
