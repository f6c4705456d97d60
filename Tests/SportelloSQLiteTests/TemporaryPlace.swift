import Foundation
import GRDB
import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloSQLite

/// A directory of a test's own, removed with it.
final class TemporaryPlace: Sendable {
    let directory: String

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("sportello-\(UUID())").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: directory)
        } catch {
            Issue.record("a temporary directory stays behind: \(error)")
        }
    }

    func path(_ name: String = "desk.sqlite") -> String { directory + "/" + name }

    /// Opens a store here.
    func open(
        _ name: String = "desk.sqlite", _ adjust: (inout SQLiteStoreConfiguration) -> Void = { _ in }
    ) async throws -> SQLiteDeskStore {
        var configuration = SQLiteStoreConfiguration(path: path(name))
        adjust(&configuration)
        return try await SQLiteDeskStore(configuration)
    }

    /// Runs SQL on the closed database, as somebody with a shell would.
    func meddle(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path())
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }
}

extension StreamID {
    static func ticket(_ n: UInt64) -> StreamID { .ticket(TicketID(high: 0xabc, low: n)) }
}

extension SQLiteDeskStore {
    /// Commits what must succeed.
    func commitAll(_ transactions: Transaction...) async throws {
        let outcomes = try await commit(CommitRequest(transactions: transactions)).outcomes
        #expect(outcomes == transactions.map { _ in .committed })
    }

    func heads(_ streams: [StreamID]) async throws -> [StreamID: StreamHead] {
        let snapshots = try await load(LoadRequest(streams: streams)).snapshots
        return Dictionary(uniqueKeysWithValues: snapshots.map { ($0.stream, $0.head) })
    }

    func log(_ stream: StreamID) async throws -> [EventRecord] {
        try await events(EventsRequest(stream: stream, view: .complete, range: .after(0), limit: 100_000)).events
    }

    func problems() async throws -> [String] { try await check(CheckRequest()).problems }
}

/// Throws unless the body fails with a ``StoreError`` of that code; gives the error.
@discardableResult
func expectStoreError(
    _ code: StoreError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async -> StoreError? {
    let error = await #expect(throws: StoreError.self, sourceLocation: sourceLocation) { try await body() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    return error
}
