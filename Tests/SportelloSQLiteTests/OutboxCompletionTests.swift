import Dispatch
import GRDB
import Sportello
import SportelloModel
import SportelloTesting
import Synchronization
import Testing

@testable import SportelloSQLite

@Suite("Items that are completed together", .timeLimit(.minutes(15)))
struct OutboxCompletionTests {
    private static let count = 20
    private static let now = Instant(seconds: 1_750_000_000)

    /// A store with leased items, the `broken`th of which goes by a channel of that name.
    private func leased(in place: TemporaryPlace, broken: Int = 7) async throws -> SQLiteDeskStore {
        let store = try await place.open()
        var writer = LogWriter(stream: .ticket(1))
        let items = (0..<Self.count).map { number in
            OutboxItem(
                id: Identifier(high: 1, low: UInt64(number)), stream: .ticket(1),
                channel: number == broken ? "broken" : "email", payload: [], notBefore: Self.now
            )
        }
        try await store.commitAll(Transaction(writes: [writer.append([.init("one")])], outbox: items))
        let leases = try await claim(store, at: Self.now)
        try #require(leases.count == Self.count)
        return store
    }

    private func claim(_ store: SQLiteDeskStore, at now: Instant) async throws -> [OutboxClaimResult.Lease] {
        try await store.claimOutbox(
            OutboxClaimRequest(now: now, leaseUntil: now + .minutes(1), limit: 2 * Self.count)
        ).leases
    }

    /// Completes all while the writer is busy, so that they share what they can share; tells which were accepted.
    private func completeTogether(_ store: SQLiteDeskStore) async -> Set<Int> {
        let busy = DispatchSemaphore(value: 0)
        store.pool.asyncWriteWithoutTransaction { _ in busy.wait() }
        return await withTaskGroup(of: Int?.self) { group in
            for number in 0..<Self.count {
                group.addTask {
                    let request = OutboxCompleteRequest(
                        item: Identifier(high: 1, low: UInt64(number)), attempt: 1, fate: .sent
                    )
                    do { return try await store.completeOutbox(request).accepted ? number : nil } catch { return nil }
                }
            }
            while store.completions.withLock({ $0.count }) < Self.count { await Task.yield() }
            busy.signal()
            return await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
        }
    }

    @Test("share one transaction, and each is told what came of it")
    func together() async throws {
        let place = try TemporaryPlace()
        let store = try await leased(in: place)
        let observer = CommitCounter()
        store.pool.add(transactionObserver: observer)
        #expect(await completeTogether(store) == Set(0..<Self.count))
        #expect(observer.commits.withLock { $0 } == 1)
        #expect(try await claim(store, at: Self.now + .hours(1)).isEmpty)
        try await store.close()
    }

    @Test("and one of which cannot be written: it alone fails, and the others are durable")
    func broken() async throws {
        let place = try TemporaryPlace()
        let store = try await leased(in: place)
        try await store.pool.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    CREATE TRIGGER broken BEFORE DELETE ON outbox WHEN old.channel = 'broken'
                        BEGIN SELECT RAISE(ABORT, 'broken'); END
                    """
            )
        }
        #expect(await completeTogether(store) == Set(0..<Self.count).subtracting([7]))
        try await store.close()
        let again = try await place.open()
        #expect(try await claim(again, at: Self.now + .hours(1)).map(\.item.channel) == ["broken"])
        try await again.close()
    }

    @Test("and whose commit fails are all told so, and none is completed")
    func failedCommit() async throws {
        let place = try TemporaryPlace()
        let store = try await leased(in: place)
        let observer = CommitBreaker()
        store.pool.add(transactionObserver: observer)
        #expect(await completeTogether(store).isEmpty)
        try await store.close()
        let again = try await place.open()
        #expect(try await claim(again, at: Self.now + .hours(1)).count == Self.count)
        try await again.close()
    }
}
