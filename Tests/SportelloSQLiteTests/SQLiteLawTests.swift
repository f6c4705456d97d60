import Sportello
import SportelloModel
import SportelloSQLite
import SportelloTesting
import Testing

@Suite("The SQLite store")
struct SQLiteLawTests {
    @Test("keeps the law of stores", arguments: StoreConformance.cases(for: .reopens))
    func keepsTheLaw(law: StoreConformance.Case) async throws {
        let place = try TemporaryPlace()
        try await law.run { try await place.open() }
    }

    @Test(
        "keeps the law when the log is copied and texts are indexed all the time",
        arguments: StoreConformance.cases(for: .reopens)
    )
    func keepsTheLawUnderUpkeep(law: StoreConformance.Case) async throws {
        let place = try TemporaryPlace()
        try await law.run {
            try await place.open { configuration in
                configuration.checkpointBytes = 1 << 16
                configuration.logCapBytes = 1 << 16
                configuration.textBacklog = 1
                configuration.readConnections = 1
                configuration.writerCacheBytes = 1 << 20
                configuration.readerCacheBytes = 1 << 20
            }
        }
    }

    @Test("shows readers whole transactions only")
    func showsWholeTransactions() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open { $0.checkpointBytes = 1 << 16 }
        let pair: [StreamID] = [.ticket(1), .ticket(2)]
        try await withThrowingTaskGroup { group in
            group.addTask {
                var one = LogWriter(stream: pair[0])
                var other = LogWriter(stream: pair[1])
                for n in 0..<200 {
                    try await store.commitAll(
                        Transaction(writes: [one.append([.init("one \(n)")]), other.append([.init("two \(n)")])])
                    )
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    var last: Int64 = 0
                    while last < 200 {
                        let heads = try await store.heads(pair)
                        #expect(heads[pair[0]]?.seq == heads[pair[1]]?.seq)
                        #expect((heads[pair[0]]?.seq ?? 0) >= last, "a reader went back in time")
                        last = heads[pair[0]]?.seq ?? 0
                    }
                }
            }
            try await group.waitForAll()
        }
        try await store.close()
    }

    /// In optimised builds a compiler fault once left the caller on another thread than its actor's.
    @Test("brings its callers back to their actor") @MainActor
    func bringsCallersBack() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        MainActor.preconditionIsolated()
        var writer = LogWriter(stream: .ticket(1))
        for n in 0..<20 {
            try await store.commitAll(Transaction(writes: [writer.append([.init("text \(n)")])]))
            MainActor.preconditionIsolated()
            _ = try await store.search(SearchRequest(text: "text", limit: 1))
            MainActor.preconditionIsolated()
        }
        try await store.close()
        MainActor.preconditionIsolated()
    }
}
