import Dispatch
import GRDB
public import Logging
public import Sportello
import SportelloModel
import Synchronization

/// The embedded store: one SQLite file, one process, group commit.
///
/// A batch is one database transaction with one flush, so the more commands arrive during a flush, the more share the
/// next. `synchronous=FULL` is set and read back when the store opens. Writes run on one thread of their own and are
/// finished whatever happens to the task that waits; reads run beside them on other connections and see whole batches.
///
/// Give it to one desk: what that desk has in memory is taken for what is stored (``isExclusive``). Processes beside it open
/// the file to read only.
///
/// After a failed commit nobody knows what is on the disk: that batch is reported as indeterminate and everything after
/// it is refused until the store is closed and opened again, which lets SQLite settle the question.
public final class SQLiteDeskStore: BackupDeskStore {
    let pool: DatabasePool
    /// `nil` for a store that only reads.
    private let lock: LockFile?
    private let upkeep: Upkeep
    private let state: Mutex<WriterState>
    let gate: Mutex<Gate>
    let completions = Mutex<[OutboxCompletion]>([])
    private let currentEpoch: String
    private let generator: Mutex<any RandomNumberGenerator & Sendable>
    /// For the rare calls that block: opening, closing, copying.
    private let slowQueue = DispatchQueue(label: "sportello.sqlite.slow")

    /// Opens or makes the database and takes its lock.
    ///
    /// Throws ``StoreError/Code/busy`` when another process has it, ``StoreError/Code/unsupported`` when the file is
    /// another program's or of a newer version, or SQLite cannot flush as demanded, ``StoreError/Code/corrupt`` when it
    /// is damaged.
    ///
    /// - Parameters:
    ///   - configuration: Where the file is and how it is used.
    ///   - logger: Hears about upkeep that failed.
    ///   - generator: Draws epochs.
    public init(
        _ configuration: SQLiteStoreConfiguration, logger: Logger = Logger(label: "sportello.sqlite"),
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) async throws {
        try configuration.validate()
        var generator = generator
        let freshEpoch = Identifier<StreamID>(using: &generator).description
        let opened = try await slowQueue.perform { () throws -> Opened in
            let lock = configuration.isReadOnly ? nil : try LockFile(path: configuration.path + "-lock")
            let pool =
                configuration.isReadOnly
                ? try Opening.openToRead(configuration) : try Opening.open(configuration, epoch: freshEpoch)
            let (state, epoch) = try pool.writeWithoutTransaction {
                (try WriterState.load($0), try Meta.text("epoch", $0))
            }
            return Opened(lock: lock, pool: pool, state: state, epoch: epoch)
        }
        lock = opened.lock
        gate = Mutex(Gate(isReadOnly: configuration.isReadOnly))
        pool = opened.pool
        state = Mutex(opened.state)
        currentEpoch = opened.epoch
        upkeep = Upkeep(configuration: configuration, logger: logger)
        self.generator = Mutex(generator)
    }

    /// Drawn when the file was made, and anew for every backup.
    public var epoch: String {
        get async throws {
            try gate.withLock { try $0.pass() }
            return currentEpoch
        }
    }

    /// See ``DeskStore``: the lock keeps other processes out. `false` for a store that was opened to be read only.
    public var isExclusive: Bool { lock != nil }

    /// See ``DeskStore``. One flush a batch; none for a batch that changes nothing.
    public func commit(_ request: CommitRequest) async throws -> CommitResult {
        for transaction in request.transactions { try transaction.validate() }
        return try await write { database, state in
            let batch = try CommitBatch(database)
            let before = state.tally
            let outcomes = try request.transactions.map { try batch.apply($0, &state) }
            if state.tally != before {
                try Meta.set("events", state.tally.count, database)
                try Meta.set("tally", state.tally.sum, database)
                try batch.settleRecent(&state)
            }
            return CommitResult(outcomes: outcomes)
        }
    }

    /// See ``DeskStore``.
    public func load(_ request: LoadRequest) async throws -> LoadResult {
        try await read { LoadResult(snapshots: try SnapshotRows.load(request.streams, $0)) }
    }

    /// See ``DeskStore``.
    public func events(_ request: EventsRequest) async throws -> EventsResult {
        try await read { try EventRows.read(request, $0) }
    }

    /// See ``DeskStore``.
    public func find(_ request: FindRequest) async throws -> FindResult {
        try await read { FindResult(stream: try UniqueKeys.owner(of: request.key, $0)) }
    }

    /// See ``DeskStore``.
    public func reply(_ request: ReplyRequest) async throws -> ReplyResult {
        try await read { database in
            guard let scope = try SnapshotRows.place(of: request.key.scope, database) else { return .unknown }
            return try ReplyStatements(database).find(request.key, row: scope.row)
        }
    }

    /// See ``DeskStore``.
    public func due(_ request: DueRequest) async throws -> DueResult {
        try await read { try SnapshotRows.due(request, $0) }
    }

    /// See ``DeskStore``.
    public func query(_ request: QueryRequest) async throws -> QueryResult {
        try await read { try IndexQuery.run(request, $0) }
    }

    /// See ``DeskStore``. Brings the index up to date first.
    public func search(_ request: SearchRequest) async throws -> SearchResult {
        let target = try await perform { _, state in state.tally.count }
        while try await perform({ database, state in
            if state.textsIndexed < target { try TextIndexing.advance(database, &state) }
            return state.textsIndexed < target
        }) {}
        return try await read { try TextSearch.run(request, $0) }
    }

    /// See ``DeskStore``.
    public func streams(_ request: StreamsRequest) async throws -> StreamsResult {
        try await read { StreamsResult(streams: try SnapshotRows.names(request, $0)) }
    }

    /// See ``DeskStore``. The words leave the file once the index has merged them out and the write-ahead log was
    /// emptied, which the writer does when it is idle, and at the latest in ``close()``.
    public func erase(_ request: EraseRequest) async throws -> EraseResult {
        try await write { database, state in
            let count = try Erasure.run(request, indexed: state.textsIndexed, database)
            if count > 0 {
                state.textMerge = .wanted
                try Meta.set("textsNeedMerge", TextMerge.wanted.rawValue, database)
            }
            return EraseResult(count: count)
        }
    }

    /// See ``DeskStore``. Reads everything; the search index's part stops writers meanwhile, and is left out by a store
    /// that only reads.
    public func check(_ request: CheckRequest) async throws -> CheckResult {
        let tables = try await read { try Inspection.run($0) }
        if gate.withLock(\.isReadOnly) { return CheckResult(problems: tables) }
        let texts = try await perform { database, _ in try Inspection.checkTexts(database) }
        return CheckResult(problems: tables + texts)
    }

    /// Writes a copy as of now, while writers go on, checks it, and gives it an epoch of its own.
    public func backup(_ request: BackupRequest) async throws -> BackupResult {
        try gate.withLock { try $0.pass() }
        let epoch = generator.withLock { generator in Identifier<StreamID>(using: &generator).description }
        let bytes = try await slowQueue.perform { [pool] in
            try BackupCopy.write(from: pool, to: request.path, epoch: epoch)
        }
        return BackupResult(bytes: bytes)
    }

    /// Finishes what was handed over, empties the write-ahead log and lets go of the file. Idempotent.
    public func close() async throws {
        let isFirst = gate.withLock { $0.close() }
        if isFirst, lock != nil { await settle() }
        try await slowQueue.perform { [pool] in
            do { try pool.close() } catch { throw StoreError(reading: error) }
        }
        lock?.release()
    }
}

/// What opening yields.
private struct Opened: Sendable {
    let lock: LockFile?
    let pool: DatabasePool
    let state: WriterState
    let epoch: String
}

extension SQLiteDeskStore {
    /// Reads on another connection; ends early when the task is cancelled.
    private func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        try gate.withLock { try $0.pass() }
        do {
            return try await pool.read(body)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw StoreError(reading: error)
        }
    }

    /// Runs `body` in one durable transaction on the writer's thread, whatever happens to the calling task.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database, inout WriterState) throws -> Value
    ) async throws -> Value {
        try await perform { [self] database, state in try durably(database, &state, body) }
    }

    /// Runs `body` in one durable transaction. On the writer's thread.
    func durably<Value>(
        _ database: Database, _ state: inout WriterState, _ body: (Database, inout WriterState) throws -> Value
    ) throws -> Value {
        do {
            return try DurableTransaction.run(database) { try body(database, &state) }
        } catch let error where error.code == .indeterminate {
            gate.withLock { $0.fail() }
            throw error
        } catch {
            // What the writer remembers may be ahead of the tables now.
            do { state = try WriterState.load(database) } catch { gate.withLock { $0.fail() } }
            throw error
        }
    }

    /// Runs `body` on the writer's thread, then some upkeep. The caller goes on before the upkeep begins.
    ///
    /// `@concurrent`, so that the caller itself hops back to its actor: as a caller-isolated function this one came
    /// back on the wrong executor in optimised builds (Swift 6.3.1).
    @concurrent func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Database, inout WriterState) throws -> Value
    ) async throws -> Value {
        try gate.withLock { try $0.passToWrite() }
        return try await withCheckedThrowingContinuation { continuation in
            pool.asyncWriteWithoutTransaction { [self] database in
                let result = Result { () throws -> Value in
                    try gate.withLock { try $0.admit() }
                    do {
                        return try state.withLock { try body(database, &$0) }
                    } catch {
                        throw StoreError(writing: error)
                    }
                }
                continuation.resume(with: result)
                keepUp(database)
            }
        }
    }

    /// What cannot wait after a batch; and if something can wait, has the writer look again after an interval.
    private func keepUp(_ database: Database) {
        guard gate.withLock({ $0.isSound }) else { return }
        let isWanted = state.withLock { state in
            upkeep.afterBatch(database, &state)
            return upkeep.isWanted(state)
        }
        if isWanted, gate.withLock({ $0.schedule() }) { lookAgain() }
    }

    /// After an interval, does one piece of the upkeep that can wait, and again until none is left or the store closes.
    private func lookAgain() {
        let nanoseconds = Int(upkeep.configuration.upkeepInterval / .nanoseconds(1))
        slowQueue.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { [weak self] in
            guard let self, gate.withLock({ $0.isSound && !$0.isClosed }) else { return }
            pool.asyncWriteWithoutTransaction { [self] database in
                guard gate.withLock({ $0.isSound && !$0.isClosed }) else { return }
                let isWanted = state.withLock { state in
                    upkeep.atInterval(database, &state)
                    return upkeep.isWanted(state)
                }
                if isWanted { lookAgain() } else { gate.withLock { $0.unschedule() } }
            }
        }
    }

    /// Merges erased words away and empties the log, once everything handed over is finished.
    private func settle() async {
        await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { [self] database in
                if gate.withLock({ $0.isSound }) {
                    state.withLock { upkeep.settle(database, &$0) }
                }
                continuation.resume()
            }
        }
    }
}
