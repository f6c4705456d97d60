import Foundation
import GRDB
import SportelloModel
import Synchronization

/// Counts the automatic mails of the last hour: to the address, about the stream, of the mailbox.
///
/// A mailbox may send thousands an hour, so it is not counted for every mail: after a count it is known how many may
/// still go, or until when none may. Time only ever makes room, and one process sends, so what is known errs on the side
/// of counting again.
final class AutomaticMails: Sendable {
    private enum Known {
        case room(Int)
        case fullUntil(Instant)
    }

    private let mailboxes = Mutex<[String: Known]>([:])

    /// Which limit the mail would exceed; `nil` when it may go, and then it is counted. On the store's writer.
    func excess(
        _ record: OutgoingRecord, _ limits: EmailConfiguration.AutomaticLimits, _ database: Database
    ) throws -> String? {
        let since = record.at - .hours(1)
        let stream = Data(record.stream.key.bytes)
        if try Self.count("recipient", record.recipient, since, limits.perSender, database).isFull {
            return "to one address"
        }
        if try Self.count("key", stream, since, limits.perTicket, database).isFull { return "about one ticket" }
        return try takePlace(of: record.mailbox, at: record.at, limits.perMailbox, database) ? nil : "of one mailbox"
    }

    /// Counts anew: a mail that was counted did not go after all.
    func forget() { mailboxes.withLock { $0 = [:] } }

    private func takePlace(of mailbox: String, at now: Instant, _ limit: Int, _ database: Database) throws -> Bool {
        try mailboxes.withLock { mailboxes in
            switch mailboxes[mailbox] {
            case .room(let places)? where places > 0:
                mailboxes[mailbox] = .room(places - 1)
                return true
            case .fullUntil(let end)? where now < end: return false
            default: break
            }
            let counted = try Self.count("mailbox", mailbox, now - .hours(1), limit, database)
            if let oldest = counted.oldest, counted.isFull {
                mailboxes[mailbox] = .fullUntil(oldest + .hours(1))
            } else {
                mailboxes[mailbox] = .room(limit - counted.count - 1)
            }
            return !counted.isFull
        }
    }

    /// The newest automatic mails since then, no more than `limit`: how many, and the oldest of them.
    private static func count(
        _ column: String, _ value: any DatabaseValueConvertible, _ since: Instant, _ limit: Int, _ database: Database
    ) throws -> (count: Int, oldest: Instant?, isFull: Bool) {
        // Counts no further than to the limit, within an index of that column.
        let statement = try database.cachedStatement(
            sql: """
                SELECT count(*), min(at) FROM (
                    SELECT at FROM outgoing WHERE \(column) = ? AND at > ? AND isAutomatic AND state < 3
                    ORDER BY at DESC LIMIT ?
                )
                """
        )
        let row = try Row.fetchOne(statement, arguments: [value, since.milliseconds, limit])
        let count: Int = row?[0] ?? 0
        return (count, (row?[1] as Int64?).map(Instant.init(milliseconds:)), count >= limit)
    }
}
