import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloEmail

@Suite("From stored mail to messages")
struct IntakeTests {
    @Test("A mail that today's limit is too small for is shown as failed, holds up no other, and can be replayed")
    func beyondLimit() async throws {
        let before = try MailFixture()
        let large = mail(from: "ada@shop.example", String(repeating: "It does not print.\n", count: 500))
        let ids = try await before.accept([mail("First."), large, mail(from: "eve@shop.example", "Last.")])

        let small = try MailFixture(mails: before.mails) { $0.limits.mailBytes = 4096 }
        try await small.run {
            let failed = try await small.settled(ids[1])
            guard case .failed(let error, let tries) = failed.state else {
                Issue.record("the mail is \(failed.state)")
                return
            }
            #expect(error.contains("4096"))
            #expect(tries > 0)
            var filter = MailStore.Filter()
            filter.state = "failed"
            #expect(try await small.mails.list(filter).map(\.id) == [ids[1]])
            for (id, text) in [(ids[0], "First."), (ids[2], "Last.")] {
                let ticket = try await small.ticket(of: try await small.settled(id))
                #expect(try await small.texts(ticket.id) == [text])
            }
        }

        let roomy = try MailFixture(mails: before.mails)
        try await roomy.run {
            #expect(try await roomy.mails.replay(nil, at: roomy.clock.now) == 1)
            try await roomy.outboxPassed()
            let ticket = try await roomy.ticket(of: try await roomy.settled(ids[1]))
            #expect(try await roomy.texts(ticket.id).count == 1)
        }
    }

    @Test("The same mail by two ways at once is one message, and another mailbox's copy is that mailbox's own")
    func twoWays() async throws {
        let fixture = try MailFixture()
        let text = mail(id: "one@shop.example")
        let ids = try await fixture.accept([text, "Received: from elsewhere\n" + text])
        try await fixture.run {
            let first = try await fixture.settled(ids[0])
            #expect(first.state == .done)
            #expect(try await fixture.settled(ids[1]).state == .ignored(reason: "duplicate of \(ids[0])"))
            #expect(try await fixture.texts(try await fixture.ticket(of: first).id).count == 1)
            #expect(try await fixture.receive(text, mailbox: "quality").state == .done)
        }
    }

    @Test("A mail that is applied again is not a double of itself, and is one message still")
    func again() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let first = try await fixture.receive(mail())
            let ticket = try await fixture.ticket(of: first)
            #expect(try await fixture.mails.replay([first.id], at: fixture.clock.now) == 1)
            try await fixture.outboxPassed()
            let again = try await fixture.settled(first.id)
            #expect(again.state == .done)
            #expect(again.tries == first.tries + 1)
            #expect(again.stream == first.stream)
            #expect(try await fixture.texts(ticket.id).count == 1)
        }
    }
}
