import MailParsing

/// Writing mails in tests.
enum Mail {
    static func parse(_ text: String, limits: MailParserLimits = MailParserLimits()) throws -> ParsedMail {
        try MailParser(limits: limits).parse(Array(text.utf8))
    }

    /// A mail of one part with a header field more.
    static func body(
        _ text: String, type: String = "text/plain; charset=utf-8", extra: String = ""
    ) throws -> ParsedMail {
        try parse("From: a@example.com\nSubject: x\n\(extra)Content-Type: \(type)\n\n\(text)")
    }

    /// `multipart/…` with these parts, each a header block, an empty line and a body.
    static func multipart(
        _ kind: String, _ parts: [String], head: String = "From: a@example.com\n"
    ) throws -> ParsedMail {
        let inner = parts.map { "--b\n\($0)\n" }.joined()
        return try parse("\(head)Content-Type: multipart/\(kind); boundary=b\n\n\(inner)--b--\n")
    }
}

extension ParsedMail {
    func content(_ index: Int) -> String { String(decoding: content(of: attachments[index]), as: UTF8.self) }
}
