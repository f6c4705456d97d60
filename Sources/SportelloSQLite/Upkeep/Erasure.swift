import GRDB
import Sportello
import SportelloModel

/// Blanks contents and takes their words out of the search index.
enum Erasure {
    /// Erases inside one transaction of the caller and says how many contents it blanked.
    static func run(_ request: EraseRequest, indexed: Int64, _ database: Database) throws -> Int {
        guard let place = try SnapshotRows.place(of: request.stream, database) else { return 0 }
        let found = try contents(request, row: place.row, database)
        for (id, text) in found where id <= indexed && !text.isEmpty {
            let forget = try RawStatement(
                database, "INSERT INTO contentText (contentText, rowid, text) VALUES ('delete', ?1, ?2)"
            )
            forget.bind(1, id)
            forget.bind(2, text)
            try forget.run()
        }
        for (id, _) in found {
            let blank = try RawStatement(
                database, "UPDATE content SET salt = NULL, text = NULL, details = NULL WHERE id = ?1"
            )
            blank.bind(1, id)
            try blank.run()
        }
        return found.count
    }

    private static func contents(
        _ request: EraseRequest, row: Int64, _ database: Database
    ) throws -> [(id: Int64, text: String)] {
        let select = try RawStatement(
            database,
            """
            SELECT content.id, text, seq FROM (
                SELECT seq, event FROM eventPlace WHERE stream = ?1
                UNION ALL SELECT seq, event FROM recentEvent WHERE stream = ?1
            ) CROSS JOIN content ON content.id = event
            WHERE text IS NOT NULL
            """
        )
        select.bind(1, row)
        defer { select.reset() }
        let wanted = request.events.map(Set.init)
        var found: [(id: Int64, text: String)] = []
        while try select.step() {
            guard wanted?.contains(select.int(2)) ?? true else { continue }
            found.append((select.int(0), select.text(1)))
        }
        return found
    }
}
