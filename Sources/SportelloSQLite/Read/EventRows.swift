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
        let recent = try EventPlaces.recent(of: place.row, head: place.head, database)
        let start = try seq(of: first, view: request.view, place, recent, database)
        let scan = try Scan(request, row: place.row, database)
        let events = try scan.run(from: start, count: Int(last - first + 1), recent)
        return EventsResult(events: events, more: more, head: place.head)
    }

    /// The complete number of the event that `view` numbers `number`, which exists.
    private static func seq(
        of number: Int64, view: StreamView, _ place: WriterState.Place, _ recent: EventPlaces.Recent,
        _ database: Database
    ) throws -> Int64 {
        let column: String
        switch view {
        case .complete: return number
        case .contact: column = "publicSeq"
        case .staff: column = "staffSeq"
        }
        let placed = try RawStatement(
            database,
            """
            SELECT event.\(column) FROM eventPlace CROSS JOIN event ON event.id = eventPlace.event
            WHERE eventPlace.stream = ?1 AND eventPlace.seq = ?2
            """
        )
        let named = try RawStatement(database, "SELECT \(column) FROM event WHERE id = ?1")
        func count(at seq: Int64) throws -> Int64 {
            let statement: RawStatement
            if let event = recent.event(seq) {
                statement = named
                statement.bind(1, event)
            } else {
                statement = placed
                statement.bind(1, place.row)
                statement.bind(2, seq)
            }
            defer { statement.reset() }
            guard try statement.step() else { throw StoreError(.corrupt, "an event is missing") }
            return statement.int(0)
        }
        // A view never shows more than there is, so number n lies at n or later, and as far from the end as in the view.
        var low = number
        var high = place.head.seq - (place.head.position(in: view) - number)
        while low < high {
            let middle = low + (high - low) / 2
            if try count(at: middle) >= number { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Reads a stretch: what is in its places, then what is not yet.
    private struct Scan {
        private let stream: StreamID
        private let row: Int64
        private let mask: Int64
        private let placed: RawStatement
        private let named: RawStatement

        init(_ request: EventsRequest, row: Int64, _ database: Database) throws {
            stream = request.stream
            self.row = row
            mask =
                switch request.view {
                case .complete: 0
                case .contact: 1
                case .staff: 2
                }
            let columns = """
                event.seq, publicSeq, staffSeq, visibility, at, kind, role, author, name, clientID, facts, contentDigest,
                    digest, salt, text, details
                """
            placed = try RawStatement(
                database,
                """
                SELECT \(columns)
                FROM eventPlace CROSS JOIN event ON event.id = eventPlace.event
                LEFT JOIN content ON content.id = event.id
                WHERE eventPlace.stream = ?1 AND eventPlace.seq >= ?2 AND (visibility & ?3) = ?3
                ORDER BY eventPlace.seq LIMIT ?4
                """
            )
            named = try RawStatement(
                database,
                """
                SELECT \(columns)
                FROM event LEFT JOIN content ON content.id = event.id WHERE event.id = ?1 AND (visibility & ?2) = ?2
                """
            )
        }

        func run(from seq: Int64, count: Int, _ recent: EventPlaces.Recent) throws -> [EventRecord] {
            var events: [EventRecord] = []
            events.reserveCapacity(count)
            if seq < recent.first {
                placed.bind(1, row)
                placed.bind(2, seq)
                placed.bind(3, mask)
                placed.bind(4, Int64(count))
                defer { placed.reset() }
                while try placed.step() { events.append(try event(of: stream, placed)) }
            }
            for id in recent.events.dropFirst(Int(max(0, seq - recent.first))) where events.count < count {
                named.bind(1, id)
                named.bind(2, mask)
                defer { named.reset() }
                if try named.step() { events.append(try event(of: stream, named)) }
            }
            return events
        }
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
