import MailParsing
import Testing

/// What a person wrote stays, though it looks like another mail: cutting it away is worse than leaving a quote in.
@Suite struct OwnWordsTests {
    private func expectWhole(_ text: String, _ location: SourceLocation = #_sourceLocation) throws {
        #expect(try Mail.body(text).trimmed == text, sourceLocation: location)
    }

    private func page(_ html: String) throws -> String {
        try Mail.body(html, type: "text/html; charset=utf-8").trimmed
    }

    @Test(
        "A journey, a form and a table are no header of a mail",
        arguments: [
            "Please book:\n\nFrom: Lyon\nTo: Turin\nDate: 12 March 2024\nPassengers: 2\n\nIs there a fee?",
            "Bitte buchen:\n\nVon: Lyon\nAn: Turin\nDatum: 12.03.2024\n\nWas kostet das?",
            "From your page:\n\nFrom: Eva <eva@example.org>\nSubject: Lamp\n\nMessage Body:\nIt is broken.",
            "It is lost.\n\nFrom: Store 3\nTo: Eva Blum, Lyon\nSent: 12 June 2024\n\nWhere is it?",
            "Der Umzug:\n\nVon: Berlin\nAn: Bonn\nDatum: 12.6.2024\nBetreff: Klavier\n\nWas kostet er?",
            "It says:\n\n--------------------\nDate: 12 March 2024\nFrom: Store 3\nItem: lamp\n--------------------\n\nWrong.",
        ]
    )
    func tables(_ text: String) throws {
        try expectWhole(text)
    }

    @Test("A client's header is one, with an address, or with what only mails have")
    func headers() throws {
        let old = "Thanks.\n\nFrom: Lea\nSent: Monday\nTo: Max\nSubject: Lamp\n\nOld."
        #expect(try Mail.body(old).trimmed == "Thanks.")
        #expect(try Mail.body("Thanks.\n\nFrom: l@x.org\nTo: m@x.org\nDate: 12 May 2026\n\nOld.").trimmed == "Thanks.")
    }

    @Test(
        "Who tells what was said on a day does not quote a mail",
        arguments: [
            "Hello,\n\nOn 12.03.2024 your colleague said:\n\nit comes on Monday.",
            "Hallo,\n\nam 12.03.2024 habe ich Ihnen geschrieben:\n\nbitte stornieren.",
            "Hello,\n\nyour colleague Max (max@example.com) said:\n\nnever mind.",
            "Hello,\n\non 12.03.2024 at 10:15 you wrote:\n\nit comes on Monday.",
            "Hello.\n\nAt 10:15:30 the server wrote:\n\ndisk full.", "Hello,\n\nquoting the manual:\n\npress twice.",
            "Hello.\n\nFrom 1.1.2024 my new address is eva@example.net:\n\nplease note it.",
        ]
    )
    func prose(_ text: String) throws {
        try expectWhole(text)
    }

    @Test(
        "An introduction is found wherever the client broke it",
        arguments: [
            "On Mon, Mar 4, 2024 at 4:37 PM The Very Long Name <\ndo.not.reply@example.com> wrote:",
            "On Nov 30, 2023, at 12:47 PM, Some Body <\n4bob@example.com>\nwrote:",
            "On Thu, Jun 12,\n2025 at 10:11 AM Lea <l@x.org> wrote:",
            "Am 12.06.2025 um 10:11 schrieb Ihr Laden <laden@example.com>:",
            "---- On Mon, 04 Mar 2024 10:00:00 +0100 Lea wrote ----",
        ]
    )
    func introductions(_ introduction: String) throws {
        #expect(try Mail.body("It works.\n\n\(introduction)\n\nOld words").trimmed == "It works.")
    }

    @Test("A short answer between quoted lines is an answer; a torn line is none")
    func answers() throws {
        let head = "On Mon, 4 Mar 2024 at 10:00, Desk <d@x.org> wrote:\n"
        try expectWhole(
            head
                + "> Shall we send you another lamp next week, or do you want your money?\nThe lamp.\n> And where to?\nHome."
        )
        let torn = """
            Thanks.

            \(head)> we have sent another lamp today, together with all the bulbs that were
            missing in the parcel of last week.
            > Tell us when it has come.
            """
        #expect(try Mail.body(torn).trimmed == "Thanks.")
    }

    @Test(
        "What was sent may be a parcel, and what is mine an account",
        arguments: [
            "Sent via DHL on Monday, number 12345.", "Von meinem Konto wurden 30 Euro abgebucht.",
            "Outlook für Mac zeigt Ihre Mails nicht an.", "Enviado por correo certificado el lunes.",
            "Inviato con corriere lunedì.", "Wysłane z magazynu w Krakowie.", "Отправлено с карты 1234 вчера.",
            "Envoyé avec La Poste, numéro 12345.", "Sent via a courier on Monday, my phone is 0171 23",
            "Gesendet mit der Post, das Gerät war defekt.", "Download Outlook button does nothing.",
            "Outlook für Windows startet nicht.", "Sent from my bank account on 12 May, 45 euros.",
            "Wysłane z Poczty 12 maja RR123456789PL.", "Verzonden met PostNL, code 12345.",
        ]
    )
    func parcels(_ line: String) throws {
        try expectWhole("Where is it?\n\(line)")
    }

    @Test(
        "A telephone says that it is one",
        arguments: [
            "Sent from Spark", "Sent from my Galaxy", "Sent from my Wiko RIDGE FAB 4G",
            "Sent from my Android device with a mail app. Please excuse that it is short.",
            "Von meinem iPhone gesendet", "Gesendet mit der GMX Mail App",
            "Obtén Outlook para Android", "Надіслано зі смартфону Samsung", "Verzonden vanuit Mail voor Windows",
            "Get BlueMail for Android", "Outlook für iOS beziehen", "Wysłane z telefonu",
        ]
    )
    func telephones(_ line: String) throws {
        #expect(try Mail.body("Where is it?\n\n\(line)").trimmed == "Where is it?")
    }

    @Test(
        "Dashes between parts and in lists are the sender's",
        arguments: [
            "Two questions.\n\n--\n\nWhere is order 12?\n\n--\n\nMay I return order 13?",
            "We need:\n--\nchairs 20\n\nWhen can you deliver?",
            "First, a refund.\n---\nSecond, take eva@example.org off your mailing list.",
            "Hello,\n=== What you said ===\nRestart it.\n=== What I did ===\nI restarted it.",
            "Three problems:\n\n-- the original message never arrived\n-- no picture",
            "The program prints\n\n> Error 12: no such file\n\nWhat does it mean?",
            "What is this?\n\n________________________________\nTo unsubscribe from the mailing list click here\n\nIt fails.",
        ]
    )
    func dashes(_ text: String) throws {
        try expectWhole(text)
    }

    @Test("A postscript below the signature is kept")
    func postscript() throws {
        #expect(try Mail.body("Hi.\n\n-- \nLea\nShop\n\nPS: it is blue").trimmed == "Hi.\n\nPS: it is blue")
    }

    @Test(
        "Titles, rules and notices around what is cut go with it",
        arguments: [
            "---------------- Original ----------------\nFrom: Lea <l@x.org>\nTo: Max\nDate: 12 May 2026\n\nOld.",
            "-------- Oprindelig besked --------\nFra: Lea <l@x.org>\nDato: 12/05/2026\nEmne: x\n\nOld.",
            "---\n\nFrom: Lea <l@x.org>\nSent: Monday\nTo: Max\n\nOld.",
            "---\nThis email has been checked for viruses by a scanner.\nwww.example.com",
            "> Old.\n__\nLamps mailing list\nlamps@example.org\nhttps://example.org/mailman/listinfo/lamps",
        ]
    )
    func frames(_ rest: String) throws {
        #expect(try Mail.body("New.\n\n\(rest)").trimmed == "New.")
    }

    // MARK: HTML

    private static let gmail = """
        <div><div>Hello.</div><div class="gmail_quote"><div class="gmail_attr">On Thu, 12 Jun 2025 at 10:11, Lea \
        &lt;l@x.org&gt; wrote:</div><blockquote class="gmail_quote">One?</blockquote>
        """

    @Test("What stands below the quote in its frame is an answer")
    func belowTheQuote() throws {
        #expect(try page("\(Self.gmail)<div>Number 4711.</div></div></div>") == "Hello.\nNumber 4711.")
        #expect(try page("\(Self.gmail)</div></div>") == "Hello.")
        let passedOn =
            "<div>See below.</div><div class=\"gmail_quote\"><div>---------- Forwarded message ---------</div>"
        #expect(try page("\(passedOn)<blockquote>One</blockquote><div>Two</div></div>") == "See below.")
        let plain = "Hello.\n\nOn Thu, 12 Jun 2025 at 10:11, Lea <l@x.org> wrote:\n\n> One?\n\nYes.\n\n> Two?\n\nNo."
        let html =
            "\(Self.gmail)<div>Yes.</div><blockquote class=\"gmail_quote\">Two?</blockquote><div>No.</div></div></div>"
        let both = try Mail.multipart(
            "alternative", ["Content-Type: text/plain\n\n\(plain)", "Content-Type: text/html\n\n\(html)"])
        #expect(both.trimmed == plain)
        let alone = try page(html)
        for word in ["One?", "Yes.", "Two?", "No."] { #expect(alone.contains(word)) }
    }

    @Test("A mark inside a quote ends with it")
    func marksInside() throws {
        let quote = "<blockquote type=\"cite\"><div id=\"divRplyFwdMsg\"><b>From:</b> X</div>old</blockquote>"
        #expect(try page("<div>Hello</div>\(quote)<div>Number 4711.</div>") == "Hello\nNumber 4711.")
        let intro =
            "<p id=\"reply-intro\">On 2025-06-12 10:11, Lea wrote:</p><blockquote type=\"cite\">Old</blockquote>"
        #expect(try page("<p>Hello,</p>\(intro)<p>Number 4711.</p>") == "Hello,\n\nNumber 4711.")
    }

    @Test("What clients put on own text marks no signature; Spark's own names do")
    func names() throws {
        let text = "<div>Yes</div><div id=\"AppleMailSignature\">Number 4711.</div>"
        #expect(try page(text) == "Yes\nNumber 4711.")
        #expect(try page("<form><a name=\"quote\">Ask</a></form>") == "Ask")
        let spark =
            "<div>Yes</div><div name=\"messageSignatureSection\">Lea</div><div name=\"messageReplySection\">Old</div>"
        #expect(try page(spark) == "Yes")
    }
}
