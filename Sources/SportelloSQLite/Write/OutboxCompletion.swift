import GRDB
import Sportello
import Synchronization

/// A completed item that waits for the writer's next transaction.
final class OutboxCompletion: Sendable {
    private let request: OutboxCompleteRequest
    private let known = Mutex<OutboxCompleteResult?>(nil)

    init(_ request: OutboxCompleteRequest) { self.request = request }

    /// What came of it, once that is durable.
    var result: OutboxCompleteResult? { known.withLock { $0 } }

    /// Writes what it says. Nothing is known before the transaction has ended well: see ``settled(_:)``.
    func write(_ database: Database) throws -> OutboxCompleteResult {
        OutboxCompleteResult(accepted: try OutboxRows.complete(request, database))
    }

    /// Its transaction is durable.
    func settled(_ result: OutboxCompleteResult) { known.withLock { $0 = result } }
}
