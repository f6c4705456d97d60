public import Sportello
import SportelloModel
import Synchronization

/// An in-memory store with one ``StoreDefect``, to prove that the conformance cases can fail.
public final class SabotagedStore: DeskStore {
    private let base: InMemoryDeskStore
    private let medium: InMemoryMedium
    private let defect: StoreDefect
    /// The tables before the last commit, for defects that look back.
    private let past = Mutex<MemoryTables?>(nil)

    /// Opens a store on a medium that may have been used before.
    public init(_ defect: StoreDefect, medium: InMemoryMedium) {
        self.defect = defect
        self.medium = medium
        base = InMemoryDeskStore(medium: medium)
        if defect == .forgetsLeases { medium.tables.withLock { $0.outbox.endLeases() } }
    }

    /// See ``DeskStore``.
    public var epoch: String {
        get async throws {
            let epoch = try await base.epoch
            return defect == .changesTheEpoch ? "\(epoch) \(ObjectIdentifier(self))" : epoch
        }
    }

    /// See ``DeskStore``.
    public func commit(_ request: CommitRequest) async throws -> CommitResult {
        if defect == .abandonsCancelledCommits { try Task.checkCancellation() }
        let before = medium.tables.withLock(\.self)
        past.withLock { $0 = before }
        var outcomes: [CommitOutcome] = []
        switch defect {
        case .reversesBatches:
            outcomes = try await base.commit(CommitRequest(transactions: request.transactions.reversed())).outcomes
                .reversed()
        case .splitsTransactions, .queuesRefusedItems, .ignoresTheExpectedHead, .ignoresTheHeadsDigest,
            .ignoresUniqueKeys, .acceptsContradictions, .forgetsIndexChanges:
            for transaction in request.transactions { outcomes.append(try await commitAlone(transaction)) }
        default:
            outcomes = try await base.commit(CommitRequest(transactions: request.transactions.map(distort))).outcomes
        }
        if defect == .failsTheWholeBatch, outcomes.contains(where: { $0 != .committed }) {
            medium.tables.withLock { $0 = before }
        }
        return CommitResult(outcomes: zip(outcomes, request.transactions).map { misreport($0, of: $1) })
    }

    /// See ``DeskStore``.
    public func load(_ request: LoadRequest) async throws -> LoadResult { try await base.load(request) }

    /// See ``DeskStore``.
    public func events(_ request: EventsRequest) async throws -> EventsResult {
        var request = request
        let view = request.view
        if defect == .showsHiddenEvents || defect == .confusesNumbers { request.view = .complete }
        var result = try await base.events(request)
        switch defect {
        case .skipsAnEvent where result.events.count > 2: result.events.remove(at: 1)
        case .reversesStretches: result.events.reverse()
        case .confusesNumbers: result.events.removeAll { $0.position(in: view) == nil }
        case .endsStretchesEarly: result.more = false
        default: break
        }
        return result
    }

    /// See ``DeskStore``.
    public func find(_ request: FindRequest) async throws -> FindResult { try await base.find(request) }

    /// See ``DeskStore``.
    public func reply(_ request: ReplyRequest) async throws -> ReplyResult { try await base.reply(request) }

    /// See ``DeskStore``.
    public func due(_ request: DueRequest) async throws -> DueResult {
        var request = request
        if defect == .wakesEarly { request.now = request.now + .milliseconds(1) }
        var result = try await base.due(request)
        if defect == .forgetsTheNextWake { result.next = nil }
        return result
    }

    /// See ``DeskStore``.
    public func query(_ request: QueryRequest) async throws -> QueryResult {
        var request = request
        if defect == .ignoresConditions { request.filter = .init(kind: request.filter.kind) }
        guard defect == .pagesByOffset else { return try await base.query(request) }
        let skipped = request.after.flatMap { Int($0) } ?? 0
        let limit = request.limit
        request.after = nil
        request.limit += skipped
        let result = try await base.query(request)
        return QueryResult(
            snapshots: Array(result.snapshots.dropFirst(skipped)), next: result.next.map { _ in "\(skipped + limit)" }
        )
    }

    /// See ``DeskStore``.
    public func search(_ request: SearchRequest) async throws -> SearchResult {
        switch defect {
        case .readsAQueryLanguage where request.text.contains("\""):
            throw StoreError(.unavailable, "unterminated string")
        case .findsAnyWord:
            var request = request
            request.text = request.words.first ?? ""
            return try await base.search(request)
        case .indexesLate, .findsErasedWords:
            guard let texts = past.withLock({ $0?.texts }) else { return try await base.search(request) }
            let old = InMemoryMedium()
            let tables = medium.tables.withLock(\.self)
            old.tables.withLock {
                $0 = tables
                $0.texts = texts
            }
            return try await InMemoryDeskStore(medium: old).search(request)
        default: return try await base.search(request)
        }
    }

    /// See ``DeskStore``.
    public func claimOutbox(_ request: OutboxClaimRequest) async throws -> OutboxClaimResult {
        if defect == .ignoresLeases { medium.tables.withLock { $0.outbox.endLeases() } }
        var result = try await base.claimOutbox(request)
        if defect == .hidesAmbiguity {
            for place in result.leases.indices { result.leases[place].isAmbiguous = false }
        }
        return result
    }

    /// See ``DeskStore``.
    public func completeOutbox(_ request: OutboxCompleteRequest) async throws -> OutboxCompleteResult {
        var request = request
        if defect == .doesNotFence, let current = medium.tables.withLock({ $0.outbox.attempt(of: request.item) }) {
            request.attempt = current
        }
        if defect == .retriesFailures, case .failed(let reason) = request.fate {
            request.fate = .retry(at: Instant(seconds: 0), reason: reason)
        }
        return try await base.completeOutbox(request)
    }

    /// See ``DeskStore``.
    public func streams(_ request: StreamsRequest) async throws -> StreamsResult { try await base.streams(request) }

    /// See ``DeskStore``.
    public func erase(_ request: EraseRequest) async throws -> EraseResult {
        if defect == .findsErasedWords {
            let before = medium.tables.withLock(\.self)
            past.withLock { $0 = before }
        }
        let result = try await base.erase(request)
        if defect == .erasesDigests {
            medium.tables.withLock { tables in
                guard var entry = tables.streams[request.stream] else { return }
                for place in entry.log.indices where entry.log[place].content == nil {
                    entry.log[place].contentDigest = nil
                }
                tables.streams[request.stream] = entry
            }
        }
        return result
    }

    /// See ``DeskStore``.
    public func check(_ request: CheckRequest) async throws -> CheckResult { try await base.check(request) }

    /// See ``DeskStore``.
    public func close() async throws {
        if defect == .losesTheLastCommit, let before = past.withLock({ $0.take() }) {
            medium.tables.withLock { $0 = before }
        }
        if defect != .staysOpen { try await base.close() }
    }
}

extension SabotagedStore {
    /// What reaches the tables in place of a transaction.
    private func distort(_ transaction: Transaction) -> Transaction {
        var transaction = transaction
        switch defect {
        case .ignoresTheKey: transaction.key = nil
        case .forgetsTheKeysAuthor: transaction.key?.author = ""
        case .foldsIDs:
            let id = transaction.key?.id.lowercased()
            transaction.key?.id = id ?? ""
        case .forgetsResults: transaction.reply.result = nil
        case .ignoresReleases: transaction.releases = []
        case .dropsTheActivity:
            for place in transaction.writes.indices where transaction.writes[place].activity == nil {
                if transaction.writes[place].head.seq > 0 { transaction.writes[place].activity = [] }
            }
        case .cutsTexts:
            for write in transaction.writes.indices {
                for event in transaction.writes[write].events.indices {
                    let text = transaction.writes[write].events[event].content?.text.prefix { $0 != "\u{0}" }
                    if let text { transaction.writes[write].events[event].content?.text = String(text) }
                }
            }
        default: break
        }
        return transaction
    }

    /// What is reported in place of an outcome.
    private func misreport(_ outcome: CommitOutcome, of transaction: Transaction) -> CommitOutcome {
        switch (defect, outcome) {
        case (.mistakesReuseForReplay, .keyReused): .replayed(transaction.reply)
        case (.hidesReplays, .replayed): .committed
        default: outcome
        }
    }

    /// For defects that look at the tables before each transaction.
    private func commitAlone(_ transaction: Transaction) async throws -> CommitOutcome {
        var transaction = transaction
        let tables = medium.tables.withLock(\.self)
        var parts: [Transaction] = []
        switch defect {
        case .ignoresTheExpectedHead:
            transaction.writes = transaction.writes.map { $0.rebased(on: tables.head(of: $0.stream)) }
        case .ignoresTheHeadsDigest:
            for place in transaction.writes.indices {
                let head = tables.head(of: transaction.writes[place].stream)
                if head.seq == transaction.writes[place].expected.seq, !transaction.writes[place].events.isEmpty {
                    transaction.writes[place].expected = head
                }
            }
        case .ignoresUniqueKeys: transaction.claims.removeAll { tables.owners[$0.key] != nil }
        case .forgetsIndexChanges:
            for place in transaction.writes.indices
            where tables.streams[transaction.writes[place].stream] != nil { transaction.writes[place].index = nil }
        case .splitsTransactions:
            parts = transaction.writes.dropLast().map { Transaction(writes: [$0]) }
            transaction.writes = transaction.writes.suffix(1)
        default: break
        }
        var outcome = CommitOutcome.committed
        for part in parts + [transaction] {
            do {
                let result = try await base.commit(CommitRequest(transactions: [part])).outcomes[0]
                if result != .committed { outcome = result }
            } catch let error as StoreError where error.code == .invalid && defect == .acceptsContradictions {
                continue
            }
        }
        if defect == .queuesRefusedItems, outcome != .committed {
            let items = Transaction(writes: [], outbox: transaction.outbox)
            _ = try await base.commit(CommitRequest(transactions: [items]))
        }
        return outcome
    }
}

extension StreamWrite {
    /// The same events on top of another head, as a store would write them that asks nothing.
    fileprivate func rebased(on current: StreamHead) -> StreamWrite {
        var write = self
        write.expected = current
        write.head = current
        for place in write.events.indices {
            write.head.seq += 1
            write.events[place].seq = write.head.seq
            if write.events[place].publicSeq != nil {
                write.head.publicSeq += 1
                write.events[place].publicSeq = write.head.publicSeq
            }
            if write.events[place].staffSeq != nil {
                write.head.staffSeq += 1
                write.events[place].staffSeq = write.head.staffSeq
            }
            write.head.digest = write.events[place].digest
        }
        return write
    }
}
