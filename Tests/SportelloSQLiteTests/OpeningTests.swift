import Foundation
import GRDB
import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloSQLite

@Suite("Opening a database")
struct OpeningTests {
    @Test("leaves the writing connection at synchronous=FULL, which GRDB would lower")
    func isFull() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        let (level, mode) = try await store.pool.writeWithoutTransaction { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try String.fetchOne(database, sql: "PRAGMA journal_mode")
            )
        }
        #expect(level == 2)
        #expect(mode == "wal")
        try await store.close()
    }

    @Test("refuses a connection that does not flush its commits", arguments: ["OFF", "NORMAL"])
    func refusesLess(level: String) async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        await expectStoreError(.unsupported) {
            try await store.pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = \(level)")
                try Opening.verifyDurability(database)
            }
        }
        try await store.close()
    }

    @Test("refuses a second store on the same file and names the process that has it")
    func refusesASecond() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        let error = await expectStoreError(.busy) { _ = try await place.open() }
        #expect(error?.message.contains("\(ProcessInfo.processInfo.processIdentifier)") == true)
        try await store.close()
        try await place.open().close()
    }

    @Test("takes over a lock file that a dead process left behind")
    func takesOver() async throws {
        let place = try TemporaryPlace()
        try Data("999999\n".utf8).write(to: URL(fileURLWithPath: place.path() + "-lock"))
        try await place.open().close()
    }

    @Test("refuses another program's database")
    func refusesAnother() async throws {
        let place = try TemporaryPlace()
        try place.meddle("CREATE TABLE notes (text)")
        await expectStoreError(.unsupported) { _ = try await place.open() }
    }

    @Test("refuses a newer version's database and leaves it alone")
    func refusesNewer() async throws {
        let place = try TemporaryPlace()
        try await place.open().close()
        try place.meddle("INSERT INTO grdb_migrations VALUES ('99 from the future')")
        await expectStoreError(.unsupported) { _ = try await place.open() }
    }

    @Test("refuses a file that is no database")
    func refusesNoDatabase() async throws {
        let place = try TemporaryPlace()
        try Data(repeating: 0x5a, count: 8192).write(to: URL(fileURLWithPath: place.path()))
        await expectStoreError(.corrupt) { _ = try await place.open() }
    }

    @Test("says when the directory does not exist")
    func refusesNoDirectory() async throws {
        let place = try TemporaryPlace()
        await expectStoreError(.unavailable) { _ = try await place.open("missing/desk.sqlite") }
    }

    @Test("refuses a configuration out of range")
    func refusesConfiguration() async throws {
        let place = try TemporaryPlace()
        await expectStoreError(.invalid) { _ = try await place.open { $0.readConnections = 0 } }
        await expectStoreError(.invalid) { _ = try await place.open { $0.textBacklog = 0 } }
        await expectStoreError(.invalid) { _ = try await place.open { $0.path = "" } }
    }

    @Test("to read it works beside the process that has it, and writes nothing")
    func readsBeside() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        var writer = LogWriter(stream: .ticket(1))
        try await store.commitAll(Transaction(writes: [writer.append([.init("one")])]))
        let reader = try await place.open { $0.isReadOnly = true }
        #expect(try await reader.log(.ticket(1)).count == 1)
        try await store.commitAll(Transaction(writes: [writer.append([.init("two")])]))
        #expect(try await reader.log(.ticket(1)).count == 2)
        #expect(try await reader.epoch == store.epoch)
        #expect(try await reader.problems() == [])
        let third = Transaction(writes: [writer.append([.init("three")])])
        await expectStoreError(.unsupported) {
            _ = try await reader.commit(CommitRequest(transactions: [third]))
        }
        await expectStoreError(.unsupported) { _ = try await reader.erase(EraseRequest(stream: .ticket(1))) }
        await expectStoreError(.unsupported) { _ = try await reader.search(SearchRequest(text: "one", limit: 1)) }
        try await reader.close()
        try await store.commitAll(third)
        try await store.close()
    }

    @Test("brings a database of the version before up to date, with all its texts")
    func migrates() async throws {
        let place = try TemporaryPlace()
        var writer = LogWriter(stream: .ticket(1))
        let write = writer.append([.init("an old question"), .init("an old answer")], state: [1])
        try writeVersionOne(write, at: place.path())

        let store = try await place.open()
        #expect(try await store.log(.ticket(1)) == write.events)
        let hits = try await store.search(SearchRequest(text: "old", limit: 5)).hits
        #expect(hits.map(\.seq) == [2, 1])
        try await store.commitAll(Transaction(writes: [writer.append([.init("a new one")])]))
        #expect(try await store.problems() == [])
        try await store.close()
    }

    /// Fills a database as version 1 of the tables would have.
    private func writeVersionOne(_ write: StreamWrite, at path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(queue, upTo: "1 streams, log and outbox")
        try queue.write { database in
            try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try database.execute(sql: "INSERT INTO meta VALUES ('epoch', 'old')")
            // Today's statements write there too; version 1 had no such table.
            try database.execute(sql: "CREATE TEMP TABLE recentEvent (event INTEGER, stream INTEGER, seq INTEGER)")
            let statements = try CommitStatements(database)
            let index = try #require(write.index)
            let row = try statements.insert(write.stream, index: index, state: write.state ?? [])
            try statements.insertHead(write.head, activity: write.activity ?? [], row: row)
            var tally = Tally()
            for event in write.events {
                tally.add(event.digest)
                let counted = StreamHead(
                    seq: event.seq, publicSeq: event.seq, staffSeq: event.seq, digest: event.digest
                )
                try statements.insert(event, id: tally.count, row: row, counted: counted)
            }
            try Meta.set("events", tally.count, database)
            try Meta.set("tally", tally.sum, database)
        }
        try queue.close()
    }
}
