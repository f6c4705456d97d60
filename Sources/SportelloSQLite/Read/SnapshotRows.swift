import GRDB
import Sportello
import SportelloModel

/// Streams as they stand.
enum SnapshotRows {
    /// The columns that ``snapshot(_:)`` reads, of `stream` joined with `head`.
    static let columns = """
        kind, key, seq, publicSeq, staffSeq, digest, activity, state, wakeAt, contact, account, number, status, isOpen,
        team, assignee, topic, band, priority, arrival, ticket, createdAt
        """

    static func load(_ streams: [StreamID], _ database: Database) throws -> [StreamSnapshot] {
        let statement = try RawStatement(
            database, "SELECT \(columns) FROM stream JOIN head ON stream = id WHERE kind = ?1 AND key = ?2"
        )
        defer { statement.reset() }
        return try streams.compactMap { stream in
            statement.reset()
            statement.bind(1, stream.kind.rawValue)
            statement.bind(2, stream.key)
            return try statement.step() ? try snapshot(statement) : nil
        }
    }

    /// Where a stream's log ends and its row; `nil` when it does not exist.
    static func place(of stream: StreamID, _ database: Database) throws -> WriterState.Place? {
        let statement = try RawStatement(
            database,
            """
            SELECT id, seq, publicSeq, staffSeq, digest FROM stream JOIN head ON stream = id
            WHERE kind = ?1 AND key = ?2
            """
        )
        statement.bind(1, stream.kind.rawValue)
        statement.bind(2, stream.key)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return WriterState.Place(row: statement.int(0), head: try statement.head(1))
    }

    static func snapshot(_ row: RawStatement) throws -> StreamSnapshot {
        StreamSnapshot(
            stream: try row.stream(0), head: try row.head(2), activity: row.bytes(6), state: row.bytes(7),
            index: StreamIndex(
                wakeAt: row.optionalInstant(8), contact: try row.optionalIdentifier(9),
                account: try row.optionalIdentifier(10), number: row.optionalText(11), status: row.text(12),
                isOpen: row.int(13) != 0, team: row.optionalText(14),
                assignee: row.optionalText(15).map(AgentID.init(rawValue:)), topic: row.optionalText(16),
                queue: try queueRank(row), createdAt: row.instant(21)
            )
        )
    }

    private static func queueRank(_ row: RawStatement) throws -> QueueRank? {
        guard !row.isNull(17) else { return nil }
        return QueueRank(
            band: Int(row.int(17)), priority: Int(row.int(18)), arrival: row.instant(19), ticket: try row.identifier(20)
        )
    }

    /// Streams whose time has come, in the order of the index `stream_wake`.
    static let ripe = "SELECT kind, key FROM stream WHERE wakeAt <= ?1 ORDER BY wakeAt, kind, key LIMIT ?2"
    /// When the next one's time comes.
    static let nextWake = "SELECT min(wakeAt) FROM stream WHERE wakeAt > ?1"

    /// Streams whose time has come.
    static func due(_ request: DueRequest, _ database: Database) throws -> DueResult {
        let ripe = try RawStatement(database, ripe)
        ripe.bind(1, request.now)
        ripe.bind(2, Int64(max(0, request.limit)))
        defer { ripe.reset() }
        var streams: [StreamID] = []
        while try ripe.step() { streams.append(try ripe.stream(0)) }
        let next = try RawStatement(database, nextWake)
        next.bind(1, request.now)
        defer { next.reset() }
        return DueResult(streams: streams, next: try next.step() ? next.optionalInstant(0) : nil)
    }

    /// Names in ascending order.
    static func names(_ request: StreamsRequest, _ database: Database) throws -> [StreamID] {
        let statement = try RawStatement(
            database, "SELECT kind, key FROM stream WHERE (kind, key) > (?1, ?2) ORDER BY kind, key LIMIT ?3"
        )
        statement.bind(1, request.after?.kind.rawValue ?? "")
        if let key = request.after?.key { statement.bind(2, key) } else { statement.bind(2, [UInt8]()) }
        statement.bind(3, Int64(max(0, request.limit)))
        defer { statement.reset() }
        var names: [StreamID] = []
        while try statement.step() { names.append(try statement.stream(0)) }
        return names
    }
}
