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

    fileprivate struct Key: Hashable {
        var contact: ContactID
        var ticket: TicketID
    }

    fileprivate struct Mark {
        var connections = 0
        var readUpTo: Int64 = 0
        /// When the last connection went, as a rising number.
        var leftAt = 0
    }

    fileprivate struct State {
        var marks: [Key: Mark] = [:]
        var departures = 0
    }

    private let state = Mutex(State())
    private let limit: Int

    /// Makes an empty board.
    ///
    /// - Parameter limit: Of how many who left it is kept how far they read; the oldest are forgotten first.
    public init(limit: Int = 20_000) { self.limit = max(1, limit) }

    /// A connection of the contact shows the ticket. Each call needs its ``left(_:contact:)``.
    public func entered(_ ticket: TicketID, contact: ContactID) {
        state.withLock { $0.marks[Key(contact: contact, ticket: ticket), default: Mark()].connections += 1 }
    }

    /// A connection that showed the ticket is gone.
    public func left(_ ticket: TicketID, contact: ContactID) {
        let key = Key(contact: contact, ticket: ticket)
        state.withLock { state in
            guard var mark = state.marks[key], mark.connections > 0 else { return }
            mark.connections -= 1
            state.departures += 1
            mark.leftAt = state.departures
            // Who read nothing leaves nothing behind.
            state.marks[key] = mark.connections == 0 && mark.readUpTo == 0 ? nil : mark
            if state.marks.count > 2 * limit { state.forget(keeping: limit) }
        }
    }

    /// The contact has read the ticket up to that public number.
    public func read(_ ticket: TicketID, contact: ContactID, upTo seq: Int64) {
        let key = Key(contact: contact, ticket: ticket)
        state.withLock { state in
            guard let mark = state.marks[key], mark.connections > 0, seq > mark.readUpTo else { return }
            state.marks[key]?.readUpTo = seq
        }
    }

    /// What is known about a customer and what was said up to a public number.
    public func attention(of contact: ContactID, on ticket: TicketID, upTo seq: Int64) -> Attention {
        guard let mark = state.withLock({ $0.marks[Key(contact: contact, ticket: ticket)] }) else { return .away }
        if mark.readUpTo >= seq { return .hasRead }
        return mark.connections > 0 ? .present : .away
    }
}

extension CustomerPresence.State {
    fileprivate mutating func forget(keeping limit: Int) {
        let gone = marks.filter { $0.value.connections == 0 }.sorted { $0.value.leftAt < $1.value.leftAt }
        for (key, _) in gone.dropLast(limit) { marks[key] = nil }
    }
}
