import MailParsing
import Testing

@Suite struct TrimmingTests {
    static let introductions = [
        "On Mon, Nov 2, 2026 at 10:15 AM Support <s@x.org> wrote:", "On 02/11/2026 10:15, Support wrote:",
        "On Mon, Nov 2, 2026 at 10:15 AM Support\n<s@x.org> wrote:",
        "Il giorno lun 2 nov 2026 alle ore 10:15 Support <s@x.org> ha scritto:",
        "pon., 2 lis 2026 o 10:15 Support <s@x.org> napisał(a):", "W dniu 2.11.2026 o 10:15, Support pisze:",
        "Dnia 2 listopada 2026 10:15 Support <s@x.org> napisał(a):",
        "El lun, 2 nov 2026 a las 10:15, Support (<s@x.org>) escribió:",
        "пн, 2 нояб. 2026 г. в 10:15, Support <s@x.org>:", "02.11.2026 10:15, Support пишет:",
        "Понедельник, 2 ноября 2026, 10:15 +03:00 от Support <s@x.org>:",
        "пн, 2 лист. 2026 р. о 10:15 Support <s@x.org> пише:",
        "Am Mo., 2. Nov. 2026 um 10:15 Uhr schrieb Support <s@x.org>:",
        "Le lun. 2 nov. 2026 à 10:15, Support <s@x.org> a écrit :",
        "Em seg., 2 de nov. de 2026 às 10:15, Support <s@x.org> escreveu:",
        "Op ma 2 nov 2026 om 10:15 schreef Support <s@x.org>:",
    ]

    @Test(arguments: introductions)
    func introductionsGoWithTheirQuotes(_ introduction: String) throws {
        #expect(try Mail.body("New.\n\n\(introduction)\n> Old.\n>\n> Older.\n").trimmed == "New.")
        #expect(try Mail.body("New.\n\n\(introduction)\n\n> Old.\n").trimmed == "New.")
        #expect(try Mail.body("\(introduction)\n> Old.\n\nNew.\n").trimmed == "New.")
        #expect(try Mail.body("New.\n\n\(introduction)\n\nOld without marks.\n").trimmed == "New.")
        #expect(try Mail.body("New.\n\n\(introduction)\n> Old.\n").text.contains("> Old."))
    }

    @Test(
        arguments: [
            "From: S <s@x.org>\nSent: Monday, November 2, 2026\nTo: A\nSubject: Re: x",
            "Da: S <s@x.org>\nInviato: lunedì 2 novembre 2026\nA: A\nOggetto: x",
            "Od: S <s@x.org>\nWysłano: poniedziałek, 2 listopada 2026\nDo: A\nTemat: x",
            "De: S <s@x.org>\nEnviado: lunes, 2 de noviembre de 2026\nPara: A\nAsunto: x",
            "От: S <s@x.org>\nОтправлено: 2 ноября 2026 г.\nКому: A\nТема: x",
            "Від: S <s@x.org>\nНадіслано: 2 листопада 2026 р.\nКому: A\nТема: x",
            "Von: S <s@x.org>\nGesendet: Montag, 2. November 2026\nAn: A\nBetreff: x",
            "De : S <s@x.org>\nEnvoyé : lundi 2 novembre 2026\nÀ : A\nObjet : x",
            "De: S <s@x.org>\nEnviado: segunda-feira, 2 de novembro de 2026\nPara: A\nAssunto: x",
            "Van: S <s@x.org>\nVerzonden: maandag 2 november 2026\nAan: A\nOnderwerp: x",
            "-----Original Message-----\nx", "-----Messaggio originale-----\nx",
            "---------- Forwarded message ---------\nx", "Begin forwarded message:\nx",
            "________________________________\nFrom: S <s@x.org>\nSent: 2 Nov 2026\nSubject: x",
            "*From:* S <s@x.org>\n*Date:* 2 Nov 2026\n*Subject:* x",
            "From: S <s@x.org> Sent: 2 Nov 2026 To: A Subject: x", "##- Please type your reply above this line -##",
        ]
    )
    func everythingBelowAHeaderGoes(_ header: String) throws {
        #expect(try Mail.body("New.\n\n\(header)\n\nOld.\n").trimmed == "New.")
    }

    @Test func answersBetweenQuotesKeepThem() throws {
        let text = "> One?\nYes.\n\n> Two?\nNo.\n\n> Rest\n"
        #expect(try Mail.body(text).trimmed == "> One?\nYes.\n\n> Two?\nNo.")
    }

    @Test(arguments: [
        "-- \nAnna\nx@x.org", "--\nAnna", "Sent from my iPhone", "Inviato da iPhone", "Wysłane z iPhone'a",
        "Отправлено с iPhone", "Надіслано з iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone",
        "Enviado do meu iPhone", "Enviado desde mi iPhone", "Verstuurd vanaf mijn iPhone",
        "Get Outlook for Android<https://aka.ms/x>",
    ])
    func signaturesGo(_ signature: String) throws {
        #expect(try Mail.body("New.\n\n\(signature)\n").trimmed == "New.")
        #expect(try Mail.body("New.\n\n\(signature)\n\nOn 2/11/2026 10:15, S wrote:\n> Old\n").trimmed == "New.")
    }

    @Test(
        arguments: [
            "Just text.", "From: here to there\nit takes an hour.", "He wrote:\nhello\nand more",
            "Total: 5\nDate: tomorrow\nfine", "a -- b\nc", "I came on Monday:\n- one\n- two",
            "The hotel wrote on 2026-11-02\nthat all is well.",
        ]
    )
    func ordinaryTextStays(_ text: String) throws {
        #expect(try Mail.body(text).trimmed == text)
    }

    @Test func aMailThatIsOnlyForwardedShowsAll() throws {
        let text = "---------- Forwarded message ---------\nFrom: S <s@x.org>\nDate: 2 Nov 2026\nSubject: x\n\nOld."
        #expect(try Mail.body(text).trimmed == text)
        #expect(try Mail.body("> only\n> quoted").trimmed == "> only\n> quoted")
    }

    @Test(
        arguments: [
            "<div class=\"gmail_quote\">Old</div>", "<div class='x_gmail_quote'>Old</div>",
            "<blockquote type=\"cite\">Old</blockquote>",
            "<div id=\"divRplyFwdMsg\">From</div><div>Old</div>", "<div id=\"appendonsend\"></div><div>Old</div>",
            "<div class=\"protonmail_quote\">Old</div>",
            "<div class=\"yahoo_quoted\" id=\"yahoo_quoted_1\">Old</div>",
            "<div class=\"moz-cite-prefix\">On</div><blockquote type=\"cite\">Old</blockquote>",
            "<div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\">From</div><p>Old</p>",
            "<div class=\"gmail_signature\">Anna</div>", "<div class=\"moz-signature\">-- <br>Anna</div>",
        ]
    )
    func marksOfClientsCount(_ quote: String) throws {
        let mail = try Mail.body("<div>New.</div>\(quote)", type: "text/html")
        #expect(mail.trimmed == "New.")
        #expect(mail.text != mail.trimmed)
        // The marks also tell where a plain text ends that has none itself.
        let both = try Mail.multipart(
            "alternative",
            [
                "Content-Type: text/plain\n\nNew.\n\nOld words here.\n",
                "Content-Type: text/html\n\n<div>New.</div>\(quote)",
            ])
        #expect(both.trimmed == "New.")
    }
}
