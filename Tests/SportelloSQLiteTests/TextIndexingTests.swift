import GRDB
import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloSQLite

@Suite("The deferred search index")
struct TextIndexingTests {
    @Test("lags behind a message and catches up when the writer has time", .timeLimit(.minutes(15)))
    func catchesUp() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open { $0.upkeepInterval = .milliseconds(1) }
        var writer = LogWriter(stream: .ticket(1))
        try await store.commitAll(Transaction(writes: [writer.append([.init("one")])]))
        #expect(try await indexed(store) == 0, "a lone message pays for the index")
        try await store.commitAll(Transaction(writes: [writer.append((0..<299).map { .init("text \($0)") })]))
        while try await indexed(store) < 300 { await Task.yield() }
        try await store.close()
    }

    @Test("is as far after a restart as it was before, and misses nothing")
    func survivesARestart() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        var writer = LogWriter(stream: .ticket(1))
        try await store.commitAll(Transaction(writes: [writer.append([.init("alpha")])]))
        #expect(try await store.search(SearchRequest(text: "alpha", limit: 5)).hits.count == 1)
        try await store.commitAll(Transaction(writes: [writer.append([.init("beta")])]))
        try await store.close()

        let again = try await place.open()
        #expect(try await indexed(again) == 1)
        #expect(try await again.search(SearchRequest(text: "beta", limit: 5)).hits.map(\.seq) == [2])
        #expect(try await again.search(SearchRequest(text: "alpha", limit: 5)).hits.map(\.seq) == [1])
        #expect(try await again.problems() == [])
        try await again.close()
    }

    @Test("writes of the index go through the writer, so that its position is read behind them")
    func isSerialised() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open { $0.textBacklog = 1 }
        var writer = LogWriter(stream: .ticket(1))
        for n in 1...10 as ClosedRange<Int64> {
            try await store.commitAll(Transaction(writes: [writer.append([.init("text \(n)")])]))
            #expect(try await indexed(store) == n)
        }
        try await store.close()
    }

    @Test("catches up with the largest batch, so that no more texts wait than may")
    func isBounded() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open {
            $0.textBacklog = 100
            $0.upkeepInterval = .seconds(3600)
        }
        var writer = LogWriter(stream: .ticket(1))
        let texts = TextIndexing.slice * 3
        try await store.commitAll(Transaction(writes: [writer.append((0..<texts).map { .init("text \($0)") })]))
        #expect(try await indexed(store) > texts - 100)
        try await store.close()
    }

    /// The index's position, read on the writer's queue: behind the upkeep of every commit that was acknowledged.
    private func indexed(_ store: SQLiteDeskStore) async throws -> Int64 {
        try await store.pool.writeWithoutTransaction { try Meta.int("textsIndexed", $0) }
    }
}
