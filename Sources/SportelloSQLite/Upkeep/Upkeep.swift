import GRDB
import GRDBSQLite
import Logging
import Sportello

/// What the writer does between batches: copies the write-ahead log into the database and feeds the search index.
///
/// A failure here harms no transaction: the log stays as it is, the index catches up later. It is logged.
struct Upkeep: Sendable {
    let configuration: SQLiteStoreConfiguration
    let logger: Logger

    /// Fewer waiting texts are not worth a flush of their own; a search takes them in passing.
    private static let worthwhileTexts: Int64 = 256

    /// More texts than this in one interval are a rush, in which the index stands back.
    private static let rush: Int64 = 300

    /// Whether the writer should look again later.
    func isWanted(_ state: WriterState) -> Bool {
        state.textsWaiting >= Self.worthwhileTexts || state.textMerge != .none || state.logNeedsTruncation
    }

    /// What cannot wait after a batch: the log's size, and the index when it fell too far behind.
    func afterBatch(_ database: Database, _ state: inout WriterState) {
        attempt {
            try catchUp(database, &state, from: Int64(configuration.textBacklog))
            try checkpoint(database, &state)
        }
    }

    /// One bounded piece of what can wait, unless there is a rush.
    func atInterval(_ database: Database, _ state: inout WriterState) {
        let fresh = state.tally.count - state.eventsAtInterval
        state.eventsAtInterval = state.tally.count
        guard fresh <= Self.rush else { return }
        attempt {
            if state.textsWaiting >= Self.worthwhileTexts {
                try catchUp(database, &state, from: Self.worthwhileTexts)
            } else if state.textMerge != .none {
                try TextIndexing.merge(database, &state)
            }
            try checkpoint(database, &state)
        }
    }

    /// Indexes some slices while at least so many texts wait. On a busy desk one is enough for several batches; four keep up
    /// with the largest batch of messages, so that no more wait than may.
    private func catchUp(_ database: Database, _ state: inout WriterState, from least: Int64) throws {
        for _ in 0..<4 where state.textsWaiting >= least { try TextIndexing.advance(database, &state) }
    }

    private func attempt(_ work: () throws -> Void) {
        do {
            try work()
        } catch {
            logger.warning("upkeep of the database failed", metadata: ["error": "\(error)"])
        }
    }

    /// Does what must not be left behind when the store closes: erased words leave the file and the log is emptied.
    func settle(_ database: Database, _ state: inout WriterState) {
        attempt {
            while state.textMerge != .none { try TextIndexing.merge(database, &state) }
            _ = try rewind(.truncate, database)
        }
    }

    private func checkpoint(_ database: Database, _ state: inout WriterState) throws {
        state.framesWaiting += Self.takeWrittenPages(database)
        if state.logNeedsTruncation {
            if try rewind(.truncate, database) { state.logNeedsTruncation = false }
            state.framesWaiting = 0
            return
        }
        guard state.framesWaiting * 4096 >= configuration.checkpointBytes else { return }
        state.framesWaiting = 0
        let frames = try database.checkpoint(.passive).walFrameCount
        // Reads that overlap without a gap keep SQLite from starting the log anew by itself.
        if frames * 4096 >= configuration.logCapBytes { _ = try rewind(.restart, database) }
    }

    /// Starts the log anew; `false` when a reader holds it, so that the next round must try again.
    private func rewind(_ mode: Database.CheckpointMode, _ database: Database) throws -> Bool {
        do {
            _ = try database.checkpoint(mode)
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            logger.debug("the write-ahead log is in use; it will be rewound later")
            return false
        }
    }

    /// How many pages this connection has written to the log since the last call.
    private static func takeWrittenPages(_ database: Database) -> Int {
        var pages: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(database.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 1)
        return Int(pages)
    }
}
