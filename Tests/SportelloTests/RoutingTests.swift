import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("The desk gives out work", .timeLimit(.minutes(15)))
struct RoutingTests {
    private static var push: ServiceProfile {
        var profile = ServiceProfile(name: "test")
        profile.queue.distribution = .push
        profile.queue.stickiness = .none
        profile.queue.capacity = 1
        profile.queue.estimate = WaitEstimatePolicy(minimumSamples: 2, window: 10, roundingMinutes: 1)
        return profile
    }

    private static let done = WrapUp(kind: .note, outcome: "help", text: "Done")

    @Test("Whoever is free gets the next in order, without asking", .requirement("R-002-2", "R-002-10", "R-002-27"))
    func pushed() async throws {
        let fixture = DeskFixture(profile: Self.push)
        try await fixture.run { desk in
            let first = try await desk.ticket(of: try await desk.person("c-1"))
            fixture.clock.advance(by: .seconds(1))
            let second = try await desk.ticket(of: try await desk.person("c-2"))
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .bea)
            _ = try await desk.event("conversation.joined", on: .ticket(first))
            #expect(try await desk.facts(first).assignee == AgentID(rawValue: "bea"))
            #expect(try await desk.facts(second).assignee == nil, "one at a time")
            _ = try await desk.perform(.wrapUp(first, Self.done), as: .bea)
            _ = try await desk.event("conversation.joined", on: .ticket(second))
            #expect(try await desk.facts(second).assignee == AgentID(rawValue: "bea"))
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .carl)
            let third = try await desk.ticket(of: try await desk.person("c-3"))
            let joined = try await desk.event("conversation.joined", on: .ticket(third))
            #expect(joined.record.author.role == .system)
            #expect(try await desk.facts(third).assignee == AgentID(rawValue: "carl"))
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    /// Waits until the ticket has its agent, whichever node gave it: a node is told at once of its own commits only.
    private static func joined(_ id: TicketID, on nodes: [SupportDesk]) async throws {
        try await withThrowingTaskGroup { group in
            for node in nodes {
                group.addTask { _ = try await node.event("conversation.joined", on: .ticket(id)) }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    @Test("Two nodes on one store give one agent one dialog, and everybody is served in the end")
    func twoNodes() async throws {
        let medium = InMemoryMedium()
        let clock = ManualClock()
        func node(_ seed: UInt64) -> SupportDesk {
            SupportDesk(
                store: InMemoryDeskStore(medium: medium), profile: Self.push, environment: .manual(clock, seed: seed),
                logger: .silent
            )
        }
        try await node(1).running { one in
            try await node(2).running { two in
                var tickets: [TicketID] = []
                for number in 0..<4 {
                    let desk = number % 2 == 0 ? one : two
                    tickets.append(try await desk.ticket(of: try await desk.person("c-\(number)")))
                    clock.advance(by: .seconds(1))
                }
                async let bea = one.perform(.setPresence(.available, reason: nil), as: .bea)
                async let carl = two.perform(.setPresence(.available, reason: nil), as: .carl)
                _ = try await (bea, carl)
                for id in tickets {
                    try await Self.joined(id, on: [one, two])
                    let agent = try #require(try await one.facts(id).assignee)
                    let desk: AgentDesk = try #require(try await one.state(of: .agentDesk(agent)))
                    #expect(desk.work.count <= 1)
                    let actor = Actor.agent(agent, role: .agent, name: agent.rawValue)
                    _ = try await (agent.rawValue == "bea" ? one : two).perform(.wrapUp(id, Self.done), as: actor)
                }
            }
        }
        let desk = SupportDesk(store: InMemoryDeskStore(medium: medium), profile: Self.push, logger: .silent)
        #expect(try await DeskVerifier(store: desk.store, profile: Self.push).verify().findings.isEmpty)
    }

    @Test(
        "When a planned training is over the agent gets what waits, with nobody doing anything", .requirement("R-002-9")
    )
    func afterTraining() async throws {
        let fixture = DeskFixture(profile: Self.push)
        try await fixture.run { desk in
            let training = AgentDesk.Occupation(
                id: "t", reason: "training", from: fixture.clock.wall, until: fixture.clock.wall + .hours(1)
            )
            _ = try await desk.perform(.queue(.occupy(AgentID(rawValue: "bea"), training)), as: .bea)
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .bea)
            let id = try await desk.ticket(of: try await desk.person())
            _ = try await desk.perform(.note(id, text: "Look", mentions: []), as: .carl)
            #expect(try await desk.facts(id).isWaiting)
            fixture.clock.advance(by: .hours(1))
            _ = try await desk.event("conversation.joined", on: .ticket(id))
            #expect(try await desk.facts(id).assignee == AgentID(rawValue: "bea"))
        }
    }

    @Test("An agent who asks gets the next in order, also where agents choose", .requirement("R-002-2"))
    func asked() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let first = try await desk.ticket(of: try await desk.person("c-1"))
            fixture.clock.advance(by: .seconds(1))
            let second = try await desk.ticket(of: try await desk.person("c-2"))
            #expect(try await desk.takeNext(as: .bea) == nil, "who is not available gets nothing")
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .bea)
            #expect(try await desk.takeNext(as: .bea) == first)
            #expect(try await desk.takeNext(as: .bea) == second)
            #expect(try await desk.takeNext(as: .bea) == nil)
            await #expect(throws: Refusal.self) { try await desk.takeNext(as: .system) }
        }
    }

    @Test(
        "Of equals, whoever came a moment earlier is next, whatever the names of the tickets", .requirement("R-002-3"))
    func earlierReceipt() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            // The later one comes, the smaller its name.
            let tickets = (0..<5).map { _ in desk.newTicket() }.sorted { $0.id > $1.id }
            for ticket in tickets {
                let person = try await desk.person("c-\(ticket.number)")
                var request = try desk.starting(person)
                request.ticket = ticket
                _ = try await desk.perform(.start(request), as: person)
                fixture.clock.advance(by: .milliseconds(1))
            }
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .bea)
            for ticket in tickets { #expect(try await desk.takeNext(as: .bea) == ticket.id) }
        }
    }

    @Test(
        "Who asks again with the same id gets the same ticket and no other, also after a restart",
        .requirement("R-002-2")
    )
    func askedAgain() async throws {
        let fixture = DeskFixture()
        let bea = AgentID(rawValue: "bea")
        func key(_ id: String) -> CommandKey {
            CommandKey(id: id, scope: .agentDesk(bea), content: Digest(hashing: [1]))
        }
        let taken = Kept<TicketID>()
        try await fixture.run { desk in
            #expect(try await desk.takeNext(as: .bea, key: key("early")) == nil, "nothing waits")
            let first = try await desk.ticket(of: try await desk.person("c-1"))
            fixture.clock.advance(by: .seconds(1))
            let second = try await desk.ticket(of: try await desk.person("c-2"))
            #expect(try await desk.takeNext(as: .bea, key: key("early")) == nil, "who is not available gets nothing")
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .bea)
            let receipt = try #require(try await desk.takeNext(as: .bea, key: key("a")))
            #expect(receipt.stream == .ticket(first) && !receipt.isDuplicate)
            let again = try #require(try await desk.takeNext(as: .bea, key: key("a")))
            #expect(again.stream == .ticket(first) && again.isDuplicate && again.seq == receipt.seq)
            #expect(try await desk.facts(second).assignee == nil)
            let next = try #require(try await desk.takeNext(as: .bea, key: key("early")))
            #expect(next.stream == .ticket(second), "an answer of nothing binds nobody")
            taken.value = first
        }
        let desk = SupportDesk(
            store: InMemoryDeskStore(medium: fixture.medium), profile: ServiceProfile(name: "test"), logger: .silent
        )
        try await desk.running { desk in
            let again = try await desk.takeNext(as: .bea, key: key("a"))
            #expect(again?.stream == .ticket(try #require(taken.value)) && again?.isDuplicate == true)
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("An agent cannot take what the chain would not give", .requirement("R-002-2"))
    func notOffered() async throws {
        var profile = ServiceProfile(name: "test")
        profile.queue.capacity = 1
        let fixture = DeskFixture(profile: profile)
        try await fixture.run { desk in
            let first = try await desk.ticket(of: try await desk.person("c-1"))
            fixture.clock.advance(by: .seconds(1))
            let second = try await desk.ticket(of: try await desk.person("c-2"))
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .bea)
            #expect(try await desk.takeNext(as: .bea) == first)
            let full = await Fate { try await desk.perform(.queue(.takeOffered(second)), as: .bea) }
            #expect(full == .refused(.notForYou))
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .carl)
            let held = await Fate { try await desk.perform(.queue(.takeOffered(first)), as: .carl) }
            #expect(held == .refused(.alreadyClaimed))
            let desks = await Fate { try await desk.perform(.queue(.takeOffered(second)), as: .system) }
            #expect(desks == .refused(.forbidden))
        }
    }

    @Test(
        "The estimate comes from real dialogs, is unknown before, and is known again after a restart",
        .requirement("R-002-11"))
    func estimate() async throws {
        let fixture = DeskFixture(profile: Self.push)
        let waiting = Kept<TicketID>()
        try await fixture.run { desk in
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .bea)
            var last: TicketID?
            for minutes in [3, 9] {
                let id = try await desk.ticket(of: try await desk.person("c-\(minutes)"))
                _ = try await desk.event("conversation.joined", on: .ticket(id))
                let late = try await desk.ticket(of: try await desk.person("late"))
                let waits = try #require(try await desk.ticket(late)).ticket
                #expect(desk.waitEstimate(of: waits) == nil, "unknown")
                fixture.clock.advance(by: .minutes(minutes))
                _ = try await desk.perform(.endConversation(late), as: try await desk.person("late"))
                _ = try await desk.perform(.wrapUp(id, Self.done), as: .bea)
                last = id
            }
            let current = try await desk.ticket(of: try await desk.person("c-now"))
            _ = try await desk.event("conversation.joined", on: .ticket(current))
            waiting.value = try await desk.ticket(of: try await desk.person("c-wait"))
            let id = try #require(waiting.value)
            let ticket = try #require(try await desk.ticket(id)).ticket
            #expect(desk.waitEstimate(of: ticket) == WaitEstimate(fromMinutes: 3, toMinutes: 9))
            let lastID = try #require(last)
            let served = try #require(try await desk.ticket(lastID)).ticket
            #expect(desk.waitEstimate(of: served) == nil, "who does not wait has none")
        }
        let again = SupportDesk(
            store: InMemoryDeskStore(medium: fixture.medium), profile: Self.push,
            environment: .manual(fixture.clock, seed: 9), logger: .silent
        )
        try await again.running { desk in
            _ = try await desk.person("c-9")  // the desk runs
            let id = try #require(waiting.value)
            let ticket = try #require(try await desk.ticket(id)).ticket
            #expect(desk.queuePosition(of: ticket) == 1)
            #expect(desk.waitEstimate(of: ticket) == WaitEstimate(fromMinutes: 3, toMinutes: 9))
        }
    }

    @Test("Each team has a line of its own", .requirement("R-002-8"))
    func lines() async throws {
        var profile = ServiceProfile(name: "test")
        profile.caseTypes[0].team = "other"
        let fixture = DeskFixture(profile: profile)
        try await fixture.run { desk in
            for type in ["problem", "question", "problem"] {
                let ada = try await desk.person("c-\(desk.queueLength)")
                var request = try desk.starting(ada)
                request.caseType = type
                _ = try await desk.perform(.start(request), as: ada)
                fixture.clock.advance(by: .seconds(1))
                let ticket = try #require(try await desk.ticket(request.ticket.id)).ticket
                #expect(desk.queuePosition(of: ticket) == (type == "question" ? 1 : desk.queueLength == 1 ? 1 : 2))
            }
        }
    }

    @Test("Advice looks at the line of the case type", .requirement("R-002-13"))
    func advice() async throws {
        var profile = Self.push
        profile.queue.advice.waitMinutes = 5
        let fixture = DeskFixture(profile: profile)
        try await fixture.run { desk in
            let draft = ContactDraft(channel: .webchat, caseType: "problem", text: "Typed already")
            #expect(desk.contactAdvice(on: draft) == nil)
            _ = try await desk.perform(.setPresence(.available, reason: nil), as: .bea)
            for number in 0..<2 {
                let id = try await desk.ticket(of: try await desk.person("c-\(number)"))
                _ = try await desk.event("conversation.joined", on: .ticket(id))
                fixture.clock.advance(by: .minutes(9))
                _ = try await desk.perform(.wrapUp(id, Self.done), as: .bea)
            }
            #expect(desk.contactAdvice(on: draft)?.reasons == [.longWait])
            #expect(desk.contactAdvice(on: draft)?.proposal.text == "Typed already")
        }
    }

    @Test("A ticket belongs to one team and is on the list of its members, and of nobody else", .requirement("R-001-3"))
    func workList() async throws {
        var profile = ServiceProfile(name: "test")
        profile.caseTypes[1].team = "print"
        let fixture = DeskFixture(profile: profile)
        let sue = Actor.agent(AgentID(rawValue: "sue"), role: .supervisor, name: "Sue")
        try await fixture.run { desk in
            let (bea, carl) = (AgentID(rawValue: "bea"), AgentID(rawValue: "carl"))
            _ = try await desk.perform(.queue(.enroll(AgentEnrolled(agent: bea, teams: ["print"]))), as: sue)
            let first = try await desk.ticket(of: try await desk.person("c-1"))
            fixture.clock.advance(by: .seconds(1))
            let second = try await desk.ticket(of: try await desk.person("c-2"))
            #expect(try await desk.workList(of: bea).waiting.map(\.id) == [first, second])
            #expect(try await desk.workList(of: bea).waiting.map(\.team) == ["print", "print"])
            #expect(try await desk.workList(of: carl).waiting.isEmpty, "of the common team")
            _ = try await desk.perform(.claim(first), as: .bea)
            #expect(try await desk.workList(of: bea).own.map(\.id) == [first])
            #expect(try await desk.workList(of: bea).waiting.map(\.id) == [second])
        }
    }
}
