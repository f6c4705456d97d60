import MailParsing
import Testing

/// Headers with 8-bit text that nobody encoded.
@Suite struct RawHeaderTests {
    static let texts: [(String, [UInt8], String)] = [
        ("euc-kr", [0xC1, 0xD6, 0xB9, 0xAE, 0x20, 0xC3, 0xEB, 0xBC, 0xD2], "주문 취소"),
        ("gb2312", [0xB6, 0xA9, 0xB5, 0xA5, 0xCE, 0xCA, 0xCC, 0xE2], "订单问题"),
        ("shift_jis", [0x92, 0x8D, 0x95, 0xB6, 0x82, 0xCC, 0x8C, 0x8F], "注文の件"),
        ("big5", [0xAD, 0x71, 0xB3, 0xE6, 0xB0, 0xDD, 0xC3, 0x44], "訂單問題"),
        ("iso-8859-2", [0x5A, 0x77, 0x72, 0x6F, 0x74, 0x20, 0xB3, 0xF3, 0xBF, 0x6B, 0x61], "Zwrot łóżka"),
        ("windows-1253", [0xF0, 0xE1, 0xF1, 0xE1, 0xE3, 0xE3, 0xE5, 0xEB, 0xDF, 0xE1], "παραγγελία"),
    ]

    @Test("Raw text is in the charset of the mail's text", arguments: texts)
    func charsetOfTheText(_ label: String, _ raw: [UInt8], _ expected: String) throws {
        let head = Array("Subject: ".utf8) + raw + Array("\nFrom: ".utf8) + raw + Array(" <a@x.org>\n".utf8)
        let single = Array("Content-Type: text/plain; charset=\(label)\n\n".utf8) + raw
        let mail = try MailParser().parse(head + single)
        #expect(mail.subject == expected)
        #expect(mail.from == MailAddress(name: expected, address: "a@x.org"))
        #expect(mail.text == expected)
        let file = Array("--b\nContent-Disposition: attachment; filename=\"".utf8) + raw + Array(".pdf\"\n\nx\n".utf8)
        let mixed = Array("Content-Type: multipart/mixed; boundary=b\n\n".utf8) + file + Array("--b\n".utf8) + single
        let parts = try MailParser().parse(head + mixed + Array("\n--b--\n".utf8))
        #expect(parts.subject == expected)
        #expect(parts.attachments.map(\.name) == [expected + ".pdf"])
    }

    @Test("What is UTF-8, or was, stays that whatever the text is in")
    func unicodeStays() throws {
        let end = Array("\nContent-Type: text/plain; charset=windows-1251\n\nx".utf8)
        let whole = Array("Subject: Заказ".utf8)
        #expect(try MailParser().parse(whole + end).subject == "Заказ")
        #expect(try MailParser().parse(whole.dropLast() + end).subject == "Зака\u{FFFD}")
    }

    @Test("A label that the bytes contradict is not believed")
    func labelThatDoesNotFit() throws {
        let end = Array("hlen\nContent-Type: text/plain; charset=euc-kr\n\nx".utf8)
        #expect(try MailParser().parse(Array("Subject: w".utf8) + [0xE4] + end).subject == "wählen")
    }

    @Test("Raw Japanese in seven bits needs no label")
    func rawJapanese() throws {
        let mail = Array("Subject: \u{1B}$BCmJ8\u{1B}(B 12\n\nx".utf8)
        #expect(try MailParser().parse(mail).subject == "注文 12")
    }
}
