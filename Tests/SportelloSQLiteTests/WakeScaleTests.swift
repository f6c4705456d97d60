import GRDB
import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloSQLite

/// The shape of waking without a clock; `MicroBenchmarks wake` measures it.
@Suite("A hundred thousand wake-ups", .timeLimit(.minutes(15)))
struct WakeScaleTests {
    /// A store with that many streams that wake at some time.
    private func filled(_ place: TemporaryPlace, wakeAt: String) async throws -> SQLiteDeskStore {
        try await place.open().close()
        try place.meddle(
            """
            INSERT INTO stream (kind, key, state, wakeAt, status, isOpen, createdAt)
            WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 99999)
            SELECT 'ticket', CAST(printf('%016d', n) AS BLOB), x'', \(wakeAt), 'open', 1, 0 FROM number
            """
        )
        return try await place.open()
    }

    @Test("come in their order, a page at a time, and only those whose time has come")
    func order() async throws {
        let place = try TemporaryPlace()
        // 7919 is coprime to 100,000: every wake-up has an instant of its own, and rows lie in no order of time.
        let store = try await filled(place, wakeAt: "1000000 + (n * 7919) % 100000")
        func due(_ milliseconds: Int64, limit: Int = 200) async throws -> DueResult {
            try await store.due(DueRequest(now: Instant(milliseconds: milliseconds), limit: limit))
        }
        let early = try await due(999_999)
        #expect(early.streams.isEmpty && early.next == Instant(milliseconds: 1_000_000))
        let first = try await due(1_000_000)
        #expect(first.streams.count == 1 && first.next == Instant(milliseconds: 1_000_001))
        let some = try await due(1_000_049)
        #expect(some.streams.count == 50 && some.next == Instant(milliseconds: 1_000_050))
        #expect(try await instants(of: some.streams, store) == (0..<50).map { 1_000_000 + Int64($0) })
        let page = try await due(2_000_000)
        #expect(page.streams.count == 200 && page.next == nil)
        #expect(try await instants(of: page.streams, store) == (0..<200).map { 1_000_000 + Int64($0) })
        try await store.close()
    }

    @Test("of one instant are read a page at a time as well, by index and without sorting")
    func sameInstant() async throws {
        let place = try TemporaryPlace()
        let store = try await filled(place, wakeAt: "1000000")
        let page = try await store.due(DueRequest(now: Instant(milliseconds: 1_000_000), limit: 200))
        #expect(page.streams.count == 200 && page.streams == page.streams.sorted())
        let plan = try await store.pool.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(SnapshotRows.ripe.withoutParameters)").map {
                $0["detail"] as String
            }
        }
        #expect(plan.count == 1 && plan[0].contains("SEARCH") && plan[0].contains("stream_wake"), "\(plan)")
        try await store.close()
    }

    private func instants(of streams: [StreamID], _ store: SQLiteDeskStore) async throws -> [Int64] {
        try await store.pool.read { database in
            try streams.map { stream in
                let statement = try RawStatement(database, "SELECT wakeAt FROM stream WHERE kind = ?1 AND key = ?2")
                statement.bind(1, stream.kind.rawValue)
                statement.bind(2, stream.key)
                defer { statement.reset() }
                return try statement.step() ? statement.int(0) : -1
            }
        }
    }
}
