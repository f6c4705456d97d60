import SportelloModel
import SportelloTesting
import Testing

@Suite("One pool of capacity")
struct CapacityTests {
    var world: World

    init() {
        world = World()
        world.profile.channels.append(
            ChannelRule(kind: "hotline", standing: .official, title: "Hotline")
        )
        world.profile.queue.calls = ["hotline"]
        world.profile.queue.capacity = 3
    }

    @Test("A call takes an agent whole: no chat, no other call, whoever asks", .requirement("R-002-71"))
    mutating func callIsAll() throws {
        try world.arrives(.bea)
        let call = try world.start(.ada, channel: "hotline")
        #expect(try world.route(call, .bea) == Actor.bea.agent)
        for channel in ["hotline", ChannelKind.webchat, .email] {
            let next = try world.start(.ben, channel: channel)
            #expect(try world.route(next, .bea) == nil, "\(channel.rawValue)")
            world.refuses(.capacity, .claim(next), as: .bea)
        }
    }

    @Test(
        "A call takes live capacity while written work waits on the desk; the ticket list is paused",
        .requirement("R-002-7"))
    mutating func callBesideTickets() throws {
        try world.arrives(.bea)
        let mail = try world.start(.ben, channel: .email)
        #expect(try world.route(mail, .bea) == Actor.bea.agent)
        let call = try world.start(.ada, channel: "hotline")
        #expect(try world.route(call, .bea) == Actor.bea.agent)
        #expect(try world.desk(of: .bea).work == [mail, call], "the mail stays hers")
        let second = try world.start(.ben, channel: .email)
        #expect(try world.route(second, .bea) == nil, "paused")
        try world.perform(.wrapUp(call, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        #expect(try world.route(second, .bea) == Actor.bea.agent)
        let chat = try world.start(.ada)
        #expect(try world.route(chat, .bea) == Actor.bea.agent)
        let late = try world.start(.ben, channel: "hotline")
        #expect(try world.route(late, .bea) == nil, "a live chat is not put aside for a call")
    }

    @Test("Units add up to the capacity and not beyond")
    mutating func units() throws {
        world.profile.queue.units = ["webchat": 2]
        try world.arrives(.bea)
        let chat = try world.start(.ada)
        let mail = try world.start(.ben, channel: .email)
        let secondChat = try world.start(.ben)
        #expect(try world.route(chat, .bea) == Actor.bea.agent)
        #expect(try world.route(secondChat, .bea) == nil, "two and two are more than three")
        #expect(try world.route(mail, .bea) == Actor.bea.agent, "two and one are three")
        let secondMail = try world.start(.ada, channel: .email)
        #expect(try world.route(secondMail, .bea) == nil)
    }

    @Test(
        "A training occupies like a call, whether said or planned; at its end work comes again", .requirement("R-002-9")
    )
    mutating func training() throws {
        try world.arrives(.bea)
        let call = try world.start(.ada, channel: "hotline")
        try world.perform(.setPresence(.busy, reason: "training"), as: .bea)
        #expect(try world.route(call, .bea) == nil)
        try world.perform(.setPresence(.available, reason: nil), as: .bea)
        let (from, until) = (world.now + .minutes(10), world.now + .minutes(70))
        let training = AgentDesk.Occupation(id: "t1", reason: "training", from: from, until: until)
        world.refuses(.forbidden, .queue(.occupy(Actor.bea.agent, training)), as: .carl)
        try world.perform(.queue(.occupy(Actor.bea.agent, training)), as: .bea)
        world.now = from
        #expect(try world.route(call, .bea) == nil, "from its first moment")
        world.now = until - .milliseconds(1)
        #expect(try world.route(call, .bea) == nil)
        #expect(try world.desk(of: .bea).wakeAt() == until)
        world.now = until
        #expect(try world.route(call, .bea) == Actor.bea.agent)
        try world.perform(.queue(.tickDesk(Actor.bea.agent.desk)), as: .system)
        #expect(try world.desk(of: .bea).occupations.isEmpty)
        #expect(try world.desk(of: .bea).wakeAt() == nil)
    }

    @Test("Before a planned training work still comes; taken back, it hinders nobody")
    mutating func planned() throws {
        try world.arrives(.bea)
        let training = AgentDesk.Occupation(
            id: "t1", reason: "training", from: world.now + .minutes(10), until: world.now + .minutes(70)
        )
        try world.perform(.queue(.occupy(Actor.bea.agent, training)), as: .sue)
        let call = try world.start(.ada, channel: "hotline")
        #expect(try world.route(call, .bea) == Actor.bea.agent)
        try world.perform(.wrapUp(call, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        try world.perform(.queue(.vacate(Actor.bea.agent, "t1")), as: .sue)
        world.now = world.now + .minutes(20)
        let second = try world.start(.ben, channel: "hotline")
        #expect(try world.route(second, .bea) == Actor.bea.agent)
        var past = training
        past.until = world.now
        world.refuses(.inThePast, .queue(.occupy(Actor.bea.agent, past)), as: .bea)
        past.until = past.from
        world.refuses(.invalid, .queue(.occupy(Actor.bea.agent, past)), as: .bea)
    }

    @Test(
        "Whoever wraps up the last dialog is available again by itself and gets the next",
        .requirement("R-002-27", "R-002-10"))
    mutating func backToThePool() throws {
        try world.arrives(.bea)
        let first = try world.start(.ada, channel: "hotline")
        let second = try world.start(.ben, channel: "hotline")
        #expect(try world.route(first, .bea) == Actor.bea.agent)
        try world.perform(.endConversation(first), as: .ada)
        #expect(try world.desk(of: .bea).presence == .busy)
        #expect(try world.route(second, .bea) == nil, "not before the wrap-up")
        try world.perform(.wrapUp(first, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
        #expect(try world.desk(of: .bea).presence == .available)
        #expect(try world.route(second, .bea) == Actor.bea.agent)
    }

    @Test("Who went away stays away, and a profile may leave coming back to the agent")
    mutating func notByItself() throws {
        try world.arrives(.bea)
        let first = try world.start(.ada, channel: "hotline")
        try world.route(first, .bea)
        try world.perform(.setPresence(.away, reason: nil), as: .bea)
        try world.perform(.endConversation(first), as: .ada)
        let done = WrapUp(kind: .note, outcome: "help", text: "Done")
        try world.perform(.wrapUp(first, done), as: .bea)
        #expect(try world.desk(of: .bea).presence == .away)
        world.profile.queue.returnsAvailable = false
        try world.perform(.setPresence(.available, reason: nil), as: .bea)
        let second = try world.start(.ben, channel: "hotline")
        try world.route(second, .bea)
        try world.perform(.endConversation(second), as: .ben)
        try world.perform(.wrapUp(second, done), as: .bea)
        #expect(try world.desk(of: .bea).presence == .busy)
        try world.perform(.setPresence(.available, reason: nil), as: .bea)
    }

    @Test("A reason for being away is one of the profile's, where it lists some")
    mutating func reasons() throws {
        world.profile.queue.presenceReasons = ["training", "break"]
        #expect(
            world.refuses(.unknownReason, .setPresence(.busy, reason: "nap"), as: .bea)?.details["allowed"]
                == "training, break"
        )
        try world.perform(.setPresence(.busy, reason: "break"), as: .bea)
        try world.perform(.setPresence(.away, reason: nil), as: .bea)
    }

    @Test("A new arrival, however urgent, leaves what an agent is doing alone", .requirement("R-000-43"))
    mutating func nonPreemptive() throws {
        try world.arrives(.bea)
        let current = try world.start(.ada, channel: "hotline")
        try world.route(current, .bea)
        let before = try world.ticket(current)
        for severity in [nil, Severity.critical] {
            let urgent = try world.start(.ben, channel: "hotline")
            if let severity {
                try world.perform(.triage(urgent, Triage(caseType: "problem", severity: severity)), as: .sue)
            }
            #expect(try world.route(urgent, .bea) == nil)
        }
        #expect(try world.ticket(current) == before)
        #expect(try world.desk(of: .bea).work == [current])
    }
}
