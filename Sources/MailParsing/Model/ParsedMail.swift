/// A mail as a desk needs it: who, to whom, what was said, which files.
///
/// Everything textual is Unicode without controls other than line feeds and tabs. Nothing in here is trustworthy: a
/// stranger wrote it all.
public struct ParsedMail: Sendable {
    /// The first mailbox of From; failing that of Sender, Reply-To or Return-Path (see `MailDefect.fromMissing`).
    public var from: MailAddress?
    /// Sender, when it is there.
    public var sender: MailAddress?
    /// To, groups flattened, in order, at most `MailParserLimits.addresses`.
    public var to: [MailAddress]
    /// Cc.
    public var cc: [MailAddress]
    /// Bcc, which some systems leave in.
    public var bcc: [MailAddress]
    /// Reply-To. It routes answers and never says who the sender is.
    public var replyTo: [MailAddress]
    /// Addresses that the receiving systems noted (Delivered-To, X-Original-To, Envelope-To, X-Envelope-To,
    /// X-Delivered-To, X-Forwarded-To), in order, without doubles.
    public var deliveredTo: [String]
    /// Return-Path: an address, the empty string for the null sender `<>`, nil when the field is missing.
    public var returnPath: String?
    /// Subject, decoded, on one line; empty when there is none.
    public var subject: String
    /// Message-ID without angle brackets; nil when it is missing or not usable.
    public var messageID: String?
    /// In-Reply-To: every id in it, without angle brackets.
    public var inReplyTo: [String]
    /// References: every id, oldest first, without doubles, at most the first 10 and the newest 190.
    public var references: [String]
    /// Date; nil when it is missing or not usable.
    public var date: MailDate?
    /// The whole text: the plain text, or the HTML turned into text when there is no plain text. Lines end in `\n`.
    public var text: String
    /// HTML that is safe to show in a page: rebuilt from an allow-list, no scripts, styles, forms or remote images; cid
    /// images as `<img src="cid:…">`. Nil when the mail has no HTML.
    public var html: String?
    /// `text` without quoted mails, their introduction and the signature: a view for reading. A mail that is nothing but
    /// that, such as one forwarded without a word, shows all of it. The full text is in `text`.
    public var trimmed: String
    /// All parts that are not the text, in order.
    public var attachments: [MailAttachment]
    /// Nil for mail that a person wrote.
    public var automatic: AutomaticMail?
    /// Not nil for a delivery report (also a report of delay).
    public var bounce: MailBounce?
    /// True when the text was signed (multipart/signed, or S/MIME signed data). The signature is not checked.
    public var isSigned: Bool
    /// True when the content is encrypted and the text therefore only what stands around it.
    public var isEncrypted: Bool
    /// The header fields of the outermost block in order, within the limits.
    public var headers: [MailHeader]
    /// What was wrong or cut, without doubles.
    public var defects: [MailDefect]

    /// The raw mail that the attachments lie in; shared with the caller's array, not
    /// copied, unless its ends of line had to be mended.
    var source: [UInt8]

    /// A mail of which nothing is known yet.
    init(source: [UInt8], headers: [MailHeader]) {
        self.source = source
        self.headers = headers
        to = []
        cc = []
        bcc = []
        replyTo = []
        deliveredTo = []
        subject = ""
        inReplyTo = []
        references = []
        text = ""
        trimmed = ""
        attachments = []
        isSigned = false
        isEncrypted = false
        defects = []
    }

    /// The values of the header fields with this name (case does not matter), unfolded, not decoded, in order.
    public func headerValues(_ name: String) -> [String] {
        headers.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
    }

    /// The decoded bytes of an attachment of this mail.
    public func content(of attachment: MailAttachment) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(attachment.size)
        forEachChunk(of: attachment) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// The decoded bytes of an attachment in pieces of at most 64 KiB, for who must wait between them: memory does not
    /// grow with the attachment. Holds on to the mail's bytes.
    public func pieces(of attachment: MailAttachment) -> some IteratorProtocol<[UInt8]> & Sendable {
        TransferDecoder.Pieces(source, attachment.location)
    }

    /// Hands the decoded bytes of an attachment to `body` in pieces of at most 64 KiB, so that memory does not grow with
    /// the attachment. What `body` throws ends the reading and is thrown on.
    public func forEachChunk<Failure: Error>(
        of attachment: MailAttachment, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        try TransferDecoder.decode(source, attachment.location, body)
    }
}
