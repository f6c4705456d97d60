import MailParsing
import Testing

@Suite struct TextTests {
    @Test(
        arguments: [
            ("iso-8859-1", [0x80, 0x20, 0xE9], "€ é"),
            ("iso-8859-2", [0xB3], "ł"),
            ("gb2312", [0xB6, 0xA9], "订"),
            ("ks_c_5601-1987", [0x8C, 0x63], "똠"),
            ("koi8-r", [0xF0, 0xD2, 0xC9], "При"),
            ("windows-1251", [0xCF, 0xF0, 0xE8], "При"),
            ("utf-8", [0xD0, 0x9F], "П"),
            // UTF-8 under the wrong name.
            ("iso-8859-1", [0xD0, 0x9F, 0xD1, 0x80], "Пр"),
            // Not UTF-8 at all under its name.
            ("utf-8", [0x47, 0x72, 0xFC, 0xDF, 0x65], "Grüße"),
            ("utf-8", [0xD0, 0x9F, 0xD0, 0x9F, 0xD0, 0x9F, 0xFF], "ППП\u{FFFD}"),
            ("unknown-8bit", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], "Привет"),
            ("unknown-8bit", [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4], "Привет"),
            ("nosuch", [0xE9], "é"),
            ("utf-16", [0xFF, 0xFE, 0x1F, 0x04], "П"),
            ("shift_jis", [0x92, 0x8D], "注"),
            ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x28, 0x42], "①"),
            ("iso-2022-jp", [0x1B, 0x28, 0x49, 0x31, 0x1B, 0x28, 0x42], "ｱ"),
            ("big5", [0xA7, 0x41], "你"),
            ("utf-7", [0x2B, 0x41, 0x4F, 0x6B, 0x2D], "é"),
        ] as [(String, [UInt8], String)]
    )
    func decodesCharsets(_ label: String, _ bytes: [UInt8], _ expected: String) throws {
        let head = Array("From: a@x.org\nContent-Type: text/plain; charset=\"\(label)\"\n\n".utf8)
        let mail = try MailParser().parse(head + bytes)
        #expect(mail.text == expected)
    }

    @Test func controlsGo() throws {
        #expect(try Mail.body("a\u{0}b\u{7}c\r\nd\re\u{85}f\t.").text == "abc\nd\ne\nf\t.")
    }

    @Test("Doubled and old ends of line are ends of line", arguments: ["\r\r\n", "\r"])
    func wrongEndsOfLine(_ end: String) throws {
        let head = "From: Anna <a@x.org>\nTo: h@x.org\nContent-Type: multipart/mixed; boundary=b\n\n"
        let text = "--b\n\nHello.\n\nBye.\n--b\n"
        let file = "Content-Type: message/rfc822\n\nSubject: y\n\nz\n--b--\n"
        let mail = try Mail.parse((head + text + file).replacing("\n", with: end))
        #expect(mail.from?.address == "a@x.org")
        #expect(mail.to.map(\.address) == ["h@x.org"])
        #expect(mail.text == "Hello.\n\nBye.")
        #expect(mail.attachments.map(\.name) == ["y.eml"])
        #expect(mail.content(0) == "Subject: y\n\nz".replacing("\n", with: end == "\r" ? "\n" : "\r\n"))
    }

    @Test("Plain text that is called base64 is plain text")
    func falseBase64() throws {
        let coded = "Content-Transfer-Encoding: base64\n"
        for text in ["Where is my parcel? It was due on Monday.", "Grüße aus Ulm, und danke."] {
            let mail = try Mail.body("\n\(text)\n", extra: coded)
            #expect(mail.text == text)
            #expect(mail.defects.contains(.encodingDamaged))
        }
        for text in ["Dear team my order is lost", "Hello,\n\nmy order is lost, please help"] {
            #expect(try Mail.body("\n\(text)\n", extra: coded).text == text)
        }
        #expect(try Mail.body("SGVsbG8h\nThis list is public\n", extra: coded).text.hasPrefix("Hello!"))
        #expect(try Mail.body("SGVs bG8g d29y bGQ= *", extra: coded).text == "Hello world")
        #expect(try Mail.body("SGVsbG8=\n\n____\nThis list is public\n", extra: coded).text == "Hello")
    }

    @Test("A text that follows the header without a blank line is the text")
    func noBlankLine() throws {
        let head = "From: a@x.org\nSubject: s\n"
        let text = "Where is my parcel?\nIt was due:\nOn: Monday.\nPlease look."
        #expect(try Mail.parse(head + text).text == text)
        #expect(try Mail.parse(head + text).headerValues("On").isEmpty)
        let long = (1...50).map { "Line \($0)" }.joined(separator: "\n") + "\n\nBye"
        #expect(try Mail.parse(head + long).text == long)
        let coded = "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n"
        #expect(try Mail.parse(head + coded + "Gr=C3=BC=C3=9Fe aus Ulm\n").text == "Grüße aus Ulm")
    }

    @Test("A stray line among the fields is no text")
    func strayLine() throws {
        let mail = try Mail.parse("From: a@x.org\nstray\nSubject: s\n\nHello")
        #expect(mail.text == "Hello")
        #expect(mail.subject == "s")
        let bare = try Mail.parse("From: a@x.org\nstray\nSubject: s\nTo: b@x.org\n")
        #expect(bare.text.isEmpty)
        #expect(bare.subject == "s")
    }

    @Test("Carriage returns in a file stay when the mail's own lines end well")
    func returnsInAFile() throws {
        let mail = try Mail.multipart("mixed", ["Content-Type: x/y\n\na\r\r\nb\rc"])
        #expect(mail.content(0) == "a\r\r\nb\rc")
    }

    @Test func markupHiddenByACharsetIsGoneToo() throws {
        let mail = try Mail.body(
            "+ADw-script+AD4-alert(1)+ADw-/script+AD4-+ADw-b+AD4-ok+ADw-/b+AD4-", type: "text/html; charset=utf-7")
        #expect(mail.html == "<b>ok</b>")
        #expect(mail.text == "ok")
    }

    @Test(
        arguments: [
            ("<p>a</p><p>b</p>", "a\n\nb"), ("a<br>b<br><br>c", "a\nb\n\nc"), ("<div>a</div><div>b</div>", "a\nb"),
            ("<ul><li>a<li>b</ul>", "* a\n* b"), ("<ol start=3><li>a</li><li>b</li></ol>", "3. a\n4. b"),
            ("<a href='https://x.org/a'>here</a>", "here <https://x.org/a>"),
            ("<a href='https://x.org/'>x.org</a>", "x.org"),
            ("<a href='javascript:x'>here</a>", "here"), ("a &amp; b &lt;c&gt; &nbsp;&eacute;&#x41;", "a & b <c> éA"),
            ("<pre>a\n  b</pre>", "a\n  b"), ("<style>x</style><script>y</script><title>t</title>z", "z"),
            ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"), ("<blockquote type=cite>q</blockquote>r", "> q\n\nr"),
            ("a<!-- b -->c<![if x]>d", "acd"), ("1 < 2", "1 < 2"),
            ("<span style='display: none'>hidden</span>seen", "seen"),
            ("<img src=x alt=logo>", "[logo]"), ("<!-- never ended <p>a", "a"), ("<o:p>&nbsp;</o:p>x", "x"),
        ] as [(String, String)]
    )
    func turnsHTMLIntoText(_ html: String, _ expected: String) throws {
        let text = try Mail.body(html, type: "text/html; charset=utf-8").text
        #expect(
            text.replacing("\u{A0}", with: " ").replacing("  ", with: " ").replacing("\n b", with: "\n  b") == expected)
    }

    @Test(
        arguments: [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href=\"java\tscript:alert(1)\">x</a>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<form action=x><input name=a></form>",
            "<iframe src=\"https://x.org\"></iframe>", "<base href=\"https://x.org\">",
            "<a href='data:text/html,x'>x</a>",
            "<p style=\"background:url(https://x.org)\">x</p>", "<img src=\"https://x.org/track.gif\">",
            "<<script>alert(1)//<</script>",
            "<a href=\"&#106;avascript:alert(1)\">x</a>", "<p title='\"><script>alert(1)</script>'>x</p>",
            "<object data=x></object>",
            "<meta http-equiv=refresh content='0;url=x'>", "<link rel=stylesheet href=x>",
            "<img src='cid:\"onerror=\"alert(1)'>",
        ]
    )
    func safeHTMLHoldsNothingThatActs(_ html: String) throws {
        let safe = try #require(try Mail.body(html, type: "text/html; charset=utf-8").html).lowercased()
        for word in [
            "<script", "javascript:", "<img src=\"http", "<img src=x", "<svg", "<math", "<style", "<iframe", "<form",
            "<input", "<base", "<object", "<meta", "<link", "url(", "data:", "style=", " onerror=\"",
        ] {
            #expect(!safe.contains(word))
        }
        // What is a tag is one of ours, closed, without handlers.
        for tag in safe.split(separator: "<").dropFirst(safe.hasPrefix("<") ? 0 : 1) {
            let inner = tag.prefix { $0 != ">" }
            #expect(
                !inner.split(separator: "\"", omittingEmptySubsequences: false).enumerated().contains {
                    $0 % 2 == 0 && $1.contains("on") && $1.contains("error=")
                })
        }
    }

    @Test func remoteImagesAreNoted() throws {
        #expect(
            try Mail.body("<img src='https://x.org/a.png'>", type: "text/html").defects.contains(.remoteImagesRemoved))
        #expect(!(try Mail.body("<img src='cid:a'>", type: "text/html").defects.contains(.remoteImagesRemoved)))
    }

    @Test func flowedJoinsOnlyWhatFlows() throws {
        let flowed = try Mail.body("one \ntwo\n> q \n> r\n\n-- \nsig\n", type: "text/plain; format=flowed")
        #expect(flowed.text == "one two\n> q r\n\n--\nsig")
        #expect(flowed.trimmed == "one two")
        #expect(try Mail.body("日 \n本\n", type: "text/plain; charset=utf-8; format=flowed; delsp=yes").text == "日本")
        #expect(try Mail.body("one \ntwo\n").text == "one\ntwo")
    }
}
