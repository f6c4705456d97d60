/// Why a mail was not parsed. It is never the mail's content: rubbish parses into a mail with defects.
public enum MailParsingError: Error, Sendable, Hashable {
    /// The mail is longer than `MailParserLimits.messageBytes`.
    case tooLarge(bytes: Int, limit: Int)
    /// The process has no memory for the mail's structure.
    case outOfMemory
}

extension MailParsingError: CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .tooLarge(let bytes, let limit):
            "the mail has \(bytes) bytes and at most \(limit) are parsed; keep it raw, or raise MailParserLimits.messageBytes"
        case .outOfMemory: "no memory for the mail's structure; try again later"
        }
    }
}
