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
            try RawStatement(database, "BEGIN IMMEDIATE").run()
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
