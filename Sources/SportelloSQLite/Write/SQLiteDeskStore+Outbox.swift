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
            // One before this one on the writer's thread may have seen to it.
            if let result = completion.result { return result }
            let waiting = completions.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            let others = waiting.filter { $0 !== completion }
            do {
                return try complete([completion] + others, database, &state)
            } catch {
                guard !others.isEmpty, gate.withLock({ $0.isSound }) else { throw error }
                // Perhaps because of another one. Each of the others sees to itself, too.
                return try complete([completion], database, &state)
            }
        }
    }

    /// Writes some completions in one durable transaction, and tells them only then. Returns what came of the first.
    private func complete(
        _ completions: [OutboxCompletion], _ database: Database, _ state: inout WriterState
    ) throws -> OutboxCompleteResult {
        let results = try durably(database, &state) { database, _ in try completions.map { try $0.write(database) } }
        for (completion, result) in zip(completions, results) { completion.settled(result) }
        return results[0]
    }
}
