import SportelloModel
import SportelloTesting
import Testing

@Suite("Edges of desks and routing")
struct DeskEdgeTests {
    var world = World()
    private let done = WrapUp(kind: .note, outcome: "help", text: "Done")

    @Test("A waiting dialog of somebody in a training can be taken over, also where nobody said away")
    mutating func occupiedHolder() throws {
        let id = try world.claimed(by: .bea)
        try world.perform(.wrapUp(id, done), as: .bea)
        let training = AgentDesk.Occupation(
            id: "t", reason: "training", from: world.now, until: world.now + .hours(1)
        )
        try world.perform(.queue(.occupy(Actor.bea.agent, training)), as: .bea)
        try world.perform(.post(id, PostMessage(text: "Again")), as: .ada)
        #expect(try world.ticket(id).conversation?.state == .queued)
        try world.perform(.claim(id), as: .carl)
        #expect(try world.ticket(id).conversation?.agent == Actor.carl.agent)
    }

    @Test("A dialog that goes on needs no second unit")
    mutating func sameTicket() throws {
        world.profile.queue.capacity = 1
        let id = try world.claimed(by: .bea)
        try world.perform(.endConversation(id), as: .ada)
        try world.perform(.post(id, PostMessage(text: "One more thing")), as: .ada)
        #expect(try world.ticket(id).conversation?.state == .live)
        #expect(try world.desk(of: .bea).work == [id])
    }

    @Test("Busy with the wrap-up of this very ticket is not away; a training is", .requirement("R-002-71"))
    mutating func ownWrapUp() throws {
        try world.arrives(.bea)
        let id = try world.claimed(by: .bea)
        try world.perform(.endConversation(id), as: .ada)
        #expect(try world.desk(of: .bea).presence == .busy)
        try world.perform(.post(id, PostMessage(text: "One more thing")), as: .ada)
        #expect(try world.ticket(id).conversation?.state == .live)
        try world.perform(.endConversation(id), as: .ada)
        let training = AgentDesk.Occupation(
            id: "t", reason: "training", from: world.now, until: world.now + .hours(1)
        )
        try world.perform(.queue(.occupy(Actor.bea.agent, training)), as: .bea)
        try world.perform(.post(id, PostMessage(text: "And another")), as: .ada)
        #expect(try world.ticket(id).conversation?.state == .queued)
    }

    @Test("Busy with the wrap-up of another's dialog is away", .requirement("R-002-71"))
    mutating func othersWrapUp() throws {
        try world.arrives(.bea)
        let id = try world.claimed(by: .bea)
        try world.perform(.wrapUp(id, done), as: .bea)
        let other = try world.claimed(by: .bea, from: .ben)
        try world.perform(.endConversation(other), as: .ben)
        try world.perform(.post(id, PostMessage(text: "Again")), as: .ada)
        #expect(try world.ticket(id).conversation?.state == .queued)
        #expect(try world.ticket(id).assignee == Actor.bea.agent)
    }

    @Test("A desk takes work while it has room, no call and nothing to wrap up")
    mutating func takesWork() throws {
        world.profile.queue.capacity = 1
        var policy: QueuePolicy { world.profile.queue }
        try world.arrives(.bea)
        #expect(try world.desk(of: .bea).takesWork(policy))
        let mail = try world.start(.ada, channel: .email)
        try world.perform(.claim(mail), as: .bea)
        #expect(try world.desk(of: .bea).takesWork(policy), "a call may still come beside written work")
        try world.perform(.wrapUp(mail, done), as: .bea)
        let chat = try world.start(.ada)
        try world.perform(.claim(chat), as: .bea)
        #expect(try !world.desk(of: .bea).takesWork(policy))
        try world.perform(.endConversation(chat), as: .ada)
        #expect(try !world.desk(of: .bea).takesWork(policy))
        try world.perform(.wrapUp(chat, done), as: .bea)
        #expect(try world.desk(of: .bea).takesWork(policy))
        try world.perform(.setPresence(.away, reason: nil), as: .bea)
        #expect(try !world.desk(of: .bea).takesWork(policy))
    }

    @Test("Of two who are free, whoever finished earlier is next")
    mutating func freeLongest() throws {
        world.profile.queue.stickiness = .none
        for agent in [Actor.bea, .carl] { try world.arrives(agent) }
        let first = try world.start(.ada)
        let second = try world.start(.ben)
        #expect(try world.route(first, .bea, .carl) == Actor.bea.agent, "equal: by name")
        #expect(try world.route(second, .bea, .carl) == Actor.carl.agent)
        world.now = world.now + .minutes(1)
        try world.perform(.wrapUp(second, done), as: .carl)
        world.now = world.now + .minutes(1)
        try world.perform(.wrapUp(first, done), as: .bea)
        #expect(try world.route(try world.start(.ada), .bea, .carl) == Actor.carl.agent)
    }

    @Test("The chain is the profile's: without experts in it nobody is preferred, and without a pool nobody is found")
    mutating func chain() throws {
        world.profile.routing.skills = ["problem": "printing"]
        try world.arrives(.carl, skills: ["printing"])
        try world.arrives(.bea)
        world.profile.routing.chain = [.pool]
        #expect(try world.route(try world.start(.ada), .bea, .carl) == Actor.bea.agent)
        world.profile.routing.chain = [.expert]
        let id = try world.start(.ada, caseType: "question")
        #expect(try world.route(id, .bea, .carl) == nil)
    }

    @Test("A guardian who is there but full is no reason to wait", .requirement("R-002-70"))
    mutating func fullGuardian() throws {
        world.profile.queue.capacity = 1
        try world.meet(.ada)
        let account: AccountID = world.mint()
        let roles: [AccountRole: RoleHolder] = [
            .guardian: .agent(Actor.bea.agent), .deputy: .agent(Actor.carl.agent),
        ]
        let open = OpenAccount(details: AccountDetails(isVIP: true), roles: roles)
        try world.perform(.account(account, .open(open)), as: .sue)
        try world.perform(.account(account, .attach(Actor.ada.contact, roles: [])), as: .sue)
        for agent in [Actor.bea, .carl] { try world.arrives(agent) }
        #expect(try world.route(try world.start(.ada), .bea, .carl) == Actor.bea.agent)
        #expect(try world.route(try world.start(.ada), .bea, .carl) == Actor.carl.agent)
    }

    @Test("What is known already is not recorded again, and what is over goes with the next")
    mutating func once() throws {
        try world.arrives(.bea, teams: ["a"], skills: ["b"], tiers: [1])
        let before = world.eventCount
        let same = AgentEnrolled(agent: Actor.bea.agent, teams: ["a"], skills: ["b"], tiers: [1])
        try world.perform(.queue(.enroll(same)), as: .system)
        #expect(world.eventCount == before)
        func training(_ id: String, _ hours: Int) -> AgentDesk.Occupation {
            .init(id: id, reason: "training", from: world.now, until: world.now + .hours(hours))
        }
        let short = training("short", 1)
        for _ in 0..<2 { try world.perform(.queue(.occupy(Actor.bea.agent, short)), as: .bea) }
        #expect(world.eventCount == before + 1)
        world.now = short.until
        let long = training("long", 2)
        try world.perform(.queue(.occupy(Actor.bea.agent, long)), as: .bea)
        #expect(try world.desk(of: .bea).occupations == [long])
        var moved = long
        moved.until = moved.until + .hours(1)
        try world.perform(.queue(.occupy(Actor.bea.agent, moved)), as: .bea)
        #expect(try world.desk(of: .bea).occupations == [moved], "the same name is the same occupation")
        world.refuses(.forbidden, .queue(.vacate(Actor.bea.agent, "long")), as: .carl)
        world.refuses(.forbidden, .queue(.tickDesk(Actor.bea.agent.desk)), as: .bea)
    }

    @Test("A customer's mail with any file is a message all the same")
    mutating func mailFiles() throws {
        world.profile.intake.forms = ["problem": IntakeForm(attachments: AttachmentRule(types: ["image/png"]))]
        let id = try world.start()
        let reference = FileReference(id: FileID(high: 1, low: 1), type: "application/zip", bytes: 1, sha256: .zero)
        let file = NamedFile(file: reference, name: "a.zip")
        world.refuses(.attachmentNotAllowed, .post(id, PostMessage(text: "x", files: [file])), as: .ada)
        try world.perform(.post(id, PostMessage(text: "x", files: [file], via: .email)), as: .ada)
    }

    @Test("Where no written way is official nothing is advised")
    func noWrittenWay() {
        var profile = ServiceProfile(name: "test")
        profile.queue.advice = ContactAdvicePolicy(live: [.webchat], caseTypes: ["problem"])
        let draft = ContactDraft(channel: .webchat, caseType: "problem", text: "x")
        let now = Instant(seconds: 1_800_000_000)
        #expect(profile.advice(on: draft, at: now, wait: nil)?.reasons == [.complexMatter])
        profile.channels = profile.channels.filter { $0.kind == .webchat }
        #expect(profile.advice(on: draft, at: now, wait: nil) == nil)
    }
}
