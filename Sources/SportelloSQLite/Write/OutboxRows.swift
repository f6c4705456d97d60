import GRDB
import Sportello
import SportelloModel

/// Outgoing items and their leases.
enum OutboxRows {
    /// Adds an item unless it is there already.
    static func insert(_ item: OutboxItem, _ database: Database) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT OR IGNORE INTO outbox (item, kind, key, channel, payload, notBefore, dueAt)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
            """
        )
        statement.bind(1, item.id)
        statement.bind(2, item.stream.kind.rawValue)
        statement.bind(3, item.stream.key)
        statement.bind(4, item.channel)
        statement.bind(5, item.payload)
        statement.bind(6, item.notBefore)
        try statement.run()
    }

    /// Leases what is due, the earliest first.
    static func claim(_ request: OutboxClaimRequest, _ database: Database) throws -> [OutboxClaimResult.Lease] {
        let due = try RawStatement(
            database,
            """
            SELECT id, item, kind, key, channel, payload, notBefore, attempt, isAmbiguous OR state = 1 FROM outbox
            WHERE state < 2 AND dueAt <= ?1 ORDER BY dueAt, id LIMIT ?2
            """
        )
        due.bind(1, request.now)
        due.bind(2, Int64(max(0, request.limit)))
        var rows: [Int64] = []
        var leases: [OutboxClaimResult.Lease] = []
        while try due.step() {
            rows.append(due.int(0))
            let item = OutboxItem(
                id: try due.identifier(1), stream: try due.stream(2), channel: due.text(4), payload: due.bytes(5),
                notBefore: due.instant(6)
            )
            leases.append(
                OutboxClaimResult.Lease(item: item, attempt: Int(due.int(7)) + 1, isAmbiguous: due.int(8) != 0)
            )
        }
        due.reset()
        let lease = try RawStatement(
            database,
            """
            UPDATE outbox SET isAmbiguous = isAmbiguous OR state = 1, state = 1, dueAt = ?2, attempt = attempt + 1
            WHERE id = ?1
            """
        )
        for row in rows {
            lease.bind(1, row)
            lease.bind(2, request.leaseUntil)
            try lease.run()
        }
        return leases
    }

    /// When the next item or lease falls due.
    static func next(_ database: Database) throws -> Instant? {
        let statement = try RawStatement(database, "SELECT min(dueAt) FROM outbox WHERE state < 2")
        defer { statement.reset() }
        return try statement.step() ? statement.optionalInstant(0) : nil
    }

    /// Records a fate if the attempt is the current one and still leased; says whether it was.
    static func complete(_ request: OutboxCompleteRequest, _ database: Database) throws -> Bool {
        let statement: RawStatement
        switch request.fate {
        case .sent:
            statement = try RawStatement(database, "DELETE FROM outbox WHERE item = ?1 AND attempt = ?2 AND state = 1")
        case .retry(let time, let reason):
            statement = try RawStatement(
                database,
                "UPDATE outbox SET state = 0, dueAt = ?3, reason = ?4 WHERE item = ?1 AND attempt = ?2 AND state = 1"
            )
            statement.bind(3, time)
            statement.bind(4, reason)
        case .failed(let reason):
            statement = try RawStatement(
                database, "UPDATE outbox SET state = 2, reason = ?3 WHERE item = ?1 AND attempt = ?2 AND state = 1"
            )
            statement.bind(3, reason)
        }
        statement.bind(1, request.item)
        statement.bind(2, Int64(request.attempt))
        try statement.run()
        return statement.changes == 1
    }
}
