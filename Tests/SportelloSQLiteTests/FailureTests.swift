import Dispatch
import GRDB
import Sportello
import SportelloModel
import SportelloTesting
import Synchronization
import Testing

@testable import SportelloSQLite

@Suite("A failing disk")
struct FailureTests {
    @Test("that is full refuses the whole batch, and the store goes on when there is room again")
    func isFull() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        var writer = LogWriter(stream: .ticket(1))
        try await store.commitAll(Transaction(writes: [writer.append([.init("one")])]))
        try await store.pool.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        var other = LogWriter(stream: .ticket(2))
        let small = keyed(other.append([.init("small")]))
        let large = keyed(writer.append([.init(String(repeating: "large ", count: 10_000))]))
        await expectStoreError(.notCommitted) {
            _ = try await store.commit(CommitRequest(transactions: [small, large]))
        }
        #expect(try await store.heads([.ticket(2)]).isEmpty)
        #expect(try await store.heads([.ticket(1)])[.ticket(1)]?.seq == 1)

        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try await store.commitAll(small, large)
        #expect(try await store.problems() == [])
        try await store.close()
    }

    /// What is written under a key must not count as done when it was not.
    private func keyed(_ write: StreamWrite) -> Transaction {
        let key = CommitKey(scope: write.stream, author: "a", id: "1", content: .zero)
        return Transaction(key: key, writes: [write], reply: LogWriter.reply(to: write))
    }

    @Test("where a reader holds the write lock for an instant only takes that long")
    func isLocked() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        var writer = LogWriter(stream: .ticket(1))
        let begins = DispatchSemaphore(value: 0)
        try await store.pool.writeWithoutTransaction { database in
            database.trace { if "\($0)".hasPrefix("BEGIN IMMEDIATE") { begins.signal() } }
        }
        // SQLite itself does so when a reader meets the log's header while it is being written.
        let other = try DatabaseQueue(path: place.path())
        let locked = AsyncStream<Bool>.makeStream()
        other.asyncWriteWithoutTransaction { database in
            let isLocked = (try? database.execute(sql: "BEGIN IMMEDIATE")) != nil
            locked.continuation.yield(isLocked)
            begins.wait()
            if isLocked { try? database.execute(sql: "ROLLBACK") }
        }
        for await isLocked in locked.stream {
            #expect(isLocked)
            break
        }
        try await store.commitAll(Transaction(writes: [writer.append([.init("one")])]))
        #expect(try await store.heads([.ticket(1)])[.ticket(1)]?.seq == 1)
        try other.close()
        try await store.close()
    }

    @Test("that fails a commit stops the store until it is opened again")
    func failsACommit() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        var writer = LogWriter(stream: .ticket(1))
        let first = Transaction(writes: [writer.append([.init("one")])])
        let observer = CommitBreaker()
        store.pool.add(transactionObserver: observer)
        await expectStoreError(.indeterminate) {
            _ = try await store.commit(CommitRequest(transactions: [first]))
        }
        await expectStoreError(.unavailable) { _ = try await store.commit(CommitRequest(transactions: [first])) }
        await expectStoreError(.unavailable) { _ = try await store.heads([.ticket(1)]) }
        try await store.close()

        let again = try await place.open()
        try await again.commitAll(first)
        #expect(try await again.problems() == [])
        try await again.close()
    }

    @Test("under a write that the log forbids leaves everything as it was")
    func isFrozen() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        var writer = LogWriter(stream: .ticket(1))
        try await store.commitAll(Transaction(writes: [writer.append([.init("one")])]))
        for sql in ["UPDATE event SET at = 0", "DELETE FROM event", "UPDATE event SET digest = zeroblob(32)"] {
            let error = await #expect(throws: DatabaseError.self) {
                try await store.pool.writeWithoutTransaction { try $0.execute(sql: sql) }
            }
            #expect(error?.message == "the log is append-only")
        }
        #expect(try await store.problems() == [])
        try await store.close()
    }
}

/// Makes every COMMIT fail, as a disk does that cannot flush.
final class CommitBreaker: TransactionObserver {
    struct Broken: Error {}

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseWillCommit() throws { throw Broken() }
    func databaseDidCommit(_ database: Database) {}
    func databaseDidRollback(_ database: Database) {}
}

/// Counts a store's commits.
final class CommitCounter: TransactionObserver, Sendable {
    let commits = Mutex(0)

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseWillCommit() throws { commits.withLock { $0 += 1 } }
    func databaseDidCommit(_ database: Database) {}
    func databaseDidRollback(_ database: Database) {}
}
