/// A use that a fair-use rule counted: a question of a contact or account within a window (R-000-22).
public struct CountedUse: Sendable, Hashable, Codable {
    /// The ticket; it counts once, whatever it is re-triaged to.
    public var ticket: TicketID
    /// The case type under which it counts.
    public var caseType: String
    /// When it was counted.
    public var at: Instant
}

/// A ticket counts as a use from now on, or no longer.
public struct UseCounted: Sendable, Hashable, Codable {
    /// The ticket.
    public var ticket: TicketID
    /// The case type under which it counts; `nil` when it no longer counts.
    public var caseType: String?
    /// Tickets whose use left the window, so that the list stays short.
    public var forgotten: [TicketID]
}

extension [CountedUse] {
    /// Applies an event. A ticket that already counts keeps its time.
    mutating func count(_ event: UseCounted, at instant: Instant) {
        let since = first { $0.ticket == event.ticket }?.at ?? instant
        removeAll { $0.ticket == event.ticket || event.forgotten.contains($0.ticket) }
        if let type = event.caseType { append(CountedUse(ticket: event.ticket, caseType: type, at: since)) }
    }
}
