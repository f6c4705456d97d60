import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloSQLite

@Suite("Replies")
struct ReplyTests {
    /// More than one bundle, so that some replies are in their places and some are not.
    static let count = ReplyStatements.bundle + 200

    @Test("are known under their keys, in their places or on the way, and after a restart")
    func known() async throws {
        let place = try TemporaryPlace()
        var store = try await place.open()
        var writers = (1...3 as ClosedRange<UInt64>).map { LogWriter(stream: .ticket($0)) }
        var sent: [Transaction] = []
        while sent.count < Self.count {
            var batch: [Transaction] = []
            for index in writers.indices {
                let write = writers[index].append([.init("\(sent.count)")])
                batch.append(transaction(sent.count + batch.count, write))
            }
            let outcomes = try await store.commit(CommitRequest(transactions: batch)).outcomes
            try #require(outcomes.allSatisfy { $0 == .committed })
            sent += batch
        }
        for round in ["before", "after"] {
            for number in [0, 1, ReplyStatements.bundle - 1, ReplyStatements.bundle + 5, sent.count - 1] {
                let again = try await store.commit(CommitRequest(transactions: [sent[number]])).outcomes
                #expect(again == [.replayed(sent[number].reply)], "message \(number) \(round) the restart")
                let key = try #require(sent[number].key)
                #expect(try await store.reply(ReplyRequest(key: key)) == .replayed(sent[number].reply))
            }
            #expect(try await store.problems() == [])
            try await store.close()
            store = try await place.open()
        }
        try await store.close()
    }

    private func transaction(_ number: Int, _ write: StreamWrite) -> Transaction {
        let key = CommitKey(scope: write.stream, author: "a", id: "\(number)", content: .zero)
        return Transaction(key: key, writes: [write], reply: LogWriter.reply(to: write))
    }
}
