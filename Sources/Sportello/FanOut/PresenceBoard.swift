import SportelloModel

/// Who has which ticket open and how far it was read, as a value. What a call costs does not depend on how many are
/// connected.
struct PresenceBoard: Sendable {
    private struct Key: Hashable {
        var contact: ContactID
        var ticket: TicketID
    }

    private struct Mark {
        var connections = 0
        var readUpTo: Int64 = 0
        /// The number of the departure by which the last connection went; `nil` while there is one.
        var departure: Int?
    }

    private struct Departure {
        var key: Key
        var number: Int
    }

    private var marks: [Key: Mark] = [:]
    /// Who left having read something, oldest first. An entry whose mark has another departure, or none, is over: its
    /// contact came back.
    private var departures: [Departure] = []
    private var lastDeparture = 0
    private let limit: Int

    /// - Parameter limit: Of how many who left the marks are kept; one at least.
    init(limit: Int) { self.limit = max(1, limit) }

    mutating func entered(_ ticket: TicketID, contact: ContactID) {
        var mark = marks[Key(contact: contact, ticket: ticket)] ?? Mark()
        mark.connections += 1
        mark.departure = nil
        marks[Key(contact: contact, ticket: ticket)] = mark
    }

    /// Returns how many departures were looked through to forget the oldest: over many calls, no more than about two each.
    @discardableResult
    mutating func left(_ ticket: TicketID, contact: ContactID) -> Int {
        let key = Key(contact: contact, ticket: ticket)
        guard var mark = marks[key], mark.connections > 0 else { return 0 }
        mark.connections -= 1
        guard mark.connections == 0 else {
            marks[key] = mark
            return 0
        }
        // Who read nothing leaves nothing behind.
        guard mark.readUpTo > 0 else {
            marks[key] = nil
            return 0
        }
        lastDeparture += 1
        mark.departure = lastDeparture
        marks[key] = mark
        departures.append(Departure(key: key, number: lastDeparture))
        return departures.count > 2 * limit ? forget() : 0
    }

    mutating func read(_ ticket: TicketID, contact: ContactID, upTo seq: Int64) {
        let key = Key(contact: contact, ticket: ticket)
        guard let mark = marks[key], mark.connections > 0, seq > mark.readUpTo else { return }
        marks[key]?.readUpTo = seq
    }

    func attention(of contact: ContactID, on ticket: TicketID, upTo seq: Int64) -> CustomerPresence.Attention {
        guard let mark = marks[Key(contact: contact, ticket: ticket)] else { return .away }
        if mark.readUpTo >= seq { return .hasRead }
        return mark.connections > 0 ? .present : .away
    }

    /// Halves the departures: at least as many calls of ``left(_:contact:)`` as it keeps lie between two of these.
    private mutating func forget() -> Int {
        let count = departures.count
        let standing = departures.filter { marks[$0.key]?.departure == $0.number }
        for oldest in standing.dropLast(limit) { marks[oldest.key] = nil }
        departures = standing.suffix(limit)
        return count
    }
}
