import SportelloModel
import SportelloTesting
import Testing

@Suite("Who has a ticket")
struct AssignmentTests {
    var world = World()

    @Test("The first to claim has it; the next is told who")
    mutating func claim() throws {
        let id = try world.start()
        try world.perform(.claim(id), as: .bea)
        #expect(world.refuses(.alreadyClaimed, .claim(id), as: .carl)?.details["by"] == "Bea")
        let before = world.eventCount
        try world.perform(.claim(id), as: .bea)
        #expect(world.eventCount == before, "claiming one's own changes nothing")
        #expect(try world.ticket(id).status == .open)
        #expect(try world.ticket(id).conversation?.state == .live)
        world.refuses(.forbidden, .claim(id), as: .ada)
        world.refuses(.forbidden, .claim(id), as: .system)
    }

    @Test("An agent in a dialog gets no further one beyond the capacity, over all channels", .requirement("R-002-71"))
    mutating func capacity() throws {
        world.profile.queue.capacity = 1
        let first = try world.start(.ada, channel: .webchat)
        let second = try world.start(.ben, channel: .email)
        try world.perform(.claim(first), as: .bea)
        #expect(world.refuses(.capacity, .claim(second), as: .bea)?.details["limit"] == "1")
        let assign = Command.assign(second, agent: Actor.bea.agent, team: nil, tier: nil)
        world.refuses(.capacity, assign, as: .sue)
        try world.perform(.wrapUp(first, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        try world.perform(.claim(second), as: .bea)
    }

    @Test("A ticket without a dialog takes no capacity")
    mutating func quietTicket() throws {
        world.profile.queue.capacity = 1
        let first = try world.claimed(by: .bea, from: .ada)
        let second = try world.start(.ben)
        try world.perform(.endConversation(second), as: .ben)
        try world.perform(.claim(second), as: .bea)
        #expect(try world.desk(of: .bea).work == [first])
    }

    @Test("Others' tickets are moved by whoever has them or by a supervisor")
    mutating func assign() throws {
        let id = try world.claimed(by: .bea)
        let toCarl = Command.assign(id, agent: Actor.carl.agent, team: "print", tier: 2)
        world.refuses(.notAssignee, toCarl, as: .carl)
        try world.perform(toCarl, as: .bea)
        let facts = try world.ticket(id)
        #expect(facts.assignee == Actor.carl.agent)
        #expect(facts.team == "print")
        #expect(facts.tier == 2)
        #expect(try world.desk(of: .bea).work.isEmpty)
        #expect(try world.desk(of: .carl).work == [id])
        try world.perform(.assign(id, agent: Actor.bea.agent, team: nil, tier: nil), as: .sue)
        #expect(try world.ticket(id).assignee == Actor.bea.agent)
    }

    @Test("An assignment names an agent, a team or a tier from 1 to 9")
    mutating func assignValues() throws {
        let id = try world.start()
        world.refuses(.invalid, .assign(id, agent: nil, team: nil, tier: nil), as: .bea)
        world.refuses(.invalid, .assign(id, agent: nil, team: nil, tier: 0), as: .bea)
        world.refuses(.invalid, .assign(id, agent: nil, team: nil, tier: 10), as: .bea)
        try world.perform(.assign(id, agent: nil, team: "print", tier: nil), as: .bea)
        #expect(try world.ticket(id).team == "print")
        #expect(try world.ticket(id).assignee == nil)
    }

    @Test("A released ticket waits again with its old arrival")
    mutating func release() throws {
        let id = try world.start()
        let arrival = world.now
        try world.perform(.claim(id), as: .bea)
        world.now = arrival + .minutes(10)
        world.refuses(.notAssignee, .release(id), as: .carl)
        try world.perform(.release(id), as: .bea)
        world.refuses(.notAssignee, .release(id), as: .bea)
        let rank = try #require(try world.ticket(id).queueRank(world.profile.queue))
        #expect(rank.arrival == arrival)
        #expect(try world.desk(of: .bea).work.isEmpty)
    }

    @Test(
        "First come, first served; priority and critical failures go before",
        .requirement("R-002-3", "R-002-4", "R-002-43", "R-000-42"))
    mutating func queue() throws {
        let ordinary = try world.start(.ada, caseType: "question")
        let arrival = world.now
        let sameTime = try world.start(.ada, caseType: "question")
        world.now = arrival + .minutes(1)
        let later = try world.start(.ben, caseType: "question")
        world.now = arrival + .minutes(2)
        let urgent = try world.start(.ben, caseType: "problem")
        world.now = arrival + .minutes(3)
        let critical = try world.start(.ben, caseType: "question")
        try world.perform(.triage(critical, Triage(caseType: "question", severity: .critical)), as: .bea)
        let ranks = try [ordinary, sameTime, later, urgent, critical].map {
            try #require(try world.ticket($0).queueRank(world.profile.queue))
        }
        let ties = [ordinary, sameTime].sorted()
        #expect(ranks.shuffled().sorted().map(\.ticket) == [critical, urgent] + ties + [later])
    }
}
