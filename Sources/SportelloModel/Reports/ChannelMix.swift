/// By which ways people came in a period, with unofficial contacts marked as such: they are never counted as tickets
/// (R-004-32, R-004-33).
///
/// A contact that a named person made official is both: an unofficial contact when it was noted, and a ticket, marked as
/// converted, when it became one (R-004-36).
public struct ChannelMix: Sendable, Hashable {
    /// What came by one way.
    public struct Line: Sendable, Hashable {
        /// Tickets that were registered, converted ones included.
        public fileprivate(set) var tickets = 0
        /// Tickets that began as an unofficial contact.
        public fileprivate(set) var converted = 0
        /// Unofficial contacts that were noted, by where they stand now. No tickets.
        public fileprivate(set) var unofficial: [OffChannelNote.State: Int] = [:]

        /// All unofficial contacts that were noted.
        public var unofficialCount: Int { unofficial.values.reduce(0, +) }
    }

    /// The period.
    public let period: ReportPeriod
    /// By channel.
    public private(set) var lines: [ChannelKind: Line] = [:]

    /// Begins a report without contacts.
    public init(period: ReportPeriod) { self.period = period }

    /// Counts a ticket, if it was registered in the period. Each once.
    public mutating func add(_ ticket: TicketFacts) {
        guard period.contains(ticket.createdAt) else { return }
        lines[ticket.channel, default: Line()].tickets += 1
        if ticket.firstContactAt != nil { lines[ticket.channel, default: Line()].converted += 1 }
    }

    /// Counts an unofficial contact, if it was noted in the period. Each once.
    public mutating func add(_ note: OffChannelNote) {
        guard period.contains(note.recordedAt) else { return }
        lines[note.channel, default: Line()].unofficial[note.state, default: 0] += 1
    }

    /// All tickets of the period: official contacts only.
    public var tickets: Int { lines.values.reduce(0) { $0 + $1.tickets } }
    /// All unofficial contacts of the period.
    public var unofficial: Int { lines.values.reduce(0) { $0 + $1.unofficialCount } }

    /// The tickets of one way, of all tickets.
    public func share(of channel: ChannelKind) -> Share { Share(lines[channel]?.tickets ?? 0, of: tickets) }
}
