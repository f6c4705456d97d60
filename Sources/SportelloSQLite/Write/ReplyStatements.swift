import Foundation
import GRDB
import Sportello
import SportelloModel

/// Reads and writes the replies to commands.
///
/// Replies lie in the order in which they came. Entries that say which of them are a conversation's go to its end
/// ``bundle`` at a time, each with half of its key: put under the key, which is random, each would dirty a page of its own in a
/// long conversation. The writer knows the keys of the conversations that it writes to (``KnownKeys``); a reader looks at the
/// conversation's entries and at the newest replies one by one.
struct ReplyStatements {
    private let database: Database
    private let select: RawStatement
    private let halves: RawStatement
    private let isKept: RawStatement
    private let insert: RawStatement
    private let insertPlain: RawStatement

    /// How many entries go to their places together.
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
        self.database = database
        select = try RawStatement(
            database,
            """
            SELECT answer.content, result, otherKind, otherKey, answer.seq, answer.publicSeq, answer.staffSeq, answer.at,
                stream.kind, stream.key, event.seq, event.publicSeq, event.staffSeq, event.at, event.visibility
            FROM (
                SELECT answer AS id FROM answerPlace WHERE stream = ?1 AND key = substr(?2, 1, 8)
                UNION ALL
                SELECT id FROM answer
                WHERE id > (SELECT value FROM meta WHERE name = 'answersPlaced') AND stream = ?1 AND key = ?2
            ) AS found
            JOIN answer ON answer.id = found.id AND answer.key = ?2
            LEFT JOIN event ON event.id = answer.event
            LEFT JOIN stream ON stream.id = event.stream
            """
        )
        halves = try RawStatement(database, "SELECT key FROM answerPlace WHERE stream = ?1")
        isKept = try RawStatement(
            database,
            """
            SELECT 1 FROM answerPlace JOIN answer ON answer.id = answerPlace.answer
            WHERE answerPlace.stream = ?1 AND answerPlace.key = substr(?2, 1, 8) AND answer.key = ?2
            """
        )
        insert = try RawStatement(
            database,
            """
            INSERT INTO answer (stream, key, content, event, result, otherKind, otherKey, seq, publicSeq, staffSeq, at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """
        )
        insertPlain = try RawStatement(
            database, "INSERT INTO answer (stream, key, content, event) VALUES (?1, ?2, ?3, ?4)"
        )
    }

    /// The names of the replies that are not in their places yet.
    static func recent(_ database: Database) throws -> Set<Name> {
        let placed = try Meta.int("answersPlaced", database)
        let statement = try RawStatement(database, "SELECT stream, key FROM answer WHERE id > ?1")
        statement.bind(1, placed)
        defer { statement.reset() }
        var names: Set<Name> = []
        while try statement.step() {
            let key = try statement.words(1)
            names.insert(Name(row: statement.int(0), high: key.high, low: key.low))
        }
        return names
    }

    /// Puts the entries of the recent replies in their places.
    func settleRecent() throws {
        try RawStatement(
            database,
            """
            INSERT INTO answerPlace SELECT stream, id, substr(key, 1, 8) FROM answer
            WHERE id > (SELECT value FROM meta WHERE name = 'answersPlaced') ORDER BY 1, 2
            """
        ).run()
        try RawStatement(
            database, "UPDATE meta SET value = (SELECT max(id) FROM answer) WHERE name = 'answersPlaced'"
        ).run()
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
    ///   - known: The keys that the writer knows.
    func keep(
        _ reply: StoredReply, under key: CommitKey, row: Int64, event: Int64?, _ known: inout KnownKeys
    ) throws -> Bool {
        let name = Self.name(of: key, row: row)
        let isUsed = try known.contains(name, placed: { try placed(row) }, isInPlace: { try isInPlace(name) })
        if isUsed { return false }
        known.insert(name)
        // A message's answer says no more than its event does.
        let isPlain = event != nil && reply.result == nil
        let statement = isPlain ? insertPlain : insert
        statement.bind(1, row)
        statement.bind(2, name.high, name.low)
        statement.bind(3, key.content.words.0, key.content.words.1)
        statement.bind(4, event)
        if !isPlain {
            let own = event == nil
            insert.bind(5, reply.result)
            insert.bind(6, own ? reply.stream?.kind.rawValue : nil)
            insert.bind(7, own ? reply.stream?.key : nil)
            insert.bind(8, own ? reply.seq : nil)
            insert.bind(9, own ? reply.publicSeq : nil)
            insert.bind(10, own ? reply.staffSeq : nil)
            insert.bind(11, own ? reply.at : nil)
        }
        try statement.run()
        return true
    }

    /// The halves of a conversation's keys that are in their places.
    private func placed(_ row: Int64) throws -> [UInt64] {
        halves.bind(1, row)
        defer { halves.reset() }
        var keys: [UInt64] = []
        while try halves.step() { keys.append(try halves.word(0)) }
        return keys
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
