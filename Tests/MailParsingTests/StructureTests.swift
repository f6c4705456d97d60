import Foundation
import MailParsing
import Testing

@Suite struct StructureTests {
    @Test func joinsTextsAndPrefersPlain() throws {
        let mail = try Mail.multipart(
            "alternative", ["Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\n<p>rich</p>"]
        )
        #expect(mail.text == "plain")
        #expect(mail.html == "<p>rich</p>")
        #expect(mail.attachments.isEmpty)
        let apple = try Mail.multipart(
            "mixed",
            [
                "Content-Type: text/plain\n\none",
                "Content-Type: image/png; name=a.png\nContent-Disposition: inline\n\nx",
                "Content-Type: text/plain\n\ntwo",
            ]
        )
        #expect(apple.text == "one\n\ntwo")
        #expect(apple.attachments.map(\.name) == ["a.png"])
    }

    @Test("Of several plain forms of one text one is shown, commands last, blank ones never")
    func alternativePlainForms() throws {
        let plain = "Content-Type: text/plain\n\nIt broke"
        let enriched = "Content-Type: text/enriched\n\n<bold>It</bold> broke!"
        let mixed =
            "Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>page</p>\n--c\n"
            + "Content-Type: image/png; name=a.png\n\nx\n--c\nContent-Type: text/plain\n\nagain\n--c--"
        #expect(try Mail.multipart("alternative", [plain, enriched]).text == "It broke")
        #expect(try Mail.multipart("alternative", [enriched, plain]).text == "It broke")
        #expect(try Mail.multipart("alternative", [enriched]).text == "It broke!")
        let apple = try Mail.multipart("alternative", [plain, mixed])
        #expect(apple.text == "It broke")
        #expect(apple.html == "<p>page</p>")
        #expect(apple.attachments.map(\.name) == ["a.png"])
        let blank = "Content-Type: text/plain\n\n \n"
        #expect(try Mail.multipart("alternative", [blank, enriched, blank]).text == "It broke!")
        let inner = "Content-Type: multipart/alternative; boundary=c\n\n--c\n\(blank)--c\n\(enriched)\n--c--"
        #expect(try Mail.multipart("alternative", [blank, inner]).text == "It broke!")
    }

    @Test func anInlineTextWithANameIsTheTextIfNothingElseIs() throws {
        let named = "Content-Type: text/plain\nContent-Disposition: inline; filename=letter.txt\n\nIt broke"
        let image = "Content-Type: image/png; name=a.png\n\nx"
        let alone = try Mail.multipart("mixed", [image, named, named])
        #expect(alone.text == "It broke")
        #expect(alone.attachments.map(\.name) == ["a.png", "letter.txt"])
        let beside = try Mail.multipart("mixed", ["\nHello", named])
        #expect(beside.text == "Hello")
        #expect(beside.attachments.map(\.name) == ["letter.txt"])
        let attached = try Mail.multipart("mixed", [named.replacing("inline", with: "attachment"), image])
        #expect(attached.text.isEmpty)
        #expect(attached.attachments.count == 2)
    }

    @Test func readsHTMLWhenThePlainTextIsEmpty() throws {
        let mail = try Mail.multipart(
            "alternative", ["Content-Type: text/plain\n\n \n", "Content-Type: text/html\n\n<p>rich</p>"]
        )
        #expect(mail.text == "rich")
    }

    @Test func namesAreDecodedSafeAndUnique() throws {
        let dispositions = [
            "attachment;\n filename*0*=utf-8''%D0%A1%D1%87;\n filename*1*=%D1%91%D1%82.pdf",
            "attachment; filename=\"=?utf-8?B?U3rEmcWbxIc=?= =?utf-8?B?LnBkZg==?=\"",
            "attachment; filename=\"..\\\\..\\\\etc/passwd\"", "attachment; filename=\"passwd\"",
            "attachment; filename=\"a\u{202E}gpj.exe\"", "attachment; filename=CON.txt",
            "attachment; filename=\".htaccess\"",
            "attachment; filename=two words.pdf", "attachment; filename=\"a;b.pdf\"",
            "attachment; filename=plain.pdf; filename*=utf-8''b%C3%A9.pdf", "attachment; filename='c d.pdf'",
            "attachment; filename=\"\(String(repeating: "ż", count: 200)).pdf\"", "attachment",
        ]
        let mail = try Mail.multipart(
            "mixed", dispositions.map { "Content-Type: application/pdf\nContent-Disposition: \($0)\n\nx" }
        )
        let names = mail.attachments.map(\.name)
        #expect(
            names.prefix(11) == [
                "Счёт.pdf", "Szęść.pdf", "passwd", "passwd (2)", "agpj.exe", "_CON.txt", "_htaccess", "two words.pdf",
                "a;b.pdf",
                "bé.pdf", "c d.pdf",
            ]
        )
        #expect(names[11].hasSuffix("ż.pdf"))
        #expect(names[11].utf8.count <= 150)
        #expect(names[12] == "attachment.pdf")
    }

    @Test(
        "Names that are told apart stay as short as all names, whatever stands behind their dot",
        arguments: [1, 16, 17, 140, 149, 150, 200]
    )
    func longExtensions(_ length: Int) throws {
        let name = "a." + String(repeating: "x", count: length)
        let part = "Content-Type: application/x\nContent-Disposition: attachment; filename=\"\(name)\"\n\nx"
        let names = try Mail.multipart("mixed", [part, part, part]).attachments.map(\.name)
        #expect(Set(names).count == 3)
        #expect(names.allSatisfy { $0.utf8.count <= 150 && $0.hasPrefix("a") })
    }

    @Test func sizesAndDigestsAreOfTheDecodedBytes() throws {
        let mail = try Mail.multipart(
            "mixed",
            [
                "Content-Type: application/x\nContent-Transfer-Encoding: base64\n\naGVs\nbG8=\naGVsbG8=",
                "Content-Type: application/x\nContent-Transfer-Encoding: quoted-printable\n\na=3Db=\n\nc",
            ]
        )
        // GMime alone loses what follows the first padding.
        #expect(mail.content(0) == "hellohello")
        #expect(mail.attachments[0].size == 10)
        #expect(mail.attachments[0].sha256 == "0a86050fb37a4def36885da9557f5b22a9e191767a80e7a4a2415410a4462b68")
        #expect(mail.content(1) == "a=b\nc")
    }

    @Test func keepsTheLastByteBeforeABareLineFeed() throws {
        let mail = try Mail.parse(
            "From: a@x.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/x\r\n\r\nabc\n--b--\r\n"
        )
        #expect(mail.content(0) == "abc")
    }

    @Test func forwardedMailIsAFile() throws {
        let inner = "From: i@x.org\nSubject: In/ner\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\ninner\n--c--\n"
        let mail = try Mail.multipart(
            "mixed",
            [
                "Content-Type: text/plain\n\nLook", "Content-Type: message/rfc822\n\n\(inner)",
                "Content-Type: text/plain\n\nafter",
            ]
        )
        #expect(mail.text == "Look\n\nafter")
        #expect(mail.attachments.map(\.name) == ["In_ner.eml"])
        #expect(mail.attachments[0].role == .message)
        #expect(mail.content(0) == inner)
        #expect(try MailParser().parse(mail.content(of: mail.attachments[0])).text == "inner")
    }

    @Test("Mails of a digest begin where they begin, with and without a header of the part")
    func digest() throws {
        let mails = ["From: b@x.org\nSubject: one\n\nHi\n", "Subject: two\n\nHo\n"]
        for head in ["", "Content-Type: message/rfc822\n", "X-Note: y\n"] {
            let mail = try Mail.multipart("digest", mails.map { "\(head)\n\($0)" })
            #expect(mail.attachments.map(\.name) == ["one.eml", "two.eml"])
            #expect([mail.content(0), mail.content(1)] == mails)
        }
    }

    @Test("An attached mail ends at the boundary around it, whatever it holds")
    func endOfAttachedMail() throws {
        let inner = "From: i@x.org\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\n\nHi\n--b1--"
        for text in ["this is no mail, sorry", "", "Subject: x\n\nHi\n--b- -\n-- b\n--bb", inner] {
            for after in ["--b--\n", "--b \n\ntext\n--b--\n", "--b\n\ntext\n--b-- \n"] {
                let mail = try Mail.parse(
                    "From: a@x.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
                        + "\(text)\n\(after)")
                #expect(mail.attachments.count == 1)
                #expect(mail.content(0) == text)
            }
        }
    }

    @Test func keepsSignedEncryptedAndTNEF() throws {
        let signed = try Mail.multipart(
            "signed", ["Content-Type: text/plain\n\nsaid", "Content-Type: application/pgp-signature\n\nsig"]
        )
        #expect(signed.text == "said")
        #expect(signed.isSigned)
        #expect(signed.attachments.map(\.role) == [.signature])
        let encrypted = try Mail.multipart(
            "encrypted",
            ["Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Type: application/octet-stream\n\nx"]
        )
        #expect(encrypted.isEncrypted)
        #expect(encrypted.text.isEmpty)
        #expect(encrypted.attachments.map(\.role) == [.encrypted, .encrypted])
        for type in ["application/ms-tnef", "application/vnd.ms-tnef"] {
            let bare = try Mail.body("x", type: type)
            #expect(bare.attachments.map(\.role) == [.tnef])
            #expect(bare.attachments.map(\.name) == ["winmail.dat"])
        }
        let tnef = try Mail.multipart("mixed", ["Content-Type: application/octet-stream; name=winmail.dat\n\nx"])
        #expect(tnef.attachments.map(\.role) == [.tnef])
    }

    @Test(arguments: [
        ("signed-data", true, false), ("enveloped-data", false, true), ("authEnveloped-data", false, true),
        ("compressed-data", false, false), ("", false, true),
    ])
    func keepsOpaqueSMIMEUnderItsName(kind: String, isSigned: Bool, isEncrypted: Bool) throws {
        for type in ["application/pkcs7-mime", "application/x-pkcs7-mime"] {
            let mail = try Mail.body(
                "TUlJ", type: kind.isEmpty ? type : "\(type); smime-type=\(kind)",
                extra: "Content-Transfer-Encoding: base64\n"
            )
            #expect(mail.isSigned == isSigned && mail.isEncrypted == isEncrypted)
            #expect(mail.attachments.map(\.name) == ["smime.p7m"])
            #expect(mail.content(0) == "MII")
            #expect(mail.attachments.map(\.role) == [isEncrypted ? .encrypted : .file])
        }
    }

    @Test func imagesAreInlineWhenTheTextShowsThem() throws {
        let mail = try Mail.multipart(
            "related",
            [
                "Content-Type: text/html\n\n<p>See <img src=\"cid:i1@x\" alt=\"pic\"></p>",
                "Content-Type: image/png; name=a.png\nContent-ID: <i1@x>\n\nx",
                "Content-Type: image/png; name=b.png\nContent-ID: <i2@x>\n\nx",
            ]
        )
        #expect(mail.attachments.map(\.isInline) == [true, false])
        #expect(mail.attachments.map(\.contentID) == ["i1@x", "i2@x"])
        #expect(mail.html?.contains("src=\"cid:i1@x\"") == true)
    }

    @Test("An image is shown by an id with blanks or percent signs", arguments: ["a%20b@x", "a b@x", "ab@x", "%61b@x"])
    func imageWithABlankInItsID(_ id: String) throws {
        let page = "Content-Type: text/html\n\n<img src=\"cid:\(id)\">"
        let mail = try Mail.multipart("related", [page, "Content-Type: image/png\nContent-ID: <a b@x>\n\nx"])
        #expect(mail.attachments.map(\.isInline) == [true])
    }

    @Test("A page behind its pictures is the text, with and without a Content-ID")
    func pageBehindItsPictures() throws {
        let image = "Content-Type: image/png; name=a.png\nContent-ID: <i@x>\n\nx"
        for id in ["", "Content-ID: <page@x>\n"] {
            let page = "Content-Type: text/html\n\(id)\n<p>Broken <img src=\"cid:i@x\" alt=\"pic\"></p>"
            let mail = try Mail.multipart("related", [image, page])
            #expect(mail.text.hasPrefix("Broken"))
            #expect(mail.attachments.map(\.name) == ["a.png"])
            #expect(mail.attachments.map(\.isInline) == [true])
        }
        let untyped = try Mail.multipart("related", ["\nHello", "Content-Type: text/html\n\n<p>page</p>"])
        #expect(untyped.text.contains("Hello"))
        let named = "Content-Type: text/html; name=a.html\n\n<p>page</p>"
        #expect(try Mail.multipart("related", [named, "\nfooter"]).html?.hasPrefix("<p>page</p>") == true)
    }

    @Test func brokenMultipartsLoseNothing() throws {
        let bare = try Mail.parse("From: a@x.org\nContent-Type: multipart/mixed; boundary=b\n\njust text\n")
        #expect(bare.text == "just text")
        #expect(bare.defects.contains(.multipartBroken))
        let open = try Mail.parse("From: a@x.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo")
        #expect(open.text == "one\n\ntwo")
    }

    @Test(
        "A boundary that the header does not tell is found in the body",
        arguments: [
            "multipart/mixed;\nboundary=\"=_b 1\"", "multipart/mixed", "multipart/mixed; boundary=other",
            "multipart/mixed\n\tboundary=\"=_b 1\"", "multipart/mixed; boundary=\"=_b 1",
            "multipart/mixed; boundary=\"\"", "multipart/mixed; boundary=\"=_b 1; charset=utf-8",
        ])
    func boundaryNotTold(_ type: String) throws {
        for note in ["", "This message is in MIME format.\n\n"] {
            for end in ["\n", "\r\n"] {
                let inner = "From: i@x.org\n\nHi\n"
                let text =
                    "From: a@x.org\nContent-Type: \(type)\n\n\(note)--=_b 1\nContent-Type: text/plain; charset=utf-8\n"
                    + "Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe\n--=_b 1\n"
                    + "Content-Type: message/rfc822\n\n\(inner)\n--=_b 1\nContent-Type: application/pdf\n"
                    + "Content-Transfer-Encoding: base64\n\nYWJj\n--=_b 1--\n"
                let mail = try Mail.parse(text.replacing("\n", with: end))
                #expect(mail.text == "Grüße")
                #expect(mail.attachments.map(\.type) == ["message/rfc822", "application/pdf"])
                #expect(mail.content(0) == inner.replacing("\n", with: end))
                #expect(mail.content(1) == "abc")
                #expect(mail.defects.contains(.multipartBroken))
            }
        }
    }

    @Test("Text above a quoted mail does not get lost for a boundary in it")
    func textAboveSomethingLikeABoundary() throws {
        let body = "Please see below.\n\n--x\nContent-Type: text/plain\n\nHi\n--x--"
        let mail = try Mail.parse("From: a@x.org\nContent-Type: multipart/mixed; boundary=b\n\n\(body)\n")
        #expect(mail.text == body)
    }

    @Test(
        "A second type does not take a multipart's parts away",
        arguments: ["Content-type: text/plain", "Content-Type :\n\ttext/html", "CONTENT-TYPE:text/plain;\n charset=x"])
    func secondType(_ second: String) throws {
        for first in ["Content-Type: multipart/mixed; boundary=b", "Content-Type:\n Multipart/Mixed;\n boundary=b"] {
            for head in ["\(first)\n\(second)", "\(second)\n\(first)"] {
                let mail = try Mail.parse(
                    "From: a@x.org\n\(head)\n\n--b\n\nIt broke\n--b\nContent-Type: image/png\n\nx\n--b--\n")
                #expect(mail.text == "It broke")
                #expect(mail.content(0) == "x")
            }
        }
        // The same lines as the text itself: nothing of it goes.
        let lines = "Content-Type: multipart/mixed; boundary=c\n\(second)"
        let quoted = try Mail.multipart("mixed", ["\n\(lines)", "Content-Type: x/y; name=a\n\n\(lines)"])
        #expect(quoted.text == lines)
        #expect(quoted.content(0) == lines)
    }

    @Test func pastedFilesComeOutOfTheText() throws {
        let mail = try Mail.body(
            "Here:\n\nbegin 644 a.txt\n#0V%T\n`\nend\n\nBye\n", extra: "Content-Transfer-Encoding: 7bit\n")
        #expect(mail.text == "Here:\n\n\nBye")
        #expect(mail.attachments.map(\.name) == ["a.txt"])
        #expect(mail.content(0) == "Cat")
        #expect(try Mail.body("begin 644 a.txt\nno such line at all, is it?\nend\n").attachments.isEmpty)
    }

    @Test(arguments: [
        "", "\n\n", "no header at all", "From ", "\u{0}\u{1}\u{2}", ":", " x", "--b\n--b--\n",
        "Content-Type: multipart/mixed",
    ])
    func rubbishIsKept(_ text: String) throws {
        let mail = try Mail.parse(text)
        #expect(mail.attachments.isEmpty)
        if text == "no header at all" { #expect(mail.text == text) }
    }

    @Test func leadingLinesAndMboxLinesAreSkipped() throws {
        for start in ["\n\n", " \n", "From a@x.org Mon Nov  2 10:00:00 2026\n", "\u{FEFF}"] {
            let mail = try Mail.parse("\(start)From: a@example.com\nSubject: s\n\ntext")
            #expect(mail.subject == "s")
            #expect(mail.text == "text")
        }
    }

    @Test func limitsCutAndSaySo() throws {
        let parts = try Mail.multipart("mixed", Array(repeating: "\n\nx", count: 30))
        #expect(!parts.defects.contains(.partsCut))
        let cut = try MailParser(limits: MailParserLimits(parts: 10)).parse(
            Array(
                ("Content-Type: multipart/mixed; boundary=b\n\n"
                    + String(repeating: "--b\nContent-Type: image/png\n\nx\n", count: 30)).utf8)
        )
        #expect(cut.defects.contains(.partsCut))
        #expect(cut.attachments.count == 9)
        let text = try Mail.parse(
            "From: a@x.org\n\n\(String(repeating: "a", count: 101))", limits: MailParserLimits(textBytes: 100))
        #expect(text.text.count == 100)
        #expect(text.defects.contains(.textCut))
        let exact = try Mail.parse(
            "From: a@x.org\n\n\(String(repeating: "a", count: 100))", limits: MailParserLimits(textBytes: 100))
        #expect(!exact.defects.contains(.textCut))
        let fields = String(repeating: "X: y\n", count: 11)
        #expect(
            try Mail.parse("\(fields)\nx", limits: MailParserLimits(headerFields: 10)).defects.contains(.headersCut))
        #expect(
            !(try Mail.parse("\(fields)\nx", limits: MailParserLimits(headerFields: 11)).defects.contains(.headersCut)))
        let to = (0..<11).map { "u\($0)@x.org" }.joined(separator: ", ")
        let addressed = try Mail.parse("To: \(to)\n\nx", limits: MailParserLimits(addresses: 10))
        #expect(addressed.to.count == 10)
        #expect(addressed.defects.contains(.recipientsCut))
    }

    @Test func refusesOnlyTooLong() throws {
        #expect(throws: MailParsingError.tooLarge(bytes: 5, limit: 4)) {
            try Mail.parse("a: b\n", limits: MailParserLimits(messageBytes: 4))
        }
        _ = try Mail.parse("a: b", limits: MailParserLimits(messageBytes: 4))
    }
}

@Suite("Attachments in pieces")
struct PieceTests {
    @Test(
        "Pieces put together are the content, whatever the coding", arguments: ["base64", "quoted-printable", "8bit"])
    func pieces(encoding: String) throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 % 94 + 33) }
        let coded: String =
            switch encoding {
            case "base64":
                Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn])
            default: String(decoding: bytes, as: UTF8.self).replacing("=", with: encoding == "8bit" ? "=" : "=3D")
            }
        let head =
            "From: a@b.example\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment\r\n"
            + "Content-Transfer-Encoding: \(encoding)\r\n\r\n"
        let mail = try MailParser().parse(Array((head + coded).utf8))
        let file = try #require(mail.attachments.first)
        var pieces = mail.pieces(of: file)
        var joined: [UInt8] = []
        while let piece = pieces.next() {
            #expect(!piece.isEmpty && piece.count <= 64 << 10)
            joined += piece
        }
        #expect(joined == mail.content(of: file))
        #expect(joined.count >= bytes.count)
        #expect(pieces.next() == nil)
    }
}
