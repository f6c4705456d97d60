import Foundation
import GRDB
import Sportello
import SportelloModel

/// Reads and writes the replies to commands.
///
/// Keys are random, so a reply put in its place dirties a page of its own. New ones are therefore appended to a short
/// table and go to their places ``bundle`` at a time, those of one conversation side by side. What is not in its place
/// yet is remembered by name in the writer's state; a reader looks at both tables.
struct ReplyStatements {
    private let select: RawStatement
    private let isKept: RawStatement
    private let insert: RawStatement
    private let settle: RawStatement
    private let clear: RawStatement

    /// How many replies go to their places together.
    static let bundle = 1024

    /// A reply's name: the row of its scope, and 128 bits that stand for author and id.
    struct Name: Hashable, Sendable {
        var row: Int64
        var high: UInt64
        var low: UInt64

        /// The bits are a digest's and spread evenly.
        func hash(into hasher: inout Hasher) { hasher.combine(low) }
    }

    init(_ database: Database) throws {
        select = try RawStatement(
            database,
            """
            SELECT reply.content, result, otherKind, otherKey, reply.seq, reply.publicSeq, reply.staffSeq, reply.at,
                stream.kind, stream.key, event.seq, event.publicSeq, event.staffSeq, event.at, event.visibility
            FROM (
                SELECT content, result, otherKind, otherKey, seq, publicSeq, staffSeq, at, event FROM reply
                WHERE stream = ?1 AND key = ?2
                UNION ALL
                SELECT content, result, otherKind, otherKey, seq, publicSeq, staffSeq, at, event FROM recentReply
                WHERE stream = ?1 AND key = ?2
            ) AS reply
            LEFT JOIN event ON event.id = reply.event
            LEFT JOIN stream ON stream.id = event.stream
            """
        )
        isKept = try RawStatement(database, "SELECT 1 FROM reply WHERE stream = ?1 AND key = ?2")
        let columns = "stream, key, content, event, result, otherKind, otherKey, seq, publicSeq, staffSeq, at"
        insert = try RawStatement(
            database,
            "INSERT INTO recentReply (\(columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        )
        settle = try RawStatement(
            database, "INSERT INTO reply (\(columns)) SELECT \(columns) FROM recentReply ORDER BY stream, key"
        )
        clear = try RawStatement(database, "DELETE FROM recentReply")
    }

    /// The names of the replies that are not in their places yet.
    static func recent(_ database: Database) throws -> Set<Name> {
        let statement = try RawStatement(database, "SELECT stream, key FROM recentReply")
        defer { statement.reset() }
        var names: Set<Name> = []
        while try statement.step() {
            let key = try statement.words(1)
            names.insert(Name(row: statement.int(0), high: key.high, low: key.low))
        }
        return names
    }

    /// Puts the recent replies in their places.
    func settleRecent() throws {
        try settle.run()
        try clear.run()
    }

    /// What was answered under a key; `row` is the row of the key's scope.
    func find(_ key: CommitKey, row: Int64) throws -> ReplyResult {
        select.bind(1, row)
        let name = Self.name(of: key, row: row)
        select.bind(2, name.high, name.low)
        defer { select.reset() }
        guard try select.step() else { return .unknown }
        guard try select.words(0) == (key.content.words.0, key.content.words.1) else { return .keyReused }
        let result = select.optionalBytes(1)
        if !select.isNull(10) {
            let visibility = select.int(14)
            return .replayed(
                StoredReply(
                    stream: try select.stream(8), seq: select.int(10),
                    publicSeq: visibility & 1 == 0 ? nil : select.int(11),
                    staffSeq: visibility & 2 == 0 ? nil : select.int(12), at: select.instant(13), result: result
                )
            )
        }
        return .replayed(
            StoredReply(
                stream: select.isNull(2) ? nil : try select.stream(2), seq: select.int(4),
                publicSeq: select.optionalInt(5), staffSeq: select.optionalInt(6), at: select.instant(7), result: result
            )
        )
    }

    /// Keeps a reply unless the key is taken; says whether it did.
    ///
    /// - Parameters:
    ///   - event: The row of the event that the reply names, if the reply says nothing that the event does not.
    ///   - recent: The names of the replies that are not in their places yet.
    func keep(
        _ reply: StoredReply, under key: CommitKey, row: Int64, event: Int64?, _ recent: inout Set<Name>
    ) throws -> Bool {
        let name = Self.name(of: key, row: row)
        guard try !recent.contains(name) && !isInPlace(name) else { return false }
        insert.bind(1, row)
        insert.bind(2, name.high, name.low)
        insert.bind(3, key.content.words.0, key.content.words.1)
        insert.bind(4, event)
        insert.bind(5, reply.result)
        let own = event == nil
        insert.bind(6, own ? reply.stream?.kind.rawValue : nil)
        insert.bind(7, own ? reply.stream?.key : nil)
        insert.bind(8, own ? reply.seq : nil)
        insert.bind(9, own ? reply.publicSeq : nil)
        insert.bind(10, own ? reply.staffSeq : nil)
        insert.bind(11, own ? reply.at : nil)
        try insert.run()
        recent.insert(name)
        return true
    }

    private func isInPlace(_ name: Name) throws -> Bool {
        isKept.bind(1, name.row)
        isKept.bind(2, name.high, name.low)
        defer { isKept.reset() }
        return try isKept.step()
    }

    /// 128 bits that stand for author and id within a scope. The author's length keeps the two apart.
    private static func name(of key: CommitKey, row: Int64) -> Name {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + key.author.utf8.count + key.id.utf8.count)
        withUnsafeBytes(of: UInt64(key.author.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: key.author.utf8)
        bytes.append(contentsOf: key.id.utf8)
        let words = Digest(hashing: bytes).words
        return Name(row: row, high: words.0, low: words.1)
    }
}
