import SportelloModel

// Walking through a store without holding more of it than a page.
extension DeskReports {
    /// Reads the tickets that were registered in a period. Returns how many.
    @discardableResult
    func eachTicket(registeredIn period: ReportPeriod, _ body: (TicketFacts) -> Void) async throws -> Int {
        try await eachTicket(since: period.from, before: period.to, body)
    }

    /// Reads the tickets that were registered before an instant: anything may have happened to them later. Returns how
    /// many.
    @discardableResult
    func eachTicket(
        since: Instant? = nil, before: Instant, _ body: (TicketFacts) -> Void
    ) async throws -> Int {
        try await each(.ticket, since: since, before: before) { snapshot in
            if let ticket = Ticket.unwrap(try snapshot.decoded())?.state { body(ticket.facts) }
        }
    }

    /// Reads streams of a kind that began in an interval, the youngest first; `seen` were read before, for the progress.
    @discardableResult
    func each(
        _ kind: StreamKind, since: Instant?, before: Instant, after seen: Int = 0,
        _ body: (StreamSnapshot) async throws -> Void
    ) async throws -> Int {
        var filter = QueryRequest.Filter(kind: kind)
        filter.since = since
        filter.before = before
        var read = seen
        var after: String?
        repeat {
            let page = try await store.query(
                QueryRequest(filter: filter, order: .newest, after: after, limit: Self.pageSize)
            )
            for snapshot in page.snapshots { try await body(snapshot) }
            read += page.snapshots.count
            progress(read)
            after = page.next
        } while after != nil
        return read
    }

    /// Reads a stream's log from its beginning up to, and without, an instant.
    func eachEvent(of stream: StreamID, before: Instant, _ body: (LoggedEvent) -> Void) async throws {
        try await store.eachEvent(of: stream, while: { $0.at < before }, body)
    }
}
