import GRDB
import Sportello
import SportelloModel

/// The store's own bookkeeping, one line a value.
enum Meta {
    static func int(_ name: String, _ database: Database) throws -> Int64 {
        let statement = try row(name, database)
        defer { statement.reset() }
        return statement.int(0)
    }

    static func text(_ name: String, _ database: Database) throws -> String {
        let statement = try row(name, database)
        defer { statement.reset() }
        return statement.text(0)
    }

    static func digest(_ name: String, _ database: Database) throws -> Digest {
        let statement = try row(name, database)
        defer { statement.reset() }
        return try statement.digest(0)
    }

    static func set(_ name: String, _ value: Int64, _ database: Database) throws {
        let statement = try RawStatement(database, upsert)
        statement.bind(1, name)
        statement.bind(2, value)
        try statement.run()
    }

    static func set(_ name: String, _ value: String, _ database: Database) throws {
        let statement = try RawStatement(database, upsert)
        statement.bind(1, name)
        statement.bind(2, value)
        try statement.run()
    }

    static func set(_ name: String, _ value: Digest, _ database: Database) throws {
        let statement = try RawStatement(database, upsert)
        statement.bind(1, name)
        statement.bind(2, value)
        try statement.run()
    }

    private static let upsert = "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2"

    private static func row(_ name: String, _ database: Database) throws -> RawStatement {
        let statement = try RawStatement(database, "SELECT value FROM meta WHERE name = ?1")
        statement.bind(1, name)
        guard try statement.step() else { throw StoreError(.corrupt, "the database lacks its bookkeeping: \(name)") }
        return statement
    }
}
