import MailParsing
import Testing

@Suite struct HeaderTests {
    @Test(
        arguments: [
            ("=?utf-8?B?YWI=?= =?UTF-8?B?Y2Q=?=", "abcd"),
            ("=?utf-8?q?Caf=C3=A9_bar?=", "Café bar"),
            ("=?iso-8859-1?Q?=80?= 5", "€ 5"),
            ("=?utf-8?B?0J/RgNC4?= =?utf-8?B?0LLQtdGC?=", "Привет"),
            // One letter cut in two.
            ("=?utf-8?B?0J8=?= =?utf-8?Q?=D1?= =?utf-8?Q?=80?=", "Пр"),
            ("Re: =?utf-8?Q?a?=b", "Re: ab"),
            ("=?utf-8?Q?never ended", "=?utf-8?Q?never ended"),
            ("=?nosuch?Q?plain?=", "plain"),
            ("=?utf-8*en?Q?lang?=", "lang"),
            ("=?utf-8?Q?=3D=41=?=", "=A="),
            ("=?gb2312?B?tqm1pQ==?=", "订单"),
            ("=?iso-2022-jp?B?GyRCQ20bKEI=?=", "注"),
            ("a\n b", "a b"),
            ("Grüße", "Grüße"),
        ] as [(String, String)]
    )
    func decodesSubjects(_ raw: String, _ expected: String) throws {
        #expect(try Mail.parse("Subject: \(raw)\nFrom: a@example.com\n\nx").subject == expected)
    }

    @Test(
        arguments: [
            ("a@example.com", ["a@example.com"]),
            ("Anna <A@Example.COM>", ["Anna|A@example.com"]),
            ("\"Doe, John\" <j@x.org>, b@x.org", ["Doe, John|j@x.org", "b@x.org"]),
            ("Doe, John <j@x.org>", ["Doe, John|j@x.org"]),
            ("j@x.org (John (the) Doe)", ["John (the) Doe|j@x.org"]),
            ("Team: a@x.org, B <b@x.org>;, c@x.org", ["a@x.org", "B|b@x.org", "c@x.org"]),
            ("undisclosed-recipients:;", []),
            ("a@x.org; b@x.org", ["a@x.org", "b@x.org"]),
            ("=?utf-8?Q?Doe,_J=C3=B6rg?= <j@x.org>", ["Doe, Jörg|j@x.org"]),
            ("=?utf-8?Q?J=C3=B6rg_=3Cj=40x.org=3E?=", ["Jörg|j@x.org"]),
            ("<<a@x.org>>", ["a@x.org"]),
            ("Anna <a@x.org", ["Anna|a@x.org"]),
            ("'Anna' <a@x.org>", ["Anna|a@x.org"]),
            ("Anna a@x.org", ["Anna|a@x.org"]),
            ("<@relay.org:a@x.org>", ["a@x.org"]),
            ("<mailto:a@x.org>", ["a@x.org"]),
            ("a @ x.org", ["a@x.org"]),
            ("root", ["root"]),
            ("\"a b\"@x.org", ["\"a b\"@x.org"]),
            ("a@[IPv6:2001:db8::1]", ["a@[ipv6:2001:db8::1]"]),
            ("\"Anna\u{202E}\" <a@x.org>", ["Anna|a@x.org"]),
            ("\"a\\\"b\" <a@x.org>", ["a\"b|a@x.org"]),
            ("", []),
            (",,;<>", []),
            ("\"Team: North\": a@x.org, B <b@x.org>;", ["a@x.org", "B|b@x.org"]),
            ("\"Team\" : a@x.org;, c@x.org", ["a@x.org", "c@x.org"]),
            ("\"Team: North\" <a@x.org>", ["Team: North|a@x.org"]),
            ("a@x.org b@x.org", ["a@x.org", "b@x.org"]),
            ("a@x.org  b@x.org, C <c@x.org>", ["a@x.org", "b@x.org", "C|c@x.org"]),
            ("a@x.org a@x.org", ["a@x.org|a@x.org"]),
            ("Anna [mailto:a@x.org]", ["Anna|a@x.org"]), ("Anna [Mailto:a@x.org]", ["Anna|a@x.org"]),
            ("Anna [mailto:a@x.org], [SMTP:b@x.org]; c@x.org", ["Anna|a@x.org", "b@x.org", "c@x.org"]),
            ("Anna [mailto:b@x.org] <a@x.org>", ["Anna [mailto:b@x.org]|a@x.org"]),
        ] as [(String, [String])]
    )
    func readsAddresses(_ raw: String, _ expected: [String]) throws {
        let found = try Mail.parse("From: z@example.com\nTo: \(raw)\n\nx").to
        #expect(found.map { mailbox in (mailbox.name.map { "\($0)|" } ?? "") + mailbox.address } == expected)
    }

    @Test("A sender whose name is another address is one sender")
    func addressAsName() throws {
        let mail = try Mail.parse("From: b@x.org a@x.org\n\nx")
        #expect(mail.from == MailAddress(name: "b@x.org", address: "a@x.org"))
    }

    @Test func nestedGroupsDoNotKill() throws {
        let mail = try Mail.parse("From: \(String(repeating: "a:", count: 200_000))\n\ntext")
        #expect(mail.text == "text")
    }

    @Test func takesTheSenderFromElsewhereOnlyWithoutFrom() throws {
        let mail = try Mail.parse("Reply-To: r@example.com\nReturn-Path: <p@example.com>\n\nx")
        #expect(mail.from?.address == "r@example.com")
        #expect(mail.defects.contains(.fromMissing))
        let other = try Mail.parse("From: f@example.com\nReply-To: r@example.com\nSender: s@example.com\n\nx")
        #expect(other.from?.address == "f@example.com")
        #expect(other.replyTo.map(\.address) == ["r@example.com"])
        #expect(other.sender?.address == "s@example.com")
        #expect(!other.defects.contains(.fromMissing))
    }

    @Test func tellsTheNullSenderFromNone() throws {
        #expect(try Mail.parse("Return-Path: <>\n\nx").returnPath?.isEmpty == true)
        #expect(try Mail.parse("Return-Path: <a@x.org>\n\nx").returnPath == "a@x.org")
        #expect(try Mail.parse("Subject: y\n\nx").returnPath == nil)
    }

    @Test(
        arguments: [
            ("Mon, 2 Nov 2026 11:00:00 +0100", 1_793_613_600, 60),
            ("2 Nov 2026 11:00 +0100", 1_793_613_600, 60),
            ("Mon, 02 Nov 26 10:00:00 GMT", 1_793_613_600, 0),
            ("Mon Nov  2 10:00:00 2026", 1_793_613_600, 0),
            ("Mon Nov  2 11:00:00 CET 2026", 1_793_613_600, 60),
            ("2026-11-02T11:00:00+01:00", 1_793_613_600, 60),
            ("2026-11-02 10:00:00", 1_793_613_600, 0),
            ("Mon, 2 Nov 2026 10:00 (comment 11:11):00 +0000", 1_793_613_600, 0),
            ("Mon, 2 Nov 2026 11:00:00 GMT+0100", 1_793_613_600, 60),
            ("2-Nov-2026 10:00:00 UTC", 1_793_613_600, 0),
            ("02.11.2026 10:00", 1_793_613_600, 0),
            ("11/2/2026 10:00:00 AM", 1_793_613_600, 0),
            ("11/2/2026 10:00:00 PM", 1_793_656_800, 0),
            ("Mon, 2 Nov 2026 05:00:00 EST", 1_793_613_600, -300),
            ("Mon, 2 Nov 2026 10:00:00 -0000 (UTC)", 1_793_613_600, 0),
            ("Mon, 2 Nov 2026 10.00.00 +0000", 1_793_613_600, 0),
            ("02.11.2026 10.00.00", 1_793_613_600, 0),
            ("Mon, 2 Nov 2026 10 (h) : 00 (m):00 (s) +0000", 1_793_613_600, 0),
            ("Mo, 2 Nov. 2026 10:00:00 +0000", 1_793_613_600, 0),
            ("Fr, 2 Okt 2026 10:00:00 +0000", 1_790_935_200, 0), ("mar, 2 ott 2026 10:00:00 +0000", 1_790_935_200, 0),
            ("ven, 2 ott 2026 10:00:00 +0000", 1_790_935_200, 0),
            ("2. März 2026 10:00:00 +0000", 1_772_445_600, 0),
            ("02-Mrz-2026 10:00:00 +0000", 1_772_445_600, 0),
            ("lun., 2 févr. 2026 10:00:00 +0000", 1_770_026_400, 0),
            ("2 août 2026 10:00:00 +0000", 1_785_664_800, 0),
            ("mié, 2 dic 2026 10:00:00 +0000", 1_796_205_600, 0),
        ] as [(String, Int64, Int)]
    )
    func readsDates(_ raw: String, _ seconds: Int64, _ offset: Int) throws {
        let date = try Mail.parse("Date: \(raw)\n\nx").date
        #expect(date == MailDate(unixSeconds: seconds, offsetMinutes: offset))
    }

    @Test(arguments: ["", "yesterday", "Mon, 42 Nov 2026 10:00:00", "99999999999999", "Mon, 2 Foo 2026 10:00:00"])
    func refusesWhatIsNoDate(_ raw: String) throws {
        let mail = try Mail.parse("Date: \(raw)\n\nx")
        #expect(mail.date == nil)
        #expect(mail.defects.contains(.dateMissing))
    }

    @Test func cleansIDs() throws {
        let mail = try Mail.parse(
            """
            Message-ID: foo <x y@z.org> bar
            In-Reply-To: Your message of Monday <a@b.org>
            References: <a@b.org> <c
             d@e.org> <a@b.org>
            \t<f@g.org>

            x
            """
        )
        #expect(mail.messageID == "xy@z.org")
        #expect(mail.inReplyTo == ["a@b.org"])
        #expect(mail.references == ["a@b.org", "cd@e.org", "f@g.org"])
        #expect(try Mail.parse("Message-ID: bare@x.org\n\nx").messageID == "bare@x.org")
        #expect(try Mail.parse("Message-ID: <>\n\nx").messageID == nil)
        #expect(try Mail.parse("In-Reply-To: message from j@x.org of today\n\nx").inReplyTo.isEmpty)
    }

    @Test func keepsTheOldestAndNewestReferences() throws {
        let all = (1...300).map { "<\($0)@x.org>" }.joined(separator: " ")
        let references = try Mail.parse("References: \(all)\n\nx").references
        #expect(references.count == 200)
        #expect(references.first == "1@x.org")
        #expect(references[9] == "10@x.org")
        #expect(references[10] == "111@x.org")
        #expect(references.last == "300@x.org")
    }

    @Test func trimsValuesAndIgnoresCaseOfNames() throws {
        let mail = try Mail.parse("AUTO-submitted:  no \r\nX-a: 1\r\nx-A: 2\r\n\r\nx")
        #expect(mail.headerValues("Auto-Submitted") == ["no"])
        #expect(mail.headerValues("X-A") == ["1", "2"])
        #expect(mail.automatic == nil)
    }

    @Test func findsWhereItWasDelivered() throws {
        let mail = try Mail.parse("Delivered-To: a+t1@x.org\nX-Original-To: b@x.org\nEnvelope-To: a+t1@x.org\n\nx")
        #expect(mail.deliveredTo == ["a+t1@x.org", "b@x.org"])
    }
}
