import GRDB
import Sportello
import SportelloModel

/// Stretches of a log.
///
/// A view's numbers need no index of their own: every event carries how many events each view shows up to it, and
/// those counts only grow with `seq`. So the event that a view numbers n lies where the count first reaches n, which a
/// binary search over the primary order finds in a dozen lookups.
enum EventRows {
    static func read(_ request: EventsRequest, _ database: Database) throws -> EventsResult {
        guard let place = try SnapshotRows.place(of: request.stream, database) else {
            return EventsResult(events: [], more: false, head: .empty)
        }
        let newest = place.head.position(in: request.view)
        let limit = Int64(clamping: max(1, request.limit))
        let first: Int64
        let last: Int64
        switch request.range {
        case .after(let number):
            first = min(max(0, number), newest) + 1
            last = first - 1 + min(limit, newest - (first - 1))
        case .before(let number):
            last = min(max(1, number) - 1, newest)
            first = max(0, last - min(limit, last)) + 1
        case .newest:
            last = newest
            first = newest - min(limit, newest) + 1
        }
        let more =
            switch request.range {
            case .after: last < newest
            case .before, .newest: first > 1
            }
        guard first <= last else { return EventsResult(events: [], more: more, head: place.head) }
        let start = try seq(of: first, view: request.view, place, database)
        let events = try scan(request, from: start, count: Int(last - first + 1), row: place.row, database)
        return EventsResult(events: events, more: more, head: place.head)
    }

    /// The complete number of the event that `view` numbers `number`, which exists.
    private static func seq(
        of number: Int64, view: StreamView, _ place: WriterState.Place, _ database: Database
    ) throws -> Int64 {
        let count: RawStatement
        switch view {
        case .complete: return number
        case .contact:
            count = try RawStatement(database, "SELECT publicSeq FROM event WHERE stream = ?1 AND seq = ?2")
        case .staff: count = try RawStatement(database, "SELECT staffSeq FROM event WHERE stream = ?1 AND seq = ?2")
        }
        defer { count.reset() }
        // A view never shows more than there is, so number n lies at n or later, and as far from the end as in the view.
        var low = number
        var high = place.head.seq - (place.head.position(in: view) - number)
        while low < high {
            let middle = low + (high - low) / 2
            count.reset()
            count.bind(1, place.row)
            count.bind(2, middle)
            guard try count.step() else { throw StoreError(.corrupt, "an event is missing") }
            if count.int(0) >= number { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func scan(
        _ request: EventsRequest, from seq: Int64, count: Int, row: Int64, _ database: Database
    ) throws -> [EventRecord] {
        let statement = try RawStatement(
            database,
            """
            SELECT seq, publicSeq, staffSeq, visibility, at, kind, role, author, name, clientID, facts, contentDigest,
                digest, salt, text, details
            FROM event LEFT JOIN content ON content.id = event.id
            WHERE stream = ?1 AND seq >= ?2 AND (visibility & ?3) = ?3
            ORDER BY seq LIMIT ?4
            """
        )
        statement.bind(1, row)
        statement.bind(2, seq)
        let mask: Int64 =
            switch request.view {
            case .complete: 0
            case .contact: 1
            case .staff: 2
            }
        statement.bind(3, mask)
        statement.bind(4, Int64(count))
        defer { statement.reset() }
        var events: [EventRecord] = []
        events.reserveCapacity(count)
        while try statement.step() { events.append(try event(of: request.stream, statement)) }
        return events
    }

    private static func event(of stream: StreamID, _ row: RawStatement) throws -> EventRecord {
        guard let role = Role(rawValue: row.text(6)) else { throw StoreError(.corrupt, "an event's role is unknown") }
        let visibility = row.int(3)
        let salt = row.isNull(13) ? nil : try row.words(13)
        return EventRecord(
            stream: stream, seq: row.int(0), publicSeq: visibility & 1 == 0 ? nil : row.int(1),
            staffSeq: visibility & 2 == 0 ? nil : row.int(2), at: row.instant(4), kind: row.text(5),
            author: Author(role: role, id: row.text(7), name: row.optionalText(8)), clientID: row.optionalText(9),
            facts: row.bytes(10), contentDigest: row.isNull(11) ? nil : try row.digest(11),
            salt: salt.map { Salt(high: $0.high, low: $0.low) },
            content: row.isNull(14)
                ? nil : Content(text: row.text(14), details: try ContentDetails.decode(row.optionalText(15))),
            digest: try row.digest(12)
        )
    }
}
