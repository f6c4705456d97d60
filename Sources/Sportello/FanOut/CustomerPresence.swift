public import SportelloModel
import Synchronization

/// Which customers have a ticket open in front of them, and how far they have read it: what decides whether an answer also
/// goes by mail (R-001-5). Channels with a live connection tell it; nothing of it is stored, and of several nodes each knows
/// its own. After a restart everybody counts as away, and a mail too many is the worst that follows.
public final class CustomerPresence: Sendable {
    /// What is known of one customer and one ticket.
    public enum Attention: Sendable, Hashable {
        /// Not connected, and did not read that far before.
        case away
        /// Connected; did not read that far.
        case present
        /// Has read that far, connected or not.
        case hasRead
    }

    private let board: Mutex<PresenceBoard>

    /// Makes an empty board.
    ///
    /// - Parameter limit: Of how many who left it is kept how far they read, at least; of more than twice as many the
    ///   oldest are forgotten.
    public init(limit: Int = 20_000) { board = Mutex(PresenceBoard(limit: limit)) }

    /// A connection of the contact shows the ticket. Each call needs its ``left(_:contact:)``.
    public func entered(_ ticket: TicketID, contact: ContactID) {
        board.withLock { $0.entered(ticket, contact: contact) }
    }

    /// A connection that showed the ticket is gone.
    public func left(_ ticket: TicketID, contact: ContactID) {
        board.withLock { _ = $0.left(ticket, contact: contact) }
    }

    /// The contact has read the ticket up to that public number.
    public func read(_ ticket: TicketID, contact: ContactID, upTo seq: Int64) {
        board.withLock { $0.read(ticket, contact: contact, upTo: seq) }
    }

    /// What is known about a customer and what was said up to a public number.
    public func attention(of contact: ContactID, on ticket: TicketID, upTo seq: Int64) -> Attention {
        board.withLock { $0.attention(of: contact, on: ticket, upTo: seq) }
    }
}
