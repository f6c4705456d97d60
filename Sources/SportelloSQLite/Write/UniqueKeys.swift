import GRDB
import Sportello
import SportelloModel

/// Names that at most one stream owns.
enum UniqueKeys {
    static func owner(of key: UniqueKey, _ database: Database) throws -> StreamID? {
        let statement = try RawStatement(database, "SELECT kind, key FROM uniqueKey WHERE space = ?1 AND value = ?2")
        statement.bind(1, key.space)
        statement.bind(2, key.value)
        defer { statement.reset() }
        return try statement.step() ? try statement.stream(0) : nil
    }

    static func release(_ key: UniqueKey, _ database: Database) throws {
        let statement = try RawStatement(database, "DELETE FROM uniqueKey WHERE space = ?1 AND value = ?2")
        statement.bind(1, key.space)
        statement.bind(2, key.value)
        try statement.run()
    }

    /// Takes a key that is free or owned by the same stream.
    static func claim(_ claim: UniqueKeyClaim, _ database: Database) throws {
        let statement = try RawStatement(
            database,
            "INSERT INTO uniqueKey VALUES (?1, ?2, ?3, ?4) ON CONFLICT (space, value) DO UPDATE SET kind = ?3, key = ?4"
        )
        statement.bind(1, claim.key.space)
        statement.bind(2, claim.key.value)
        statement.bind(3, claim.stream.kind.rawValue)
        statement.bind(4, claim.stream.key)
        try statement.run()
    }
}
