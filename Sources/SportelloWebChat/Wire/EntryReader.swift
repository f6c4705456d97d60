import Sportello
import SportelloModel
import WebChatProtocol

/// Reads stretches of a stream for a client: what it lacks, or the newest events and the state (protocol §4).
struct EntryReader: Sendable {
    let store: any DeskStore
    let epoch: String
    let limits: ChatLimits
    let wire: WireEvents

    struct Entry: Sendable {
        var encoded: EncodedEntry
        /// The number of the last event that the client will have.
        var cursor: Int64
        /// Whether newer events remain that did not fit: the client asks for them by `sub`.
        var isIncomplete: Bool
    }

    func read(_ point: ResumePoint, view: StreamView, ticket: Ticket) async throws -> Entry {
        if let since = point.since, point.epoch == nil || point.epoch == epoch {
            let result = try await store.events(
                EventsRequest(
                    stream: .ticket(ticket.id), view: view, range: .after(since), limit: limits.resumeEvents + 1
                )
            )
            let head = result.head.position(in: view)
            if since <= head, head - since <= Int64(limits.resumeEvents) {
                let (events, cut) = try encode(result.events, on: point.stream, view: view, keepNewest: false)
                let cursor = events.last?.event.seq ?? since
                return Entry(
                    encoded: EncodedEntry(
                        stream: point.stream, epoch: epoch, head: head, floor: 1, mode: .resumed, events: events,
                        more: cut
                    ),
                    cursor: cursor, isIncomplete: cut
                )
            }
        }
        return try await snapshot(point.stream, view: view, id: ticket.id)
    }

    private func snapshot(_ stream: StreamName, view: StreamView, id: TicketID) async throws -> Entry {
        let result = try await store.events(
            EventsRequest(stream: .ticket(id), view: view, range: .newest, limit: limits.snapshotEvents)
        )
        let head = result.head.position(in: view)
        let (events, cut) = try encode(result.events, on: stream, view: view, keepNewest: true)
        // Read after the events: a state may be newer than they are, and the events that made it follow.
        let loaded = try await store.load(LoadRequest(streams: [.ticket(id)])).snapshots.first
        let state = try loaded.flatMap { Ticket.unwrap(try $0.decoded())?.state }
        return Entry(
            encoded: EncodedEntry(
                stream: stream, epoch: epoch, head: head, floor: 1, mode: .snapshot, events: events,
                state: state.map { wire.state(of: $0, in: view) } ?? .emptyObject, more: cut || result.more
            ),
            cursor: head, isIncomplete: false
        )
    }

    /// The page that `history` asks for.
    func page(
        _ history: ClientFrame.History, ticket: TicketID, view: StreamView
    ) async throws -> (events: [(event: EncodedEvent, id: String?)], more: Bool) {
        let result = try await store.events(
            EventsRequest(
                stream: .ticket(ticket), view: view, range: .before(history.before), limit: history.limit
            )
        )
        let (events, cut) = try encode(result.events, on: history.stream, view: view, keepNewest: true)
        return (events, result.more || cut)
    }

    /// As many events as one entry may hold (protocol §9), at least one.
    private func encode(
        _ records: [EventRecord], on stream: StreamName, view: StreamView, keepNewest: Bool
    ) throws -> (events: [(event: EncodedEvent, id: String?)], cut: Bool) {
        var events: [(event: EncodedEvent, id: String?)] = []
        var bytes = 0
        var cut = false
        for record in keepNewest ? Array(records.reversed()) : records {
            let encoded = wire.encode(try LoggedEvent(record), on: stream, view: view)
            bytes += encoded.bytes.count + 64
            if bytes > limits.entryBytes, !events.isEmpty {
                cut = true
                break
            }
            events.append((encoded, record.author.id == wire.reader ? record.clientID : nil))
        }
        return (keepNewest ? events.reversed() : events, cut)
    }
}
