import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloEmail

@Suite("Machines, bounces and our own mail")
struct NoiseTests {
    private func bounce(of original: MailEnvelope, to: String, address: String, status: String = "5.1.1") -> String {
        """
        From: MAILER-DAEMON@mx.example
        To: \(to)
        Return-Path: <>
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <\(status)-\(to.count)@mx.example>
        Date: Mon, 20 Nov 2026 10:00:00 +0000
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        It could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; \(address)
        Action: failed
        Status: \(status)
        Diagnostic-Code: smtp; 550 \(status) no such user

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <\(original.messageID)>
        From: help@desk.example

        --b--
        """
    }

    @Test(
        "A bounce of our mail is a delivery failure of its ticket, and its address gets no more",
        .requirement("R-000-40"))
    func matched() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail()))
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            let known = try await fixture.receive(bounce(of: sent, to: sent.replyTo, address: "rosa@shop.example"))
            #expect(try await fixture.ticket(of: known).id == ticket.id)
            #expect(try await fixture.desk.ticket(ticket.id)?.ticket.facts.mail.deliveryFailedAt != nil)
            #expect(try await fixture.mails.suppression(of: "rosa@shop.example") != nil)
            // Writing again proves that the address lives.
            try await fixture.receive(mail(to: sent.replyTo, "I am here."))
            #expect(try await fixture.mails.suppression(of: "rosa@shop.example") == nil)
        }
    }

    @Test("A bounce without our signature changes nothing: it cannot silence a customer")
    func unmatched() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail()))
            var forged = try #require(try await fixture.sent.wait(for: 1).first)
            forged.bytes = Array("Message-ID: <s.\(String(repeating: "a", count: 32)).x@desk.example>\r\n\r\n".utf8)
            let known = try await fixture.receive(
                bounce(of: forged, to: "help@desk.example", address: "rosa@shop.example"))
            #expect(known.state == .ignored(reason: "unmatchedBounce"))
            #expect(try await fixture.mails.suppression(of: "rosa@shop.example") == nil)
            #expect(try await fixture.desk.ticket(ticket.id)?.ticket.facts.mail.deliveryFailedAt == nil)
        }
    }

    @Test("A full mailbox is a failure to show and no reason to stop writing")
    func fullMailbox() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            try await fixture.receive(mail())
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            try await fixture.receive(
                bounce(of: sent, to: sent.replyTo, address: "rosa@shop.example", status: "5.2.2")
            )
            #expect(try await fixture.mails.suppression(of: "rosa@shop.example") == nil)
        }
    }

    @Test("A copy of our own mail is recognised by its signature and not taken for a customer's")
    func own() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail()))
            let sent = try #require(try await fixture.sent.wait(for: 1).first)
            #expect(try await fixture.receive(sent.text).state == .ignored(reason: "own"))
            #expect(try await fixture.texts(ticket.id).count == 1)
        }
    }

    @Test(
        "Machines are never answered",
        arguments: [
            "Auto-Submitted: auto-generated\n", "List-Id: <news.shop.example>\n", "Precedence: bulk\n",
            "Return-Path: <>\n", "X-Auto-Response-Suppress: All\n",
        ]
    )
    func notAnswered(header: String) async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let known = try await fixture.receive(header + mail())
            #expect(known.state != .pending)
            try await fixture.receive(mail(from: "help@desk.example", "To ourselves."))
            try await fixture.outboxPassed()
            #expect(fixture.sent.all.isEmpty)
        }
    }

    @Test("An absence note that belongs to nothing is kept and makes no ticket")
    func absence() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let known = try await fixture.receive(mail(extra: "Auto-Submitted: auto-replied\n", "I am away."))
            #expect(known.state == .ignored(reason: "automaticReply"))
            #expect(!(try await fixture.mails.raw(known.digest)).isEmpty)
        }
    }
}
