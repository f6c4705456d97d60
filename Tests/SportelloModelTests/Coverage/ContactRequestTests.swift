import SportelloModel
import SportelloTesting
import Testing

@Suite("A customer asks to be contacted")
struct ContactRequestTests {
    private var world = World(
        profile: .offering {
            $0.targets = [
                ServiceTarget(
                    id: "named", metric: .ownerNamed, unit: .wallClock, max: .hours(4), caseTypes: ["contactMe"]
                )
            ]
        }
    )

    @Test("Whoever asked to be contacted is told who will do it, once for each person", .requirement("R-002-98"))
    mutating func named() throws {
        let id = try world.start(caseType: "contactMe")
        try world.perform(.assign(id, agent: Actor.carl.agent, team: nil, tier: nil), as: .sue)
        let named = try world.last("coverage.ownerNamed", on: id).record
        #expect(named.publicSeq != nil && named.content?.text == "carl")
        #expect(try world.ticket(id).coverage.namedOwner == Actor.carl.agent)
        let own = try world.start(caseType: "contactMe")
        try world.perform(.claim(own), as: .bea)
        #expect(try world.last("coverage.ownerNamed", on: own).record.content?.text == "Bea")
        try world.perform(.release(own), as: .bea)
        try world.perform(.claim(own), as: .bea)
        #expect(world.kinds(own).filter { $0 == "coverage.ownerNamed" }.count == 1)
        let other = try world.claimed()
        #expect(!world.kinds(other).contains("coverage.ownerNamed"))
        #expect(try world.ticket(other).clocks.isEmpty)
    }

    @Test(
        "The owner is named within the target, to the last millisecond", .requirement("R-002-98"),
        arguments: [(0, TicketClock.State.met), (1, .breached)])
    func inTime(late milliseconds: Int, state: TicketClock.State) throws {
        var world = world
        let id = try world.start(caseType: "contactMe")
        let due = world.now + .hours(4)
        #expect(try world.ticket(id).clocks.map(\.due) == [due])
        // What staff write does not say who will come back to the customer.
        try world.perform(.post(id, PostMessage(text: "We have read it.")), as: .sue)
        #expect(try world.ticket(id).clocks.first?.state == .running)
        world.now = due + .milliseconds(milliseconds)
        try world.perform(.claim(id), as: .bea)
        let clock = try #require(try world.ticket(id).clocks.first)
        #expect(clock.state == state && clock.stoppedAt == world.now)
        #expect(clock.missedAt == (milliseconds == 0 ? nil : due))
        #expect(try world.last("coverage.ownerNamed", on: id).record.publicSeq != nil)
        try world.expectFolds()
    }

    @Test("A case that turns out to ask for contact has the same promise, and whoever has it is named")
    mutating func triaged() throws {
        let id = try world.triaged("contactMe")
        #expect(try world.last("coverage.ownerNamed", on: id).record.content?.text == "Bea")
        #expect(try world.ticket(id).clocks.isEmpty, "kept before it could be promised")
        let waiting = try world.claimed()
        try world.perform(.release(waiting), as: .bea)
        try world.triage(waiting, "contactMe")
        #expect(try world.ticket(waiting).clocks.map(\.state) == [.running])
        #expect(try world.ticket(waiting).clocks.first?.due == world.ticket(waiting).createdAt + .hours(4))
        try world.triage(waiting, "question")
        #expect(try world.ticket(waiting).clocks.map(\.state) == [.cancelled])
    }

    @Test("A solved request needs no name any more")
    mutating func overtaken() throws {
        let id = try world.start(caseType: "contactMe")
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .sue)
        #expect(try world.ticket(id).clocks.map(\.state) == [.cancelled])
    }

    @Test("The desk gives the request to the guardian, where the account has one", .requirement("R-002-98"))
    mutating func guardian() throws {
        world.profile.queue.distribution = .push
        world.profile.routing.accountRoles = ["contactMe": .guardian]
        world.profile.routing.chain = [.named, .pool]
        _ = try world.openCompany(
            people: [(.ada, [.user])], roles: [.guardian: .agent(Actor.carl.agent)])
        try world.meet(.ben)
        for agent in [Actor.bea, .carl] { try world.arrives(agent) }
        let known = try world.start(.ada, caseType: "contactMe")
        #expect(try world.route(known, .bea, .carl) == Actor.carl.agent)
        #expect(try world.last("coverage.ownerNamed", on: known).record.content?.text == "Carl")
        // Whose guardian is unknown gets the best person instead.
        let unknown = try world.start(.ben, caseType: "contactMe")
        #expect(try world.route(unknown, .bea) == Actor.bea.agent)
        #expect(try world.last("coverage.ownerNamed", on: unknown).record.content?.text == "Bea")
    }

    @Test("A promise to name somebody is only for cases that ask for it")
    func validation() {
        func problems(_ types: [String]?) -> [String] {
            var profile = world.profile
            profile.targets[0].caseTypes = types
            return profile.validate().map(\.path).filter { $0.hasPrefix("targets") }
        }
        #expect(problems(["contactMe"]).isEmpty)
        #expect(problems(["contactMe", "question"]) == ["targets[0].caseTypes"])
        #expect(problems(nil) == ["targets[0].caseTypes"])
    }
}
