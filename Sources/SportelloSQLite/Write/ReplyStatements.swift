import Foundation
import GRDB
import Sportello
import SportelloModel

/// Reads and writes the replies to commands.
struct ReplyStatements {
    private let select: RawStatement
    private let insert: RawStatement

    init(_ database: Database) throws {
        select = try RawStatement(
            database,
            """
            SELECT reply.content, result, otherKind, otherKey, reply.seq, reply.publicSeq, reply.staffSeq, reply.at,
                stream.kind, stream.key, event.seq, event.publicSeq, event.staffSeq, event.at, event.visibility
            FROM reply
            LEFT JOIN event ON event.id = reply.event
            LEFT JOIN stream ON stream.id = event.stream
            WHERE reply.stream = ?1 AND reply.key = ?2
            """
        )
        insert = try RawStatement(
            database,
            """
            INSERT OR IGNORE INTO reply (stream, key, content, event, result, otherKind, otherKey, seq, publicSeq,
                staffSeq, at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """
        )
    }

    /// What was answered under a key; `row` is the row of the key's scope.
    func find(_ key: CommitKey, row: Int64) throws -> ReplyResult {
        select.bind(1, row)
        let name = Self.name(of: key)
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
    /// - Parameter event: The row of the event that the reply names, if the reply says nothing that the event does not.
    func keep(_ reply: StoredReply, under key: CommitKey, row: Int64, event: Int64?) throws -> Bool {
        insert.bind(1, row)
        let name = Self.name(of: key)
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
        return insert.changes == 1
    }

    /// 128 bits that stand for author and id within a scope. The author's length keeps the two apart.
    private static func name(of key: CommitKey) -> (high: UInt64, low: UInt64) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + key.author.utf8.count + key.id.utf8.count)
        withUnsafeBytes(of: UInt64(key.author.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: key.author.utf8)
        bytes.append(contentsOf: key.id.utf8)
        let words = Digest(hashing: bytes).words
        return (words.0, words.1)
    }
}
