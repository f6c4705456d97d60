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

    /// From how many waiting texts on an idle writer indexes: fewer are not worth a flush of their own.
    private static let worthwhileTexts: Int64 = 256

    /// Does one bounded piece of work; `true` when there is more for an idle writer.
    func run(_ database: Database, _ state: inout WriterState, isIdle: Bool) -> Bool {
        do {
            if state.textsWaiting >= Int64(configuration.textBacklog)
                || (isIdle && state.textsWaiting >= Self.worthwhileTexts)
            {
                try TextIndexing.advance(database, &state)
            } else if isIdle && state.textMerge != .none {
                try TextIndexing.merge(database, &state)
            }
            try checkpoint(database, &state)
        } catch {
            logger.warning("upkeep of the database failed", metadata: ["error": "\(error)"])
            return false
        }
        return state.textsWaiting >= Self.worthwhileTexts || state.textMerge != .none
    }

    /// Does what must not be left behind when the store closes: erased words leave the file and the log is emptied.
    func settle(_ database: Database, _ state: inout WriterState) {
        do {
            while state.textMerge != .none { try TextIndexing.merge(database, &state) }
            _ = try rewind(.truncate, database)
        } catch {
            logger.warning("upkeep of the database failed", metadata: ["error": "\(error)"])
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
