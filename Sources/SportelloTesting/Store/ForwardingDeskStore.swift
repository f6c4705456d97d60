public import Sportello

/// A store in front of another: whatever it does not do itself, the other does. For stores that watch, hold or falsify
/// some calls.
///
/// It says of itself that it is not exclusive, whatever the other says, so that a desk asks it for every state.
public protocol ForwardingDeskStore: DeskStore {
    /// The store behind.
    var inner: any DeskStore { get }
}

extension ForwardingDeskStore {
    /// See ``DeskStore``.
    public var epoch: String { get async throws { try await inner.epoch } }

    /// See ``DeskStore``.
    public func commit(_ request: CommitRequest) async throws -> CommitResult { try await inner.commit(request) }

    /// See ``DeskStore``.
    public func load(_ request: LoadRequest) async throws -> LoadResult { try await inner.load(request) }

    /// See ``DeskStore``.
    public func events(_ request: EventsRequest) async throws -> EventsResult { try await inner.events(request) }

    /// See ``DeskStore``.
    public func find(_ request: FindRequest) async throws -> FindResult { try await inner.find(request) }

    /// See ``DeskStore``.
    public func reply(_ request: ReplyRequest) async throws -> ReplyResult { try await inner.reply(request) }

    /// See ``DeskStore``.
    public func due(_ request: DueRequest) async throws -> DueResult { try await inner.due(request) }

    /// See ``DeskStore``.
    public func query(_ request: QueryRequest) async throws -> QueryResult { try await inner.query(request) }

    /// See ``DeskStore``.
    public func search(_ request: SearchRequest) async throws -> SearchResult { try await inner.search(request) }

    /// See ``DeskStore``.
    public func claimOutbox(_ request: OutboxClaimRequest) async throws -> OutboxClaimResult {
        try await inner.claimOutbox(request)
    }

    /// See ``DeskStore``.
    public func completeOutbox(_ request: OutboxCompleteRequest) async throws -> OutboxCompleteResult {
        try await inner.completeOutbox(request)
    }

    /// See ``DeskStore``.
    public func streams(_ request: StreamsRequest) async throws -> StreamsResult { try await inner.streams(request) }

    /// See ``DeskStore``.
    public func erase(_ request: EraseRequest) async throws -> EraseResult { try await inner.erase(request) }

    /// See ``DeskStore``.
    public func check(_ request: CheckRequest) async throws -> CheckResult { try await inner.check(request) }

    /// See ``DeskStore``.
    public func close() async throws { try await inner.close() }
}
