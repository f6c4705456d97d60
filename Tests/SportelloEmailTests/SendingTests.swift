import Foundation
import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloEmail

@Suite("Sending mail")
struct SendingTests {
    @Test("Answers to somebody who writes by mail go by mail, threaded, with a token and without marks of a machine")
    func answer() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail(id: "q@shop.example")))
            _ = try await fixture.sent.wait(for: 1)
            try await fixture.claim(ticket.id)
            _ = try await fixture.desk.perform(
                .post(ticket.id, PostMessage(text: "Is it plugged in? Grüße")), as: .anna)
            let sent = try await fixture.sent.wait(for: 2)[1]
            #expect(sent.header("Auto-Submitted") == nil)
            #expect(sent.header("References")?.contains("<q@shop.example>") == true)
            #expect(sent.header("In-Reply-To") != nil)
            #expect(sent.sender == sent.replyTo)
            #expect(sent.replyTo.hasPrefix("help+"))
            #expect(sent.text.contains("Gr=C3=BC=C3=9Fe"))
            let token = try #require(PlusAddress.detail(of: sent.replyTo, at: ["help@desk.example"]))
            #expect(ReplyToken(token, for: .address, keys: fixture.keys)?.ticketNumber == ticket.facts.number)
        }
    }

    @Test(
        "A chat goes on by mail when its visitor left: once, batched, and back by the answer", .requirement("R-001-5"))
    func away() async throws {
        var profile = ServiceProfile.withMail
        profile.email.awayMinutes = 5
        let fixture = try MailFixture(profile: profile)
        try await fixture.run {
            let (visitor, _) = try await fixture.desk.registerVisitor(language: "it")
            let actor = Actor.customer(visitor.id, role: .visitor, name: nil)
            guard case .official(let official) = profile.decide(InboundContact(kind: .webchat)) else { return }
            var start = StartConversation(
                contact: visitor.id, ticket: fixture.desk.newTicket(), official: official, caseType: "problem",
                text: "Hello?"
            )
            start.email = "rosa@shop.example"
            start.language = "it"
            _ = try await fixture.desk.perform(.start(start), as: actor)
            let id = start.ticket.id
            try await fixture.claim(id)
            _ = try await fixture.desk.perform(.post(id, PostMessage(text: "One.")), as: .anna)
            _ = try await fixture.desk.perform(.post(id, PostMessage(text: "Two.")), as: .anna)
            fixture.clock.jump(.minutes(4))
            try await fixture.outboxPassed()
            #expect(fixture.sent.all.isEmpty)
            fixture.clock.jump(.minutes(2))
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            #expect(sent.text.contains("One.") && sent.text.contains("Two."))
            #expect(sent.text.contains("Il tuo numero"))
            try await fixture.outboxPassed()
            #expect(fixture.sent.all.count == 1)
            // The answer by mail is the visitor's own, on the same ticket.
            let back = try await fixture.receive(mail(to: sent.replyTo, "By mail now."))
            #expect(try await fixture.ticket(of: back).id == id)
            let last = try #require(try await fixture.events(id, .contact).last { $0.kind == "message.posted" })
            #expect(last.author.id == visitor.id.description)
            #expect(try await fixture.texts(id) == ["Hello?", "One.", "Two.", "By mail now."])
        }
    }

    /// A chat to which Anna has answered, with its visitor connected.
    private func answeredChat(_ fixture: MailFixture) async throws -> (ticket: TicketID, contact: ContactID) {
        let (visitor, _) = try await fixture.desk.registerVisitor(language: "en")
        guard case .official(let official) = fixture.desk.profile.decide(InboundContact(kind: .webchat)) else {
            throw Refusal(.notFound)
        }
        var start = StartConversation(
            contact: visitor.id, ticket: fixture.desk.newTicket(), official: official, caseType: "problem",
            text: "Hello?"
        )
        start.email = "rosa@shop.example"
        _ = try await fixture.desk.perform(.start(start), as: .customer(visitor.id, role: .visitor, name: nil))
        fixture.desk.presence.entered(start.ticket.id, contact: visitor.id)
        try await fixture.claim(start.ticket.id)
        _ = try await fixture.desk.perform(.post(start.ticket.id, PostMessage(text: "One.")), as: .anna)
        return (start.ticket.id, visitor.id)
    }

    @Test(
        "No mail to a visitor who has the chat open; as soon as it closes unread, the mail goes",
        .requirement("R-001-5"))
    func present() async throws {
        var profile = ServiceProfile.withMail
        profile.email.awayMinutes = 5
        let fixture = try MailFixture(profile: profile)
        try await fixture.run {
            let chat = try await answeredChat(fixture)
            for _ in 0..<3 {
                fixture.clock.jump(.minutes(6))
                try await fixture.outboxPassed()
            }
            #expect(fixture.sent.all.isEmpty)
            fixture.desk.presence.left(chat.ticket, contact: chat.contact)
            fixture.clock.jump(.minutes(6))
            let sent = try await fixture.sent.wait(for: 1)
            #expect(sent[0].text.contains("One."))
        }
    }

    @Test("What a visitor has read in the chat does not come by mail; what came after that does")
    func hasRead() async throws {
        var profile = ServiceProfile.withMail
        profile.email.awayMinutes = 5
        let fixture = try MailFixture(profile: profile)
        try await fixture.run {
            let chat = try await answeredChat(fixture)
            let last = try await fixture.events(chat.ticket, .contact).last
            fixture.desk.presence.read(chat.ticket, contact: chat.contact, upTo: try #require(last?.publicSeq))
            fixture.desk.presence.left(chat.ticket, contact: chat.contact)
            fixture.clock.jump(.minutes(6))
            try await fixture.outboxPassed()
            #expect(fixture.sent.all.isEmpty)
            _ = try await fixture.desk.perform(.post(chat.ticket, PostMessage(text: "Two.")), as: .anna)
            fixture.clock.jump(.minutes(6))
            let sent = try await fixture.sent.wait(for: 1)
            #expect(sent[0].text.contains("Two.") && !sent[0].text.contains("One."))
        }
    }

    @Test("A refusal for now is tried again with the very same bytes")
    func deferred() async throws {
        let fixture = try MailFixture()
        fixture.sent.script(.deferred("451 4.7.1 greylisted"))
        try await fixture.run {
            try await fixture.receive(mail())
            let sent = try await fixture.sent.wait(for: 2)
            #expect(sent[0].bytes == sent[1].bytes)
        }
    }

    @Test("A refusal for good is shown on the ticket", .requirement("R-000-40"))
    func refused() async throws {
        let fixture = try MailFixture()
        fixture.sent.script(.refused("550 5.1.1 no such user"))
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail()))
            _ = try await fixture.sent.wait(for: 1)
            try await fixture.outboxPassed()
            let facts = try #require(try await fixture.desk.ticket(ticket.id)).ticket.facts
            #expect(facts.mail.deliveryFailedAt != nil)
            #expect(facts.mail.isUndeliverable)
        }
    }

    @Test("A refused login pauses the whole channel, and uses up no attempts")
    func paused() async throws {
        let fixture = try MailFixture(outboxAttempts: 1) { $0.pauseAfterRefusal = .minutes(10) }
        fixture.sent.script(.notAuthenticated("535 5.7.8 no"))
        try await fixture.run {
            try await fixture.receive(mail())
            _ = try await fixture.sent.wait(for: 1)
            try await fixture.outboxRests(for: .minutes(9))
            try await fixture.receive(mail(from: "ada@shop.example", "Another."))
            try await fixture.outboxRests(for: .minutes(9))
            #expect(fixture.sent.all.count == 1)
            fixture.clock.jump(.minutes(11))
            let sent = try await fixture.sent.wait(for: 3)
            #expect(Set(sent.suffix(2).map(\.recipient)) == ["rosa@shop.example", "ada@shop.example"])
        }
    }

    @Test("An unknown fate is marked, and sent again or held as the policy says", arguments: [true, false])
    func unknownFate(holds: Bool) async throws {
        let fixture = try MailFixture { $0.onUnknownFate = holds ? .hold : .resend }
        fixture.sent.script(.unknown("cut after the final dot"))
        try await fixture.run {
            try await fixture.receive(mail())
            let messageID = try await fixture.sent.wait(for: holds ? 1 : 2)[0].messageID
            try await fixture.outboxPassed()
            // A further attempt would be due by then.
            fixture.clock.jump(.minutes(1))
            try await fixture.outboxPassed()
            let record = try #require(try await fixture.mails.outgoing(messageID: messageID))
            #expect(record.isAmbiguous)
            #expect(record.state == (holds ? .held : .accepted))
            #expect(fixture.sent.all.count == (holds ? 1 : 2))
        }
    }

    @Test("Automatic mail stops at its limit; answers of people do not")
    func limits() async throws {
        let fixture = try MailFixture { $0.automaticMails.perSender = 2 }
        try await fixture.run {
            var last: Ticket?
            for number in 1...4 {
                last = try await fixture.ticket(of: try await fixture.receive(mail("Matter \(number).")))
            }
            try await fixture.outboxPassed()
            #expect(fixture.sent.all.count == 2)
            let ticket = try #require(last)
            try await fixture.claim(ticket.id)
            _ = try await fixture.desk.perform(.post(ticket.id, PostMessage(text: "A person.")), as: .anna)
            #expect(try await fixture.sent.wait(for: 3)[2].text.contains("A person."))
        }
    }

    @Test("A link rates once")
    func ratingLink() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail()))
            _ = try await fixture.sent.wait(for: 1)
            try await fixture.claim(ticket.id)
            _ = try await fixture.desk.perform(.resolve(ticket.id, outcome: "help", text: nil), as: .anna)
            let invitation = try await fixture.sent.wait(for: 2)[1]
            let body = invitation.text.replacing("=\r\n", with: "")
            let start = try #require(body.range(of: "https://desk.example/rate/"))
            let token = String(body[start.upperBound...].prefix(48))
            let link = try #require(RatingLink(token: token, keys: fixture.keys))
            _ = try await link.redeem(score: 5, comment: nil, on: fixture.desk)
            #expect(try await link.redeem(score: 5, comment: nil, on: fixture.desk).isDuplicate)
            await #expect(throws: DeskError.self) { try await link.redeem(score: 1, comment: nil, on: fixture.desk) }
            #expect(
                RatingLink(token: (token.hasPrefix("a") ? "b" : "a") + token.dropFirst(), keys: fixture.keys) == nil)
        }
    }
}
