import Foundation
import GRDB
public import SportelloModel

extension MailStore {
    /// Makes raw mails durable: the first of the two stages. Nothing is interpreted.
    ///
    /// A mail whose very bytes the mailbox already has is reported as a duplicate and changes nothing. Given `cursor`, the
    /// folder's cursor moves in the same transaction, so that it never points past a mail that is not here.
    ///
    /// - Throws: ``EmailError`` with `tooLarge` before anything was stored, or `store`.
    public func add(
        _ arrivals: [MailArrival], cursor: (origin: MailOrigin, value: MailCursor)? = nil, at now: Instant
    ) async throws -> [MailAcceptance] {
        var digests: [Digest] = []
        for arrival in arrivals {
            guard arrival.bytes.count <= maximumBytes else {
                throw EmailError(.tooLarge, "a mail of \(arrival.bytes.count) bytes; at most \(maximumBytes) are taken")
            }
            let digest = Digest(hashing: arrival.bytes)
            digests.append(digest)
            if let files, arrival.bytes.count > MailSchema.inlineBytes {
                try await perform { try files.write(arrival.bytes, as: digest) }
            }
        }
        let named = Array(zip(arrivals, digests))
        let hasFiles = files != nil
        return try await write { database in
            let accepted = try named.map { arrival, digest in
                try Self.insert(arrival, digest, inline: !hasFiles, at: now, database)
            }
            if let cursor { try Self.move(cursor.origin, to: cursor.value, database) }
            return accepted
        }
    }

    private static func insert(
        _ arrival: MailArrival, _ digest: Digest, inline: Bool, at now: Instant, _ database: Database
    ) throws -> MailAcceptance {
        let key = Data(digest.bytes)
        let known = try database.cachedStatement(sql: "SELECT id FROM mail WHERE mailbox = ? AND digest = ?")
        if let id = try Int64.fetchOne(known, arguments: [arrival.origin.mailbox, key]) {
            return MailAcceptance(id: id, digest: digest, isDuplicate: true)
        }
        let isInline = inline || arrival.bytes.count <= MailSchema.inlineBytes
        let raw = try database.cachedStatement(sql: "INSERT OR IGNORE INTO raw VALUES (?, ?, ?)")
        try raw.execute(arguments: [key, isInline ? Data(arrival.bytes) : nil, arrival.bytes.count])
        let mail = try database.cachedStatement(
            sql: """
                INSERT INTO mail (mailbox, folder, validity, uid, digest, size, fullSize, receivedAt, nextTry)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try mail.execute(
            arguments: [
                arrival.origin.mailbox, arrival.origin.folder, Int64(arrival.origin.validity),
                Int64(arrival.origin.uid), key, arrival.bytes.count, arrival.fullSize, now.milliseconds,
                now.milliseconds,
            ]
        )
        return MailAcceptance(id: database.lastInsertedRowID, digest: digest, isDuplicate: false)
    }

    /// How far a folder was read; `nil` for one that never was.
    public func cursor(mailbox: String, folder: String) async throws -> MailCursor? {
        try await read { database in
            try Row.fetchOne(
                database, sql: "SELECT validity, uid FROM cursor WHERE mailbox = ? AND folder = ?",
                arguments: [mailbox, folder]
            ).map { MailCursor(validity: UInt32(clamping: $0[0] as Int64), uid: UInt32(clamping: $0[1] as Int64)) }
        }
    }

    /// Moves a cursor past what is not kept here, for example mails that were deleted before they could be fetched.
    func move(_ origin: MailOrigin, to cursor: MailCursor) async throws {
        try await write { try Self.move(origin, to: cursor, $0) }
    }

    private static func move(_ origin: MailOrigin, to cursor: MailCursor, _ database: Database) throws {
        // Within one validity a cursor never moves back.
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO cursor VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
                    uid = CASE WHEN validity = excluded.validity THEN max(uid, excluded.uid) ELSE excluded.uid END,
                    validity = excluded.validity
                """
        )
        try statement.execute(
            arguments: [origin.mailbox, origin.folder ?? "", Int64(cursor.validity), Int64(cursor.uid)]
        )
    }

    /// The bytes of a mail as they came.
    public func raw(_ digest: Digest) async throws -> [UInt8] {
        let found = try await read { database in
            let statement = try database.cachedStatement(sql: "SELECT bytes FROM raw WHERE digest = ?")
            return try Row.fetchOne(statement, arguments: [Data(digest.bytes)]).map { $0[0] as Data? }
        }
        guard let found else { throw EmailError(.store, "there is no raw mail \(digest)") }
        if let bytes = found { return Array(bytes) }
        guard let files else { throw EmailError(.store, "the raw mail \(digest) has no bytes") }
        return try await perform { try files.read(digest) }
    }
}
