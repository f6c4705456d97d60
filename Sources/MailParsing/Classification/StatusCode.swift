/// Enhanced status codes (RFC 3463), read or guessed.
enum StatusCode {
    /// The first `5.1.1` of class 4 or 5 in a text.
    static func enhanced(in text: some StringProtocol) -> String? {
        let bytes = Array(text.utf8.prefix(4000))
        var index = 0
        while index + 4 < bytes.count {
            defer { index += 1 }
            guard bytes[index] == UInt8(ascii: "4") || bytes[index] == UInt8(ascii: "5"),
                bytes[index + 1] == UInt8(ascii: "."), index == 0 || !isPartOfNumber(bytes[index - 1])
            else { continue }
            var at = index + 2
            guard let subject = digits(bytes, &at), at < bytes.count, bytes[at] == UInt8(ascii: "."), subject < 10
            else { continue }
            at += 1
            guard let detail = digits(bytes, &at),
                at >= bytes.count || !isPartOfNumber(bytes[at])
                    || bytes[at] == UInt8(ascii: ".") && (at + 1 >= bytes.count || !bytes[at + 1].isDigit)
            else { continue }
            return "\(bytes[index] - UInt8(ascii: "0")).\(subject).\(detail)"
        }
        return nil
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        byte.isDigit || byte == UInt8(ascii: ".") || byte.isLetter
    }

    private static func digits(_ bytes: [UInt8], _ at: inout Int) -> Int? {
        let start = at
        while at < bytes.count, bytes[at].isDigit, at - start < 4 { at += 1 }
        guard at > start, at - start < 4 else { return nil }
        return bytes[start..<at].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// The reply code of SMTP in a text: a word of three digits, 4 or 5 first.
    static func reply(in text: some StringProtocol) -> Int? {
        let bytes = Array(text.utf8.prefix(4000))
        var index = 0
        while index + 2 < bytes.count {
            defer { index += 1 }
            guard bytes[index] == UInt8(ascii: "4") || bytes[index] == UInt8(ascii: "5"), bytes[index + 1].isDigit,
                bytes[index + 2].isDigit,
                bytes[index + 1] <= UInt8(ascii: "5"),
                index == 0
                    || !isPartOfNumber(bytes[index - 1]) && bytes[index - 1] != UInt8(ascii: "/")
                        && bytes[index - 1] != .colon && bytes[index - 1] != .hyphen,
                index + 3 >= bytes.count
                    || !isPartOfNumber(bytes[index + 3]) && bytes[index + 3] != .colon
                        && bytes[index + 3] != UInt8(ascii: "/")
                    || bytes[index + 3] == UInt8(ascii: ".") && (index + 4 >= bytes.count || bytes[index + 4] == .space)
            else { continue }
            return Int(bytes[index] - 48) * 100 + Int(bytes[index + 1] - 48) * 10 + Int(bytes[index + 2] - 48)
        }
        return nil
    }

    /// Whether a code stands where mail systems write it: behind `said:`, `error:` and the like, or first in a line near an
    /// address. Numbers of pieces, prices and telephones stand elsewhere.
    static func isQuoted(in text: some StringProtocol) -> Bool {
        if enhanced(in: text) != nil { return true }
        let bytes = Array(text.utf8.prefix(4000))
        guard bytes.count > 3 else { return false }
        for index in 0..<bytes.count - 3
        where (bytes[index] == UInt8(ascii: "4") || bytes[index] == UInt8(ascii: "5"))
            && (UInt8(ascii: "0")...UInt8(ascii: "5")).contains(bytes[index + 1]) && bytes[index + 2].isDigit
            && (bytes[index + 3] == .space || bytes[index + 3] == .hyphen)
        {
            let before = bytes[..<index].suffix(200)
            let sign = before.last { !$0.isBlank && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") }
            guard let sign, sign != .lineFeed else {
                if before.contains(UInt8(ascii: "@")) || bytes[index...].prefix(200).contains(UInt8(ascii: "@")) {
                    return true
                }
                continue
            }
            if sign == UInt8(ascii: "#") { return true }
            let word = before.reversed().drop { $0.isBlank || $0 == .colon }.prefix { $0.isLetter }.reversed().map(
                \.lowered)
            if speakers.contains(String(decoding: word, as: UTF8.self)) { return true }
        }
        return false
    }

    /// What stands before the other side's code.
    private static let speakers: Set<String> = [
        "code", "said", "error", "reply", "response", "reason", "smtp", "status",
    ]

    /// The most exact status that a text tells: its own code, or its words with the class of its reply code.
    ///
    /// - Parameter known: The class, if something else tells it.
    static func read(_ text: String, family known: Character? = nil) -> String? {
        let written = enhanced(in: text)
        if let written, !written.hasSuffix(".0.0") { return written }
        let code = reply(in: text)
        let family =
            written?.first.map(String.init) ?? code.map { String($0 / 100) } ?? known.map { String($0) }
        // Who has something to say about a failure says it soon.
        if let meant = meaning(String(decoding: text.utf8.prefix(16 << 10), as: UTF8.self).lowercased()) {
            return "\(family ?? String(meant.family)).\(meant.rest)"
        }
        if let written { return written }
        switch code {
        case 550: return "5.1.1"
        case 551: return "5.1.6"
        case 552: return "5.2.2"
        case 553: return "5.1.3"
        case 450: return "4.2.0"
        case 452: return "4.2.2"
        case 421: return "4.4.2"
        case let other?: return "\(other / 100).0.0"
        case nil: return nil
        }
    }

    /// What words mean, and whether that usually lasts.
    private static func meaning(_ text: String) -> (family: Int, rest: String)? {
        for (rest, family, words) in meanings where words.contains(where: { text.holds($0) }) { return (family, rest) }
        return nil
    }

    private static let meanings: [(rest: String, family: Int, words: [String])] = [
        (
            "2.2", 5,
            [
                "mailbox full", "mailbox is full", "quota", "over its limit", "storage limit", "exceeded storage",
                "exceeds allocated",
                "out of storage", "insufficient storage", "not enough space", "maildir over", "mailbox size limit",
                "casella piena",
                "postfach voll", "skrzynka pełna", "переполнен", "ящик переповнен", "buzón lleno", "mailfolder is full",
                "disk space", "too many messages in", "inbox is full", "inbox full", "exceeds allowed size",
                "exceeded the local limit", "mailbox exceeds",
            ]
        ),
        (
            "1.2", 5,
            [
                "host unknown", "unknown host", "host not found", "domain not found", "no such domain",
                "name service error",
                "name or service not known", "domain does not exist", "unrouteable mail domain", "unrouteable address",
                "all relevant mx records point to non-existent", "couldn't find any host", "bad destination host",
                "domain name not found", "no mx", "nxdomain", "cannot find your domain", "no mail server",
                "hostname unknown",
                "illegal host/domain", "host or domain name not found", "dns-error", "dns error",
                "recipient domain not found",
            ]
        ),
        (
            "1.1", 5,
            [
                "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox",
                "does not exist",
                "doesn't exist", "doesn't have a", "not a valid", "invalid recipient", "invalid mailbox",
                "invalid user",
                "unknown recipient", "recipient unknown", "unknown address", "address unknown", "mailbox unavailable",
                "mailbox not found", "no mailbox", "user not found", "not found in directory", "recipient not found",
                "recipnotfound", "unknown local", "unknown or illegal alias", "no such address", "address rejected",
                "recipient rejected",
                "not our customer", "is not known", "account has been", "no account", "not known at", "user doesn't",
                "isn't known",
                "this user doesn't", "no longer valid", "not listed", "unable to find recipient", "can't find",
                "konnte nicht gefunden", "unbekannter empfänger", "utente sconosciuto", "nie istnieje",
                "nie znaleziono",
                "usuario desconocido", "не найден", "не существует", "не існує", "inconnu", "usuário desconhecido",
                "niet gevonden",
                "user is unknown", "invalid address", "no such person", "wasn't found", "was not found",
                "couldn't be found",
                "could not be found", "address not found", "delivery not possible to", "non esiste", "no existe",
                "name is not recognized", "not a recognized", "user not known", "n'existe pas",
            ]
        ),
        (
            "2.1", 5,
            [
                "disabled", "inactive", "suspended", "deactivated", "not active", "account closed", "blocked account",
                "mailbox is locked",
            ]
        ),
        (
            "3.4", 5,
            [
                "message too large", "message size exceeds", "size limit", "too big", "exceeds size",
                "message is too long",
                "maximum message size", "too large", "size exceeded", "fixed maximum size",
                "maximum incoming message size",
            ]
        ),
        (
            "7.1", 5,
            [
                "spam", "blacklist", "blocklist", "blocked using", "black list", "denied by policy", "policy",
                "not authorized",
                "relaying denied", "relay denied", "access denied", "rejected for", "not permitted", "prohibited",
                "administratively denied",
                "listed at", "dnsbl", "reputation", "dmarc", "spf", "permission", "rejected by", "content rejected",
                "virus", "not accept",
                "relay not permitted", "unable to relay", "sender denied", "banned", "blocked", "refused to accept",
            ]
        ),
        (
            "4.6", 5,
            [
                "mail loop", "routing loop", "too many hops", "loops back to myself", "hop count exceeded",
                "mail loops back", "message looping",
            ]
        ),
        (
            "4.7", 4,
            [
                "retry timeout exceeded", "too long in queue", "in the queue too long", "been in queue",
                "message expired",
                "delivery time expired", "retry time not reached", "unable to deliver for", "time limit",
                "undeliverable for",
                "delivery expired", "gave up", "giving up", "could not be delivered for",
            ]
        ),
        (
            "4.1", 4,
            [
                "timed out", "timeout", "connection refused", "no route to host", "could not connect",
                "couldn't connect",
                "unable to connect", "cannot connect", "connection reset", "network is unreachable",
                "wasn't able to establish an smtp",
                "no answer from host", "host is unreachable", "connect to", "not responding", "did not respond",
            ]
        ),
        (
            "4.2", 4,
            [
                "lost connection", "connection lost", "connection dropped", "connection closed", "connected but died",
                "broken pipe",
            ]
        ),
        (
            "3.2", 4,
            [
                "temporarily", "try again later", "system not accepting", "insufficient system", "too many connections",
                "greylist", "graylist",
            ]
        ),
    ]
}
