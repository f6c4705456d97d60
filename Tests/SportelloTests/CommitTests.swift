import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("Committing", .timeLimit(.minutes(15)))
struct CommitTests {
    @Test("What is decided while a commit is under way shares the next one")
    func groups() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            fixture.store.shut()
            async let first = desk.perform(.post(id, PostMessage(text: "0")), as: ada)
            await fixture.store.waitForHeldCommit()
            let before = fixture.store.batches.count
            let waiting = Answers()
            for number in 1...50 {
                desk.submit(.post(id, PostMessage(text: "\(number)")), as: ada, key: nil) { waiting.add($0) }
            }
            #expect(waiting.count == 0, "nothing is acknowledged before it is durable")
            fixture.store.open()
            _ = try await first
            await waiting.wait(for: 50)
            #expect(fixture.store.batches.count == before + 1)
            #expect(fixture.store.batches.last?.count == 50)
            #expect(try await desk.messages(id).suffix(51) == (0...50).map { "\($0)" }.suffix(51))
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("Of two agents who claim at once one has it, and the other is told who")
    func claims() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            for _ in 0..<20 {
                let id = try await desk.ticket(of: ada)
                async let bea = Fate { try await desk.perform(.claim(id), as: .bea) }
                async let carl = Fate { try await desk.perform(.claim(id), as: .carl) }
                let fates = await [bea, carl]
                #expect(Set(fates) == [.done(duplicate: false), .refused(.alreadyClaimed)])
                let winner = fates[0] == .done(duplicate: false) ? "bea" : "carl"
                #expect(try await desk.facts(id).assignee?.rawValue == winner)
            }
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("Two desks on one store: the slower one decides again")
    func twoDesks() async throws {
        let fixture = DeskFixture()
        let other = SupportDesk(
            store: InMemoryDeskStore(medium: fixture.medium), profile: fixture.desk.profile,
            environment: .manual(fixture.clock, seed: 2), logger: .silent
        )
        try await fixture.run { desk in
            try await other.running { other in
                let ada = try await desk.person()
                let id = try await desk.ticket(of: ada)
                for number in 0..<10 {
                    _ = try await desk.perform(.post(id, PostMessage(text: "a\(number)")), as: ada)
                    _ = try await other.perform(.post(id, PostMessage(text: "b\(number)")), as: .bea)
                }
                async let bea = Fate { try await desk.perform(.claim(id), as: .bea) }
                async let carl = Fate { try await other.perform(.claim(id), as: .carl) }
                #expect(Set(await [bea, carl]) == [.done(duplicate: false), .refused(.alreadyClaimed)])
                #expect(try await desk.messages(id).count == 21)
            }
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("When the first of a chain loses against a rival, all of it is decided again, in order")
    func chain() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            let rival = SupportDesk(
                store: InMemoryDeskStore(medium: fixture.medium), profile: desk.profile,
                environment: .manual(fixture.clock, seed: 2), logger: .silent
            )
            fixture.store.meet(
                .rival { _ in
                    try await rival.running {
                        _ = try await $0.perform(.post(id, PostMessage(text: "rival")), as: .bea)
                    }
                }
            )
            fixture.store.shut()
            let answers = Answers()
            desk.submit(.post(id, PostMessage(text: "1")), as: ada, key: nil) { answers.add($0) }
            await fixture.store.waitForHeldCommit()
            for text in ["2", "3", "4"] {
                desk.submit(.post(id, PostMessage(text: text)), as: ada, key: nil) { answers.add($0) }
            }
            fixture.store.open()
            await answers.wait(for: 4)
            #expect(answers.failures.isEmpty)
            #expect(try await desk.messages(id) == ["It does not print.", "rival", "1", "2", "3", "4"])
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test(
        "After a failed commit everything is decided on what the store has, and a retry with the key is one effect",
        arguments: [false, true])
    func failure(happened: Bool) async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            let key = CommandKey.words("m", id, "Once")
            fixture.store.meet(happened ? .indeterminate : .notCommitted)
            let command = Command.post(id, PostMessage(text: "Once"))
            do {
                _ = try await desk.perform(command, as: ada, key: key)
                Issue.record("acknowledged without being durable")
            } catch let error as DeskError {
                #expect(error.code == .store)
                #expect(error.isRetriable)
            }
            let receipt = try await desk.perform(command, as: ada, key: key)
            #expect(receipt.isDuplicate == happened)
            #expect(try await desk.messages(id) == ["It does not print.", "Once"])
            _ = try await desk.perform(.post(id, PostMessage(text: "Next")), as: ada)
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("A rule never says no because of something that was not made durable")
    func refusalOnDurableGround() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            fixture.store.shut()
            fixture.store.meet(.notCommitted)
            async let bea = Fate { try await desk.perform(.claim(id), as: .bea) }
            await fixture.store.waitForHeldCommit()
            let answers = Answers()
            desk.submit(.claim(id), as: .carl, key: nil) { answers.add($0) }
            #expect(answers.count == 0, "the claim before it is not durable yet")
            fixture.store.open()
            #expect(await bea == .failed("store"))
            await answers.wait(for: 1)
            #expect(answers.failures.isEmpty)
            #expect(try await desk.facts(id).assignee == AgentID(rawValue: "carl"))
        }
    }

    @Test("When states cannot be read, every waiting command is told so once and may be sent again")
    func unreadable() async throws {
        let fixture = DeskFixture()
        var configuration = DeskConfiguration()
        configuration.cachedStreams = 2
        let small = SupportDesk(
            store: fixture.store, profile: fixture.desk.profile, configuration: configuration,
            environment: .manual(fixture.clock, seed: 3), logger: .silent
        )
        try await small.running { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.person("c-2")
            _ = try await desk.person("c-3")
            _ = try await desk.perform(.claim(id), as: .bea)
            _ = try await desk.perform(.resolve(id, outcome: "help", text: nil), as: .bea, key: .words("r", id, ""))
            fixture.store.failLoads(true)
            let answers = Answers()
            for number in 0..<5 {
                desk.submit(.resolve(id, outcome: "help", text: nil), as: .bea, key: .words("r", id, "")) {
                    answers.add($0)
                }
                desk.submit(.claim(TicketID(high: 9, low: UInt64(number))), as: .bea, key: nil) { answers.add($0) }
            }
            await answers.wait(for: 10)
            #expect(answers.failures.contains { ($0 as? DeskError)?.code == .store })
            fixture.store.failLoads(false)
            _ = try await desk.perform(.post(id, PostMessage(text: "Later")), as: .bea)
        }
    }

    @Test("More commands than allowed are refused at once as an overload")
    func overload() async throws {
        var configuration = DeskConfiguration()
        configuration.maximumPendingCommands = 10
        let fixture = DeskFixture(configuration: configuration)
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            fixture.store.shut()
            let answers = Answers()
            for number in 0..<25 {
                desk.submit(.post(id, PostMessage(text: "\(number)")), as: ada, key: nil) { answers.add($0) }
            }
            #expect(answers.count == 15)
            #expect(answers.failures.allSatisfy { ($0 as? DeskError)?.code == .overloaded })
            fixture.store.open()
            await answers.wait(for: 25)
            #expect(answers.failures.count == 15)
            #expect(try await desk.messages(id).count == 11)
        }
    }

    @Test("A number that is taken is drawn again")
    func numbers() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            var first = try desk.starting(ada)
            first.ticket.number = TicketNumber(index: 5)!
            _ = try await desk.perform(.start(first), as: ada)
            var second = try desk.starting(ada)
            second.ticket.number = TicketNumber(index: 5)!
            let receipt = try await desk.perform(.start(second), as: ada)
            guard case .ticket(let id, let number) = receipt.result else {
                Issue.record("no ticket")
                return
            }
            #expect(id == second.ticket.id)
            #expect(number != TicketNumber(index: 5))
            #expect(try await desk.ticket(number: number) == id)
        }
    }

    @Test("The log's clock never runs backwards")
    func clock() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            fixture.clock.advance(by: .seconds(5))
            _ = try await desk.perform(.post(id, PostMessage(text: "Later")), as: ada)
            let page = try await desk.store.events(
                EventsRequest(stream: .ticket(id), view: .complete, range: .after(0), limit: 100)
            )
            #expect(page.events.map(\.at) == page.events.map(\.at).sorted())
        }
    }
}
