import GRDB
import Sportello
import SportelloModel

/// Opens the file, brings its tables up to date and makes sure that it keeps the desk's promises.
enum Opening {
    /// Blocks; call it off the cooperative pool. `epoch` is used when the file is new.
    static func open(_ configuration: SQLiteStoreConfiguration, epoch: String) throws -> DatabasePool {
        do {
            let pool = try DatabasePool(path: configuration.path, configuration: connections(configuration))
            try pool.writeWithoutTransaction { try identify($0) }
            try migrate(pool, epoch: epoch)
            // GRDB sets NORMAL when it turns on the write-ahead log, whatever its configuration hook asked for; under
            // NORMAL a power cut takes acknowledged messages with it.
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON")
                try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
                try database.execute(sql: "PRAGMA journal_size_limit = \(configuration.logCapBytes)")
                try verifyDurability(database)
            }
            return pool
        } catch {
            throw StoreError(reading: error)
        }
    }

    /// Opens a desk's file to read it, also while another process writes it. Blocks.
    static func openToRead(_ configuration: SQLiteStoreConfiguration) throws -> DatabasePool {
        do {
            var connections = connections(configuration)
            connections.readonly = true
            let pool = try DatabasePool(path: configuration.path, configuration: connections)
            try pool.read { database in
                guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == Schema.applicationID else {
                    throw StoreError(.unsupported, "the file is not a desk's database")
                }
                let migrator = Schema.migrator
                guard try migrator.hasCompletedMigrations(database), try !migrator.hasBeenSuperseded(database) else {
                    throw StoreError(.unsupported, "another version wrote the database; start the desk once")
                }
            }
            return pool
        } catch {
            throw StoreError(reading: error)
        }
    }

    /// Throws unless a commit is flushed before it returns.
    static func verifyDurability(_ database: Database) throws {
        guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2,
            try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
        else { throw StoreError(.unsupported, "SQLite does not flush commits as the desk demands") }
    }

    private static func connections(_ configuration: SQLiteStoreConfiguration) -> GRDB.Configuration {
        var connections = GRDB.Configuration()
        connections.label = "sportello"
        connections.foreignKeysEnabled = false
        connections.maximumReaderCount = configuration.readConnections
        let (writer, reader) = (configuration.writerCacheBytes, configuration.readerCacheBytes)
        connections.prepareDatabase { database in
            let bytes = database.configuration.readonly ? reader : writer
            try database.execute(sql: "PRAGMA cache_size = -\(bytes / 1024); PRAGMA temp_store = MEMORY")
        }
        return connections
    }

    /// Refuses a file that is not a desk's.
    private static func identify(_ database: Database) throws {
        let mark = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if mark == Schema.applicationID { return }
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard mark == 0, tables == 0 else {
            throw StoreError(.unsupported, "the file is a database of another program")
        }
        try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
    }

    private static func migrate(_ pool: DatabasePool, epoch: String) throws {
        let migrator = Schema.migrator
        guard try pool.read({ try !migrator.hasBeenSuperseded($0) }) else {
            throw StoreError(.unsupported, "the database was written by a newer version")
        }
        try migrator.migrate(pool)
        try pool.write { database in
            let insert = try RawStatement(database, "INSERT OR IGNORE INTO meta VALUES ('epoch', ?1)")
            insert.bind(1, epoch)
            try insert.run()
        }
    }
}
