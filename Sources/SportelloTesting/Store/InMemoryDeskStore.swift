public import Sportello
import SportelloModel
import Synchronization

/// What an ``InMemoryDeskStore`` keeps; outlives the store, as a disk would, but not the process.
public final class InMemoryMedium: Sendable {
    let epoch: String
    let tables = Mutex(MemoryTables())

    /// Makes an empty medium.
    ///
    /// - Parameter epoch: See ``DeskStore/epoch``.
    public init(epoch: String = "in-memory") { self.epoch = epoch }
}

/// A ``DeskStore`` in memory: the reference for what every operation means, and the store of fast tests.
///
/// All guarantees of the port hold but durability beyond the process. Opening a second store on the same medium after
/// ``close()`` is what a restart is for a store on disk.
public final class InMemoryDeskStore: DeskStore {
    private let medium: InMemoryMedium
    private let isClosed = Mutex(false)

    /// Opens a store.
    ///
    /// - Parameter medium: What it keeps its tables in; by default a fresh one.
    public init(medium: InMemoryMedium = InMemoryMedium()) { self.medium = medium }

    /// The medium's epoch.
    public var epoch: String {
        get async throws {
            try read { _ in medium.epoch }
        }
    }

    /// See ``DeskStore``.
    public func commit(_ request: CommitRequest) async throws -> CommitResult {
        try write { CommitResult(outcomes: try $0.commit(request.transactions)) }
    }

    /// See ``DeskStore``.
    public func load(_ request: LoadRequest) async throws -> LoadResult {
        try read { tables in
            LoadResult(snapshots: request.streams.compactMap { tables.streams[$0]?.snapshot })
        }
    }

    /// See ``DeskStore``.
    public func events(_ request: EventsRequest) async throws -> EventsResult {
        try read { $0.events(request) }
    }

    /// See ``DeskStore``.
    public func find(_ request: FindRequest) async throws -> FindResult {
        try read { FindResult(stream: $0.owners[request.key]) }
    }

    /// See ``DeskStore``.
    public func reply(_ request: ReplyRequest) async throws -> ReplyResult {
        try read { $0.reply(to: request.key) }
    }

    /// See ``DeskStore``.
    public func due(_ request: DueRequest) async throws -> DueResult {
        try read { $0.due(request) }
    }

    /// See ``DeskStore``.
    public func query(_ request: QueryRequest) async throws -> QueryResult {
        try read { try $0.query(request) }
    }

    /// See ``DeskStore``.
    public func search(_ request: SearchRequest) async throws -> SearchResult {
        try read { tables in
            let hits = tables.texts.hits(of: request.words).filter { tables.admits($0, request) }
            let rest = hits.dropFirst(max(0, request.offset))
            let page = rest.prefix(max(0, request.limit))
            return SearchResult(hits: Array(page), more: page.count < rest.count)
        }
    }

    /// See ``DeskStore``.
    public func claimOutbox(_ request: OutboxClaimRequest) async throws -> OutboxClaimResult {
        try write { $0.outbox.claim(request) }
    }

    /// See ``DeskStore``.
    public func completeOutbox(_ request: OutboxCompleteRequest) async throws -> OutboxCompleteResult {
        try write { OutboxCompleteResult(accepted: $0.outbox.complete(request)) }
    }

    /// See ``DeskStore``.
    public func streams(_ request: StreamsRequest) async throws -> StreamsResult {
        try read { StreamsResult(streams: $0.streams(request)) }
    }

    /// See ``DeskStore``.
    public func erase(_ request: EraseRequest) async throws -> EraseResult {
        try write { EraseResult(count: $0.erase(request)) }
    }

    /// See ``DeskStore``.
    public func check(_ request: CheckRequest) async throws -> CheckResult {
        try read { CheckResult(problems: $0.problems()) }
    }

    /// Leaves the medium for another store.
    public func close() async throws {
        isClosed.withLock { $0 = true }
    }

    private func read<Value: Sendable>(_ body: (MemoryTables) throws -> Value) throws -> Value {
        try write { try body($0) }
    }

    private func write<Value: Sendable>(_ body: (inout MemoryTables) throws -> Value) throws -> Value {
        guard !isClosed.withLock(\.self) else { throw StoreError(.closed, "the in-memory store was closed") }
        return try medium.tables.withLock { try body(&$0) }
    }
}
