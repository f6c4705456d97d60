import GRDB
import GRDBSQLite
import Sportello

/// One database transaction whose failure says truly whether anything can have been made durable.
enum DurableTransaction {
    /// Runs `body` between BEGIN IMMEDIATE and COMMIT. Without changes there is no flush.
    ///
    /// Throws ``StoreError/Code/indeterminate`` only when COMMIT itself failed.
    static func run<Value>(_ database: Database, _ body: () throws -> Value) throws(StoreError) -> Value {
        let value: Value
        let changed: Bool
        do {
            try begin(database)
            let before = database.totalChangesCount
            value = try body()
            changed = database.totalChangesCount != before
        } catch {
            try rollBack(database, after: error)
            throw StoreError(writing: error)
        }
        do {
            try RawStatement(database, changed ? "COMMIT" : "ROLLBACK").run()
        } catch {
            // The rollback only frees the connection; the store refuses everything from here on.
            try rollBack(database, after: error)
            throw StoreError(
                .indeterminate, "the commit failed; close the store, see to the disk and open it again", cause: error
            )
        }
        return value
    }

    /// Takes the write lock. Nobody else writes, but a reader who meets the log's header while it is being written takes that
    /// lock for an instant, to look again: that must not fail a batch.
    private static func begin(_ database: Database) throws {
        sqlite3_busy_timeout(database.sqliteConnection, lockTimeout)
        // Checkpoints do not wait: they would hold everybody up for a reader.
        defer { sqlite3_busy_timeout(database.sqliteConnection, 0) }
        try RawStatement(database, "BEGIN IMMEDIATE").run()
    }

    /// In milliseconds. Another process that holds the lock for longer has no business with the file.
    private static let lockTimeout: Int32 = 1_000

    /// Ends the transaction, unless SQLite has done so itself after an error such as a full disk.
    private static func rollBack(_ database: Database, after cause: any Error) throws(StoreError) {
        guard sqlite3_get_autocommit(database.sqliteConnection) == 0 else { return }
        do {
            try RawStatement(database, "ROLLBACK").run()
        } catch {
            throw StoreError(.indeterminate, "neither commit nor rollback succeeded (\(cause))", cause: error)
        }
    }
}
