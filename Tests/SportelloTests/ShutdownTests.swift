import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("Stopping", .timeLimit(.minutes(15)))
struct ShutdownTests {
    @Test("Graceful shutdown finishes what was taken and takes no more")
    func graceful() async throws {
        let fixture = DeskFixture()
        let answers = Answers()
        let ticket = Kept<TicketID>()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            ticket.value = id
            fixture.store.shut()
            for number in 0..<30 {
                desk.submit(.post(id, PostMessage(text: "\(number)")), as: ada, key: nil) { answers.add($0) }
                desk.submit(.claim(id), as: number % 2 == 0 ? .bea : .carl, key: .words("c\(number)", id, "")) {
                    answers.add($0)
                }
            }
            await fixture.store.waitForHeldCommit()
            fixture.store.open()
        }
        #expect(answers.count == 60)
        #expect(!answers.failures.contains { $0 is DeskError })
        let id = try #require(ticket.value)
        let fate = await Fate { try await fixture.desk.perform(.claim(id), as: .bea) }
        #expect(fate == .failed("stopped"))
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("Cancellation is abrupt: every command is answered once, done or failed")
    func cancelled() async throws {
        let fixture = DeskFixture()
        let desk = fixture.desk
        let answers = Answers()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await desk.run() }  // its end is what the test waits for
            do {
                let ada = try await desk.person()
                let id = try await desk.ticket(of: ada)
                fixture.store.shut()
                for number in 0..<20 {
                    desk.submit(.post(id, PostMessage(text: "\(number)")), as: ada, key: nil) { answers.add($0) }
                }
                await fixture.store.waitForHeldCommit()
            } catch {
                Issue.record(error)
            }
            group.cancelAll()
            fixture.store.open()
            await group.waitForAll()
        }
        #expect(answers.count == 20)
    }
}
