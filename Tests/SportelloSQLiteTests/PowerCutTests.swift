import Foundation
import GRDB
import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloSQLite

/// A power cut leaves what was flushed, and any part of what was being written. Under `synchronous=FULL` the latter is
/// the newest batch's part of the write-ahead log.
@Suite("A power cut")
struct PowerCutTests {
    /// What a run wrote: where the log stood and where the streams' heads stood after each batch.
    private struct Run {
        var ends: [Int] = []
        var heads: [[StreamID: StreamHead]] = []
        var transactions: [[Transaction]] = []
        var database = Data()
        var log = Data()
    }

    @Test("at any byte of the log leaves every acknowledged batch and no part of another")
    func anyByte() async throws {
        let place = try TemporaryPlace()
        var generator = SeededGenerator(seed: 20_26)
        let run = try await write(batches: 40, at: place, &generator)
        var cuts = (0..<120).map { _ in Int.random(in: run.ends[0]...run.log.count, using: &generator) }
        cuts += run.ends + run.ends.map { max(run.ends[0], $0 - 1) }
        for (n, cut) in cuts.enumerated() {
            let last = try #require(run.ends.lastIndex { $0 <= cut })
            try await expect(run, after: last, log: run.log.prefix(cut), place, "cut-\(n).sqlite")
        }
    }

    @Test("that leaves rubbish where the newest batch was being written loses nothing before it")
    func rubbish() async throws {
        let place = try TemporaryPlace()
        var generator = SeededGenerator(seed: 7)
        let run = try await write(batches: 20, at: place, &generator)
        for n in 0..<60 {
            let last = Int.random(in: 0..<run.ends.count - 1, using: &generator)
            var log = run.log.prefix(run.ends[last + 1])
            // Any sector of the batch may be missing, not only the last ones; its commit mark lies in the last page.
            let start = Int.random(in: run.ends[last]..<log.count, using: &generator)
            let end = min(log.count, start + 512)
            log.replaceSubrange(
                start..<end, with: (start..<end).map { _ in UInt8.random(in: 0...255, using: &generator) })
            try await expect(run, after: last, log: log, place, "rubbish-\(n).sqlite")
        }
    }

    @Test("between batches, with the log copied into the database all the time, loses nothing")
    func betweenCheckpoints() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open { $0.checkpointBytes = 1 << 16 }
        var writers = (1...5).map { LogWriter(stream: .ticket($0)) }
        var generator = SeededGenerator(seed: 3)
        for n in 0..<60 {
            let which = Int.random(in: 0..<5, using: &generator)
            let text = String(repeating: "text ", count: Int.random(in: 1...2000, using: &generator))
            try await store.commitAll(Transaction(writes: [writers[which].append([.init(text)])]))
            guard n % 3 == 0 else { continue }
            let name = "moment-\(n).sqlite"
            try await store.pool.writeWithoutTransaction { _ in
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: place.path() + suffix, toPath: place.path(name) + suffix)
                }
            }
            let copy = try await place.open(name)
            let expected = Dictionary(
                uniqueKeysWithValues: writers.filter { $0.head.seq > 0 }.map { ($0.stream, $0.head) }
            )
            #expect(try await copy.heads(writers.map(\.stream)) == expected)
            #expect(try await copy.problems() == [])
            try await copy.close()
        }
        try await store.close()
    }

    /// Writes batches of messages over a few streams, without checkpoints: the log only grows.
    private func write(
        batches: Int, at place: TemporaryPlace, _ generator: inout SeededGenerator
    ) async throws -> Run {
        let store = try await place.open("source.sqlite") { configuration in
            configuration.checkpointBytes = 1 << 30
            configuration.logCapBytes = 1 << 30
        }
        try await store.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        var run = Run()
        run.database = try Data(contentsOf: URL(fileURLWithPath: place.path("source.sqlite")))
        var writers = (1...5).map { LogWriter(stream: .ticket($0)) }
        for batch in 0..<batches {
            let count = Int.random(in: 1...8, using: &generator)
            let transactions = (0..<count).map { n in
                let which = Int.random(in: 0..<writers.count, using: &generator)
                let text = String(repeating: "words ", count: Int.random(in: 1...300, using: &generator))
                let write = writers[which].append([.init("\(batch).\(n) \(text)")], state: [UInt8(batch)])
                let key = CommitKey(scope: write.stream, author: "a", id: "\(batch).\(n)", content: .zero)
                return Transaction(key: key, writes: [write], reply: LogWriter.reply(to: write))
            }
            let outcomes = try await store.commit(CommitRequest(transactions: transactions)).outcomes
            #expect(outcomes.allSatisfy { $0 == .committed })
            run.log = try Data(contentsOf: URL(fileURLWithPath: place.path("source.sqlite-wal")))
            run.ends.append(run.log.count)
            run.transactions.append(transactions)
            run.heads.append(
                Dictionary(uniqueKeysWithValues: writers.filter { $0.head.seq > 0 }.map { ($0.stream, $0.head) })
            )
        }
        try await store.close()
        return run
    }

    /// Opens what a cut left and compares it with the run after batch `last`.
    private func expect(
        _ run: Run, after last: Int, log: Data, _ place: TemporaryPlace, _ name: String
    ) async throws {
        try run.database.write(to: URL(fileURLWithPath: place.path(name)))
        try log.write(to: URL(fileURLWithPath: place.path(name) + "-wal"))
        let store = try await place.open(name)
        let streams = (1...5).map { StreamID.ticket($0) }
        #expect(try await store.heads(streams) == run.heads[last], "\(name) after batch \(last)")
        for stream in streams {
            var digest = Digest.zero
            for event in try await store.log(stream) {
                #expect(event.digest == event.chained(after: digest) && event.contentIsIntact)
                digest = event.digest
            }
            #expect(digest == run.heads[last][stream]?.digest ?? .zero)
        }
        // Acknowledged commands are known; the next one is not.
        let acknowledged = try await store.commit(CommitRequest(transactions: run.transactions[last])).outcomes
        #expect(acknowledged == run.transactions[last].map { .replayed($0.reply) })
        if last + 1 < run.transactions.count {
            let next = try await store.commit(CommitRequest(transactions: run.transactions[last + 1])).outcomes
            #expect(next.allSatisfy { $0 == .committed })
        }
        #expect(try await store.problems() == [], "\(name) after batch \(last)")
        try await store.close()
    }
}
