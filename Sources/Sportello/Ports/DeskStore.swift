/// Where the desk's streams live. Open to third parties; `SportelloTesting.StoreConformance` is the law in cases.
///
/// **Ordering.** `commit` applies the transactions of a batch in order. The desk has one batch in flight at a time.
/// Reads see every transaction whose outcome was returned before the read began, and no part of any other.
///
/// **Atomicity.** A transaction happens whole or not at all; its neighbours in the batch don't care. Nothing is reported
/// as committed before it is durable in the sense of DESIGN §2.1.
///
/// **Idempotency.** A transaction that carries a ``CommitKey`` already stored changes nothing and reports
/// ``CommitOutcome/replayed(_:)`` (or ``CommitOutcome/keyReused`` when the content differs). Keys live as long as their
/// stream.
///
/// **Cancellation.** Reads may end early with `CancellationError`. A commit that was handed over is finished, whatever
/// happens to the task that waits for it.
///
/// **Errors.** ``StoreError``. ``StoreError/Code/indeterminate`` means: nobody knows; retry with the same key.
/// After ``close()`` every call throws ``StoreError/Code/closed``.
public protocol DeskStore: Sendable {
    /// Changes only when a log was restored or truncated. Opaque; at most 64 characters.
    var epoch: String { get async throws }

    /// Whether nobody but the one desk that was given this store can write to what it stores: no other process, no other
    /// desk. Then what the desk has in memory and knows to be committed is what is stored, and it reads no state twice.
    /// `false` unless a store says otherwise.
    var isExclusive: Bool { get }

    /// Makes a batch of transactions durable and says what became of each, in order.
    ///
    /// A transaction is judged in this order: its key (replayed, reused), its expected heads (conflict, naming the first
    /// stream that differs), its unique keys (taken). Throws ``StoreError/Code/invalid`` by ``Transaction/validate()``.
    func commit(_ request: CommitRequest) async throws -> CommitResult

    /// The current snapshots of some streams; a stream that does not exist is absent from the answer.
    func load(_ request: LoadRequest) async throws -> LoadResult

    /// A stretch of one stream's log, ascending.
    func events(_ request: EventsRequest) async throws -> EventsResult

    /// The stream that owns a unique key.
    func find(_ request: FindRequest) async throws -> FindResult

    /// What was answered to an earlier command of the same key, if any.
    func reply(_ request: ReplyRequest) async throws -> ReplyResult

    /// Streams whose ``StreamIndex/wakeAt`` has come, earliest first, and when the next one comes.
    func due(_ request: DueRequest) async throws -> DueResult

    /// Index rows that match a filter, in queue order or newest first, with paging that is stable while rows change.
    func query(_ request: QueryRequest) async throws -> QueryResult

    /// Events whose text matches all words of a query, newest first. Ranking is the store's own.
    func search(_ request: SearchRequest) async throws -> SearchResult

    /// Leases outgoing items to a worker. A lease that ran out may be given to another.
    func claimOutbox(_ request: OutboxClaimRequest) async throws -> OutboxClaimResult

    /// Records the fate of a leased item; refused (`accepted == false`) when the attempt is no longer the current one.
    func completeOutbox(_ request: OutboxCompleteRequest) async throws -> OutboxCompleteResult

    /// All streams' names in a stable order, for folds and exports.
    func streams(_ request: StreamsRequest) async throws -> StreamsResult

    /// Blanks the content of events; the log and its digests stay.
    func erase(_ request: EraseRequest) async throws -> EraseResult

    /// Checks the medium's own integrity and the store's bookkeeping (not the digests: ``DeskVerifier`` does those).
    func check(_ request: CheckRequest) async throws -> CheckResult

    /// Finishes what was handed over and lets go of the medium. Idempotent.
    func close() async throws
}

extension DeskStore {
    /// See the requirement.
    public var isExclusive: Bool { false }
}

/// A store that can copy itself while it is in use.
public protocol BackupDeskStore: DeskStore {
    /// Writes a consistent copy and checks it.
    func backup(_ request: BackupRequest) async throws -> BackupResult
}
