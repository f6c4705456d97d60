import SportelloModel
import SportelloTesting
import Testing

@Suite("The order of the queue")
struct QueueOrderTests {
    var world = World()

    @Test("Waiting raises a priority by one step an interval, never beyond the cap and never to critical")
    mutating func ageing() throws {
        world.profile.queue.ageing = .init(minutes: 30, steps: 1)
        let old = try world.start(.ada, caseType: "question")
        try world.pass(.minutes(30) - .milliseconds(1), ticking: old)
        #expect(try world.ticket(old).effectivePriority == 3)
        #expect(!world.kinds(old).contains("queue.aged"))
        try world.pass(.milliseconds(1), ticking: old)
        #expect(try world.ticket(old).effectivePriority == 2)
        let newer = try world.start(.ben, caseType: "problem")
        #expect(try world.waiting([old, newer]) == [old, newer], "of equals the older is first")
        try world.pass(.hours(50), ticking: old)
        #expect(try world.ticket(old).effectivePriority == 2, "one step was all")
        let critical = try world.start(.ben, caseType: "question")
        try world.perform(.triage(critical, Triage(caseType: "question", severity: .critical)), as: .bea)
        #expect(try world.waiting([old, newer, critical]) == [critical, old, newer])
        #expect(world.kinds(old).filter { $0 == "queue.aged" }.count == 1)
        #expect(!world.kinds(old, .contact).contains("queue.aged"))
    }

    @Test("A priority of one does not rise, and a wait that ended does not age")
    mutating func noMore() throws {
        world.profile.queue.ageing = .init(minutes: 30)
        let id = try world.start(.ada)
        try world.pass(.hours(2), ticking: id)
        #expect(try world.ticket(id).effectivePriority == 1)
        #expect(try world.ticket(id).wakeAt(world.profile) == nil, "nothing more can rise")
        let other = try world.start(.ben, caseType: "question")
        try world.perform(.claim(other), as: .bea)
        try world.pass(.hours(2), ticking: other)
        #expect(!world.kinds(other).contains("queue.aged"))
        #expect(try world.ticket(other).wakeAt(world.profile) == nil)
    }

    @Test("A later dialog begins without what the earlier wait gained")
    mutating func anew() throws {
        world.profile.queue.ageing = .init(minutes: 10)
        world.profile.queue.stickiness = .none
        let id = try world.start(.ada, caseType: "question")
        try world.pass(.minutes(20), ticking: id)
        #expect(try world.ticket(id).effectivePriority == 1)
        try world.perform(.claim(id), as: .bea)
        try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        try world.perform(.post(id, PostMessage(text: "Again")), as: .ada)
        #expect(try world.ticket(id).effectivePriority == 3)
        #expect(try world.ticket(id).arrival == world.now)
    }

    @Test("A profile may leave priorities or critical work out of the order", .requirement("R-002-3"))
    mutating func keys() throws {
        let first = try world.start(.ada, caseType: "question")
        world.now = world.now + .minutes(1)
        let urgent = try world.start(.ben, caseType: "problem")
        world.now = world.now + .minutes(1)
        let critical = try world.start(.ben, caseType: "question")
        try world.perform(.triage(critical, Triage(caseType: "question", severity: .critical)), as: .bea)
        let all = [first, urgent, critical]
        #expect(try world.waiting(all) == [critical, urgent, first])
        world.profile.queue.order = [.arrival]
        #expect(try world.waiting(all) == [first, urgent, critical])
        world.profile.queue.order = [.priority, .critical, .arrival]
        #expect(try world.waiting(all) == [urgent, critical, first])
        world.profile.queue.order = [.critical]
        #expect(try world.waiting(all) == [critical, first, urgent])
    }

    @Test("A title rule raises the priority, sends to a team and is logged by its id", .requirement("R-002-5"))
    mutating func titles() throws {
        world.profile.queue.titleRules = [
            TitleRule(id: "stopped", words: ["cannot order", "łącze"], points: 1, team: "shop"),
            TitleRule(id: "print", words: ["printer"], points: 0, team: "print"),
        ]
        let plain = try world.start(.ada, caseType: "question") { $0.subject = "How to order" }
        let raised = try world.start(.ben, caseType: "question") { $0.subject = "We CANNOT  order, printer!" }
        #expect(try world.waiting([plain, raised]) == [raised, plain])
        let facts = try world.ticket(raised)
        #expect(facts.team == "shop", "the first rule that names a team")
        #expect(facts.queue.titleRules == ["stopped", "print"])
        #expect(try world.last("queue.titleMatched", on: raised).record.facts.count > 0)
        #expect(facts.priority == 3 && facts.effectivePriority == 2)
        #expect(!world.kinds(plain).contains("queue.titleMatched"))
        #expect(try world.ticket(plain).team == "support")
        let accents = try world.start(.ben, caseType: "question") { $0.subject = "Łącze" }
        #expect(try world.ticket(accents).queue.titleRules == ["stopped"])
        let part = try world.start(.ben, caseType: "question") { $0.subject = "Printers" }
        #expect(!world.kinds(part).contains("queue.titleMatched"), "whole words only")
    }

    @Test("A title reaches its cap and no further, never critical, and not for good", .requirement("R-002-6"))
    mutating func titleCap() throws {
        world.profile.queue.titleRules = [
            TitleRule(id: "a", words: ["urgent"], points: 4), TitleRule(id: "b", words: ["critical"], points: 4),
        ]
        world.profile.queue.stickiness = .none
        let id = try world.start(.ada, caseType: "question") { $0.subject = "CRITICAL, urgent" }
        #expect(try world.ticket(id).effectivePriority == 2, "the default cap")
        #expect(try world.ticket(id).severity == nil)
        let already = try world.start(.ben) { $0.subject = "Urgent" }
        #expect(try world.ticket(already).effectivePriority == 2, "at the cap already: no points")
        world.profile.queue.titleCap = 1
        let higher = try world.start(.ada, caseType: "question") { $0.subject = "urgent" }
        #expect(try world.ticket(higher).effectivePriority == 1)
        #expect(try world.ticket(higher).queueRank(world.profile.queue)?.band == 1, "critical is out of reach")
        try world.perform(.triage(higher, Triage(caseType: "question")), as: .bea)
        #expect(try world.ticket(higher).effectivePriority == 3, "somebody judged the case")
        try world.perform(.claim(id), as: .bea)
        try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        try world.perform(.post(id, PostMessage(text: "Again")), as: .ada)
        #expect(try world.ticket(id).effectivePriority == 3, "the first wait only")
    }

    @Test("What is put off or waits for others keeps no place; what comes back for a decision has one again")
    mutating func putOff() throws {
        let id = try world.start()
        let other = try world.start(.ben)
        try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
        #expect(try world.waiting([id, other]) == [other])
        try world.perform(.post(id, PostMessage(text: "Here it is")), as: .ada)
        #expect(try world.waiting([id, other]).contains(id), "the customer's turn is over")
        try world.perform(
            .deferTicket(id, reason: "information", evidence: nil, until: world.now + .days(2), text: nil), as: .bea
        )
        #expect(try world.ticket(id).queueRank(world.profile.queue) == nil)
        try world.pass(.days(2), ticking: id)
        #expect(try world.ticket(id).status == .open)
        #expect(try world.ticket(id).isWaiting, "back with the old dialog")
        try world.perform(.endConversation(id), as: .ada)
        #expect(try !world.ticket(id).isWaiting)
        try world.perform(
            .deferTicket(id, reason: "information", evidence: nil, until: world.now + .days(1), text: nil), as: .bea
        )
        try world.pass(.days(1), ticking: id)
        #expect(try world.ticket(id).arrival == world.now, "back for a decision, without a dialog")
        try world.perform(.claim(id), as: .bea)
        #expect(try !world.ticket(id).isWaiting)
        #expect(try world.ticket(id).assignee == Actor.bea.agent)
        try world.perform(.release(id), as: .bea)
        #expect(try world.ticket(id).isWaiting, "given back without a dialog it waits again")
    }

    @Test("A wait beyond the limit is told once to the staff, and never to the customer")
    mutating func waitAlert() throws {
        world.profile.routing.patienceMinutes = 30
        let id = try world.start()
        try world.pass(.minutes(30), ticking: id)
        #expect(!world.kinds(id).contains("queue.waitAlerted"))
        try world.pass(.milliseconds(1), ticking: id)
        try world.pass(.hours(1), ticking: id)
        #expect(world.kinds(id).filter { $0 == "queue.waitAlerted" }.count == 1)
        #expect(!world.kinds(id, .contact).contains("queue.waitAlerted"))
        #expect(try world.ticket(id).wakeAt(world.profile) == nil)
    }

    @Test("A long dialog is told to its agent once, and nothing ends it", .requirement("R-002-12"))
    mutating func longDialog() throws {
        world.profile.queue.longDialogMinutes = 20
        let id = try world.claimed(by: .bea)
        try world.pass(.minutes(20), ticking: id)
        #expect(!world.kinds(id).contains("queue.longDialog"))
        try world.pass(.milliseconds(1), ticking: id)
        try world.pass(.hours(5), ticking: id)
        #expect(world.kinds(id).filter { $0 == "queue.longDialog" }.count == 1)
        guard case .ticket(.queue(.longDialog(let event))) = try world.last("queue.longDialog", on: id).event else {
            return
        }
        #expect(event.agent == Actor.bea.agent)
        #expect(!world.kinds(id, .contact).contains("queue.longDialog"))
        #expect(try world.ticket(id).conversation?.state == .live, "as long as needed")
        try world.perform(.post(id, PostMessage(text: "Still here")), as: .bea)
    }
}
