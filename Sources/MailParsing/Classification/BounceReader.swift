/// Finds out whether a mail is a delivery report, and what it reports.
struct BounceReader {
    let tree: MIMETree
    let source: [UInt8]
    let limits: MailParserLimits

    private static let reportBytes = 256 << 10

    func read(from: MailAddress?, to: [MailAddress], returnPath: String?, subject: String, text: String) -> MailBounce?
    {
        // Only a report is searched for it.
        lazy var returned = returnedHeader(in: text)
        if let recipients = standard() {
            guard let recipients else { return nil }
            if !recipients.isEmpty {
                return bounce(recipients.map { mended($0, subject, text) }, returned, isStandard: true)
            }
        }
        // An absence note comes from the null sender too.
        guard !ReplySubjects.matches(subject) else { return nil }
        let given = tree.header.all("X-Failed-Recipients").flatMap {
            AddressParser.parse([$0], limit: 100).addresses.map(\.address)
        }
        guard
            !given.isEmpty
                || isFromMailSystem(from, returnPath, subject)
                    && BounceText.looksLikeReport(subject: subject, text: text)
        else {
            return nil
        }
        if given.isEmpty, isOtherReport { return nil }
        var others = Set((to.map(\.address) + [from?.address, returnPath].compactMap { $0 }).map { $0.lowercased() })
        for address in given { others.remove(address.lowercased()) }
        let reader = BounceText(text, others: others)
        let recipients = reader.recipients(given: given, isDelay: BounceText.isDelay(subject: subject, text: text))
        return bounce(withOriginal(recipients, returned), returned, isStandard: false)
    }

    /// What a machine-readable part says: nil when there is none, nil inside when nothing went wrong.
    private func standard() -> [MailBounce.Recipient]?? {
        for part in tree.parts where part.kind != .multipart {
            guard part.type == "message/delivery-status" || part.type == "message/global-delivery-status" else {
                continue
            }
            let bytes = TransferDecoder.bytes(source, part.location, limit: Self.reportBytes).bytes
            return .some(DeliveryStatus.recipients(bytes, limits: limits))
        }
        return nil
    }

    /// A receipt of reading or an abuse report.
    private var isOtherReport: Bool {
        tree.parts.contains { part in
            part.type == "message/disposition-notification" || part.type == "message/feedback-report"
        }
    }

    private func isFromMailSystem(_ from: MailAddress?, _ returnPath: String?, _ subject: String) -> Bool {
        if returnPath?.isEmpty == true { return true }
        if tree.parts.first?.type == "multipart/report" { return true }
        // An answer to a report is a person's.
        if tree.header["In-Reply-To"] != nil, subject.hasPrefixIgnoringCase("re:") { return false }
        guard let from else { return true }
        let local = from.address.split(separator: "@").first.map { $0.lowercased() } ?? ""
        let name = from.name?.lowercased() ?? ""
        return Self.words.contains(local) || Self.locals.contains { local.holds($0) }
            || Self.names.contains { name.hasPrefix($0) }
    }

    private static let words: Set<String> = [
        "root", "mailer", "bounce", "bounces", "delivery", "mail", "daemon", "admin",
    ]
    private static let locals = [
        "mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "maildaemon", "mdaemon", "microsoftexchange",
        "mailsystem", "postoffice", "mail-delivery",
    ]
    private static let names = [
        "mail delivery", "mailer-daemon", "mailer daemon", "mail system", "postmaster", "internet mail delivery",
        "system administrator", "systemadministrator", "amministratore di sistema", "administrator systemu",
        "administrador del sistema", "системный администратор", "microsoft outlook", "mail administrator",
        "systembeheerder", "administrateur système", "email delivery", "mail-system",
    ]

    /// A status that only says "failed" gets what the words for people add.
    private func mended(_ recipient: MailBounce.Recipient, _ subject: String, _ text: String) -> MailBounce.Recipient {
        guard recipient.status?.hasSuffix(".0.0") == true, recipient.diagnostic == nil,
            let status = StatusCode.read(text),
            status.first == recipient.status?.first
        else { return recipient }
        var result = recipient
        result.status = status
        return result
    }

    private func withOriginal(_ recipients: [MailBounce.Recipient], _ returned: HeaderBlock?) -> [MailBounce.Recipient]
    {
        guard recipients.count == 1, recipients[0].address == nil, let to = returned?["To"],
            let address = AddressParser.parse([to], limit: 2).addresses.first?.address
        else { return recipients }
        var result = recipients
        result[0].address = address
        return result
    }

    private func bounce(_ recipients: [MailBounce.Recipient], _ returned: HeaderBlock?, isStandard: Bool) -> MailBounce
    {
        MailBounce(
            recipients: recipients, originalMessageID: MessageIDs.first(returned?["Message-ID"]),
            originalHeaders: returned?.fields ?? [], isStandard: isStandard
        )
    }

    /// The header block of the mail that came back: its copy, its fields, or what stands at the end of the text.
    private func returnedHeader(in text: String) -> HeaderBlock? {
        for part in tree.parts {
            switch part.type {
            case "message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers",
                "message/global-headers":
                let bytes = TransferDecoder.bytes(
                    source,
                    MailAttachment.Location(
                        range: part.body, encoding: part.kind == .message ? .identity : part.encoding),
                    limit: limits.headerBytes
                ).bytes
                let start = bytes.firstIndex { $0 > 0x20 } ?? 0
                let block = HeaderBlock(bytes, from: start, to: bytes.count, limits: limits)
                if !block.fields.isEmpty { return block }
            default: break
            }
        }
        // In the text: the fields around its Message-ID.
        guard let id = text.range(ofIgnoringCase: "\nmessage-id:") else { return nil }
        var start = id
        let bytes = Array(text.utf8.prefix(Self.reportBytes))
        guard start < bytes.count else { return nil }
        while start > 1, !(bytes[start] == .lineFeed && bytes[start - 1] == .lineFeed) { start -= 1 }
        while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
        let block = HeaderBlock(bytes, from: start, to: bytes.count, limits: limits)
        return block["Message-ID"] == nil ? nil : block
    }
}

extension String {
    /// Offset in UTF-8 of an ASCII text, letters without case; nil when it is not there.
    fileprivate func range(ofIgnoringCase needle: String) -> Int? {
        let pattern = Array(needle.utf8)
        let bytes = Array(utf8.prefix(256 << 10))
        guard let first = pattern.first, bytes.count >= pattern.count else { return nil }
        for index in 0...(bytes.count - pattern.count) where bytes[index] == first {
            if zip(bytes[index...], pattern).allSatisfy({ $0.lowered == $1 }) { return index }
        }
        return nil
    }
}
