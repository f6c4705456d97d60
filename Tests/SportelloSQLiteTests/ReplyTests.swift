import GRDB
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

    @Test("that were on the way at a restart are known when they are in their places, too")
    func onTheWay() async throws {
        let place = try TemporaryPlace()
        var store = try await place.open()
        var writer = LogWriter(stream: .ticket(1))
        let sent = (0..<10).map { transaction($0, writer.append([.init("\($0)")])) }
        _ = try await store.commit(CommitRequest(transactions: sent))
        try await store.close()
        store = try await place.open()
        let more = (10..<10 + ReplyStatements.bundle).map { transaction($0, writer.append([.init("\($0)")])) }
        for message in more { _ = try await store.commit(CommitRequest(transactions: [message])) }
        let placed = try await store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM answerPlace") }
        #expect(placed ?? 0 >= ReplyStatements.bundle)
        for (number, message) in (sent + more).enumerated() {
            // Decided anew, on the log as it is now: only the key tells that it was done.
            var late = writer
            let again = transaction(number, late.append([.init("again")]))
            #expect(try await store.commit(CommitRequest(transactions: [again])).outcomes == [.replayed(message.reply)])
        }
        #expect(try await store.problems() == [])
        try await store.close()
    }

    @Test("are looked up in memory: a conversation's are read once, and again after all were forgotten")
    func memory() throws {
        var known = KnownKeys(recent: [], limit: 22)
        var table: [Int64: Set<UInt64>] = [1: [1, 2, 3], 2: [4]]
        var reads = 0
        func isUsed(_ row: Int64, _ half: UInt64) throws -> Bool {
            let name = ReplyStatements.Name(row: row, high: half, low: 0)
            let isUsed = try known.contains(
                name,
                placed: {
                    reads += 1
                    return Array(table[row] ?? [])
                },
                isInPlace: { table[row]?.contains(half) ?? false }
            )
            if !isUsed { known.insert(name) }
            return isUsed
        }
        #expect(try isUsed(1, 1))
        #expect(try !isUsed(1, 9))
        #expect(try isUsed(1, 9))
        #expect(try isUsed(2, 4))
        #expect(reads == 2)
        for name in known.recent { table[name.row, default: []].insert(name.high) }
        known.settle()
        #expect(known.recent.isEmpty)
        #expect(try isUsed(1, 9))
        #expect(reads == 2)
        // Five are known now, of two conversations: there is room for one more.
        #expect(try !isUsed(2, 5))
        #expect(try !isUsed(2, 6))
        #expect(try isUsed(1, 9))
        #expect(try isUsed(2, 4))
        #expect(try isUsed(2, 5))
        #expect(reads == 4)
    }

    @Test("of an older database are known after it was opened")
    func migration() async throws {
        let place = try TemporaryPlace()
        var store = try await place.open()
        let sent = try await send(7, to: store)
        try await store.close()
        let columns = "stream, key, content, event, result, otherKind, otherKey, seq, publicSeq, staffSeq, at"
        try place.meddle(
            """
            CREATE TABLE reply (
                stream INTEGER NOT NULL, key BLOB NOT NULL, content BLOB NOT NULL, event INTEGER, result BLOB, otherKind TEXT,
                otherKey BLOB, seq INTEGER, publicSeq INTEGER, staffSeq INTEGER, at INTEGER, PRIMARY KEY (stream, key)
            ) WITHOUT ROWID;
            CREATE TABLE recentReply (
                id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, key BLOB NOT NULL, content BLOB NOT NULL, event INTEGER,
                result BLOB, otherKind TEXT, otherKey BLOB, seq INTEGER, publicSeq INTEGER, staffSeq INTEGER, at INTEGER
            );
            INSERT INTO reply SELECT \(columns) FROM answer WHERE id <= 4;
            INSERT INTO recentReply (\(columns)) SELECT \(columns) FROM answer WHERE id > 4;
            DROP TABLE answer; DROP TABLE answerPlace; DELETE FROM meta WHERE name = 'answersPlaced';
            DELETE FROM grdb_migrations WHERE identifier = '6 replies in one order';
            """
        )
        store = try await place.open()
        for message in sent {
            let again = try await store.commit(CommitRequest(transactions: [message])).outcomes
            #expect(again == [.replayed(message.reply)])
        }
        #expect(try await store.problems() == [])
        try await store.close()
    }

    @Test("whose keys begin alike are told apart")
    func halves() async throws {
        let place = try TemporaryPlace()
        var store = try await place.open()
        let sent = try await send(3, to: store)
        try await store.close()
        try place.meddle(
            """
            UPDATE answer SET key = CAST((SELECT substr(key, 1, 8) FROM answer WHERE id = 1) || substr(key, 9) AS BLOB)
            WHERE id = 2;
            INSERT INTO answerPlace SELECT stream, id, substr(key, 1, 8) FROM answer;
            UPDATE meta SET value = 3 WHERE name = 'answersPlaced';
            """
        )
        store = try await place.open()
        let key = try #require(sent[0].key)
        #expect(try await store.commit(CommitRequest(transactions: [sent[0]])).outcomes == [.replayed(sent[0].reply)])
        #expect(try await store.reply(ReplyRequest(key: key)) == .replayed(sent[0].reply))
        #expect(try await store.problems() == [])
        try await store.close()
        // Only the one that begins alike is left.
        try place.meddle("DELETE FROM answer WHERE id = 1; DELETE FROM answerPlace WHERE answer = 1")
        store = try await place.open()
        #expect(try await store.reply(ReplyRequest(key: key)) == .unknown)
        var writer = LogWriter(stream: .ticket(1))
        for number in 0..<3 { _ = writer.append([.init("\(number)")]) }
        let again = transaction(0, writer.append([.init("again")]))
        #expect(try await store.commit(CommitRequest(transactions: [again])).outcomes == [.committed])
        try await store.close()
    }

    private func send(_ count: Int, to store: SQLiteDeskStore) async throws -> [Transaction] {
        var writer = LogWriter(stream: .ticket(1))
        let sent = (0..<count).map { transaction($0, writer.append([.init("\($0)")])) }
        let outcomes = try await store.commit(CommitRequest(transactions: sent)).outcomes
        try #require(outcomes.allSatisfy { $0 == .committed })
        return sent
    }

    private func transaction(_ number: Int, _ write: StreamWrite) -> Transaction {
        let key = CommitKey(scope: write.stream, author: "a", id: "\(number)", content: .zero)
        return Transaction(key: key, writes: [write], reply: LogWriter.reply(to: write))
    }
}
