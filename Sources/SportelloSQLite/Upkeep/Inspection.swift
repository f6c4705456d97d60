import GRDB
import Sportello
import SportelloModel

/// Compares the tables with one another, and lets SQLite check the file.
enum Inspection {
    /// What is wrong, one line each; at most a hundred.
    static func run(_ database: Database) throws -> [String] {
        var problems = try String.fetchAll(database, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
            .map { "file: \($0)" }
        for check in checks {
            problems += try String.fetchAll(database, sql: "\(check.sql) LIMIT 20").map { "\($0): \(check.problem)" }
        }
        problems += try tally(database)
        return Array(problems.prefix(100))
    }

    /// Each query names the streams, or rows, for which something is wrong.
    private static let checks: [(problem: String, sql: String)] = [
        (
            "the events are not numbered 1 to the head",
            """
            SELECT coalesce(stream.kind || ':' || lower(hex(stream.key)), 'stream row ' || head.stream) FROM head
            LEFT JOIN stream ON stream.id = head.stream
            LEFT JOIN (
                SELECT stream, count(*) AS count, min(seq) AS first, max(seq) AS last FROM event GROUP BY stream
            ) AS log ON log.stream = head.stream
            WHERE coalesce(log.count, 0) <> head.seq OR log.first <> 1 OR log.last <> head.seq
            """
        ),
        (
            "the head differs from the last event",
            """
            SELECT stream.kind || ':' || lower(hex(stream.key)) FROM head JOIN stream ON stream.id = head.stream
            JOIN event ON event.id = coalesce(
                (SELECT event FROM eventPlace WHERE eventPlace.stream = head.stream AND eventPlace.seq = head.seq),
                (SELECT event FROM recentEvent WHERE recentEvent.stream = head.stream AND recentEvent.seq = head.seq)
            )
            WHERE event.digest <> head.digest OR event.publicSeq <> head.publicSeq OR event.staffSeq <> head.staffSeq
            """
        ),
        (
            "the event is not in its place",
            """
            SELECT 'event row ' || id FROM event
            WHERE NOT EXISTS (
                SELECT 1 FROM eventPlace AS place
                WHERE place.stream = event.stream AND place.seq = event.seq AND place.event = event.id
            ) AND NOT EXISTS (
                SELECT 1 FROM recentEvent AS place
                WHERE place.event = event.id AND place.stream = event.stream AND place.seq = event.seq
            )
            """
        ),
        (
            "the place holds no event",
            """
            SELECT 'stream row ' || stream || ' at ' || seq
            FROM (SELECT stream, seq, event FROM eventPlace UNION ALL SELECT stream, seq, event FROM recentEvent)
            WHERE event NOT IN (SELECT id FROM event)
            """
        ),
        (
            "the stream has no head",
            "SELECT stream.kind || ':' || lower(hex(stream.key)) FROM stream WHERE id NOT IN (SELECT stream FROM head)"
        ),
        (
            "a head or an event has no stream",
            """
            SELECT 'stream row ' || stream FROM (SELECT stream FROM head UNION SELECT stream FROM event)
            WHERE stream NOT IN (SELECT id FROM stream)
            """
        ),
        (
            "the event's content is missing",
            """
            SELECT 'event row ' || id FROM event
            WHERE contentDigest IS NOT NULL AND id NOT IN (SELECT id FROM content)
            """
        ),
        (
            "the content belongs to no event",
            "SELECT 'content row ' || id FROM content WHERE id NOT IN (SELECT id FROM event)"
        ),
        (
            "the reply names an event or a stream that does not exist",
            """
            SELECT 'reply of stream row ' || stream
            FROM answer
            WHERE stream NOT IN (SELECT id FROM stream)
                OR (event IS NOT NULL AND event NOT IN (SELECT id FROM event))
            """
        ),
        (
            "a command was done twice",
            "SELECT 'reply of stream row ' || stream FROM answer GROUP BY stream, key HAVING count(*) > 1"
        ),
        (
            "the reply is not in its place",
            """
            SELECT 'reply of stream row ' || stream FROM answer AS one
            WHERE id <= (SELECT value FROM meta WHERE name = 'answersPlaced') AND NOT EXISTS (
                SELECT 1 FROM answerPlace
                WHERE stream = one.stream AND key = substr(one.key, 1, 8) AND answer = one.id
            )
            """
        ),
        (
            "the place holds no reply",
            """
            SELECT 'place of stream row ' || stream FROM answerPlace AS one
            WHERE answer > (SELECT value FROM meta WHERE name = 'answersPlaced') OR NOT EXISTS (
                SELECT 1 FROM answer WHERE id = one.answer AND stream = one.stream AND substr(key, 1, 8) = one.key
            )
            """
        ),
    ]

    private static func tally(_ database: Database) throws -> [String] {
        let statement = try RawStatement(database, "SELECT digest FROM event")
        defer { statement.reset() }
        var found = Tally()
        while try statement.step() { found.add(try statement.digest(0)) }
        let kept = Tally(count: try Meta.int("events", database), sum: try Meta.digest("tally", database))
        guard found != kept else { return [] }
        return ["log: \(found.count) events are not the \(kept.count) that were committed"]
    }

    /// Lets the search index check itself; needs the writing connection.
    static func checkTexts(_ database: Database) throws -> [String] {
        do {
            try database.execute(sql: "INSERT INTO contentText (contentText) VALUES ('integrity-check')")
            return []
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            return ["search index: damaged"]
        }
    }
}
