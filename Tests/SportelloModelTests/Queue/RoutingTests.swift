import SportelloModel
import SportelloTesting
import Testing

@Suite("Who gets what waits")
struct RoutingTests {
    var world = World()

    /// A VIP account with a guardian, a deputy and an executive, to which Ada belongs.
    private mutating func account(vip: Bool = true) throws {
        try world.meet(.ada)
        let id: AccountID = world.mint()
        try world.perform(
            .account(
                id,
                .open(
                    OpenAccount(
                        details: AccountDetails(isVIP: vip),
                        roles: [
                            .guardian: .agent(Actor.bea.agent), .deputy: .agent(Actor.carl.agent),
                            .accountExecutive: .agent(Actor.quinn.agent),
                        ]
                    )
                )
            ), as: .sue
        )
        try world.perform(.account(id, .attach(Actor.ada.contact, roles: [.user])), as: .sue)
    }

    private func stage(_ id: TicketID) throws -> RoutingPolicy.Stage? {
        guard case .ticket(.assigned(let event)) = try world.last("ticket.assigned", on: id).event else { return nil }
        return event.stage
    }

    @Test("Every ticket has one team from the start, and only its members get it", .requirement("R-001-3"))
    mutating func team() throws {
        world.profile.caseTypes[1].team = "print"
        try world.arrives(.bea)
        try world.arrives(.carl, teams: ["print", "billing"])
        let printing = try world.start(.ada, caseType: "problem")
        let other = try world.start(.ben, caseType: "question")
        #expect(try world.ticket(printing).team == "print")
        #expect(try world.ticket(other).team == "support")
        #expect(try world.route(printing, .bea) == nil)
        #expect(try world.route(other, .carl) == nil)
        #expect(try world.route(printing, .bea, .carl) == Actor.carl.agent)
        #expect(try world.route(other, .bea, .carl) == Actor.bea.agent)
        #expect(try world.ticket(printing).team == "print")
    }

    @Test("An agent with the case type's skill is chosen first, others only without one", .requirement("R-002-15"))
    mutating func skills() throws {
        world.profile.routing.skills = ["problem": "printing"]
        try world.arrives(.bea)
        try world.arrives(.carl, skills: ["printing"])
        for expected in [Actor.carl, .bea] {
            let id = try world.start(.ada, caseType: "problem")
            #expect(try world.route(id, .bea, .carl) == expected.agent)
            #expect(try stage(id) == (expected == .carl ? .expert : .pool))
            try world.perform(.setPresence(.away, reason: nil), as: .carl)
        }
    }

    @Test("Of several, the least loaded, then the one who has been free longest")
    mutating func fairness() throws {
        world.profile.queue.stickiness = .none
        try world.arrives(.carl)
        world.now = world.now + .minutes(1)
        try world.arrives(.bea)
        var first: [AgentID?] = []
        for _ in 0..<3 { first.append(try world.route(try world.start(.ada), .bea, .carl)) }
        #expect(first == [Actor.carl.agent, Actor.bea.agent, Actor.carl.agent])
    }

    @Test("A tier is served by its agents")
    mutating func tiers() throws {
        try world.arrives(.bea, tiers: [1])
        try world.arrives(.carl, tiers: [2, 3])
        let id = try world.start()
        try world.perform(.assign(id, agent: nil, team: nil, tier: 2), as: .sue)
        #expect(try world.route(id, .bea) == nil)
        #expect(try world.route(id, .bea, .carl) == Actor.carl.agent)
        world.refuses(.invalid, .queue(.enroll(AgentEnrolled(agent: Actor.bea.agent, tiers: [0]))), as: .sue)
        world.refuses(.forbidden, .queue(.enroll(AgentEnrolled(agent: Actor.bea.agent, tiers: [1]))), as: .bea)
    }

    @Test(
        "A VIP's case without experts goes to the guardian; with experts or without VIP to the others",
        .requirement("R-002-74"))
    mutating func guardian() throws {
        try account()
        for agent in [Actor.rita, .bea, .carl] {
            try world.arrives(agent, skills: agent == .rita ? ["printing"] : [])
            world.now = world.now + .minutes(1)
        }
        let id = try world.start(.ada)
        #expect(try world.route(id, .bea, .carl, .rita) == Actor.bea.agent)
        #expect(try stage(id) == .guardian)
        world.profile.routing.skills = ["problem": "printing"]
        let expert = try world.start(.ada)
        #expect(try world.route(expert, .bea, .carl, .rita) == Actor.rita.agent, "the type has experts")
        world.profile.routing.skills = [:]
        let plain = try world.start(.ben)
        #expect(try world.route(plain, .bea, .carl, .rita) == Actor.carl.agent, "the pool: free longest")
        #expect(try stage(plain) == .pool)
    }

    @Test("Without VIP the guardian is one of the pool", .requirement("R-002-74"))
    mutating func noVIP() throws {
        try account(vip: false)
        try world.arrives(.rita)
        world.now = world.now + .minutes(1)
        try world.arrives(.bea)
        let id = try world.start(.ada)
        #expect(try world.route(id, .bea, .rita) == Actor.rita.agent)
    }

    @Test(
        "A named person's case never waits for the person: the deputy has it at once, then the pool",
        .requirement("R-002-70"))
    mutating func absence() throws {
        try account()
        for agent in [Actor.bea, .carl, .rita] { try world.arrives(agent) }
        for weeks in [2, 8] {
            let away = AgentDesk.Occupation(
                id: "w\(weeks)", reason: "holiday", from: world.now, until: world.now + .days(7 * weeks)
            )
            try world.perform(.queue(.occupy(Actor.bea.agent, away)), as: .sue)
            let id = try world.start(.ada)
            #expect(try world.route(id, .bea, .carl, .rita) == Actor.carl.agent, "the deputy")
            world.now = away.until - .milliseconds(1)
            let last = try world.start(.ada)
            try world.perform(.setPresence(.away, reason: nil), as: .carl)
            #expect(try world.route(last, .bea, .carl, .rita) == Actor.rita.agent, "the pool")
            try world.perform(.setPresence(.available, reason: nil), as: .carl)
            world.now = away.until
            let back = try world.start(.ada)
            #expect(try world.route(back, .bea, .carl, .rita) == Actor.bea.agent, "back again")
        }
    }

    @Test("A case type can go to a person of the account", .requirement("R-003-13"))
    mutating func accountRole() throws {
        try account()
        world.profile.routing.accountRoles = ["question": .accountExecutive]
        for agent in [Actor.bea, .quinn] { try world.arrives(agent) }
        let id = try world.start(.ada, caseType: "question")
        #expect(try world.route(id, .bea, .quinn) == Actor.quinn.agent)
        #expect(try stage(id) == .named)
        try world.perform(.setPresence(.offline, reason: nil), as: .quinn)
        let second = try world.start(.ada, caseType: "question")
        #expect(try world.route(second, .bea, .quinn) == Actor.bea.agent)
    }

    @Test("Stickiness to the account gives every new ticket to its person; by tier it can differ")
    mutating func accountStickiness() throws {
        try account(vip: false)
        world.profile.queue.stickiness = .none
        world.profile.queue.tierStickiness = [2: .account]
        world.profile.routing.accountRole = .guardian
        for agent in [Actor.carl, .bea] {
            try world.arrives(agent)
            world.now = world.now + .minutes(1)
        }
        let first = try world.start(.ada)
        #expect(try world.route(first, .bea, .carl) == Actor.carl.agent)
        let second = try world.start(.ada)
        try world.perform(.assign(second, agent: nil, team: nil, tier: 2), as: .sue)
        #expect(try world.route(second, .bea, .carl) == Actor.bea.agent)
        let done = WrapUp(kind: .note, outcome: "help", text: "Done")
        try world.perform(.wrapUp(first, done), as: .carl)
        try world.perform(.wrapUp(second, done), as: .bea)
        #expect(try world.ticket(first).assignee == nil)
        #expect(try world.ticket(second).assignee == Actor.bea.agent, "the manager keeps it")
    }

    // MARK: Stickiness, presence and capacity

    @Test("The next dialog waits when its agent is away or has no room, and others may take it")
    mutating func stickyButAway() throws {
        let id = try world.claimed(by: .bea)
        try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        try world.perform(.setPresence(.away, reason: nil), as: .bea)
        try world.perform(.post(id, PostMessage(text: "Again")), as: .ada)
        #expect(try world.ticket(id).conversation?.state == .queued)
        #expect(try world.ticket(id).assignee == Actor.bea.agent, "hers, but nobody waits for her")
        try world.perform(.claim(id), as: .carl)
        #expect(try world.ticket(id).conversation?.agent == Actor.carl.agent)
        #expect(try world.desk(of: .bea).work.isEmpty)
        #expect(world.refuses(.alreadyClaimed, .claim(id), as: .bea)?.details["by"] == "Carl")
    }

    @Test("Whoever has the ticket joins the waiting dialog by claiming it")
    mutating func ownClaim() throws {
        world.profile.queue.capacity = 1
        let id = try world.claimed(by: .bea)
        try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        let other = try world.claimed(by: .bea, from: .ben)
        try world.perform(.post(id, PostMessage(text: "Again")), as: .ada)
        #expect(try world.ticket(id).conversation?.state == .queued, "no room")
        world.refuses(.capacity, .claim(id), as: .bea)
        try world.perform(.wrapUp(other, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        world.refuses(.alreadyClaimed, .claim(id), as: .carl)
        try world.perform(.claim(id), as: .bea)
        #expect(try world.ticket(id).conversation?.state == .live)
        #expect(try world.desk(of: .bea).work == [id])
    }

    @Test("A dialog is kept for its busy agent within the patience, then anybody gets it", .requirement("R-002-70"))
    mutating func patience() throws {
        world.profile.queue.capacity = 1
        world.profile.routing.patienceMinutes = 30
        try world.arrives(.bea)
        try world.arrives(.carl)
        let id = try world.start(.ada)
        #expect(try world.route(id, .bea) == Actor.bea.agent)
        try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        #expect(try world.route(try world.start(.ben), .bea) == Actor.bea.agent)
        try world.perform(.post(id, PostMessage(text: "Again")), as: .ada)
        #expect(try world.route(id, .bea, .carl) == nil, "hers, within the patience")
        try world.pass(.minutes(30), ticking: id)
        #expect(try world.route(id, .bea, .carl) == nil)
        try world.pass(.milliseconds(1), ticking: id)
        #expect(try world.route(id, .bea, .carl) == Actor.carl.agent)
        #expect(world.kinds(id).contains("queue.waitAlerted"))
    }

    @Test("In a pool the next dialog goes to anybody; within a dialog's wrap-up it can stay", .requirement("R-002-28"))
    mutating func conversationStickiness() throws {
        for (stickiness, stays) in [(QueuePolicy.Stickiness.none, false), (.conversation, true)] {
            world.profile.queue.stickiness = stickiness
            let id = try world.claimed(by: .bea)
            try world.perform(.endConversation(id), as: .ada)
            try world.perform(.post(id, PostMessage(text: "One more thing")), as: .ada)
            #expect((try world.ticket(id).conversation?.state == .live) == stays)
            try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
            if !stays { try world.perform(.claim(id), as: .carl) }
            #expect(try world.ticket(id).assignee == (stays ? nil : Actor.carl.agent))
        }
    }

    // MARK: Push

    @Test(
        "Where the desk gives out the work nobody picks; an exception needs a reason, which is logged",
        .requirement("R-002-2"))
    mutating func push() throws {
        world.profile.queue.distribution = .push
        let first = try world.start(.ada)
        let second = try world.start(.ben)
        #expect(world.refuses(.outOfTurn, .claim(second), as: .bea)?.rule == "R-002-2")
        world.refuses(.outOfTurn, .assign(second, agent: Actor.bea.agent, team: nil, tier: nil), as: .bea)
        world.refuses(.outOfTurn, .assign(second, agent: Actor.carl.agent, team: nil, tier: nil), as: .bea)
        world.refuses(.invalid, .queue(.claimOutOfTurn(second, reason: " ")), as: .bea)
        try world.perform(.queue(.claimOutOfTurn(second, reason: "I know this shop")), as: .bea)
        #expect(try world.ticket(second).assignee == Actor.bea.agent)
        #expect(try world.last("queue.outOfTurn", on: second).record.content?.text == "I know this shop")
        world.refuses(.alreadyClaimed, .queue(.claimOutOfTurn(second, reason: "Me too")), as: .carl)
        try world.perform(.assign(first, agent: Actor.carl.agent, team: nil, tier: nil), as: .sue)
        #expect(try world.ticket(first).assignee == Actor.carl.agent, "a supervisor may")
        #expect(!world.kinds(first).contains("queue.outOfTurn"))
    }

    @Test("Only the desk routes; a ticket that does not wait is left alone; who never said to be there gets nothing")
    mutating func limits() throws {
        let id = try world.start()
        world.refuses(.forbidden, .queue(.route(id, among: [Actor.bea.agent])), as: .bea)
        #expect(try world.route(id, .bea) == nil)
        try world.perform(.claim(id), as: .bea)
        try world.arrives(.carl)
        let before = world.eventCount
        try world.perform(.queue(.route(id, among: [Actor.carl.agent])), as: .system)
        #expect(world.eventCount == before)
    }

    @Test("The customer of a routed dialog sees the agent's name")
    mutating func name() throws {
        try world.arrives(.bea)
        let id = try world.start()
        try world.route(id, .bea)
        #expect(try world.ticket(id).assigneeName == "Bea")
    }

    @Test("After a wrap-up the customer reads outcome, team and next step", .requirement("R-002-29"))
    mutating func nextStep() throws {
        world.profile.caseTypes[1].team = "print"
        let id = try world.claimed(by: .bea)
        let record = WrapUp(kind: .escalation, outcome: "bug", text: "Internal", nextStep: "We fix it next week")
        try world.perform(.wrapUp(id, record), as: .bea)
        let told = try world.last("ticket.nextStep", on: id)
        #expect(told.record.publicSeq != nil)
        #expect(told.record.content?.text == "We fix it next week")
        guard case .ticket(.queue(.nextStep(let facts))) = told.event else { return }
        #expect(facts.outcome == "bug")
        #expect(facts.team == "print")
        #expect(try world.ticket(id).queue.nextStepText == "We fix it next week")
        let silent = try world.claimed(by: .bea, from: .ben)
        try world.perform(.endConversation(silent), as: .ben)
        try world.perform(.wrapUp(silent, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        #expect(try world.last("ticket.nextStep", on: silent).record.content == nil)
        #expect(try world.ticket(silent).queue.nextStep?.team == "print")
    }
}
