import Foundation
import GRDB
public import SportelloModel

extension MailStore {
    /// When the next mail is to be applied, be it in the past; `nil` when none waits.
    func nextDue() async throws -> Instant? {
        try await read { database in
            try Int64.fetchOne(database, sql: "SELECT min(nextTry) FROM mail WHERE nextTry IS NOT NULL")
                .map(Instant.init(milliseconds:))
        }
    }

    /// Mails by their numbers, oldest first, with their bytes where those lie in the database.
    func mails(_ ids: [Int64]) async throws -> [(mail: StoredMail, bytes: [UInt8]?)] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(StoredMail.columns), raw.bytes FROM mail JOIN raw USING (digest)
                    WHERE id IN (\(databaseQuestionMarks(count: ids.count))) ORDER BY id
                    """,
                arguments: StatementArguments(ids)
            ).map { (try StoredMail($0), ($0[StoredMail.columnCount] as Data?).map { Array($0) }) }
        }
    }

    /// Records how applying a mail ended, and its Message-ID, so that answers to it find the ticket. Durable with the
    /// next ``flushSettled(beginning:)``.
    func settle(_ settlement: MailSettlement, mailbox: String) {
        unsettled.settle(settlement, mailbox: mailbox)
    }

    /// Writes what was settled and noted since, in one transaction, and ends the batch that it belongs to. What cannot be
    /// written is forgotten: those mails are still due and are applied again.
    ///
    /// Given `next`, the mails that are due at that instant are marked as begun in the same transaction and returned.
    @discardableResult
    func flushSettled(beginning next: (at: Instant, limits: BatchLimits)? = nil) async throws -> [Int64] {
        let notes = unsettled.all
        defer { unsettled.forget(notes) }
        return try await write { database in
            for reference in notes.references {
                try Self.addReference(reference.messageID, to: reference.stream, upTo: 0, database)
            }
            for entry in notes.entries { try Self.write(entry.settlement, entry.mailbox, database) }
            if let next { return try Self.begin(at: next.at, next.limits, database) }
            try database.execute(sql: "DELETE FROM begun")
            return []
        }
    }

    private static func write(_ settlement: MailSettlement, _ mailbox: String, _ database: Database) throws {
        let (state, note): (Int, String?) =
            switch settlement.state {
            case .pending: (0, nil)
            case .done: (1, nil)
            case .ignored(let reason): (2, reason)
            case .failed(let error, _): (3, error)
            }
        let statement = try database.cachedStatement(
            sql: """
                UPDATE mail SET state = ?, note = ?, tries = tries + 1, interrupted = 0, nextTry = ?, kind = ?, key = ?
                WHERE id = ?
                """
        )
        try statement.execute(
            arguments: [
                state, note, settlement.nextTry?.milliseconds, settlement.stream?.kind.rawValue,
                settlement.stream.map { Data($0.key.bytes) }, settlement.id,
            ]
        )
        guard let id = settlement.messageID, let stream = settlement.stream, stream.kind == .ticket else { return }
        try Self.remember(id, mailbox: mailbox, ticket: stream, database)
    }

    static func remember(_ messageID: String, mailbox: String, ticket: StreamID, _ database: Database) throws {
        guard messageID.utf8.count <= 998 else { return }
        // The first mail that bore an id keeps it: a later one cannot take over the thread.
        let statement = try database.cachedStatement(sql: "INSERT OR IGNORE INTO thread VALUES (?, ?, ?)")
        try statement.execute(arguments: [mailbox, messageID, Data(ticket.key.bytes)])
    }

    /// The ticket of the first of these Message-IDs that the mailbox knows.
    func ticket(of messageIDs: [String], mailbox: String) async throws -> TicketID? {
        if messageIDs.isEmpty { return nil }
        // Asked first: what is flushed meanwhile is found by the second look.
        let fresh = messageIDs.map { unsettled.ticket(of: $0, mailbox: mailbox) }
        return try await read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT key FROM thread WHERE mailbox = ? AND messageID = ?"
            )
            for (id, fresh) in zip(messageIDs, fresh) {
                if let key = try Data.fetchOne(statement, arguments: [mailbox, id]) {
                    return TicketID(bytes: key)
                }
                if let fresh { return fresh }
            }
            return nil
        }
    }

    /// A mail and the digest of its Message-ID and words.
    struct ContentClaim: Sendable {
        var mail: Int64
        var mailbox: String
        var key: Digest
    }

    /// Of each mail that is not the first of its mailbox with that Message-ID and those words, which one was.
    ///
    /// The same mail can come by two ways with different trace headers. Its Message-ID alone proves nothing: anybody can
    /// send another mail with it first.
    func claim(_ claims: [ContentClaim]) async throws -> [Int64: Int64] {
        if claims.isEmpty { return [:] }
        return try await write { database in
            let known = try database.cachedStatement(sql: "SELECT id FROM mail WHERE mailbox = ? AND contentKey = ?")
            let update = try database.cachedStatement(sql: "UPDATE mail SET contentKey = ? WHERE id = ?")
            var doubles: [Int64: Int64] = [:]
            for claim in claims {
                let key = Data(claim.key.bytes)
                if let id = try Int64.fetchOne(known, arguments: [claim.mailbox, key]) {
                    if id != claim.mail { doubles[claim.mail] = id }
                } else {
                    try update.execute(arguments: [key, claim.mail])
                }
            }
            return doubles
        }
    }

    /// Which mails to list.
    public struct Filter: Sendable {
        /// Only those of this state: `pending`, `done`, `ignored`, `failed`.
        public var state: String?
        /// Only those of this mailbox.
        public var mailbox: String?
        /// Only those with a greater number.
        public var after: Int64 = 0
        /// How many at most.
        public var limit = 200

        /// All of them.
        public init() {}
    }

    /// Mails in the order in which they came.
    public func list(_ filter: Filter) async throws -> [StoredMail] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(StoredMail.columns) FROM mail
                    WHERE id > ?1 AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR mailbox = ?3)
                    ORDER BY id LIMIT ?4
                    """,
                arguments: [
                    filter.after, filter.state.map { StoredMail.words.firstIndex(of: $0) ?? -1 }, filter.mailbox,
                    filter.limit,
                ]
            ).map { try StoredMail($0) }
        }
    }

    /// A mail by its number; `nil` when there is none.
    public func mail(_ id: Int64) async throws -> StoredMail? {
        try await read { database in
            try Row.fetchOne(database, sql: "SELECT \(StoredMail.columns) FROM mail WHERE id = ?", arguments: [id]).map
            {
                try StoredMail($0)
            }
        }
    }

    /// Puts mails back to be applied again: those with these numbers, or, without numbers, all that failed. What was
    /// applied already is not doubled. Returns how many.
    public func replay(_ ids: [Int64]?, at now: Instant) async throws -> Int {
        try await write { database in
            guard let ids else {
                try database.execute(sql: "UPDATE mail SET nextTry = ? WHERE state = 3", arguments: [now.milliseconds])
                return database.changesCount
            }
            var count = 0
            for id in ids {
                try database.execute(
                    sql: "UPDATE mail SET nextTry = ? WHERE id = ?", arguments: [now.milliseconds, id]
                )
                count += database.changesCount
            }
            return count
        }
    }

    /// How many mails wait to be applied now.
    public func pendingCount(at now: Instant) async throws -> Int {
        try await read { database in
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM mail WHERE nextTry <= ?", arguments: [now.milliseconds]
            ) ?? 0
        }
    }
}

extension StoredMail {
    static let words = ["pending", "done", "ignored", "failed"]

    /// The columns that a mail is read from, in the order in which it reads them: by place, as batches are read often.
    static let columns = """
        mail.id, mailbox, folder, validity, uid, mail.digest, mail.size, fullSize, receivedAt, state, note, tries, kind, key
        """
    static let columnCount = 14

    /// Reads ``columns``, the first of which is the row's first.
    init(_ row: Row) throws {
        guard let digest = Digest(bytes: row[5] as Data) else {
            throw EmailError(.store, "a digest in the mail store is not one")
        }
        let note: String? = row[10]
        let tries: Int = row[11]
        let state: MailState =
            switch row[9] as Int {
            case 0: .pending
            case 1: .done
            case 2: .ignored(reason: note ?? "")
            default: .failed(error: note ?? "", tries: tries)
            }
        var stream: StreamID?
        if let kind = (row[12] as String?).flatMap(StreamKind.init(rawValue:)), let key = row[13] as Data? {
            stream = Identifier<StreamID>(bytes: key).map { StreamID(kind: kind, key: $0) }
        }
        self.init(
            id: row[0],
            origin: MailOrigin(
                mailbox: row[1], folder: row[2], validity: UInt32(clamping: row[3] as Int64),
                uid: UInt32(clamping: row[4] as Int64)
            ),
            digest: digest, bytes: row[6], fullSize: row[7], receivedAt: Instant(milliseconds: row[8]), state: state,
            tries: tries, stream: stream
        )
    }
}

extension Identifier {
    /// The 16 bytes, the most significant first.
    var bytes: [UInt8] { withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) } }

    init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        let words = bytes.reduce(into: (high: UInt64(0), low: UInt64(0))) { words, byte in
            words.high = words.high << 8 | words.low >> 56
            words.low = words.low << 8 | UInt64(byte)
        }
        self.init(high: words.high, low: words.low)
    }
}
