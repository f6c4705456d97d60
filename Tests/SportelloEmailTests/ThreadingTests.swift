import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloEmail

@Suite("Threading and identity by mail")
struct ThreadingTests {
    @Test("A mail to a support mailbox becomes a ticket and is acknowledged with its number", .requirement("R-000-39"))
    func acknowledged() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail()))
            #expect(ticket.facts.channel == .email)
            #expect(ticket.facts.subject == "It does not print")
            #expect(try await fixture.texts(ticket.id) == ["The printer is silent."])
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            #expect(sent.sender.isEmpty)
            #expect(sent.recipient == "rosa@shop.example")
            #expect(sent.header("Auto-Submitted") == "auto-replied")
            #expect(sent.header("Subject")?.contains("#\(ticket.facts.number?.description ?? "?")") == true)
        }
    }

    @Test("Taken twice, a mail is one message, and the same mail by another way too")
    func twice() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let text = mail(id: "one@shop.example")
            let first = try await fixture.receive(text)
            #expect(try await fixture.receive(text).id == first.id)
            let again = try await fixture.receive("Received: from elsewhere\n" + text)
            #expect(again.state == .ignored(reason: "duplicate of \(first.id)"))
            // The Message-ID alone proves nothing: another mail that bears it is another mail.
            let other = try await fixture.receive(mail(id: "one@shop.example", "Something else."))
            #expect(other.state == .done)
        }
    }

    @Test("An answer finds its ticket by the plus-address, by our Message-ID, and by one of the thread's own")
    func threads() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail(id: "first@shop.example")))
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            let answers = [
                mail(to: sent.replyTo, subject: "no words", "By address."),
                mail(subject: "no words", extra: "In-Reply-To: <\(sent.messageID)>\n", "By our id."),
                mail(subject: "no words", extra: "References: <first@shop.example>\n", "By the own id."),
                mail(subject: "Re: [#\(ticket.facts.number?.description ?? "")]", "By number."),
            ]
            for answer in answers {
                #expect(try await fixture.ticket(of: try await fixture.receive(answer)).id == ticket.id)
            }
            #expect(try await fixture.texts(ticket.id).count == 5)
        }
    }

    @Test("A stranger with a valid token adds, is marked, and changes nothing else")
    func strangerWithToken() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail()))
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            let strange = try await fixture.receive(
                mail(
                    from: "Mallory <m@evil.example>", to: sent.replyTo, extra: "Reply-To: rosa@shop.example\n",
                    "Let me in.")
            )
            let after = try await fixture.ticket(of: strange)
            #expect(after.id == ticket.id)
            #expect(after.facts.contact == ticket.facts.contact)
            let event = try #require(try await fixture.events(ticket.id).last { $0.kind == "message.posted" })
            guard case .ticket(.messagePosted(let message)) = try LoggedEvent(event).event else {
                Issue.record("not a message")
                return
            }
            #expect(message.isUnverified == true)
            #expect(event.author.id != ticket.facts.contact?.description)
            // Nothing goes to the stranger.
            try await fixture.claim(ticket.id)
            _ = try await fixture.desk.perform(.post(ticket.id, PostMessage(text: "Answer")), as: .anna)
            #expect(try await fixture.sent.wait(for: 2).allSatisfy { $0.recipient == "rosa@shop.example" })
        }
    }

    @Test("Without a token, a guessed number or a foreign Message-ID leads a stranger nowhere")
    func strangerWithoutToken() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail(id: "first@shop.example")))
            let number = ticket.facts.number?.description ?? ""
            for attempt in [
                mail(from: "m@evil.example", subject: "[#\(number)]", "Guessed."),
                mail(from: "m@evil.example", extra: "References: <first@shop.example>\n", "Overheard."),
                mail(from: "m@evil.example", to: "help+\(String(repeating: "a", count: 32))@desk.example", "Forged."),
            ] {
                #expect(try await fixture.ticket(of: try await fixture.receive(attempt)).id != ticket.id)
            }
            #expect(try await fixture.texts(ticket.id).count == 1)
        }
    }

    @Test("A From that the own mail system found forged is nobody; another system's word does not count")
    func forgedFrom() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail()))
            let number = ticket.facts.number?.description ?? ""
            let forged = try await fixture.receive(
                mail(
                    subject: "[#\(number)]",
                    extra: "Authentication-Results: mx.desk.example; spf=pass; dmarc=fail header.from=shop.example\n",
                    "Forged."
                )
            )
            #expect(try await fixture.ticket(of: forged).facts.contact != ticket.facts.contact)
            let foreign = try await fixture.receive(
                mail(subject: "[#\(number)]", extra: "Authentication-Results: evil.example; dmarc=fail\n", "Mine.")
            )
            #expect(try await fixture.ticket(of: foreign).id == ticket.id)
        }
    }

    @Test("A mail to a closed ticket becomes a new one that follows it; to a merged one, it goes on")
    func closedAndMerged() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let first = try await fixture.ticket(of: try await fixture.receive(mail(id: "a@shop.example")))
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            try await fixture.claim(first.id)
            _ = try await fixture.desk.perform(.resolve(first.id, outcome: "help", text: nil), as: .anna)
            _ = try await fixture.desk.perform(.close(first.id), as: .anna)
            let second = try await fixture.ticket(of: try await fixture.receive(mail(to: sent.replyTo, "Again.")))
            #expect(second.id != first.id)
            #expect(second.facts.contact == first.facts.contact)
            #expect(second.facts.links.contains { $0.ticket == first.id && $0.relation == .followUpOf })
            // Merged: the successor gets it.
            let third = try await fixture.ticket(of: try await fixture.receive(mail("Another matter.")))
            let number = try #require(third.facts.number)
            _ = try await fixture.desk.perform(.merge(second.id, into: number, target: third.id), as: .anna)
            let reply = try await fixture.receive(mail(extra: "References: <a@shop.example>\n", "To the old one."))
            _ = reply
            let byNumber = try await fixture.receive(
                mail(subject: "#\(second.facts.number?.description ?? "")", "To the merged one.")
            )
            #expect(try await fixture.ticket(of: byNumber).id == third.id)
        }
    }

    @Test("A customer's mail reopens a resolved ticket; a machine's does not")
    func reopening() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail()))
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            try await fixture.claim(ticket.id)
            _ = try await fixture.desk.perform(.resolve(ticket.id, outcome: "help", text: nil), as: .anna)
            try await fixture.receive(mail(to: sent.replyTo, extra: "Auto-Submitted: auto-replied\n", "I am away."))
            #expect(try await fixture.desk.ticket(ticket.id)?.ticket.facts.status == .resolved)
            #expect(try await fixture.events(ticket.id).contains { $0.kind == "mail.automatic" })
            try await fixture.receive(mail(to: sent.replyTo, "It is back."))
            #expect(try await fixture.desk.ticket(ticket.id)?.ticket.facts.status == .open)
        }
    }

    @Test("A mail to the quality address opens a case that no handler sees", .requirement("R-004-54"))
    func quality() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let known = try await fixture.receive(
                mail(to: "quality@desk.example", "Nobody listens."), mailbox: "quality")
            let stream = try #require(known.stream)
            #expect(stream.kind == .qualityCase)
            let found: QualityCase = try #require(try await fixture.desk.state(of: stream))
            #expect(found.text.contains("Nobody listens."))
            #expect(found.ticket == nil)
        }
    }

    @Test(
        "Mail where mail is not official is written down, and answered with the official ways",
        .requirement("R-004-35", "R-004-32"))
    func unofficial() async throws {
        var profile = ServiceProfile(name: "chat-only")
        profile.channels.removeAll { $0.kind == .email }
        let fixture = try MailFixture(profile: profile)
        try await fixture.run {
            let known = try await fixture.receive(mail())
            #expect(known.stream?.kind == .offChannelNote)
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            #expect(sent.recipient == "rosa@shop.example")
            #expect(sent.sender.isEmpty)
        }
    }
}
