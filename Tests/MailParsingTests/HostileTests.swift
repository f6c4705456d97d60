import MailParsing
import Testing

/// Mails that try to cost more than they weigh. What is quadratic anywhere takes minutes here, the others a moment.
@Suite struct HostileTests {
    private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

    private static let page = "Content-Type: text/html; charset=utf-8\n\n"

    static let mails: [(String, String)] = [
        (
            "deep parts",
            (0..<4000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined() + "\ntext"
        ),
        ("deep messages", times(10_000, "Content-Type: message/rfc822\n\n") + "text"),
        ("fields", "From: a@x.org\n" + (0..<20_000).map { "X-\($0): y\n" }.joined() + "\ntext"),
        ("folded field", "Subject: x\n" + times(20_000, " yyyyyyyy\n") + "\ntext"),
        ("groups", "From: " + times(50_000, "a:") + "\n\ntext"),
        ("folded groups", "To: " + times(50_000, "a:\n ") + "\n\ntext"),
        ("comments", "From: " + times(200_000, "(") + "\n\ntext"),
        ("quotes", "From: " + times(60_000, "\"\\") + "\n\ntext"),
        ("commas", "From: " + times(100_000, "a,") + "\n\ntext"),
        ("words", "Subject: " + times(20_000, "=?utf-8?Q?") + "\n\ntext"),
        ("parts", "Content-Type: multipart/mixed; boundary=b\n\n" + times(40_000, "--b\n\nx\n")),
        ("parameters", "Content-Type: text/plain; " + (0..<30_000).map { "a\($0)=b; " }.joined() + "\n\ntext"),
        ("types", "Content-Type: " + times(60_000, "a ") + "\n\ntext"),
        (
            "long names",
            "Content-Type: multipart/mixed; boundary=b\n\n"
                + times(100, "--b\nContent-Type: a/b; name=\"\(times(30_000, "é"))\"\n\nx\n")
        ),
        ("blanks in a type", "Content-Type: a" + times(60_000, " ") + "b\n\ntext"),
        (
            "names",
            "Content-Type: multipart/mixed; boundary=b\n\n"
                + times(900, "--b\nContent-Type: image/png; name=a.png\n\nx\n")
        ),
        (
            "messages",
            "Content-Type: multipart/mixed; boundary=b\n\n"
                + times(900, "--b\nContent-Type: message/rfc822\n\nSubject: x\n\ny\n")
        ),
        ("nested tags", page + times(60_000, "<div>")),
        ("end tags", page + times(20_000, "<b>") + times(20_000, "</i>")),
        ("attributes", page + "<a " + (0..<30_000).map { "a\($0) " }.joined() + ">x"),
        ("same attributes", page + "<a " + (0..<20_000).map { "class\($0)='<' " }.joined() + ">x"),
        ("open quotes", page + times(20_000, "<a href=\"")),
        ("open comments", page + times(30_000, "<!-- <")),
        ("open scripts", page + times(20_000, "<script ")),
        ("tables", page + times(20_000, "<table><tr><td>") + "x"),
        ("links", page + times(10_000, "<a href='http://x.org/'>") + "x"),
        ("introductions", "\n" + times(15_000, "On 2026-11-02 10:15\n")),
        ("sentences", "\n" + times(9000, "\(times(25, "ab "))\(":")\n")),
        ("times", "\n" + times(9000, "at é \(times(36, "1 "))\(":")\n")),
        ("long labels", "\n" + times(11, "Date: x\n") + "From: " + times(100_000, "e\u{301}")),
        ("colons", "To: \"x\" a@b" + times(31_000, ":a") + "\n\ntext"),
        ("quoted groups", "To: " + times(15_000, "\"q\":") + "\n\ntext"),
        ("header blocks", "\n" + times(15_000, "From: a\nx\n")),
        ("rules", "\n" + times(6000, "x\n__________\n\n")),
        ("quotes and answers", "\n" + times(9000, "> a\nb\n")),
        ("arrows", "\n" + times(400_000, ">")),
        ("signatures", "\nx\n" + times(9000, "-- \n> a\n")),
        ("dividers", "\nx\n" + times(9000, "--\nsomebody wrote at 10:11\n")),
        ("footers", "\nx\n" + times(9000, "--\nmailing list @\n")),
        ("torn lines", "\nx\n" + times(6000, "> \(times(70, "a"))\nbbbbb\n") + "> x"),
        ("frames", "\nx\n" + times(9000, "--- x ---\n") + "From: a@x.org\nTo: b\nDate: 1 May 2026\n"),
        ("pasted files", "\n" + times(10_000, "begin 644 a\n")),
        ("bounces of nobody", "From: MAILER-DAEMON@x.org\n\n" + times(2000, "did not reach the following recipient\n")),
        ("codes", "From: MAILER-DAEMON@x.org\n\n" + times(50_000, "said: 550 ")),
        ("lost boundaries", "Content-Type: multipart/mixed\n\n" + times(100_000, "--a\nContent-X\n")),
        ("found boundaries", "Content-Type: multipart/mixed\n\n" + times(40_000, "--a\nContent-Type: a/b\n\nx\n")),
        ("alternatives", "Content-Type: multipart/alternative; boundary=b\n\n" + times(990, "--b\n\nx\n")),
        (
            "frames of quotes",
            page + times(3000, "<div class=gmail_quote>") + times(9000, "<blockquote>x</blockquote>y")
        ),
        ("bounces", "Return-Path: <>\nSubject: failure notice\n\n" + times(10_000, "<a@x.org>: 550\n")),
    ]

    @Test("An address that decodes to itself is decoded once", arguments: ["@ LLLLL: =", "@:=", "=@: @ =", "=?@?= @:"])
    func addressOfNothing(_ value: String) throws {
        let mail = try Mail.parse("From: \(value)\nTo: \(value)\nSubject: x\n\nx")
        #expect(mail.text == "x")
        #expect(mail.to.count <= 1)
    }

    @Test("A mailbox that was encoded as a whole is read")
    func encodedMailbox() throws {
        let whole = "=?utf-8?Q?Rosa_=3Crosa=40example.com=3E?="
        let mail = try Mail.parse("From: \(whole)\nSubject: x\n\nx")
        #expect(mail.from?.address == "rosa@example.com")
    }

    @Test("A text of nothing before a page of nothing is a mail of nothing")
    func emptyTextBeforeEmptyPage() throws {
        for text in ["", "  "] {
            let mail = try Mail.multipart(
                "mixed", ["Content-Type: text/plain\n\n\(text)", "Content-Type: text/html\n\n<div></div><br>"]
            )
            #expect(mail.text.isEmpty)
            #expect(mail.trimmed.isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(15)), arguments: mails.indices)
    func costsWhatItWeighs(_ index: Int) throws {
        let mail = try Mail.parse(Self.mails[index].1)
        #expect(mail.attachments.count <= MailParserLimits().parts)
    }
}
