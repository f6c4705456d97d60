import GRDB
import Sportello
import SportelloTesting
import Testing

@testable import SportelloSQLite

@Suite("Frequent reads")
struct QueryPlanTests {
    @Test(
        "use an index and sort nothing",
        arguments: [
            (SnapshotRows.ripe, "stream_wake"),
            (SnapshotRows.nextWake, "stream_wake"),
            (
                """
                SELECT event.seq FROM eventPlace CROSS JOIN event ON event.id = eventPlace.event
                LEFT JOIN content ON content.id = event.id
                WHERE eventPlace.stream = 1 AND eventPlace.seq >= 5 ORDER BY eventPlace.seq LIMIT 9
                """,
                "eventPlace USING PRIMARY KEY"
            ),
            ("SELECT id FROM stream WHERE kind = 'ticket' AND key = x'00'", "stream_name"),
            (
                """
                SELECT state FROM stream JOIN head ON stream = id WHERE band IS NOT NULL AND kind = 'ticket'
                    AND (band, priority, arrival, ticket) > (1, 2, 3, x'00')
                ORDER BY band, priority, arrival, ticket LIMIT 9
                """,
                "stream_queue"
            ),
            (
                """
                SELECT state FROM stream JOIN head ON stream = id WHERE kind = 'ticket' AND isOpen = 1
                    AND (createdAt, key) < (1, x'00')
                ORDER BY createdAt DESC, key DESC LIMIT 9
                """,
                "stream_open"
            ),
            ("SELECT min(dueAt) FROM outbox WHERE state < 2", "outbox_due"),
        ]
    )
    func usesAnIndex(sql: String, index: String) async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        let plan = try await store.pool.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql.withoutParameters)").map {
                $0["detail"] as String
            }
        }
        #expect(plan.contains { $0.contains(index) }, "the plan is \(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "the plan is \(plan)")
        try await store.close()
    }
}

extension String {
    /// SQL with a number in every place, so that it can be explained.
    var withoutParameters: String { replacing("?1", with: "1").replacing("?2", with: "200") }
}
