import SportelloModel
import SportelloTesting
import Testing

@Suite("Levels of support")
struct TierTests {
    var world = World()

    /// Bea is a consultant, Carl a project manager, Rita a developer.
    init() throws {
        world.profile.routing.tiers = [
            .init(level: 1), .init(level: 2, skills: ["projectManager"]),
            .init(level: 3, skills: ["engineer", "developer"], enteredFrom: 2),
        ]
        try world.arrives(.bea)
        try world.arrives(.carl, skills: ["projectManager"])
        try world.arrives(.rita, skills: ["developer"])
    }

    private func assigning(_ id: TicketID, _ tier: Int, _ agent: Actor? = nil) -> Command {
        .assign(id, agent: agent?.agent, team: nil, tier: tier)
    }

    private func moving(_ id: TicketID, _ tier: Int, _ agent: Actor? = nil, reason: String) -> Command {
        .queue(.moveToTier(id, tier: tier, agent: agent?.agent, team: nil, reason: reason))
    }

    @Test("A ticket is at exactly one of the profile's levels, the first at the start", .requirement("R-004-10"))
    mutating func oneLevel() throws {
        let id = try world.start()
        #expect(try world.ticket(id).tier == 1)
        let unknown = world.refuses(.invalid, assigning(id, 4), as: .sue)
        #expect(unknown?.rule == "R-004-10")
        world.refuses(.invalid, moving(id, 4, reason: "Hard"), as: .sue)
        try world.perform(assigning(id, 2), as: .sue)
        #expect(try world.ticket(id).tier == 2)
        #expect(try world.ticket(id).timing.stays.map(\.tier) == [1, 2])
        world.profile.routing.tiers = []
        try world.perform(assigning(id, 4), as: .sue)
        #expect(try world.ticket(id).tier == 4, "a profile without levels has no rules for them")
    }

    @Test("At level 2 only a project manager has the ticket, by whatever way", .requirement("R-004-13"))
    mutating func projectManager() throws {
        let id = try world.start()
        let refusal = world.refuses(.tierRole, assigning(id, 2, .bea), as: .sue)
        #expect(refusal?.rule == "R-004-13" && refusal?.details["allowed"] == "projectManager")
        try world.perform(.claim(id), as: .bea)
        world.refuses(.tierRole, assigning(id, 2, .bea), as: .bea)
        try world.perform(assigning(id, 2), as: .bea)
        #expect(try world.ticket(id).assignee == nil, "Bea is no project manager")
        #expect(try world.ticket(id).isWaiting)
        #expect(try world.desk(of: .bea).work.isEmpty)
        world.refuses(.tierRole, .claim(id), as: .bea)
        #expect(try world.route(id, .bea, .rita) == nil)
        #expect(try world.route(id, .bea, .carl) == Actor.carl.agent)
        try world.perform(assigning(id, 1), as: .carl)
        #expect(try world.ticket(id).assignee == Actor.carl.agent, "anybody may have it at level 1")
    }

    @Test("The account's own project manager has the role, the deputy has not", .requirement("R-004-13"))
    mutating func accountsManager() throws {
        world.profile.queue.tierStickiness = [2: .account]
        world.profile.routing.accountRole = .projectManager
        _ = try world.openCompany(
            people: [(.ada, [.user])],
            roles: [.projectManager: .agent(Actor.bea.agent), .deputy: .agent(Actor.rita.agent)])
        let id = try world.start(.ada)
        try world.perform(assigning(id, 2, .bea), as: .sue)
        #expect(try world.ticket(id).assignee == Actor.bea.agent)
        let other = try world.start(.ada)
        world.refuses(.tierRole, assigning(other, 2, .rita), as: .sue)
        try world.perform(assigning(other, 2), as: .sue)
        #expect(try world.route(other, .rita) == nil)
        #expect(try world.route(other, .rita, .bea) == Actor.bea.agent)
    }

    @Test(
        "Level 3 is entered from level 2; no customer selects it, and staff pass by with a reason",
        .requirement("R-004-16"))
    mutating func gate() throws {
        let id = try world.start()
        world.refuses(.forbidden, assigning(id, 3), as: .ada)
        world.refuses(.forbidden, moving(id, 3, reason: "Urgent"), as: .ada)
        let refusal = world.refuses(.tierEntry, assigning(id, 3, .rita), as: .sue)
        #expect(refusal?.rule == "R-004-16" && refusal?.details["allowed"] == "2")
        world.refuses(.invalid, moving(id, 3, reason: " "), as: .bea)
        try world.perform(assigning(id, 2), as: .bea)
        try world.perform(assigning(id, 3), as: .bea)
        #expect(try world.ticket(id).tier == 3)
        #expect(!world.kinds(id).contains("queue.tierChanged"))
        let other = try world.start(.ben)
        world.refuses(.tierRole, moving(other, 3, .carl, reason: "The server is down"), as: .bea)
        try world.perform(moving(other, 3, .rita, reason: "The server is down"), as: .bea)
        #expect(try world.ticket(other).tier == 3)
        #expect(try world.ticket(other).assignee == Actor.rita.agent)
        #expect(try world.last("queue.tierChanged", on: other).record.content?.text == "The server is down")
        #expect(!world.kinds(other, .contact).contains("queue.tierChanged"), "for staff only")
    }

    @Test("Upkeep of the portal is covered, and goes to the people of its level", .requirement("R-004-4"))
    mutating func upkeep() throws {
        world.profile.caseTypes[1].id = "portalMaintenance"
        world.profile.offer.coverage = [
            CoverageRule(id: "upkeep", reason: "Upkeep", caseTypes: ["portalMaintenance"], verdict: .covered),
            CoverageRule(id: "rest", reason: "Not ours", verdict: .excluded),
        ]
        _ = try world.openCompany(people: [(.ada, [.user])])
        let id = try world.start(.ada, caseType: "portalMaintenance")
        #expect(try world.route(id, .bea) == Actor.bea.agent)
        try world.triage(id, "portalMaintenance")
        #expect(try world.verdict(id).kind == .covered && world.verdict(id).rule == "upkeep")
        for (tier, agent) in [(2, Actor.carl), (3, .rita)] {
            try world.perform(assigning(id, tier), as: .sue)
            #expect(try world.route(id, .bea, .carl, .rita) == agent.agent)
        }
    }
}
