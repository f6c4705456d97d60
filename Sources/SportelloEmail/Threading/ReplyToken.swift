import SportelloModel

/// Names a ticket and the person whom a mail of ours went to, signed, in 32 characters that fit into a local part.
///
/// It proves that the bearer got a mail of ours or was handed one: enough to add to the ticket, not enough to be its
/// customer. 20 bytes: version, four of the ticket's number, five of the recipient's digest, ten of HMAC-SHA-256.
struct ReplyToken: Sendable, Hashable {
    /// Where a token stands. One that was made for one place is worth nothing in another.
    enum Place: UInt8, Sendable {
        /// In the address to answer to, and in the envelope's sender.
        case address = 1
        /// In a Message-ID.
        case messageID = 2
    }

    static let length = 32
    private static let version: UInt8 = 1

    /// The ticket's number; 0 for a mail about no ticket.
    var number: UInt32
    /// The first five bytes of the recipient's digest.
    var recipient: [UInt8]

    init(number: UInt32, recipient: String) {
        self.number = number
        self.recipient = Self.mark(of: recipient)
    }

    init(_ number: TicketNumber?, recipient: String) {
        self.init(number: UInt32(number?.value ?? 0), recipient: recipient)
    }

    /// Reads and verifies a token; `nil` for anything that no key of ours signed for that place.
    init?(_ text: some StringProtocol, for place: Place, keys: MailKeys) {
        guard text.utf8.count == Self.length, let bytes = Base32.decode(text), bytes.count == 20,
            bytes[0] == Self.version
        else { return nil }
        guard keys.accepts(Array(bytes[10...]), of: [place.rawValue] + bytes[..<10]) else { return nil }
        number = bytes[1...4].reduce(0) { $0 << 8 | UInt32($1) }
        recipient = Array(bytes[5..<10])
    }

    func text(for place: Place, keys: MailKeys) -> String {
        let head = [Self.version] + withUnsafeBytes(of: number.bigEndian) { Array($0) } + recipient
        return Base32.encode(head + keys.tag([place.rawValue] + head, count: 10))
    }

    /// The ticket's number, if it is one.
    var ticketNumber: TicketNumber? { TicketNumber(String(number)) }

    /// Whether the mail that carried it went to that address.
    func isFor(_ address: String) -> Bool { recipient == Self.mark(of: address) }

    private static func mark(of address: String) -> [UInt8] {
        Array(Digest(hashing: Array("recipient\u{0}\(address.lowercased())".utf8)).bytes.prefix(5))
    }
}

/// Our Message-IDs: `s.TOKEN.NONCE@domain`.
enum SignedMessageID {
    static func make(_ token: ReplyToken, nonce: Digest, domain: String, keys: MailKeys) -> String {
        "s.\(token.text(for: .messageID, keys: keys)).\(Base32.encode(nonce.bytes.prefix(10)))@\(domain)"
    }

    /// The token in a Message-ID of ours; `nil` for a foreign one and for one that only looks like ours.
    static func token(in id: String, keys: MailKeys) -> ReplyToken? {
        let local = id.prefix { $0 != "@" }
        let parts = local.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "s" || parts[0] == "S" else { return nil }
        return ReplyToken(parts[1], for: .messageID, keys: keys)
    }
}

/// Addresses with a token after a plus.
enum PlusAddress {
    /// `local+TOKEN@domain`; the plain address where it would be longer than a local part may be.
    static func make(_ address: String, token: String) -> String {
        guard let at = address.lastIndex(of: "@") else { return address }
        let local = address[..<at]
        guard local.utf8.count + 1 + token.utf8.count <= 64 else { return address }
        return "\(local)+\(token)\(address[at...])"
    }

    /// The text after the plus, when the rest is one of our addresses.
    static func detail(of address: String, at ours: Set<String>) -> String? {
        guard let at = address.lastIndex(of: "@"), let plus = address[..<at].firstIndex(of: "+") else { return nil }
        let base = (address[..<plus] + address[at...]).lowercased()
        return ours.contains(base) ? String(address[address.index(after: plus)..<at]) : nil
    }
}
