import MailParsing
import Sportello
import SportelloModel

/// What the desk needs to know of a parsed mail, judged by the configuration: who wrote it, whether that can be believed,
/// and which ticket its tokens name. Pure.
struct IncomingMail: Sendable {
    /// Why the sender is nobody in particular.
    enum Doubt: String, Sendable {
        /// From names nobody.
        case noSender
        /// The own mail system found that From is forged.
        case forged
    }

    var parsed: ParsedMail
    /// The sender's address in lower case; empty when there is none.
    var address: String
    /// The sender's name.
    var name: String?
    /// Why the address says nothing about the person; `nil` when From stands.
    var doubt: Doubt?
    /// A signed token and where it was found.
    var token: ReplyToken?
    /// Our own signed Message-ID: the mail is a copy of one of ours.
    var isOwn: Bool
    /// Foreign Message-IDs that the mail answers, the newest first.
    var answers: [String]
    /// Ticket numbers that the subject names.
    var numbers: [TicketNumber]
    /// Every address that is ours, in lower case.
    private let ours: Set<String>

    /// - Parameter ours: The configuration's own addresses, made once for many mails.
    init(_ parsed: ParsedMail, configuration: EmailConfiguration, ours: Set<String>) {
        self.parsed = parsed
        self.ours = ours
        address = parsed.from?.address.lowercased() ?? ""
        name = parsed.from?.name.flatMap { $0.isEmpty ? nil : String($0.prefix(200)) }
        if parsed.defects.contains(.fromMissing) || !EnvelopeAddress.isValid(address) {
            doubt = .noSender
        } else if AuthenticationResults(parsed, server: configuration.authenticationServer).isForged {
            doubt = .forged
        }
        let keys = configuration.keys
        isOwn = parsed.messageID.flatMap { SignedMessageID.token(in: $0, keys: keys) } != nil
        let ids = Array((parsed.references + parsed.inReplyTo).reversed())
        token = Self.token(parsed, ids: ids, ours: ours, keys: keys)
        answers = ids.filter { SignedMessageID.token(in: $0, keys: keys) == nil }
        numbers = TicketNumber.mentions(in: parsed.subject)
    }

    /// The token of the address that it was delivered to; failing that, of the newest of our mails that it answers.
    private static func token(
        _ parsed: ParsedMail, ids: [String], ours: Set<String>, keys: MailKeys
    ) -> ReplyToken? {
        for address in parsed.deliveredTo + (parsed.to + parsed.cc).map(\.address) {
            if let detail = PlusAddress.detail(of: address, at: ours),
                let token = ReplyToken(detail, for: .address, keys: keys)
            {
                return token
            }
        }
        for id in ids { if let token = SignedMessageID.token(in: id, keys: keys) { return token } }
        return nil
    }

    /// Whether nothing must be sent back: a machine wrote it, or nobody in particular did, or one of ourselves.
    var forbidsAnswer: Bool {
        if parsed.automatic != nil || doubt != nil || parsed.returnPath?.isEmpty == true { return true }
        // Not a sign of a machine, but a wish not to be answered (facts, mail §2).
        if parsed.headerValues("X-Auto-Response-Suppress").contains(where: { $0.lowercased() != "none" }) {
            return true
        }
        let local = address.prefix { $0 != "@" }
        return ours.contains(address) || PlusAddress.detail(of: address, at: ours) != nil
            || ["mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply"].contains(
                String(local))
    }

    /// The same mail by another way has the same key; another mail with the same Message-ID has not. `nil` without a
    /// Message-ID: then only its very bytes are the same.
    var contentKey: Digest? {
        guard let id = parsed.messageID else { return nil }
        let fields = [
            id, address, parsed.subject, parsed.text, parsed.date.map { "\($0.unixSeconds)" } ?? "",
            parsed.attachments.map { "\($0.sha256) \($0.name)" }.joined(separator: "\n"),
        ]
        return Digest(hashing: fields.flatMap { Array("\($0.utf8.count):\($0)".utf8) })
    }
}

/// What the own mail system found out about the sender (RFC 8601).
struct AuthenticationResults: Sendable {
    /// Whether DMARC says that From is forged. Without a configured server nothing is known, and nothing is forged.
    var isForged = false

    init(_ mail: ParsedMail, server: String?) {
        guard let server else { return }
        // Each system that a mail passes adds its field on top; a field that claims our name further down than the
        // topmost was there before the mail came to us.
        guard
            let value = mail.headerValues("Authentication-Results").first(where: {
                Self.id(of: $0) == server.lowercased()
            })
        else { return }
        isForged = Self.results(value).contains { $0.method == "dmarc" && $0.result == "fail" }
    }

    private static func id(of value: String) -> String {
        let first = withoutComments(value).split(separator: ";", maxSplits: 1).first ?? ""
        return first.split(whereSeparator: \.isWhitespace).first.map { $0.lowercased() } ?? ""
    }

    private static func results(_ value: String) -> [(method: String, result: String)] {
        withoutComments(value).split(separator: ";").dropFirst().compactMap { part in
            guard let word = part.split(whereSeparator: \.isWhitespace).first,
                let equals = word.firstIndex(of: "=")
            else { return nil }
            let method = word[..<equals].split(separator: "/").first.map { $0.lowercased() } ?? ""
            return (method, word[word.index(after: equals)...].lowercased())
        }
    }

    /// Comments can hold anything, also what looks like a result.
    private static func withoutComments(_ value: String) -> String {
        var depth = 0
        var isQuoted = false
        var text = ""
        var skips = false
        for character in value {
            if skips {
                skips = false
                if depth == 0 { text.append(character) }
                continue
            }
            switch character {
            case "\\": skips = true
            case "\"" where depth == 0: isQuoted.toggle()
            case "(" where !isQuoted: depth += 1
            case ")" where !isQuoted && depth > 0: depth -= 1
            default: if depth == 0 { text.append(isQuoted && character == ";" ? "," : character) }
            }
        }
        return text
    }
}
