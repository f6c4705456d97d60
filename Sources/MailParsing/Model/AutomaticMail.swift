/// Why a mail is taken for one that no person wrote just now. Such a mail is stored, never answered, never reopens.
public struct AutomaticMail: Sendable, Hashable {
    /// What kind of machine wrote it.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A report about the delivery of another mail; see `ParsedMail.bounce`.
        case bounce
        /// An absence note or another answer that a mailbox gives by itself.
        case reply
        /// Generated without a mail to answer: a notification, a receipt of reading.
        case notification
        /// Sent to many: a list, a newsletter.
        case bulk
    }

    /// The kind; the most specific of what the signs say.
    public var kind: Kind
    /// The signs, in the order in which they were found, for people: `Auto-Submitted: auto-replied`.
    public var signs: [String]
    /// True when only weak signs spoke (a subject that looks like an absence note): enough not to answer, not enough to
    /// hide the mail.
    public var isWeak: Bool

    /// A classification with its signs.
    public init(kind: Kind, signs: [String], isWeak: Bool = false) {
        self.kind = kind
        self.signs = signs
        self.isWeak = isWeak
    }
}
