import Foundation
import Sportello
import SportelloModel
import SportelloSQLite
import SportelloTesting
import Testing

@Suite("A backup")
struct BackupTests {
    @Test("taken while the desk works is a sound store of whole transactions, with an epoch of its own")
    func isSound() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open { $0.checkpointBytes = 1 << 16 }
        let pair: [StreamID] = [.ticket(1), .ticket(2)]
        let size = try await withThrowingTaskGroup(of: Int64.self) { group in
            group.addTask {
                var one = LogWriter(stream: pair[0])
                var other = LogWriter(stream: pair[1])
                for n in 0..<300 {
                    try await store.commitAll(
                        Transaction(writes: [one.append([.init("one \(n)")]), other.append([.init("two \(n)")])])
                    )
                }
                return 0
            }
            group.addTask {
                while try await store.heads(pair)[pair[0]]?.seq ?? 0 < 20 { await Task.yield() }
                return try await store.backup(BackupRequest(path: place.path("copy.sqlite"))).bytes
            }
            return try await group.reduce(0, +)
        }
        #expect(size > 4096)
        let epoch = try await store.epoch
        try await store.close()

        let copy = try await place.open("copy.sqlite")
        let heads = try await copy.heads(pair)
        #expect(heads[pair[0]]?.seq == heads[pair[1]]?.seq)
        #expect(heads[pair[0]]?.seq ?? 0 >= 20)
        #expect(try await copy.epoch != epoch)
        #expect(try await copy.problems() == [])
        let hits = try await copy.search(SearchRequest(text: "one 5", limit: 5)).hits
        #expect(hits.contains { $0.seq == 6 })
        try await copy.close()
    }

    @Test("never overwrites a file")
    func doesNotOverwrite() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        try Data("mine".utf8).write(to: URL(fileURLWithPath: place.path("mine")))
        await expectStoreError(.invalid) { _ = try await store.backup(BackupRequest(path: place.path("mine"))) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.path("mine"))) == Data("mine".utf8))
        await expectStoreError(.unavailable) {
            _ = try await store.backup(BackupRequest(path: place.path("nowhere/copy.sqlite")))
        }
        try await store.close()
    }
}
