/// Reports by RFC 3464 and RFC 6533: `message/delivery-status`.
enum DeliveryStatus {
    private static let mostRecipients = 100

    /// The recipients that a report is about; nil when it tells of nothing that went wrong.
    static func recipients(_ report: [UInt8], limits: MailParserLimits) -> [MailBounce.Recipient]? {
        var result: [MailBounce.Recipient] = []
        var isGood = false
        for group in groups(report, limits: limits) {
            guard let recipient = group["Final-Recipient"] ?? group["Original-Recipient"] ?? group["X-Actual-Recipient"]
            else { continue }
            let action = group["Action"]?.lowercased().trimmed.prefix { $0.isLetter } ?? ""
            if action == "delivered" || action == "relayed" || action == "expanded" {
                isGood = true
                continue
            }
            guard result.count < mostRecipients else { break }
            let diagnostic = group["Diagnostic-Code"].map { EncodedWords.decode($0) }
            // The words of the other side are more exact than the class that the reporting system makes of them.
            var status = group["Status"].flatMap { StatusCode.enhanced(in: $0) }
            if status == nil || status?.hasSuffix(".0.0") == true, let words = diagnostic,
                let better = StatusCode.read(words, family: status?.first)
            {
                if status == nil || better.first == status?.first { status = better }
            }
            let isDelayed = action == "delayed"
            let original = group["Original-Recipient"].flatMap { address($0) }
            let final = address(recipient)
            // A masked address, a path or a user without a domain tells nobody who was meant.
            let shown = final.flatMap { isAddress($0) ? $0 : nil } ?? original ?? final
            if status == nil { status = isDelayed ? "4.0.0" : "5.0.0" }
            result.append(
                MailBounce.Recipient(
                    address: shown, status: status, action: isDelayed ? .delayed : .failed,
                    isPermanent: !isDelayed && status?.first != "4",
                    diagnostic: diagnostic.map { String(TextCleaner.line($0).prefix(500)) }
                )
            )
        }
        if result.isEmpty { return isGood ? nil : [] }
        return result
    }

    /// Whether a mail could be sent there.
    static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !text.hasPrefix("/"), !text.contains("*") else { return false }
        return halves.allSatisfy { $0.contains { $0.isLetter || $0.isNumber } } && halves[1].contains(".")
    }

    /// Blocks of fields between blank lines.
    private static func groups(_ report: [UInt8], limits: MailParserLimits) -> [HeaderBlock] {
        var result: [HeaderBlock] = []
        var position = 0
        while position < report.count, result.count < mostRecipients * 2 {
            while position < report.count, report[position] <= 0x20 { position += 1 }
            guard position < report.count else { break }
            let block = HeaderBlock(report, from: position, to: report.count, limits: limits)
            guard block.end > position else { break }
            position = block.end
            result.append(block)
        }
        return result
    }

    /// `rfc822; anna@example.org`
    private static func address(_ value: String) -> String? {
        let text = value.split(separator: ";", maxSplits: 1).last.map(String.init) ?? value
        let found = AddressParser.parse([text], limit: 1).addresses.first?.address
        return found?.contains("@") == true ? found : (found ?? text.trimmed)
    }
}
