import Sportello
import SportelloModel
import SportelloTesting
import Testing

/// Random histories of a running desk in which every command comes twice: at once, and all of them again at the end.
@Suite("Replaying commands changes nothing", .timeLimit(.minutes(15)))
struct ReplayPropertyTests {
    private static let steps = 60

    private struct Sent {
        var command: Command
        var actor: Actor
        var key: CommandKey
        var receipt: Receipt
    }

    @Test("The same key has the same answer, and adds no event", arguments: 0..<UInt64(12))
    func replay(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let fixture = DeskFixture()
        var committed: [Sent] = []
        try await fixture.run { desk in
            let ada = try await desk.person()
            var tickets: [TicketID] = []
            for step in 0..<Self.steps {
                if Bool.random(using: &generator) { fixture.clock.advance(by: .minutes(20)) }
                guard let (command, actor, scope) = try next(desk, ada, &tickets, &generator) else { continue }
                let key = CommandKey(id: "k\(step)", scope: scope, content: Digest(hashing: Array("\(step)".utf8)))
                let first = try await answer(desk, command, actor, key)
                let events = try await settledEvents(fixture)
                let second = try await answer(desk, command, actor, key)
                try #require(second.code == first.code, "seed \(seed), step \(step): \(command)")
                if var again = second.receipt, let receipt = first.receipt {
                    #expect(again.isDuplicate || receipt.stream == nil, "seed \(seed), step \(step): \(command)")
                    again.isDuplicate = receipt.isDuplicate
                    #expect(again == receipt, "seed \(seed), step \(step): \(command)")
                    if receipt.stream != nil {
                        committed.append(Sent(command: command, actor: actor, key: key, receipt: receipt))
                    }
                }
                try #require(try await settledEvents(fixture) == events, "seed \(seed), step \(step): \(command)")
            }
            let events = try await settledEvents(fixture)
            for sent in committed {
                var again = try #require(try await answer(desk, sent.command, sent.actor, sent.key).receipt)
                #expect(again.isDuplicate, "seed \(seed): \(sent.command)")
                again.isDuplicate = false
                #expect(again == sent.receipt, "seed \(seed): \(sent.command)")
            }
            #expect(try await settledEvents(fixture) == events)
        }
        #expect(committed.count > Self.steps / 4, "the history does something")
        let report = try await fixture.verify()
        #expect(report.findings.isEmpty, "\(report.findings)")
    }

    /// How many events there are once the desk has done what time makes due: it does that by itself, beside the commands.
    private func settledEvents(_ fixture: DeskFixture) async throws -> Int {
        while try await !fixture.store.due(DueRequest(now: fixture.clock.wall, limit: 1)).streams.isEmpty {
            await Task.yield()
        }
        return try await fixture.verify().events
    }

    private func answer(
        _ desk: SupportDesk, _ command: Command, _ actor: Actor, _ key: CommandKey
    ) async throws -> (receipt: Receipt?, code: Refusal.Code?) {
        do {
            return (try await desk.perform(command, as: actor, key: key), nil)
        } catch let refusal as Refusal {
            return (nil, refusal.code)
        }
    }

    /// One random command, who gives it, and the stream within which its key is unique.
    private func next(
        _ desk: SupportDesk, _ ada: Actor, _ tickets: inout [TicketID], _ generator: inout SeededGenerator
    ) throws -> (Command, Actor, StreamID)? {
        let kind = Int.random(in: 0..<16, using: &generator)
        guard kind > 1, let id = tickets.randomElement(using: &generator) else {
            let request = try desk.starting(ada)
            tickets.append(request.ticket.id)
            return (.start(request), ada, .contact(request.contact))
        }
        let ticket = StreamID.ticket(id)
        switch kind {
        case 2, 3: return (.post(id, PostMessage(text: "More")), ada, ticket)
        case 4: return (.post(id, PostMessage(text: "An answer")), .bea, ticket)
        case 5: return (.claim(id), Bool.random(using: &generator) ? .bea : .carl, ticket)
        case 6: return (.note(id, text: "A note", mentions: []), .carl, ticket)
        case 7: return (.triage(id, Triage(caseType: "question", severity: .critical)), .bea, ticket)
        case 8: return (.recordTime(id, minutes: 5, role: "support", activity: nil, note: nil), .bea, ticket)
        case 9: return (.wait(id, for: .customer, until: nil, text: "Which?"), .bea, ticket)
        case 10: return (.resolve(id, outcome: "help", text: nil), .bea, ticket)
        case 11: return (.rate(id, score: Int.random(in: 0...6, using: &generator), comment: nil), ada, ticket)
        case 12: return (.reopen(id, text: "Again", followUp: desk.newTicket()), ada, ticket)
        case 13: return (.release(id), .bea, ticket)
        case 14:
            let issue: InternalIssueID = desk.newIdentifier()
            return (.escalate(id, issue, kind: .bug, severity: .critical, text: "So", analysis: nil), .bea, ticket)
        default: return (.requestQualityControl(id, desk.newIdentifier(), text: "Hm", remedy: nil), ada, ticket)
        }
    }
}
