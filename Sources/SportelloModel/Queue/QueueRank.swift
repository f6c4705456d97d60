/// Where a waiting ticket stands: the levels that ``QueuePolicy/order`` names, the arrival, then the id. Smaller is served
/// earlier (DESIGN §5; R-002-3, R-002-4).
///
/// It changes only with an event: what waiting alone changes is recorded, step by step, when its time comes.
public struct QueueRank: Sendable, Hashable, Comparable, Codable {
    /// The first level. In the default order 0 for critical work out of turn (R-002-43), 1 for the rest.
    public var band: Int
    /// The second level. In the default order the effective priority, 1 (highest) to 5 (lowest).
    public var priority: Int
    /// When the wait began.
    public var arrival: Instant
    /// The stable tie-break.
    public var ticket: TicketID

    /// Makes a rank.
    public init(band: Int, priority: Int, arrival: Instant, ticket: TicketID) {
        self.band = band
        self.priority = priority
        self.arrival = arrival
        self.ticket = ticket
    }

    /// Whether `left` is served before `right`.
    public static func < (left: Self, right: Self) -> Bool {
        (left.band, left.priority, left.arrival, left.ticket) < (
            right.band, right.priority, right.arrival, right.ticket
        )
    }
}
