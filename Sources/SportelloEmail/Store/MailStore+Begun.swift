import Foundation
import GRDB
import SportelloModel

/// What tells a mail that a process died of from one that was merely there.
///
/// Before a batch is read, its mails are marked as begun; the transaction that settles them takes the marks away and, in
/// the same flush, sets those of the next batch. Marks that a new process finds are therefore of mails that the last one
/// did not survive, or had no time for. Each counts an interruption and is taken alone from then on; a mail that was
/// interrupted too often is kept as failed, and the others go on. One process applies mail at a time.
extension MailStore {
    /// How much is begun at once: one mail at least.
    struct BatchLimits: Sendable {
        var mails: Int
        var bytes: Int
    }

    /// What a new process found of the one before it.
    struct Interruption: Sendable, Hashable {
        /// The mails that were begun and not settled.
        var mails: [Int64]
        /// Those of them that are not taken again.
        var given: [Int64]
    }

    /// Counts an interruption for every mail that the last process left begun. Those that reach `limit` become failed,
    /// for people to look at.
    func recoverBegun(failingAt limit: Int) async throws -> Interruption {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE mail SET interrupted = interrupted + 1, tries = tries + 1 WHERE id IN (SELECT mail FROM begun)
                    """
            )
            let rows = try Row.fetchAll(
                database, sql: "SELECT id, interrupted FROM mail WHERE id IN (SELECT mail FROM begun) ORDER BY id"
            )
            try database.execute(sql: "DELETE FROM begun")
            var found = Interruption(mails: [], given: [])
            for row in rows {
                let (id, count): (Int64, Int) = (row[0], row[1])
                found.mails.append(id)
                guard count >= limit else { continue }
                found.given.append(id)
                try database.execute(
                    sql: "UPDATE mail SET state = 3, note = ?, nextTry = NULL WHERE id = ?",
                    arguments: [Self.text(ofInterruptions: count), id]
                )
            }
            return found
        }
    }

    private static func text(ofInterruptions count: Int) -> String {
        "the process ended \(count) times while this mail was being read or applied; it is left alone until somebody "
            + "looks at it (mail export) and has it applied again (mail replay)"
    }

    /// Marks the mails that are due, oldest first, in the place of whatever was marked. A mail that was interrupted
    /// before comes alone.
    static func begin(at now: Instant, _ limits: BatchLimits, _ database: Database) throws -> [Int64] {
        try database.execute(sql: "DELETE FROM begun")
        let due = try database.cachedStatement(
            sql: "SELECT id, size, interrupted FROM mail WHERE nextTry <= ? ORDER BY id LIMIT ?"
        )
        let insert = try database.cachedStatement(sql: "INSERT INTO begun VALUES (?)")
        var ids: [Int64] = []
        var size = 0
        for row in try Row.fetchAll(due, arguments: [now.milliseconds, limits.mails]) {
            let (id, bytes, interrupted): (Int64, Int, Int) = (row[0], row[1], row[2])
            size += bytes
            if !ids.isEmpty, size > limits.bytes || interrupted > 0 { break }
            try insert.execute(arguments: [id])
            ids.append(id)
            if interrupted > 0 { break }
        }
        return ids
    }

    /// The mails that are marked as begun.
    func begunMails() async throws -> [Int64] {
        try await read { try Int64.fetchAll($0, sql: "SELECT mail FROM begun ORDER BY mail") }
    }
}
