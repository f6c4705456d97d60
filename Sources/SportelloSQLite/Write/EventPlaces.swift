import GRDB
import Sportello
import SportelloModel

/// Where a stream's events lie among the rows of `event`, which are in the order in which they came.
///
/// Streams grow side by side, so an entry that is put in its place dirties a page of its own stream. New ones are therefore
/// appended to a short table and go to their places ``bundle`` at a time, those of one stream side by side. A stream's
/// entries in the short table follow those in their places.
enum EventPlaces {
    /// How many events go to their places together.
    static let bundle: Int64 = 1024

    /// Puts the recent events in their places.
    static func settle(_ database: Database) throws {
        try RawStatement(
            database,
            """
            INSERT INTO eventPlace (stream, seq, event)
            SELECT stream, seq, event FROM recentEvent ORDER BY stream, seq
            """
        ).run()
        try RawStatement(database, "DELETE FROM recentEvent").run()
    }

    /// How many events are not in their places yet.
    static func recentCount(_ database: Database) throws -> Int64 {
        let statement = try RawStatement(database, "SELECT count(*) FROM recentEvent")
        defer { statement.reset() }
        return try statement.step() ? statement.int(0) : 0
    }

    /// The end of a stream's log that is not in its places yet.
    struct Recent {
        /// The number of the first of them; of the next event when there is none.
        var first: Int64
        /// The rows of the events, in order, without a gap.
        var events: [Int64] = []

        /// The row of an event; `nil` for one that is in its place.
        func event(_ seq: Int64) -> Int64? {
            seq >= first && seq - first < events.count ? events[Int(seq - first)] : nil
        }
    }

    /// Finds what is not in its place yet of a stream that ends at `head`.
    static func recent(of row: Int64, head: StreamHead, _ database: Database) throws -> Recent {
        let statement = try RawStatement(
            database, "SELECT seq, event FROM recentEvent WHERE stream = ?1 ORDER BY event")
        statement.bind(1, row)
        defer { statement.reset() }
        var recent = Recent(first: head.seq + 1)
        while try statement.step() {
            if recent.events.isEmpty { recent.first = statement.int(0) }
            guard statement.int(0) == recent.first + Int64(recent.events.count) else {
                throw StoreError(.corrupt, "an event is missing")
            }
            recent.events.append(statement.int(1))
        }
        return recent
    }
}
