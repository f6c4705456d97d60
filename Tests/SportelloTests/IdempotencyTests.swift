import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("A command with a key happens once", .timeLimit(.minutes(15)))
struct IdempotencyTests {
    @Test("A message sent again with its key appears once, with the same number")
    func message() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            let command = Command.post(id, PostMessage(text: "Again"))
            let key = CommandKey.words("m-1", id, "Again")
            let first = try await desk.perform(command, as: ada, key: key)
            _ = try await desk.perform(.post(id, PostMessage(text: "Other")), as: ada)
            let second = try await desk.perform(command, as: ada, key: key)
            #expect(!first.isDuplicate)
            #expect(second.isDuplicate)
            #expect(
                (first.stream, first.seq, first.publicSeq, first.at) == (
                    second.stream, second.seq, second.publicSeq, second.at
                ))
            #expect(try await desk.messages(id) == ["It does not print.", "Again", "Other"])
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("The same id for other words is a mistake, and changes nothing")
    func reuse() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.perform(.post(id, PostMessage(text: "One")), as: ada, key: .words("m", id, "One"))
            let fate = await Fate {
                try await desk.perform(.post(id, PostMessage(text: "Two")), as: ada, key: .words("m", id, "Two"))
            }
            #expect(fate == .failed("keyReused"))
            #expect(try await desk.messages(id).contains("Two") == false)
        }
    }

    @Test("A command that changes nothing where nothing is yet harms nobody, with a key or without")
    func nowhere() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let bea = AgentID(rawValue: "bea")
            let key = CommandKey(id: "v", scope: .agentDesk(bea), content: Digest(hashing: [1]))
            for _ in 0..<2 {
                let receipt = try await desk.perform(.queue(.vacate(bea, "none")), as: .bea, key: key)
                #expect(receipt.stream == nil)
            }
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("A key is kept with a stream that its command begins, and with one that it leaves as it is")
    func kept() async throws {
        let fixture = DeskFixture()
        let bea = AgentID(rawValue: "bea")
        func key(_ id: String, _ content: UInt8) -> CommandKey {
            CommandKey(id: id, scope: .agentDesk(bea), content: Digest(hashing: [content]))
        }
        let commands = [Command.setPresence(.available, reason: nil), .queue(.vacate(bea, "none"))]
        try await fixture.run { desk in
            for (number, command) in commands.enumerated() {
                for isDuplicate in [false, true] {
                    let receipt = try await desk.perform(command, as: .bea, key: key("\(number)", 1))
                    #expect(receipt.isDuplicate == isDuplicate, "\(command)")
                }
                let fate = await Fate { try await desk.perform(command, as: .bea, key: key("\(number)", 2)) }
                #expect(fate == .failed("keyReused"), "\(command)")
            }
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("Two authors may use the same id")
    func authors() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            let key = CommandKey.words("m", id, "Same")
            for actor in [ada, .bea, .carl] {
                let receipt = try await desk.perform(.post(id, PostMessage(text: "Same")), as: actor, key: key)
                #expect(!receipt.isDuplicate)
            }
            #expect(try await desk.messages(id).filter { $0 == "Same" }.count == 3)
        }
    }

    @Test("A command whose own effect would refuse it answers as the first time")
    func refusedByItself() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            let key = CommandKey.words("close", id, "")
            _ = try await desk.perform(.claim(id), as: .bea)
            _ = try await desk.perform(.resolve(id, outcome: "help", text: nil), as: .bea, key: key)
            let again = try await desk.perform(.resolve(id, outcome: "help", text: nil), as: .bea, key: key)
            #expect(again.isDuplicate)
            let other = await Fate {
                try await desk.perform(
                    .resolve(id, outcome: "help", text: nil), as: .bea, key: .words("close-2", id, "")
                )
            }
            #expect(other == .refused(.resolved))
        }
    }

    @Test("A conversation started twice with one key is one ticket, whatever names were minted the second time")
    func start() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let key = CommandKey(id: "s", scope: .contact(ada.contactID!), content: .zero)
            let first = try await desk.perform(.start(try desk.starting(ada)), as: ada, key: key)
            let second = try await desk.perform(.start(try desk.starting(ada)), as: ada, key: key)
            #expect(first.result == second.result)
            #expect(second.isDuplicate)
            #expect(try await desk.contact(ada.contactID!).tickets.count == 1)
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("A recorded refusal is refused again, and recorded once")
    func violation() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            let consent: ConsentID = desk.newIdentifier()
            let proposal = ProposeRemote(
                consent: consent, tool: "screenshare", scopes: ["view"], need: .useful, purpose: "See"
            )
            _ = try await desk.perform(.claim(id), as: .bea)
            _ = try await desk.perform(.proposeRemote(id, proposal), as: .bea)
            for _ in 0..<3 {
                let fate = await Fate {
                    try await desk.perform(.stepRemote(id, consent, .start), as: .bea, key: .words("go", id, ""))
                }
                #expect(fate == .refused(.consentMissing))
            }
            #expect(try await desk.facts(id).consent(consent)?.violations.count == 1)
        }
    }

    @Test("A retry that arrives while the first is on its way answers as the first")
    func inFlight() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.perform(.claim(id), as: .bea)
            fixture.store.shut()
            let key = CommandKey.words("r", id, "")
            let command = Command.resolve(id, outcome: "help", text: nil)
            async let first = Fate { try await desk.perform(command, as: .bea, key: key) }
            await fixture.store.waitForHeldCommit()
            async let second = Fate { try await desk.perform(command, as: .bea, key: key) }
            async let third = Fate { try await desk.perform(command, as: .bea, key: .words("r-2", id, "")) }
            await Task.yield()
            fixture.store.open()
            #expect(await first == .done(duplicate: false))
            #expect(await second == .done(duplicate: true))
            #expect(await third == .refused(.resolved))
        }
    }
}
