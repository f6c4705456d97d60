import GRDB
import Sportello
import Synchronization

/// A completed item that waits for the writer's next transaction.
final class OutboxCompletion: Sendable {
    private let request: OutboxCompleteRequest
    private let known = Mutex<OutboxCompleteResult?>(nil)

    init(_ request: OutboxCompleteRequest) { self.request = request }

    /// What came of it. Believe it once the transaction it was settled in has ended well.
    var result: OutboxCompleteResult? { known.withLock { $0 } }

    /// Settles those that wait. If one fails none of them has a result, and each sees to itself.
    static func settle(_ waiting: [OutboxCompletion], _ database: Database) throws {
        let results = try waiting.map { OutboxCompleteResult(accepted: try OutboxRows.complete($0.request, database)) }
        for (completion, result) in zip(waiting, results) { completion.known.withLock { $0 = result } }
    }

    /// Settles this one alone.
    func settle(_ database: Database) throws -> OutboxCompleteResult {
        OutboxCompleteResult(accepted: try OutboxRows.complete(request, database))
    }
}
