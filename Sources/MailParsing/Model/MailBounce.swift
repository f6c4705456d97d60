/// A report that another mail was not delivered, or not yet.
///
/// Anyone can send one. Only the report that names a mail of ours (by token or signed Message-ID) may change anything.
public struct MailBounce: Sendable, Hashable {
    /// What the reporting system did with the mail.
    public enum Action: String, Sendable, Hashable, Codable {
        /// Gave it up.
        case failed
        /// Still tries.
        case delayed
    }

    /// What became of the mail for one recipient.
    public struct Recipient: Sendable, Hashable {
        /// The address that failed; nil when the report does not tell.
        public var address: String?
        /// The enhanced status (RFC 3463), for example `5.1.1`; guessed from the SMTP code or the words when the report
        /// has none.
        public var status: String?
        /// What the reporting system did with the mail.
        public var action: Action
        /// True when trying again is of no use: it was given up, for a reason of class 5. A mail given up for a passing
        /// reason (class 4: a full mailbox, no connection for days) is `failed` and not permanent.
        public var isPermanent: Bool
        /// The words of the remote system, one line, at most 500 characters.
        public var diagnostic: String?

        /// What became of the mail for one recipient.
        public init(
            address: String?, status: String?, action: Action = .failed, isPermanent: Bool, diagnostic: String? = nil
        ) {
            self.address = address
            self.status = status
            self.action = action
            self.isPermanent = isPermanent
            self.diagnostic = diagnostic
        }
    }

    /// At least one, at most 100, in the report's order.
    public var recipients: [Recipient]
    /// The Message-ID of the mail that came back, without angle brackets, from the copy or the header block inside.
    public var originalMessageID: String?
    /// The header fields of the mail that came back, as far as the report has them.
    public var originalHeaders: [MailHeader]
    /// True for a report by RFC 3464; false for one that was read from its words.
    public var isStandard: Bool

    /// A report about these recipients.
    public init(
        recipients: [Recipient], originalMessageID: String? = nil, originalHeaders: [MailHeader] = [],
        isStandard: Bool = true
    ) {
        self.recipients = recipients
        self.originalMessageID = originalMessageID
        self.originalHeaders = originalHeaders
        self.isStandard = isStandard
    }

    /// The status of the first recipient that failed for good, else of the first.
    public var status: String? { (recipients.first(where: \.isPermanent) ?? recipients.first)?.status }
    /// The address of the first recipient that failed for good, else of the first.
    public var recipient: String? { (recipients.first(where: \.isPermanent) ?? recipients.first)?.address }
    /// True when trying again is of no use for some recipient.
    public var isPermanent: Bool { recipients.contains(where: \.isPermanent) }
}
