import MailParsing
import Testing

/// Plain ASCII goes a shorter way through the parser than other text. Both ways must lead to the same place, and these
/// tests stand on both sides of where they part.
@Suite struct PlainTextTests {
    private static let quoted = "On Mon, Nov 2, 2026 at 10:15 AM S <s@x.org>"

    // MARK: Bytes, eight at a time

    @Test(arguments: 0...17)
    func controlsGoWhereverTheyStand(_ place: Int) throws {
        let before = String(repeating: "a", count: place)
        let after = String(repeating: "~", count: 17 - place)
        for control in ["\u{1}", "\u{1F}", "\u{7F}", "\u{80}", "\u{9F}", "\u{FEFF}"] {
            #expect(try Mail.body(before + control + "b" + after).text == before + "b" + after)
        }
        for kept in ["!", "~", "\u{A0}b", "é", "日", "a\tb"] {
            #expect(try Mail.body(before + kept + "b" + after).text == before + kept + "b" + after)
        }
        for end in ["\n", "\r\n", "\r", "\r\r\n", "\u{C}", "\u{85}"] {
            #expect(try Mail.body("-\(before)\(end)b\(after)").text == "-\(before)\nb\(after)")
        }
    }

    @Test(arguments: 0...17)
    func badBytesAreSeenWhereverTheyStand(_ place: Int) throws {
        let head = Array("From: a@x.org\nContent-Type: text/plain; charset=utf-8\n\n".utf8)
        let letters = [UInt8](repeating: UInt8(ascii: "a"), count: place)
        let good = try MailParser().parse(head + letters + [0x7E] + letters)
        #expect(!good.defects.contains(.charsetGuessed))
        let bad = try MailParser().parse(head + letters + [0xE9] + letters)
        #expect(bad.defects.contains(.charsetGuessed))
        #expect(bad.text == String(decoding: letters, as: UTF8.self) + "é" + String(decoding: letters, as: UTF8.self))
    }

    @Test func linesAreTidy() throws {
        #expect(try Mail.body("\n \n\na \t\n\n\nb\n\n\n\nc\n \t\n  d \n\n\n").text == "a\n\n\nb\n\n\nc\n\n  d")
        #expect(try Mail.body(" \t\n\n").text == "")
        #expect(try Mail.body("é \n\n\n\n\né\t").text == "é\n\n\né")
    }

    // MARK: Points where another mail begins

    @Test(
        arguments: [
            "reply above this line", "Please TYPE your REPLY above.", "##- write above this line -##",
            "Antworten Sie oberhalb dieser Zeile", "Rispondi sopra questa riga", "Responda acima desta linha",
            "Reageer boven deze regel", "Répondre au-dessus de cette ligne", "Odpowiedz powyżej tej linii",
            "ОТВЕТЬТЕ ВЫШЕ ЭТОЙ СТРОКИ", "é reply above this line", "reply above this line é",
            "\u{212A} reply above this line", "🙂 reply above this line", "“Type your reply above” e\u{301}",
            "É ΑΒΓ \u{130} Write above this line",
        ]
    )
    func askingForTheAnswerAboveBeginsAnotherMail(_ line: String) throws {
        #expect(try Mail.body("New.\n\(line)\nOld.").trimmed == "New.")
        #expect(try Mail.body("New.\n=== \(line) ===\nOld.").trimmed == "New.")
        // A letter less, and it is a sentence like any other.
        let short = "New.\n\(line.replacing("line", with: "lin").replacing("ine", with: "in"))\nOld."
        if line.hasSuffix("this line") { #expect(try Mail.body(short).trimmed == short) }
    }

    @Test(arguments: ["x", "é"])
    func aLongLineAsksForNothing(_ letter: String) throws {
        let phrase = "reply above this line"
        let line =
            "\(letter) \(String(repeating: "y", count: 160 - phrase.utf8.count - letter.utf8.count - 2)) \(phrase)"
        #expect(line.utf8.count == 160)
        #expect(try Mail.body("New.\n\(line)\nOld.").trimmed == "New.")
        #expect(try Mail.body("New.\n\(line)y\nOld.").trimmed == "New.\n\(line)y\nOld.")
    }

    @Test(arguments: ["wrote", "WROTE", "wrote.", ".wrote", "schrieb", "escribió", "пишет", "Пишет."])
    func aVerbEndsAnIntroductionWithoutItsColon(_ verb: String) throws {
        #expect(try Mail.body("New.\n\n\(Self.quoted) \(verb)\n\nOld.").trimmed == "New.")
        #expect(try Mail.body("New.\n\n\(Self.quoted)\n\(verb)\n\nOld.").trimmed == "New.")
        let other = "New.\n\n\(Self.quoted) x\(verb)\n\nOld."
        #expect(try Mail.body(other).trimmed == other)
    }

    /// A mark on a dot or a colon makes it another sign, which no verb ends in.
    @Test(arguments: ["wrote.", "пишет."])
    func aMarkOnADotMakesItNoDot(_ verb: String) throws {
        #expect(try Mail.body("New.\n\n\(Self.quoted) \(verb)\n\nOld.").trimmed == "New.")
        let marked = "New.\n\n\(Self.quoted) \(verb)\u{301}\n\nOld."
        #expect(try Mail.body(marked).trimmed == marked)
    }

    @Test(arguments: ["wrote", "пишет"])
    func aVerbHasItsLength(_ verb: String) throws {
        let dots = String(repeating: ".", count: 64 - verb.utf8.count)
        #expect(try Mail.body("New.\n\n\(Self.quoted) \(dots)\(verb)\n\nOld.").trimmed == "New.")
        let longer = "New.\n\n\(Self.quoted) .\(dots)\(verb)\n\nOld."
        #expect(try Mail.body(longer).trimmed == longer)
    }

    @Test func aHeaderMayHaveWideColons() throws {
        #expect(try Mail.body("New.\n\n发件人： S <s@x.org>\n发送时间： 2026-11-02\n主题： x\n\nOld.").trimmed == "New.")
        let none = "New.\n\n发件人 S <s@x.org>\n发送时间 2026-11-02\n主题 x\n\nOld."
        #expect(try Mail.body(none).trimmed == none)
    }

    // MARK: Ends of mails

    @Test(arguments: [
        "SENT FROM MY PHONE", "-- > Sent from my phone", "* Get Outlook for Android", "Sent\u{20}via a Galaxy",
        "ОТПРАВЛЕНО С телефона", "… Sent from my phone", "Sent from my téléphone",
    ])
    func deviceLinesGoInAnyCase(_ line: String) throws {
        #expect(try Mail.body("New.\n\(line)").trimmed == "New.")
        #expect(try Mail.body("New.\nx \(line)").trimmed != "New.")
    }

    @Test(arguments: ["y", "é"])
    func aLongLineIsNoDevice(_ letter: String) throws {
        let start = "Sent from my "
        let line = start + letter + String(repeating: "y", count: 120 - start.utf8.count - letter.utf8.count)
        #expect(try Mail.body("New.\n\(line)").trimmed == "New.")
        #expect(try Mail.body("New.\n\(line)y").trimmed == "New.\n\(line)y")
    }

    // MARK: Subjects

    @Test(arguments: [
        ("AUTOMATIC reply: away", true), ("Automatic repl", false), ("Re: Automatic reply", false), ("OOO: x", true),
        ("OOO", false), ("Réponse automatique : x", true), ("Автоответ", true), ("Автоотве", false),
        ("Automatic reply: é", true), ("é Automatic reply", false), ("", false),
    ])
    func absenceNotesAreKnownByTheirSubject(_ subject: String, _ isWeakSign: Bool) throws {
        let mail = try Mail.parse("From: a@example.com\nSubject: \(subject)\n\nx")
        #expect((mail.automatic?.isWeak == true) == isWeakSign)
    }

    // MARK: HTML

    @Test func hardBlanksStandForBlanks() throws {
        func text(_ html: String) throws -> String {
            try Mail.body("<p>\(html)</p>", type: "text/html; charset=utf-8").text
        }
        #expect(try text("x&nbsp; b") == "x b")
        #expect(try text("é&nbsp; b") == "é b")
        // The sign before an Arabic number takes the blank behind it along, which then is none between words.
        #expect(try text("x\u{600}&nbsp; b") == "x\u{600}  b")
        #expect(try text("&nbsp; &nbsp;b&shy;c\u{200B}d\u{FEFF} é日🙂\n\t\u{C}e") == "bcd é日🙂 e")
    }

    @Test func safeHTMLEscapesTextAndAttributes() throws {
        func html(_ html: String) throws -> String? { try Mail.body(html, type: "text/html; charset=utf-8").html }
        #expect(try html("<b>nothing to do</b>") == "<b>nothing to do</b>")
        #expect(try html("<b>1 &lt; 2 &amp; \"é\" &gt;</b>") == "<b>1 &lt; 2 &amp; \"é\" &gt;</b>")
        #expect(
            try html("<a href='https://x.org/?a=é&b=\"2\"'>x</a>")
                == "<a href=\"https://x.org/?a=é&amp;b=&quot;2&quot;\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a>"
        )
    }

    @Test func aPlainTextIsHTMLOnlyNextToHTML() throws {
        let plain = "Content-Type: text/plain\n\n1 < 2\n\n\n\n& \u{7}\"x\"\n"
        #expect(try Mail.multipart("mixed", [plain]).html == nil)
        let mail = try Mail.multipart("mixed", [plain, "Content-Type: text/html\n\n<b>b</b>\n"])
        #expect(mail.html == "<p>1 &lt; 2<br><br><br>&amp; \"x\"</p>\n<b>b</b>")
    }
}
