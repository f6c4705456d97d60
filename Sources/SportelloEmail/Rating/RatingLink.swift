import Crypto
import Foundation
public import Sportello
public import SportelloModel

/// A link that rates one conversation once, for a customer who has only a mail in hand (R-004-48).
///
/// The token is the host's to put behind an address of its own. It names ticket and conversation and is signed; redeeming
/// it is a command with a key of its own, so that a second, different answer through the same link is refused, whatever
/// died in between.
public struct RatingLink: Sendable, Hashable {
    /// The ticket.
    public let ticket: TicketID
    /// Which of its conversations.
    public let conversation: Int

    /// Names a conversation.
    public init(ticket: TicketID, conversation: Int) {
        self.ticket = ticket
        self.conversation = conversation
    }

    /// Reads and verifies a token; `nil` for anything else.
    public init?(token: String, keys: MailKeys) {
        guard token.utf8.count <= 64, let bytes = Base32.decode(token), bytes.count == 30,
            keys.accepts(Array(bytes[20...]), of: Self.domain + bytes[..<20]),
            let ticket = TicketID(bytes: bytes[..<16])
        else { return nil }
        self.ticket = ticket
        conversation = bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
    }

    /// The token: 48 lower-case letters and digits.
    public func token(keys: MailKeys) -> String {
        let number = withUnsafeBytes(of: UInt32(truncatingIfNeeded: conversation).bigEndian) { Array($0) }
        let body = ticket.bytes + number
        return Base32.encode(body + keys.tag(Self.domain + body, count: 10))
    }

    private static let domain = Array("rating\u{0}".utf8)

    /// Gives the rating in the customer's name.
    ///
    /// - Throws: `Refusal` when the conversation is not the one that is asked about any more or its window is over;
    ///   ``DeskError`` with `keyReused` when the link was used for another answer.
    public func redeem(score: Int, comment: String?, on desk: SupportDesk) async throws -> Receipt {
        guard let facts = try await desk.ticket(ticket)?.ticket.facts, let contact = facts.contact else {
            throw Refusal(.notFound)
        }
        guard facts.conversations.last(where: { $0.rating.map { !$0.isSuperseded } ?? false })?.number == conversation
        else { throw Refusal(.windowClosed) }
        return try await desk.perform(
            .rate(ticket, score: score, comment: comment), as: .customer(contact, role: .contact, name: nil),
            key: CommandKey(
                id: "rating-link:\(conversation)", scope: .ticket(ticket),
                content: Digest(hashing: Array("\(score)\u{0}\(comment ?? "")".utf8))
            )
        )
    }
}
