/// Turns a raw mail into a `ParsedMail`.
///
/// A value without state: use one from many threads. Parsing is synchronous, does no I/O, and is linear in the mail's
/// length; see docs/email.md for what it costs.
public struct MailParser: Sendable {
    /// What one mail may cost.
    public var limits: MailParserLimits

    /// A parser with these limits.
    public init(limits: MailParserLimits = MailParserLimits()) {
        self.limits = limits
    }

    /// Parses one mail, from its first header byte to its end, as it came from the wire (CRLF, LF or CR, with or without a
    /// leading mbox `From ` line).
    ///
    /// - Throws: `MailParsingError` for a mail beyond `limits.messageBytes`; never for content.
    public func parse(_ bytes: [UInt8]) throws(MailParsingError) -> ParsedMail {
        guard bytes.count <= limits.messageBytes else {
            throw .tooLarge(bytes: bytes.count, limit: limits.messageBytes)
        }
        let bytes = LineEnds.mended(bytes)
        let tree = try MIMETree(bytes, limits: limits)
        let body = BodyParts(tree)
        let text = try BodyText(body, tree, bytes, limits: limits)
        let files = AttachmentList(body, text, tree, bytes, limits: limits)
        var mail = ParsedMail(source: bytes, headers: tree.header.fields)
        var defects = tree.defects.union(text.defects)
        if files.isDamaged { defects.insert(.encodingDamaged) }
        readHeader(tree.header, into: &mail, &defects)
        mail.text = text.text
        mail.html = text.html
        mail.trimmed = text.trimmed
        mail.attachments = files.attachments
        mail.isSigned = body.isSigned
        mail.isEncrypted = body.isEncrypted
        mail.bounce = BounceReader(tree: tree, source: bytes, limits: limits)
            .read(
                from: mail.from, to: mail.to, returnPath: mail.returnPath, subject: mail.subject, text: mail.text
            )
        mail.automatic = AutomaticClassifier.classify(
            tree.header, type: tree.parts.first?.contentType ?? HeaderParameters(nil), from: mail.from,
            subject: mail.subject, isBounce: mail.bounce != nil
        )
        mail.defects = MailDefect.allCases.filter { defects.contains($0) }
        return mail
    }

    private func readHeader(_ header: HeaderBlock, into mail: inout ParsedMail, _ defects: inout Set<MailDefect>) {
        func addresses(_ names: String..., splitsAtBlanks: Bool = false) -> [MailAddress] {
            let found = AddressParser.parse(
                names.flatMap { header.all($0) }, limit: limits.addresses, splitsAtBlanks: splitsAtBlanks)
            if found.isCut { defects.insert(.recipientsCut) }
            return found.addresses
        }
        mail.sender = addresses("Sender").first
        mail.replyTo = addresses("Reply-To")
        mail.to = addresses("To", splitsAtBlanks: true)
        mail.cc = addresses("Cc", splitsAtBlanks: true)
        mail.bcc = addresses("Bcc", splitsAtBlanks: true)
        mail.returnPath = header["Return-Path"].map { value in
            AddressParser.parse([value], limit: 1).addresses.first?.address ?? ""
        }
        let from = addresses("From")
        mail.from = from.first { $0.address.contains("@") } ?? from.first
        if mail.from == nil {
            defects.insert(.fromMissing)
            mail.from =
                mail.sender ?? mail.replyTo.first
                ?? mail.returnPath.flatMap { $0.isEmpty ? nil : MailAddress(address: $0) }
        }
        var delivered: [String] = []
        for address in addresses(
            "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "X-Forwarded-To"
        ) where !delivered.contains(address.address) && delivered.count < 50 { delivered.append(address.address) }
        mail.deliveredTo = delivered
        mail.subject = header["Subject"].map { EncodedWords.decode($0) } ?? ""
        mail.messageID = MessageIDs.first(header["Message-ID"])
        if mail.messageID == nil { defects.insert(.messageIDMissing) }
        mail.inReplyTo = MessageIDs.all(header.all("In-Reply-To"))
        mail.references = MessageIDs.references(header.all("References"))
        mail.date = DateParser.parse(header["Date"])
        if mail.date == nil { defects.insert(.dateMissing) }
    }
}
