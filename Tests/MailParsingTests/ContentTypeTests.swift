import MailParsing
import Testing

/// Types and dispositions with more or less in them than there should be.
@Suite struct ContentTypeTests {
    @Test(
        "Junk behind a type is no part of it, and parameters behind the junk are read",
        arguments: [
            "text/html, charset=utf-8", "text/html: charset=utf-8", "text/html Content-Transfer-Encoding: 8bit",
            "text/html/plain; charset=utf-8", "text/html \u{A0}; charset=utf-8", "text/html (page) ; charset=utf-8",
            "\"text/html\"; charset=utf-8", "text / html ; charset=utf-8", "text/html charset=utf-8",
        ])
    func junkBehindAType(_ type: String) throws {
        let mail = try Mail.body("<b>Grüße</b>", type: type)
        #expect(mail.text == "Grüße")
        #expect(mail.html == "<b>Grüße</b>")
        #expect(mail.attachments.isEmpty)
    }

    @Test("A charset behind a comma counts")
    func charsetBehindAComma() throws {
        let head = Array("From: a@x.org\nContent-Type: text/plain, charset=koi8-r\n\n".utf8)
        #expect(try MailParser().parse(head + [0xF0, 0xD2]).text == "Пр")
    }

    @Test(
        "A parameter where the first word should be is a parameter",
        arguments: [
            "Content-Disposition: filename=\"a.pdf\"", "Content-Disposition: filename*=utf-8''a.pdf",
            "Content-Disposition: size=5; filename=a.pdf", "Content-Type: name=a.pdf",
        ])
    func firstWordMissing(_ field: String) throws {
        let type = field.hasPrefix("Content-Type") ? "" : "Content-Type: application/pdf\n"
        let mail = try Mail.multipart("mixed", ["\nHello", "\(type)\(field)\n\nx"])
        #expect(mail.attachments.map(\.name) == ["a.pdf"])
    }
}
