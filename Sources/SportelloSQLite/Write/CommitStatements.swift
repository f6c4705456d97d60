import GRDB
import Sportello
import SportelloModel

/// The statements of a batch, taken from the connection's cache once a batch.
struct CommitStatements {
    private let findPlace: RawStatement
    private let insertStream: RawStatement
    private let insertHead: RawStatement
    private let updateHead: RawStatement
    private let updateHeadOnly: RawStatement
    private let updateState: RawStatement
    private let updateIndex: RawStatement
    private let insertEvent: RawStatement
    private let insertRecent: RawStatement
    private let insertContent: RawStatement

    init(_ database: Database) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        findPlace = try prepare(
            """
            SELECT id, seq, publicSeq, staffSeq, digest FROM stream JOIN head ON stream = id
            WHERE kind = ?1 AND key = ?2
            """
        )
        insertStream = try prepare(
            """
            INSERT INTO stream (kind, key, state, wakeAt, contact, account, number, status, isOpen, team, assignee,
                topic, band, priority, arrival, ticket, createdAt)
            VALUES (?15, ?16, ?17, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) RETURNING id
            """
        )
        insertHead = try prepare(
            "INSERT INTO head (seq, publicSeq, staffSeq, digest, stream, activity) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        )
        updateHead = try prepare(
            "UPDATE head SET seq = ?1, publicSeq = ?2, staffSeq = ?3, digest = ?4, activity = ?6 WHERE stream = ?5"
        )
        updateHeadOnly = try prepare(
            "UPDATE head SET seq = ?1, publicSeq = ?2, staffSeq = ?3, digest = ?4 WHERE stream = ?5"
        )
        updateState = try prepare("UPDATE stream SET state = ?2 WHERE id = ?1")
        updateIndex = try prepare(
            """
            UPDATE stream SET wakeAt = ?1, contact = ?2, account = ?3, number = ?4, status = ?5, isOpen = ?6, team = ?7,
                assignee = ?8, topic = ?9, band = ?10, priority = ?11, arrival = ?12, ticket = ?13, createdAt = ?14
            WHERE id = ?15
            """
        )
        insertEvent = try prepare(
            """
            INSERT INTO event (id, stream, seq, publicSeq, staffSeq, visibility, at, kind, role, author, name, clientID,
                facts, contentDigest, digest)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """
        )
        insertRecent = try prepare("INSERT INTO recentEvent (event, stream, seq) VALUES (?1, ?2, ?3)")
        insertContent = try prepare("INSERT INTO content (id, salt, text, details) VALUES (?1, ?2, ?3, ?4)")
    }

    func place(of stream: StreamID) throws -> WriterState.Place? {
        findPlace.bind(1, stream.kind.rawValue)
        findPlace.bind(2, stream.key)
        defer { findPlace.reset() }
        guard try findPlace.step() else { return nil }
        return WriterState.Place(row: findPlace.int(0), head: try findPlace.head(1))
    }

    /// Adds a stream and says which row it has.
    func insert(_ stream: StreamID, index: StreamIndex, state: [UInt8]) throws -> Int64 {
        bind(index, to: insertStream)
        insertStream.bind(15, stream.kind.rawValue)
        insertStream.bind(16, stream.key)
        insertStream.bind(17, state)
        defer { insertStream.reset() }
        guard try insertStream.step() else { throw StoreError(.corrupt, "a new stream got no row") }
        return insertStream.int(0)
    }

    func insertHead(_ head: StreamHead, activity: [UInt8], row: Int64) throws {
        bind(head, row: row, to: insertHead)
        insertHead.bind(6, activity)
        try insertHead.run()
    }

    func updateHead(_ head: StreamHead, activity: [UInt8]?, row: Int64) throws {
        guard let activity else {
            bind(head, row: row, to: updateHeadOnly)
            return try updateHeadOnly.run()
        }
        bind(head, row: row, to: updateHead)
        updateHead.bind(6, activity)
        try updateHead.run()
    }

    func update(state: [UInt8], row: Int64) throws {
        updateState.bind(1, row)
        updateState.bind(2, state)
        try updateState.run()
    }

    func update(index: StreamIndex, row: Int64) throws {
        bind(index, to: updateIndex)
        updateIndex.bind(15, row)
        try updateIndex.run()
    }

    /// Appends an event; `head` is the head after it.
    func insert(_ event: EventRecord, id: Int64, row: Int64, counted head: StreamHead) throws {
        insertEvent.bind(1, id)
        insertEvent.bind(2, row)
        insertEvent.bind(3, event.seq)
        insertEvent.bind(4, head.publicSeq)
        insertEvent.bind(5, head.staffSeq)
        insertEvent.bind(6, Int64((event.publicSeq == nil ? 0 : 1) | (event.staffSeq == nil ? 0 : 2)))
        insertEvent.bind(7, event.at)
        insertEvent.bind(8, event.kind)
        insertEvent.bind(9, event.author.role.rawValue)
        insertEvent.bind(10, event.author.id)
        insertEvent.bind(11, event.author.name)
        insertEvent.bind(12, event.clientID)
        insertEvent.bind(13, event.facts)
        insertEvent.bind(14, event.contentDigest)
        insertEvent.bind(15, event.digest)
        try insertEvent.run()
        insertRecent.bind(1, id)
        insertRecent.bind(2, row)
        insertRecent.bind(3, event.seq)
        try insertRecent.run()
        guard let content = event.content else { return }
        insertContent.bind(1, id)
        insertContent.bind(2, event.salt)
        insertContent.bind(3, content.text)
        insertContent.bind(4, try ContentDetails.encode(content.details))
        try insertContent.run()
    }

    private func bind(_ head: StreamHead, row: Int64, to statement: RawStatement) {
        statement.bind(1, head.seq)
        statement.bind(2, head.publicSeq)
        statement.bind(3, head.staffSeq)
        statement.bind(4, head.digest)
        statement.bind(5, row)
    }

    private func bind(_ index: StreamIndex, to statement: RawStatement) {
        statement.bind(1, index.wakeAt)
        statement.bind(2, index.contact)
        statement.bind(3, index.account)
        statement.bind(4, index.number)
        statement.bind(5, index.status)
        statement.bind(6, index.isOpen)
        statement.bind(7, index.team)
        statement.bind(8, index.assignee?.rawValue)
        statement.bind(9, index.topic)
        statement.bind(10, index.queue.map { Int64($0.band) })
        statement.bind(11, index.queue.map { Int64($0.priority) })
        statement.bind(12, index.queue?.arrival)
        statement.bind(13, index.queue?.ticket)
        statement.bind(14, index.createdAt)
    }
}

extension RawStatement {
    /// A head in four columns from `column` on.
    func head(_ column: Int32) throws -> StreamHead {
        StreamHead(
            seq: int(column), publicSeq: int(column + 1), staffSeq: int(column + 2), digest: try digest(column + 3)
        )
    }
}
