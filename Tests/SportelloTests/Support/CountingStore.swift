import Sportello
import SportelloModel
import SportelloTesting
import Synchronization

/// A store in front of another that counts what it is asked and how much it hands out.
final class CountingStore: ForwardingDeskStore {
    /// What was asked since the last ``reset()``.
    struct Counts: Hashable, Sendable {
        /// Calls of every reading kind.
        var reads = 0
        /// Streams that were loaded or listed.
        var snapshots = 0
        /// Streams that were loaded by their names.
        var loaded = 0
        /// Events that were read.
        var events = 0
        /// Names that ``due`` gave.
        var due = 0
        /// The most streams or events of one answer.
        var largest = 0
        /// The greatest number of bytes of one stream's state and activity, written or read.
        var stateBytes = 0
        /// Bytes of states that were written.
        var writtenStates = 0
        /// Events that were written.
        var writtenEvents = 0
    }

    let inner: any DeskStore
    private let counts = Mutex(Counts())

    init(_ inner: any DeskStore) { self.inner = inner }

    /// What was asked since the last ``reset()``.
    var seen: Counts { counts.withLock { $0 } }

    /// Begins to count anew.
    func reset() { counts.withLock { $0 = Counts() } }

    private func count(_ snapshots: [StreamSnapshot]) {
        counts.withLock { counts in
            counts.reads += 1
            counts.snapshots += snapshots.count
            counts.largest = max(counts.largest, snapshots.count)
            for snapshot in snapshots {
                counts.stateBytes = max(counts.stateBytes, snapshot.state.count + snapshot.activity.count)
            }
        }
    }

    func commit(_ request: CommitRequest) async throws -> CommitResult {
        counts.withLock { counts in
            for write in request.transactions.flatMap(\.writes) {
                let bytes = (write.state?.count ?? 0) + (write.activity?.count ?? 0)
                counts.stateBytes = max(counts.stateBytes, bytes)
                counts.writtenStates += write.state?.count ?? 0
                counts.writtenEvents += write.events.count
            }
        }
        return try await inner.commit(request)
    }

    func load(_ request: LoadRequest) async throws -> LoadResult {
        let result = try await inner.load(request)
        counts.withLock { $0.loaded += request.streams.count }
        count(result.snapshots)
        return result
    }

    func query(_ request: QueryRequest) async throws -> QueryResult {
        let result = try await inner.query(request)
        count(result.snapshots)
        return result
    }

    func events(_ request: EventsRequest) async throws -> EventsResult {
        let result = try await inner.events(request)
        counts.withLock { counts in
            counts.reads += 1
            counts.events += result.events.count
            counts.largest = max(counts.largest, result.events.count)
        }
        return result
    }

    func due(_ request: DueRequest) async throws -> DueResult {
        let result = try await inner.due(request)
        counts.withLock { counts in
            counts.reads += 1
            counts.due += result.streams.count
            counts.largest = max(counts.largest, result.streams.count)
        }
        return result
    }

    func streams(_ request: StreamsRequest) async throws -> StreamsResult {
        let result = try await inner.streams(request)
        counts.withLock { counts in
            counts.reads += 1
            counts.largest = max(counts.largest, result.streams.count)
        }
        return result
    }

    func find(_ request: FindRequest) async throws -> FindResult {
        counts.withLock { $0.reads += 1 }
        return try await inner.find(request)
    }
    func reply(_ request: ReplyRequest) async throws -> ReplyResult {
        counts.withLock { $0.reads += 1 }
        return try await inner.reply(request)
    }
}
