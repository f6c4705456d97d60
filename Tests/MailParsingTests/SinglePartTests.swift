import CMIME
import MailParsing
import Testing

/// A mail of one text is read without GMime when its header is in good form. GMime is asked about the same mail with one
/// field that is not, and must say the same.
@Suite struct SinglePartTests {
    private static let good = "From: a@x.org\nSubject: x\n"
    /// An 8-bit value: lawful for most, and in doubt GMime is asked.
    private static let odd = "X-Note: é\n"

    static let bodies = [
        "x", "x\n", "x\r\n\r\n", "\nx", "--b\nx\n--b--\n", "From x\n>From y\n", "Subject: y\n\nz", "x\ry\n", ".\n",
        " \n",
        "Content-Type: message/rfc822\n\nSubject: z\n\nw\n", "begin 644 a\n#86)C\nend\n", "\u{0}é\u{FEFF}\n",
        String(repeating: "a: b\n", count: 30), String(repeating: "--\n", count: 60),
        "x: \(String(repeating: ":", count: 20))\n\(String(repeating: "y", count: 9000)): z\n",
    ]

    @Test(
        arguments: bodies,
        [
            "", "Content-Type: text/plain\n", "content-type:TEXT/HTML;charset=utf-8\n",
            "Content-Type: text/plain;\n\tboundary=b\n", "Content-Transfer-Encoding: quoted-printable\n",
            "Content-Disposition: attachment; filename=a.txt\n", "To: a@x.org,\n b@x.org\n",
        ])
    func itIsReadAsGMimeReadsIt(_ body: String, _ field: String) throws {
        for limits in [MailParserLimits(), MailParserLimits(headerFields: 10, parts: 5)] {
            for end in ["\n", "\r\n"] {
                func mail(_ fields: String) throws -> ParsedMail {
                    let text = (Self.good + fields + "\n").replacing("\n", with: end) + body
                    return try Mail.parse(text, limits: limits)
                }
                let (short, long) = (try mail(field), try mail(field + Self.odd))
                #expect(short.text == long.text)
                #expect(short.html == long.html)
                #expect(short.trimmed == long.trimmed)
                #expect(short.defects == long.defects)
                #expect(short.to == long.to)
                #expect(short.attachments.map(\.sha256) == long.attachments.map(\.sha256))
            }
        }
    }

    @Test(arguments: [
        ("Content-Type: multipart/mixed; boundary=b\n", 3), ("Content-Type : multipart/mixed; boundary=b\n", 3),
        ("Content-Type:\n multipart/mixed; boundary=b\n", 3), ("Content-Type: text/plain\n", 1),
        ("Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b\n", 3),
        ("Content-Type: multipart/mixed; boundary=b\nContent-Type: text/plain\n", 3),
        ("Content-Type: text/plain\nContent-Type: text/html\n", 1),
        ("Content-Type: text/plainly\n", 1), ("Content-Type: text/plain charset=utf-8\n", 1),
    ])
    func whatNamesAnotherTypeIsGMimesBusiness(_ field: String, _ count: Int) throws {
        let body = "--b\n\none\n--b\nContent-Type: application/x-a\n\ntwo\n--b--\n"
        #expect(try parts(Self.good + field + "\n" + body) == count)
        #expect(try parts(Self.good + field + Self.odd + "\n" + body) == count)
    }

    @Test func aBlockWithoutABodyHasNone() throws {
        #expect(try Mail.parse(Self.good + "\n").text == "")
        #expect(try Mail.parse(Self.good).text == "")
        #expect(try Mail.parse(Self.good + "\nx").text == "x")
        #expect(try parts(Self.good + "\nx") == 1)
    }

    /// The parts that the shim finds.
    private func parts(_ text: String) throws -> Int {
        var tree = cmime_tree()
        defer { cmime_tree_free(&tree) }
        let limits = cmime_limits(header_bytes: 1 << 18, header_fields: 2000, parts: 1000, depth: 64)
        let bytes = Array(text.utf8)
        #expect(cmime_read(bytes, bytes.count, limits, &tree) == 0)
        return tree.count
    }
}
