import MailParsing
import Testing

@Suite struct ClassificationTests {
    @Test(
        arguments: [
            ("Auto-Submitted: auto-replied", AutomaticMail.Kind.reply),
            ("Auto-Submitted: auto-generated (cron)", .notification),
            ("Precedence: bulk", .bulk), ("Precedence: auto_reply", .reply), ("X-Autoreply: yes", .reply),
            ("X-Autorespond: x", .reply), ("List-Id: <a.b>", .bulk),
            ("List-Unsubscribe: <mailto:x@x.org>", .bulk), ("Return-Path: <>", .notification),
            ("X-Auto-Response-Suppress: All", .notification), ("X-Loop: x", .notification),
            ("From: MAILER-DAEMON@x.org", .notification), ("From: no-reply@x.org", .notification),
            ("X-FC-MachineGenerated: true", .notification),
        ] as [(String, AutomaticMail.Kind)]
    )
    func machinesAreKnown(_ field: String, _ kind: AutomaticMail.Kind) throws {
        let from = field.hasPrefix("From") ? "" : "From: a@example.com\n"
        let mail = try Mail.parse("\(from)\(field)\nSubject: x\n\nx")
        #expect(mail.automatic?.kind == kind)
        #expect(mail.automatic?.isWeak == false)
    }

    @Test(arguments: [
        "Auto-Submitted: no", "Auto-Submitted: no \r", "Auto-Submitted: No; x=y", "Precedence: normal",
        "X-Autoreply: no", "X-Auto-Response-Suppress: DR",
    ])
    func peopleAreNoMachines(_ field: String) throws {
        #expect(try Mail.parse("From: a@example.com\n\(field)\nSubject: x\n\nx").automatic == nil)
    }

    @Test func subjectsAreWeakSigns() throws {
        for subject in [
            "Automatic reply: x", "Abwesenheitsnotiz: x", "Risposta automatica: x",
            "=?utf-8?B?0JDQstGC0L7QvtGC0LLQtdGC?=: x",
        ] {
            let mail = try Mail.parse("From: a@example.com\nSubject: \(subject)\n\nx")
            #expect(mail.automatic?.kind == .reply)
            #expect(mail.automatic?.isWeak == true)
        }
        #expect(try Mail.parse("From: a@example.com\nSubject: My automatic reply\n\nx").automatic == nil)
    }

    static func report(
        _ group: String, inner: String = "From: s@x.org\nMessage-ID: <m1@x.org>\n\nold"
    ) throws -> ParsedMail {
        try Mail.multipart(
            "report; report-type=delivery-status",
            [
                "Content-Type: text/plain\n\nSorry.",
                "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n\(group)",
                "Content-Type: message/rfc822\n\n\(inner)",
            ],
            head: "From: MAILER-DAEMON@x.org\nReturn-Path: <>\nSubject: Undelivered\n"
        )
    }

    @Test func readsStandardReports() throws {
        let mail = try Self.report(
            "Final-Recipient: rfc822; gone@y.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no")
        let bounce = try #require(mail.bounce)
        #expect(bounce.recipient == "gone@y.org")
        #expect(bounce.status == "5.1.1")
        #expect(bounce.isPermanent)
        #expect(bounce.isStandard)
        #expect(bounce.originalMessageID == "m1@x.org")
        #expect(mail.automatic?.kind == .bounce)
        let delayed = try #require(
            try Self.report("Final-Recipient: rfc822; gone@y.org\nAction: delayed\nStatus: 4.4.1").bounce)
        #expect(!delayed.isPermanent)
        #expect(delayed.recipients[0].action == .delayed)
        let full = try #require(
            try Self.report("Final-Recipient: rfc822; gone@y.org\nAction: failed\nStatus: 4.2.2").bounce)
        #expect(!full.isPermanent)
        #expect(full.recipients[0].action == .failed)
        let vague = try #require(
            try Self.report(
                "Final-Recipient: rfc822; gone@y.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 Denied"
            ).bounce)
        #expect(vague.status == "5.7.1")
        #expect(try Self.report("Final-Recipient: rfc822; here@y.org\nAction: delivered\nStatus: 2.0.0").bounce == nil)
        let two = try #require(
            try Self.report(
                "Final-Recipient: rfc822; a@y.org\nAction: failed\nStatus: 4.2.2\n\nFinal-Recipient: rfc822; b@y.org\nAction: failed\nStatus: 5.1.1"
            ).bounce)
        #expect(two.recipients.map(\.address) == ["a@y.org", "b@y.org"])
        #expect(two.recipient == "b@y.org")
    }

    @Test(
        arguments: [
            (
                "failure notice",
                "Hi. This is the qmail-send program at x.org.\n\n<gone@y.org>:\n1.2.3.4 does not like recipient.\nRemote host said: 550 No such user\n\n--- Below this line is a copy of the message.\n\nTo: other@y.org",
                "gone@y.org", "5.1.1", true
            ),
            (
                "Undelivered Mail Returned to Sender",
                "This is the mail system at host x.org.\n\n<gone@y.org>: host mx[1.2.3.4] said: 452 4.2.2 Mailbox full (in reply to RCPT)",
                "gone@y.org", "4.2.2", false
            ),
            (
                "Undeliverable: x",
                "Your message\n\n  To: gone@y.org\n  Subject: x\n\ndid not reach the following recipient(s):\n\n    The recipient name is not recognized #5.1.1",
                "gone@y.org", "5.1.1", true
            ),
            (
                "Mail delivery failed: returning message to sender",
                "This message was created automatically by mail delivery software.\n\n  gone@y.org\n    Unrouteable address",
                "gone@y.org", "5.1.2", true
            ),
            (
                "Warning: message 1 delayed 24 hours",
                "This message was created automatically by mail delivery software.\nThe message has not yet been delivered:\n\n  gone@y.org\n    Delay reason: Connection timed out",
                "gone@y.org", "4.4.1", false
            ),
        ] as [(String, String, String, String, Bool)]
    )
    func readsReportsForPeople(
        _ subject: String, _ text: String, _ recipient: String, _ status: String, _ permanent: Bool
    ) throws {
        let mail = try Mail.parse("From: MAILER-DAEMON@x.org\nTo: s@x.org\nSubject: \(subject)\n\n\(text)\n")
        let bounce = try #require(mail.bounce)
        #expect(bounce.recipient == recipient)
        #expect(bounce.status == status)
        #expect(bounce.isPermanent == permanent)
        #expect(!bounce.isStandard)
    }

    /// Found by fuzzing: nothing above the copy of the mail, and a recipient named in the header.
    @Test(arguments: ["", "------ This is a copy of the message ------\n\nFrom: s@x.org", "\n\nReturn-Path: <s@x.org>"])
    func readsReportsWithoutWords(_ text: String) throws {
        let mail = try Mail.parse("Return-Path: <>\nX-Failed-Recipients: gone@y.org, b@y.org\nSubject: x\n\n\(text)")
        #expect(mail.bounce?.recipients.map(\.address) == ["gone@y.org", "b@y.org"])
        #expect(mail.bounce?.status == "5.0.0")
    }

    @Test func aPersonWhoTalksOfABounceIsNone() throws {
        #expect(
            try Mail.parse("From: a@example.com\nSubject: Re: Undelivered mail\n\nI got: 550 user unknown for b@x.org")
                .bounce == nil)
        #expect(try Mail.parse("From: a@example.com\nSubject: failure notice\n\n550 b@x.org").bounce == nil)
    }
}
