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
        let isReport = isReport
        let sender = BounceSender(from: from, returnPath: returnPath, isReport: isReport)
        // An absence note comes from the null sender too. People answer reports and pass them on, but under their name.
        let isPersons = sender == .other || returnPath?.isEmpty != true ? isPersons(subject) : false
        let isOther = ReplySubjects.matches(subject) || isOtherReport || !isReport && isPersons
        let given = tree.header.all("X-Failed-Recipients").flatMap {
            AddressParser.parse([$0], limit: 100).addresses.map(\.address)
        }
        if let recipients = standard(isReport: isReport, isTrusted: !isOther && sender != .other) {
            guard let recipients else { return nil }
            if !recipients.isEmpty {
                let mended = recipients.map { self.mended($0, given, subject, text) }
                return bounce(mended, returned, isStandard: true)
            }
        }
        guard !ReplySubjects.matches(subject), !given.isEmpty || !isOther else { return nil }
        var others = Set((to.map(\.address) + [from?.address, returnPath].compactMap { $0 }).map { $0.lowercased() })
        for address in given { others.remove(address.lowercased()) }
        let reader = BounceText(text, others: others)
        guard !given.isEmpty || reader.isReport(by: sender, subject: subject, isCopyAttached: hasCopy) else {
            return nil
        }
        let recipients = reader.recipients(given: given, isDelay: BounceText.isDelay(subject: subject, text: text))
        return bounce(withOriginal(recipients, returned), returned, isStandard: false)
    }

    /// What the machine-readable parts say: nil when there is none, nil inside when nothing went wrong.
    ///
    /// A mail that is not itself a report may carry one: gateways wrap them, and people pass them on. It counts only when the
    /// mail is from those who send reports.
    private func standard(isReport: Bool, isTrusted: Bool) -> [MailBounce.Recipient]?? {
        var isThere = false
        for part in tree.parts where part.kind != .multipart {
            guard part.type == "message/delivery-status" || part.type == "message/global-delivery-status" else {
                continue
            }
            let isNested = isInsideMail(part)
            if isNested || !isReport {
                // The mail that came back may itself be a report.
                guard isTrusted, !(isNested && isThere) else { continue }
            }
            isThere = true
            let bytes = TransferDecoder.bytes(source, part.location, limit: Self.reportBytes).bytes
            guard let found = DeliveryStatus.recipients(bytes, limits: limits) else { return .some(nil) }
            if !found.isEmpty { return found }
        }
        return isThere ? .some([]) : nil
    }

    /// Whether the mail's own type says that it reports on a delivery.
    private var isReport: Bool {
        guard let top = tree.parts.first, top.type == "multipart/report" else { return false }
        let kind = top.contentType.word("report-type")?.lowercased() ?? ""
        return kind.isEmpty || kind == "delivery-status"
    }

    private func isInsideMail(_ part: MIMETree.Part) -> Bool {
        var ancestor = part.parent
        while let index = ancestor {
            if tree.parts[index].kind == .message { return true }
            ancestor = tree.parts[index].parent
        }
        return false
    }

    /// Whether the mail that came back, or its header, is attached.
    private var hasCopy: Bool { tree.parts.dropFirst().contains { Self.copies.contains($0.type) } }

    private static let copies: Set<String> = [
        "message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers",
    ]

    /// A receipt of reading or an abuse report.
    private var isOtherReport: Bool {
        tree.parts.contains { part in
            part.type == "message/disposition-notification" || part.type == "message/feedback-report"
        }
    }

    private func isPersons(_ subject: String) -> Bool {
        SubjectPrefixes.isForward(subject) || tree.header["In-Reply-To"] != nil && SubjectPrefixes.isAnswer(subject)
    }

    /// An address that is none gets the one that the header gives; a status that only says "failed" gets what the words for
    /// people add.
    private func mended(
        _ recipient: MailBounce.Recipient, _ given: [String], _ subject: String, _ text: String
    ) -> MailBounce.Recipient {
        var result = recipient
        if given.count == 1, recipient.address.map(DeliveryStatus.isAddress) != true { result.address = given[0] }
        guard recipient.status?.hasSuffix(".0.0") == true, recipient.diagnostic == nil,
            let status = StatusCode.read(text),
            status.first == recipient.status?.first
        else { return result }
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
        for part in tree.parts where Self.copies.contains(part.type) {
            let encoding = part.kind == .message ? .identity : part.encoding
            let place = MailAttachment.Location(range: part.body, encoding: encoding)
            let bytes = TransferDecoder.bytes(source, place, limit: limits.headerBytes).bytes
            let start = bytes.firstIndex { $0 > 0x20 } ?? 0
            let block = HeaderBlock(bytes, from: start, to: bytes.count, limits: limits)
            if !block.fields.isEmpty { return block }
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
