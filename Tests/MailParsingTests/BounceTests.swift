import MailParsing
import Testing

/// What is a report about a mail of ours, and what only speaks of one. A wrong "permanent" stops letters to a customer.
@Suite struct BounceTests {
    private static let status = """
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; bob@freund.example
        Action: failed
        Status: 5.1.1
        """

    private static let returned = """
        Content-Type: message/rfc822

        From: MAILER-DAEMON@mx.example
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=y

        --y
        \(status)

        --y--
        """

    @Test("A report that a person passes on is that person's mail")
    func passedOn() throws {
        for part in [Self.returned, Self.status] {
            for subject in ["Fwd: Undelivered Mail", "Undelivered Mail"] {
                let mail = try Mail.multipart(
                    "mixed", ["Content-Type: text/plain\n\nWhy did I get this?", part],
                    head: "Return-Path: <dora@kunde.example>\nFrom: dora@kunde.example\nSubject: \(subject)\n"
                )
                #expect(mail.bounce == nil)
                #expect(mail.automatic == nil)
            }
        }
    }

    @Test("A report about abuse is none of a delivery, whatever it is about")
    func abuse() throws {
        let mail = try Mail.multipart(
            "report; report-type=feedback-report",
            [
                "Content-Type: text/plain\n\nAbuse.", "Content-Type: message/feedback-report\n\nFeedback-Type: abuse",
                Self.returned,
            ],
            head: "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Report\n"
        )
        #expect(mail.bounce == nil)
    }

    @Test("A gateway's report around another's counts, and its own comes first")
    func wrapped() throws {
        let head = "Return-Path: <>\nFrom: postmaster@mx.example\nSubject: Undeliverable\n"
        let mixed = try Mail.multipart("mixed", ["Content-Type: text/plain\n\nSorry.", Self.status], head: head)
        #expect(mixed.bounce?.recipient == "bob@freund.example")
        let inner = try Mail.multipart("mixed", ["Content-Type: text/plain\n\nSorry.", Self.returned], head: head)
        #expect(inner.bounce?.recipient == "bob@freund.example")
        let own = Self.status.replacing("bob@freund.example", with: "our@other.example")
        let both = try Mail.multipart("report; report-type=delivery-status", [own, Self.returned], head: head)
        #expect(both.bounce?.recipients.map(\.address) == ["our@other.example"])
    }

    @Test(
        "What shops, carriers and people write about deliveries is no report",
        arguments: [
            (
                "<mail@blumen.example>", "mail@blumen.example", "Order 4711 not delivered",
                "Write to lisa@blumen.example."
            ),
            ("<admin@x.example>", "admin@x.example", "Our server", "It could not be delivered to ann@x.example."),
            ("<a@b.example>", "delivery@parcels.example", "Your parcel could not be delivered", "Ask tom@x.example"),
            ("<>", "support@partner.example", "Delivery problem with order 5", "Ask hotline@partner.example"),
            ("<>", "noreply@post.example", "Ihre Sendung konnte nicht zugestellt werden", "Fragen: s@post.example"),
            ("<postmaster@f.example>", "postmaster@f.example", "Saturday", "The mail system of tom@f.example is down."),
            ("<root@w.example>", "root@w.example", "Cron report", "failed to deliver invoice to tom@f.example"),
            ("<>", "no-reply@shop.example", "Order 5", "Your parcel has not been delivered.\nPrice: 450 EUR"),
            ("<>", "ann@firm.example", "Ill", "I'm sorry to have to inform you that I am ill until Monday."),
            ("<a@b.c>", "Mail Delivery Team <orders@shop.example>", "Soap", "500 pieces of soap came."),
            ("<p@f.c>", "postmaster@f.example", "The ramp", "It could not be delivered to it.\nArticles: 500 screws."),
            ("<>", "MAILER-DAEMON@x.example", "Successful Mail Delivery Report", "<tom@f.example>: 250 OK"),
        ] as [(String, String, String, String)]
    )
    func onlyWords(_ path: String, _ from: String, _ subject: String, _ text: String) throws {
        let mail = try Mail.parse("Return-Path: \(path)\nFrom: \(from)\nSubject: \(subject)\n\n\(text)\n")
        #expect(mail.bounce == nil)
    }

    @Test(
        "An answer to a report is a person's, in any language's words", arguments: ["Re", "AW", "RE[2]", "Odp", "SV"])
    func answered(_ prefix: String) throws {
        let text = "This is the mail system at host x.\n\n<bob@y.example>: 550 5.1.1 unknown"
        let head = "Return-Path: <postmaster@x.example>\nFrom: postmaster@x.example\n"
        let answer = try Mail.parse("\(head)In-Reply-To: <a@b>\nSubject: \(prefix): undeliverable\n\n\(text)")
        #expect(answer.bounce == nil)
        #expect(try Mail.parse("\(head)Subject: \(prefix): undeliverable\n\n\(text)").bounce != nil)
        // A post office that sends from nowhere is no person, whatever its subject repeats.
        let daemon = "Return-Path: <>\nFrom: postmaster@x.example\nIn-Reply-To: <a@b>\nSubject: \(prefix): your ticket"
        #expect(try Mail.parse("\(daemon)\n\n\(text)").bounce != nil)
    }

    @Test("A mail program that says little is believed, with a code or with what came back")
    func daemons() throws {
        let head = "From: MAILER-DAEMON@post.example\nSubject: 邮件传输失败\n\n"
        let coded = try #require(try Mail.parse("\(head)无法送达:\n\n<wei@post.example>:\n550 5.1.1 User not found").bounce)
        #expect(coded.recipient == "wei@post.example")
        #expect(coded.status == "5.1.1")
        let quoted = "From: postmaster@isp.example\nSubject: email bounce notification\n\n"
        let text =
            "reject reason: Mailbox full\ntarget mail address: kim@isp.example\n\nbounced E-Mail:\n\nTo: kim@isp.example"
        let full = try #require(try Mail.parse(quoted + text).bounce)
        #expect(full.recipient == "kim@isp.example")
        #expect(full.status == "5.2.2")
        #expect(try Mail.parse("\(head)你好").bounce == nil)
        #expect(try Mail.parse("\(quoted)We moved. Call 550 1234.").bounce == nil)
    }

    @Test(
        "An address that is none gives way to the one that was written to",
        arguments: [
            ("******@*****", "lea@wolke.example"), ("/var/spool/tom", "tom@amt.example"), ("<uwe>", "uwe@amt.example"),
            ("eva@store-daemon", "eva@amt.example"),
        ]
    )
    func masked(_ final: String, _ original: String) throws {
        let field = "Final-Recipient: rfc822; \(final)\n"
        let rest = "Action: failed\nStatus: 5.2.0"
        let told = try ClassificationTests.report("\(field)Original-Recipient: rfc822; \(original)\n\(rest)")
        #expect(told.bounce?.recipient == original)
        let named = try Mail.multipart(
            "report; report-type=delivery-status",
            ["Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n\(field)\(rest)"],
            head: "From: MAILER-DAEMON@x.org\nX-Failed-Recipients: \(original)\nSubject: Undelivered\n"
        )
        #expect(named.bounce?.recipient == original)
    }

    @Test("A good address stays, and the second of two reports is read when the first tells nothing")
    func parts() throws {
        let both =
            "Final-Recipient: rfc822; new@y.org\nOriginal-Recipient: rfc822; old@y.org\nAction: failed\nStatus: 5.1.1"
        #expect(try ClassificationTests.report(both).bounce?.recipient == "new@y.org")
        let empty = "Content-Type: message/delivery-status\n\nYour mail was not accepted.\n"
        let mail = try Mail.multipart(
            "report; report-type=delivery-status", [empty, Self.status],
            head: "Return-Path: <>\nFrom: postmaster@x.org\nSubject: Returned\n"
        )
        #expect(mail.bounce?.recipient == "bob@freund.example")
        #expect(mail.bounce?.status == "5.1.1")
    }

    @Test("The words keep the class that the report gives")
    func classes() throws {
        let mail = try ClassificationTests.report(
            "Final-Recipient: rfc822; a@y.org\nAction: failed\nStatus: 4.0.0\nDiagnostic-Code: smtp; over quota")
        #expect(mail.bounce?.status == "4.2.2")
        #expect(mail.bounce?.isPermanent == false)
    }

    @Test("Who was written to is not who failed, nor is a Message-ID")
    func others() throws {
        let exchange = try Mail.parse(
            """
            Return-Path: <>
            From: System Administrator <postmaster@firma.example>
            Subject: Undeliverable: Your order

            Your message

              To:      team@firma.example
              Subject: Your order

            did not reach the following recipient(s):

            SMTP=jan.alt@firma.example on Mon, 5 Feb 2024 10:00:02 +0100
                The recipient name is not recognized
            """)
        #expect(exchange.bounce?.recipients.map(\.address) == ["jan.alt@firma.example"])
        #expect(exchange.bounce?.status == "5.1.1")
        let host = try Mail.parse(
            """
            From: mailer-daemon@host.example
            Subject: Undelivered Mail Returned to Sender

            A message that you sent could not be delivered.

            ida@kunde.example Invalid Address, ERROR_CODE :5.2.1

            Received:from out.host.example by in.host.example
            Message-ID:<order-77@shop.example>
            """)
        #expect(host.bounce?.recipients.map(\.address) == ["ida@kunde.example"])
        let refused = try Mail.parse(
            "From: MAILER-DAEMON@x.org\nSubject: Mail Delivery Problem\n\nThey are not accepting mail from news@shop.example:\n\ttom"
        )
        #expect(refused.bounce != nil)
        #expect(refused.bounce?.recipient == nil)
    }

    @Test("Lines that end with carriage returns only are lines")
    func carriageReturns() throws {
        let mail = try Mail.parse("From: a@k.example\rSubject: Old\r\rHello.\r\rAnn\r")
        #expect(mail.subject == "Old")
        #expect(mail.text == "Hello.\n\nAnn")
    }
}
