import SportelloModel
import SportelloTesting
import Testing

@Suite("A ticket's life")
struct LifecycleTests {
    var world = World()

    @Test("In the window a resolved ticket is reopened with the same number and history", .requirement("R-004-50"))
    mutating func reopen() throws {
        let id = try world.resolved()
        let number = try #require(try world.ticket(id).number)
        let history = world.kinds(id)
        let resolved = world.now
        world.now = resolved + .days(14)
        let spare = world.newTicket()
        #expect(try world.perform(.reopen(id, text: "Not solved", followUp: spare), as: .ada) == .ticket(id, number))
        #expect(world.kinds(id).starts(with: history))
        let facts = try world.ticket(id)
        #expect(facts.status == .open)
        #expect(facts.reopenCount == 1)
        #expect(facts.resolvedAt == nil)
        #expect(facts.firstResolvedAt == resolved)
        #expect(world.streams[.ticket(spare.id)] == nil)
    }

    @Test("After the window a new ticket follows, linked both ways, and the old one stays as it is")
    mutating func reopenLate() throws {
        let id = try world.resolved()
        let number = try #require(try world.ticket(id).number)
        world.now = world.now + .days(14) + .milliseconds(1)
        let new = world.newTicket()
        let result = try world.perform(.reopen(id, text: "Not solved", followUp: new), as: .ada)
        #expect(result == .ticket(new.id, new.number))
        #expect(try world.ticket(id).status == .resolved)
        #expect(try world.ticket(new.id).links == [.of(id, number, .followUpOf)])
        #expect(try world.ticket(id).links == [.of(new.id, new.number, .followedBy)])
        #expect(try world.state(Actor.ada.contact).tickets.contains(new.id))
    }

    @Test("What is not resolved, refused or another's cannot be reopened")
    mutating func reopenRefused() throws {
        let id = try world.claimed()
        world.refuses(.notResolved, .reopen(id, text: "?", followUp: world.newTicket()), as: .ada)
        world.refuses(.forbidden, .reopen(id, text: "?", followUp: world.newTicket()), as: .bea)
        world.refuses(.notFound, .reopen(id, text: "?", followUp: world.newTicket()), as: .ben)
        try world.perform(.refuseTicket(id, reason: "outOfScope", evidence: nil, text: nil), as: .bea)
        world.refuses(.closed, .reopen(id, text: "?", followUp: world.newTicket()), as: .ada)
    }

    @Test("Closing needs a resolution and is final")
    mutating func close() throws {
        let id = try world.claimed()
        world.refuses(.notResolved, .close(id), as: .bea)
        try world.perform(.resolve(id, outcome: "help", text: "Done"), as: .bea)
        world.refuses(.forbidden, .close(id), as: .ada)
        world.refuses(.resolved, .wait(id, for: .customer, until: nil, text: nil), as: .bea)
        try world.perform(.close(id), as: .bea)
        #expect(try world.ticket(id).closedAt == world.now)
        #expect(try world.state(Actor.ada.contact).tickets.isEmpty)
        for command in [
            Command.close(id), .claim(id), .resolve(id, outcome: "help", text: nil),
            .wait(id, for: .customer, until: nil, text: nil), .triage(id, Triage(caseType: "problem")),
        ] { world.refuses(.closed, command, as: .bea) }
    }

    @Test("A resolved ticket closes by itself when both windows have passed")
    mutating func autoClose() throws {
        let id = try world.resolved()
        let resolved = world.now
        #expect(
            try world.ticket(id).wakeAt(world.profile) == resolved + .days(7) + .milliseconds(1), "the rating lapses")
        world.now = resolved + .days(8)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).wakeAt(world.profile) == resolved + .days(30))
        world.now = resolved + .days(30) - .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).status == .resolved)
        world.now = resolved + .days(30)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).status == .closed)
        let before = world.eventCount
        try world.perform(.tick(id), as: .system)
        #expect(world.eventCount == before, "a second tick does nothing")
    }

    @Test("An outcome is one of the four or the profile's own", .requirement("R-002-37"))
    mutating func outcomes() throws {
        for outcome in ["help", "bug", "proposal", "paidWork"] {
            let id = try world.claimed()
            try world.perform(.resolve(id, outcome: outcome, text: nil), as: .bea)
            #expect(try world.ticket(id).outcome == outcome)
        }
        let id = try world.claimed()
        #expect(
            world.refuses(.invalid, .resolve(id, outcome: "shrug", text: nil), as: .bea)?.details["field"] == "outcome")
    }

    @Test("A critical failure that is being worked on forbids resolving until its severity is lowered")
    mutating func critical() throws {
        let id = try world.claimed()
        try world.perform(
            .escalate(id, world.mint(), kind: .bug, severity: .critical, text: "No orders", analysis: nil), as: .bea
        )
        world.refuses(.criticalOpen, .resolve(id, outcome: "bug", text: nil), as: .bea)
        try world.perform(.triage(id, Triage(caseType: "problem", severity: .nonCritical)), as: .bea)
        try world.perform(.resolve(id, outcome: "bug", text: nil), as: .bea)
    }

    @Test("A deferral needs a listed reason, which the customer reads", .requirement("R-004-38"))
    mutating func deferral() throws {
        let id = try world.claimed()
        func postpone(_ reason: String, _ evidence: String? = nil, _ until: Instant? = nil) -> Command {
            .deferTicket(id, reason: reason, evidence: evidence, until: until, text: nil)
        }
        let refusal = world.refuses(.unknownReason, postpone("mood"), as: .bea)
        #expect(refusal?.details["allowed"] == "information, outOfScope")
        world.refuses(.inThePast, postpone("information", nil, world.now), as: .bea)
        try world.perform(postpone("information"), as: .bea)
        let event = try world.last("ticket.status", on: id).record
        #expect(event.publicSeq != nil)
        #expect(event.content?.text == "We need more information from you")
        #expect(try world.ticket(id).statusReason == "information")
        #expect(try world.ticket(id).statusUntil == world.now + .days(7))
    }

    @Test("A reason that needs evidence gets none in white")
    mutating func evidence() throws {
        world.profile.deferral.reasons = [
            .init(id: "licence", title: "The licence is not valid", refuses: true, evidence: [.note])
        ]
        let id = try world.claimed()
        for evidence in [nil, ""] {
            world.refuses(
                .evidenceNeeded, .refuseTicket(id, reason: "licence", evidence: evidence, text: nil), as: .bea
            )
        }
        try world.perform(.refuseTicket(id, reason: "licence", evidence: "invoice 7", text: nil), as: .bea)
        #expect(try world.ticket(id).status == .refused)
    }

    @Test("A deferred ticket comes back at its review date")
    mutating func review() throws {
        let id = try world.claimed()
        let until = world.now + .days(3)
        try world.perform(.deferTicket(id, reason: "information", evidence: nil, until: until, text: nil), as: .bea)
        #expect(try world.ticket(id).wakeAt(world.profile) == until)
        world.now = until - .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).status == .deferred)
        world.now = until
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).status == .open)
    }

    @Test("Only a reason that refuses refuses; a refusal is final and stops everything")
    mutating func refusing() throws {
        let id = try world.claimed()
        let refusal = world.refuses(
            .unknownReason, .refuseTicket(id, reason: "information", evidence: nil, text: nil), as: .bea
        )
        #expect(refusal?.details["allowed"] == "outOfScope")
        try world.perform(.refuseTicket(id, reason: "outOfScope", evidence: nil, text: nil), as: .bea)
        let facts = try world.ticket(id)
        #expect(facts.status == .refused)
        #expect(facts.conversation?.state == .ended)
        #expect(facts.wakeAt(world.profile).map { $0 > world.now } ?? true)
        #expect(try world.desk(of: .bea).work.isEmpty)
        #expect(try world.state(Actor.ada.contact).tickets.isEmpty)
    }

    @Test("An appointment has a time, in the future")
    mutating func appointments() throws {
        let id = try world.claimed()
        world.refuses(.invalid, .wait(id, for: .appointment, until: nil, text: nil), as: .bea)
        world.refuses(.inThePast, .wait(id, for: .appointment, until: world.now, text: nil), as: .bea)
        let time = world.now + .hours(2)
        try world.perform(.wait(id, for: .appointment, until: time, text: nil), as: .bea)
        #expect(try world.ticket(id).status == .scheduled)
        world.now = time
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).status == .open)
    }

    @Test("Only the desk itself ticks")
    mutating func tickers() throws {
        let id = try world.start()
        for actor in [Actor.ada, .bea, .sue, .quinn] { world.refuses(.forbidden, .tick(id), as: actor) }
    }

    @Test("Merging keeps both numbers, links both ways and is final")
    mutating func merge() throws {
        let first = try world.claimed(by: .bea)
        let second = try world.start(.ada)
        let others = try world.start(.ben)
        let numbers = try [first, second, others].map { try #require(try world.ticket($0).number) }
        world.refuses(.otherContact, .merge(first, into: numbers[2], target: others), as: .bea)
        world.refuses(.invalid, .merge(first, into: numbers[2], target: second), as: .bea)
        world.refuses(.invalid, .merge(first, into: numbers[0], target: first), as: .bea)
        world.refuses(.forbidden, .merge(first, into: numbers[1], target: second), as: .ada)
        try world.perform(.merge(first, into: numbers[1], target: second), as: .bea)
        #expect(try world.ticket(first).status == .merged)
        #expect(try world.ticket(first).links == [.of(second, numbers[1], .mergedInto)])
        #expect(try world.ticket(second).links == [.of(first, numbers[0], .mergedFrom)])
        world.refuses(.closed, .merge(second, into: numbers[0], target: first), as: .bea)
        #expect(try world.state(Actor.ada.contact).tickets == [second])
        #expect(try world.desk(of: .bea).work.isEmpty)
    }

    @Test("A link is told to both sides once, and never across contacts")
    mutating func link() throws {
        let first = try world.start(.ada)
        let second = try world.start(.ada)
        let others = try world.start(.ben)
        try world.perform(.link(first, target: second, relation: .related), as: .bea)
        let before = world.eventCount
        try world.perform(.link(first, target: second, relation: .related), as: .bea)
        #expect(world.eventCount == before)
        #expect(try world.ticket(second).links.map(\.relation) == [.related])
        world.refuses(.otherContact, .link(first, target: others, relation: .related), as: .bea)
        world.refuses(.invalid, .link(first, target: first, relation: .related), as: .bea)
    }

    @Test(
        "A ticket stays resolved while it can be reopened, also where the profile would close it sooner",
        .requirement("R-004-50"))
    mutating func closesAfterBothWindows() throws {
        world.profile.followUp.reopenWithinDays = 40
        let id = try world.resolved()
        let resolved = world.now
        for (moment, status) in [
            (resolved + .days(30), TicketStatus.resolved), (resolved + .days(40) - .milliseconds(1), .resolved),
            (resolved + .days(40), .closed),
        ] {
            world.now = moment
            try world.perform(.tick(id), as: .system)
            #expect(try world.ticket(id).status == status)
        }
    }
}
