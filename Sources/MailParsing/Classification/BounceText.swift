/// Reports that are written for people only: qmail, Exim, Postfix and Sendmail without a machine-readable part, Exchange,
/// Domino, and the services of large providers.
struct BounceText {
    private let lines: [Substring]
    /// Where the copy of the mail that came back begins.
    private let end: Int
    /// Addresses that a report names but is not about.
    private let others: Set<String>
    private static let mostRecipients = 100
    private static let mostLines = 2000

    init(_ text: String, others: Set<String>) {
        lines = Array(
            text.split(separator: "\n", maxSplits: Self.mostLines, omittingEmptySubsequences: false).prefix(
                Self.mostLines))
        end = lines.firstIndex { Self.beginsCopy($0) } ?? lines.endIndex
        self.others = others
    }

    /// Whether this is a report that something was not delivered. Who sends nothing else need only hint at it; a post office
    /// has to use words that parcels and appointments have not, or show the other side's code or what came back.
    ///
    /// - Parameter isCopyAttached: Whether the mail that came back is attached.
    func isReport(by sender: BounceSender, subject: String, isCopyAttached: Bool) -> Bool {
        let title = subject.lowercased()
        guard sender != .other, !title.hasPrefix("successful"), !title.hasPrefix("delivered:") else { return false }
        let words = lines[..<end].joined(separator: "\n")
        let head = words.prefix(1500).lowercased()
        let isClear = Self.openings.contains { head.holds($0) }
        lazy var isVague =
            Self.subjects.contains { title.holds($0) } || Self.vagueOpenings.contains { head.holds($0) }
        lazy var hasCode = StatusCode.isQuoted(in: words)
        let hasCopy = isCopyAttached || end < lines.endIndex
        return switch sender {
        case .daemon: isClear || isVague || hasCode || hasCopy
        case .office: isClear || isVague && (hasCode || hasCopy) || hasCode && hasCopy
        case .other: false
        }
    }

    /// True for a report that the mail is late, not lost.
    static func isDelay(subject: String, text: String) -> Bool {
        let title = subject.lowercased()
        let head = text.prefix(3000).lowercased()
        return delays.contains { title.holds($0) || head.holds($0) }
    }

    /// Where the report begins to tell who was not reached: some repeat the fields of the mail before it, and its `To:`.
    private var begin: Int {
        let sentence = lines[..<end].firstIndex { $0.lowercased().holds("did not reach the following recipient") }
        guard let sentence, lines[sentence..<end].contains(where: { !Self.addresses(in: $0).isEmpty }) else { return 0 }
        return sentence
    }

    /// The recipients that the words name, with what is said about each.
    func recipients(given: [String], isDelay: Bool) -> [MailBounce.Recipient] {
        let report = Array(lines[begin..<end])
        var found: [(address: String, line: Int)] = []
        var seen: Set<String> = []
        func add(_ address: String, _ line: Int) {
            guard found.count < Self.mostRecipients, !others.contains(address.lowercased()),
                seen.insert(address.lowercased()).inserted
            else { return }
            found.append((address, line))
        }
        let lowered = given.map { $0.lowercased() }
        for (index, line) in report.enumerated() {
            for address in Self.addresses(in: line) where lowered.contains(address.lowercased()) { add(address, index) }
        }
        for address in given where !seen.contains(address.lowercased()) {
            seen.insert(address.lowercased())
            found.append((address, 0))
        }
        if given.isEmpty {
            // An address on a line of its own, as MTAs list them, says more than one in a sentence.
            for (index, line) in report.enumerated() {
                if let address = Self.listed(line) { add(address, index) }
            }
            if found.isEmpty {
                for (index, line) in report.enumerated() where !Self.isContact(line) {
                    for address in Self.addresses(in: line) { add(address, index) }
                    if !found.isEmpty { break }
                }
            }
        }
        let whole = report.joined(separator: "\n")
        guard !found.isEmpty else { return [recipient(nil, whole, isDelay)] }
        return found.enumerated().map { index, place in
            let next = index + 1 < found.count ? found[index + 1].line : report.count
            // The text may begin with the copy: then there are no lines at all.
            let begin = min(place.line, report.count)
            let end = min(report.count, max(begin + 1, min(next, begin + 30)))
            let near = report[begin..<end].joined(separator: "\n")
            return recipient(place.address, StatusCode.read(near) == nil ? whole : near, isDelay)
        }
    }

    private func recipient(_ address: String?, _ words: String, _ isDelay: Bool) -> MailBounce.Recipient {
        var status = StatusCode.read(words) ?? (isDelay ? "4.0.0" : "5.0.0")
        if status.hasPrefix("2") { status = isDelay ? "4.0.0" : "5.0.0" }
        if isDelay, status.hasPrefix("5") { status = "4" + status.dropFirst() }
        return MailBounce.Recipient(
            address: address, status: status, action: isDelay ? .delayed : .failed,
            isPermanent: !isDelay && !status.hasPrefix("4"), diagnostic: Self.diagnostic(words)
        )
    }

    /// The line that carries a code, or the first that says anything.
    private static func diagnostic(_ words: String) -> String? {
        let lines = words.split(separator: "\n").map { TextCleaner.line(String($0)) }
        let best =
            lines.first { StatusCode.enhanced(in: $0) != nil || StatusCode.reply(in: $0) != nil }
            ?? lines.first { !$0.contains("@") && $0.utf8.count > 12 }
        return best.map { String($0.prefix(500)) }
    }

    /// `<anna@example.org>:`, `  anna@example.org`, `To: anna@example.org`, `'anna@example.org' on …`
    private static func listed(_ line: Substring) -> String? {
        var text = line.trimmedBlanks
        for prefix in prefixes where text.hasPrefixIgnoringCase(prefix) {
            text = text.dropFirst(prefix.count).trimmedBlanks
            if let address = addresses(in: text).first { return address }
            return nil
        }
        guard !fields.contains(where: { text.hasPrefixIgnoringCase($0) }) else { return nil }
        guard let first = text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "(" || $0 == "," }).first,
            first.contains("@")
        else { return nil }
        return addresses(in: first).first
    }

    private static let prefixes = [
        "to:", "recipient:", "final-recipient:", "original-recipient:", "rcpt to:", "failed recipient:", "* ", "- ",
        "an:", "destinatario:",
        "the following recipient(s) could not be reached:", "your message to", "delivery to", "address:", "user:",
        "intended recipient:", "failed address:", "recipient address:", "empfänger:", ">>> rcpt to:",
        "could not deliver message to",
        "la tua mail per", "invalid receiver address:", "unknown user:", "user not known:",
        "did not reach the following recipient(s):", "target mail address:", "addressed to:",
    ]

    /// Fields of the mail that came back, whose addresses did not fail.
    private static let fields = ["message-id:", "references:", "in-reply-to:", "from:", "sender:", "reply-to:"]

    /// Addresses in a line, without brackets and quotes.
    static func addresses(in line: Substring) -> [String] {
        guard line.utf8.contains(UInt8(ascii: "@")) else { return [] }
        var result: [String] = []
        for word in line.utf8.prefix(2000).split(whereSeparator: { !isAddressByte($0) }) where result.count < 20 {
            var text = word
            while let first = text.first, !first.isLetter, !first.isDigit, first < 0x80, first != UInt8(ascii: "_") {
                text.removeFirst()
            }
            while let last = text.last, !last.isLetter, !last.isDigit, last < 0x80 { text.removeLast() }
            let parts = text.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[1].count > 2, text.count <= 320 else { continue }
            // A Message-ID is no address.
            if text.last == UInt8(ascii: ">") { continue }
            var address = Substring(decoding: text, as: UTF8.self)
            // `SMTP=anna@example.org`, as Exchange writes addresses.
            if address.hasPrefixIgnoringCase("smtp=") { address = address.dropFirst(5) }
            let at = address.lastIndex(of: "@") ?? address.startIndex
            result.append(address[...at] + address[address.index(after: at)...].lowercased())
        }
        return result
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        if byte.isLetter || byte.isDigit || byte >= 0x80 { return true }
        switch byte {
        case UInt8(ascii: "@"), UInt8(ascii: "."), .hyphen, UInt8(ascii: "_"), UInt8(ascii: "+"), .equals,
            UInt8(ascii: "#"),
            UInt8(ascii: "&"), UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "%"), UInt8(ascii: "~"),
            UInt8(ascii: "$"),
            UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"),
            UInt8(ascii: "}"):
            return true
        default: return false
        }
    }

    /// Where to turn to, not who failed.
    private static func isContact(_ line: Substring) -> Bool {
        let text = line.lowercased()
        return text.holds("postmaster") || text.holds("contact") || text.holds("message-id") || text.hasPrefix("from:")
            || text.holds("mailer-daemon") || text.holds("not accepting mail from")
            || text.holds("e-mail to") && text.holds("help")
    }

    private static func beginsCopy(_ line: Substring) -> Bool {
        guard line.utf8.count <= 200 else { return false }
        let text = line.trimmedBlanks.lowercased()
        return copies.contains { text.holds($0) } || text.hasPrefix("received: from") || text.hasPrefix("received:from")
            || text.hasPrefix("return-path:")
    }

    private static let copies = [
        "below this line is a copy", "this is a copy of the message", "this is a copy of your message",
        "original message follows",
        "original message headers", "original headers", "returned message follows", "unsent message below",
        "message header follows",
        "header of the original message", "message text follows",
        "copy of the original",
        "----- original message -----", "-----original message-----", "--- original message", "message headers follow",
        "undelivered message follows", "original mail", "kopie der nachricht", "hier ist eine kopie",
        "intestazioni del messaggio",
        "original message header", "--- header", "the header of the original", "------ this is a copy",
        "bounced e-mail:", "below is a copy of the original message", "returned message ---",
        "returned mail follows",
    ]

    private static let subjects = [
        "undelivered mail", "undeliverable", "delivery status notification", "delivery failure", "failure notice",
        "mail delivery failed",
        "mail delivery failure", "delivery notification", "returned mail", "returned to sender", "mail system error",
        "non-delivery", "nondeliverable",
        "mail failure", "message not delivered", "not delivered", "delivery error", "undelivered",
        "delivery has failed", "delivery problem",
        "mail delivery system", "message delayed", "delayed mail", "delivery delayed", "warning: message",
        "warning: could not send",
        "could not be delivered", "unzustellbar", "nicht zugestellt", "unzustellbarkeit", "non recapitabile",
        "mancato recapito",
        "messaggio non consegnato", "non consegnato", "nie można dostarczyć", "niedoręczona", "niedostarczona",
        "nie dostarczono",
        "zwrot wiadomości", "no se puede entregar", "no entregado", "no se ha podido entregar", "недоставленное",
        "не доставлено",
        "недоставлено", "не удалось доставить", "сообщение не доставлено", "не вдалося доставити", "non remis",
        "non distribuable",
        "échec de la remise", "échec de remise", "não entregue", "não foi possível entregar", "falha na entrega",
        "onbestelbaar",
        "niet bezorgd", "returned e-mail", "mdaemon notification", "mail could not be delivered",
        "failed mail",
        "user unknown", "sending failed", "mail failed", "bounce notification", "delivery status",
    ]

    /// Words that only reports begin with.
    private static let openings = [
        "this is the qmail-send program", "this is the mail system at host",
        "this message was created automatically by mail delivery software",
        "a message that you sent could not be delivered", "your message did not reach some or all",
        "delivery to the following recipient", "did not reach the following recipient",
        "i'm sorry to have to inform you that the message", "i'm sorry to have to inform you that your message",
        "i wasn't able to deliver your message",
        "able to deliver the following message", "trouble delivering your message", "an email you sent was rejected",
        "the following addresses had permanent", "unable to deliver your message", "unable to deliver message to",
        "your message wasn't delivered", "delivery has failed", "sorry, we were unable to deliver",
        "non è stato consegnato", "non è stato possibile recapitare", "nie została dostarczona",
        "nie mogła zostać dostarczona", "no se pudo entregar", "не может быть доставлено", "не было доставлено",
        "n'a pas pu être remis", "n'a pas été remis", "não pôde ser entregue", "kon niet worden bezorgd",
    ]

    /// Words that others begin with as well: shops, carriers, and those who announce that a server will be down.
    private static let vagueOpenings = [
        "the mail system", "could not be delivered to", "delivery failed", "failed to deliver",
        "message could not be delivered", "has not been delivered", "couldn't be delivered",
        "recipients of your message", "was not delivered to", "konnte nicht zugestellt", "wurde nicht zugestellt",
        "was undeliverable", "unable to be delivered", "had delivery problems",
    ]

    private static let delays = [
        "delayed", "warning: could not send message for past", "will continue to be attempted", "will keep trying",
        "will be retried", "not yet been delivered",
        "has not yet been", "this is a warning message only", "you do not need to resend", "verzögert", "opóźnion",
        "ritardo", "retrasado",
        "задерж", "затрим", "retardé", "atrasada", "vertraagd", "still trying", "warning: message",
        "temporarily undeliverable",
    ]
}

extension Substring {
    /// Without spaces and tabs at both ends.
    fileprivate var trimmedBlanks: Substring {
        var view = utf8[...]
        while let first = view.first, first.isBlank { view.removeFirst() }
        while let last = view.last, last.isBlank { view.removeLast() }
        return Substring(view)
    }
}
