import GRDB
public import Sportello
import Synchronization

extension SQLiteDeskStore {
    /// See ``DeskStore``.
    public func claimOutbox(_ request: OutboxClaimRequest) async throws -> OutboxClaimResult {
        try await write { database, _ in
            let leases = try OutboxRows.claim(request, database)
            return OutboxClaimResult(leases: leases, next: try OutboxRows.next(database))
        }
    }

    /// See ``DeskStore``. Those that come while the writer is busy share one flush.
    public func completeOutbox(_ request: OutboxCompleteRequest) async throws -> OutboxCompleteResult {
        try gate.withLock { try $0.passToWrite() }
        let completion = OutboxCompletion(request)
        completions.withLock { $0.append(completion) }
        return try await perform { [self] database, state in
            // One before this one on the writer's thread may have seen to it, durably.
            if let result = completion.result { return result }
            return try durably(database, &state) { database, _ in
                let waiting = completions.withLock { waiting in
                    defer { waiting = [] }
                    return waiting
                }
                try OutboxCompletion.settle(waiting, database)
                return try completion.result ?? completion.settle(database)
            }
        }
    }
}
