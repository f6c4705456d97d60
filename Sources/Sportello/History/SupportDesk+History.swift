public import SportelloModel

/// What to look for in the past of a customer (R-002-31). A `nil` condition does not restrict.
public struct HistoryRequest: Sendable, Hashable {
    /// Whose past: a customer organisation's.
    public var account: AccountID?
    /// Whose past: a person's.
    public var contact: ContactID?
    /// Words that all occur in one message, note or title; or a ticket's number, `#` and nine digits. Empty for all.
    public var text: String
    /// What it was about.
    public var caseType: String?
    /// From this instant on: when the words were written or, without words, when the ticket was registered.
    public var since: Instant?
    /// Before this instant.
    public var before: Instant?
    /// ``HistoryPage/next`` of the page before.
    public var after: String?
    /// How many at most.
    public var limit: Int

    /// Makes a request.
    public init(
        account: AccountID? = nil, contact: ContactID? = nil, text: String = "", caseType: String? = nil,
        since: Instant? = nil, before: Instant? = nil, after: String? = nil, limit: Int = 20
    ) {
        self.account = account
        self.contact = contact
        self.text = text
        self.caseType = caseType
        self.since = since
        self.before = before
        self.after = after
        self.limit = limit
    }
}

/// A page of the past, the newest first.
public struct HistoryPage: Sendable, Hashable {
    /// A ticket, and where in it the words are.
    public struct Hit: Sendable, Hashable {
        /// The ticket.
        public var entry: HistoryEntry
        /// The complete number of the event with the words; `nil` where none were asked for.
        public var seq: Int64?
    }

    /// The tickets. With words, a ticket occurs as often as it has events with them.
    public var hits: [Hit]
    /// Ask for the next page with it; `nil` when there is none.
    public var next: String?
}

extension SupportDesk {
    /// Looks through the past of a customer: one query of the store's text index, however long the past is (R-002-31).
    ///
    /// - Throws: ``StoreError`` when the store cannot be read, or `after` is no page's end.
    public func history(_ request: HistoryRequest) async throws -> HistoryPage {
        if let number = request.text.ticketNumber {
            guard let id = try await ticket(number: number), let found = try await ticket(id)?.ticket.facts,
                request.admits(found)
            else { return HistoryPage(hits: [], next: nil) }
            return HistoryPage(hits: [.init(entry: HistoryEntry(found), seq: nil)], next: nil)
        }
        return try await request.text.isEmpty ? listed(request) : searched(request)
    }

    /// Earlier tickets of the same customer organisation, or of the same person where there is none, with their outcomes:
    /// what somebody who meets the customer for the first time needs to see at once (R-002-30).
    public func earlierTickets(than ticket: Ticket, limit: Int = 20) async throws -> [HistoryEntry] {
        let facts = ticket.facts
        guard facts.account != nil || facts.contact != nil else { return [] }
        let request = HistoryRequest(
            account: facts.account, contact: facts.account == nil ? facts.contact : nil,
            before: facts.createdAt + .milliseconds(1), limit: limit + 1
        )
        return Array(try await listed(request).hits.map(\.entry).filter { $0.id != ticket.id }.prefix(limit))
    }

    private func listed(_ request: HistoryRequest) async throws -> HistoryPage {
        var filter = QueryRequest.Filter(kind: .ticket)
        filter.account = request.account
        filter.contact = request.contact
        filter.topic = request.caseType
        filter.since = request.since
        filter.before = request.before
        let page = try await store.query(
            QueryRequest(filter: filter, order: .newest, after: request.after, limit: request.limit)
        )
        return HistoryPage(
            hits: try page.snapshots.compactMap { try $0.facts.map { .init(entry: HistoryEntry($0), seq: nil) } },
            next: page.next
        )
    }

    private func searched(_ request: HistoryRequest) async throws -> HistoryPage {
        let offset = try request.after.map { after in
            guard let offset = Int(after), offset > 0 else { throw StoreError(.invalid, "not a page's end") }
            return offset
        }
        let result = try await store.search(
            SearchRequest(
                text: request.text, contact: request.contact, account: request.account, topic: request.caseType,
                since: request.since, before: request.before, offset: offset ?? 0, limit: request.limit
            )
        )
        let streams = Array(Set(result.hits.map(\.stream).filter { $0.kind == .ticket }))
        let snapshots = try await store.load(LoadRequest(streams: streams)).snapshots
        var entries: [StreamID: HistoryEntry] = [:]
        for snapshot in snapshots { entries[snapshot.stream] = try snapshot.facts.map { HistoryEntry($0) } }
        return HistoryPage(
            hits: result.hits.compactMap { hit in entries[hit.stream].map { .init(entry: $0, seq: hit.seq) } },
            next: result.more ? String((offset ?? 0) + result.hits.count) : nil
        )
    }
}

extension StreamSnapshot {
    /// The facts, for a ticket.
    var facts: TicketFacts? {
        get throws {
            if case .ticket(let change) = try decoded() { change.state.facts } else { nil }
        }
    }
}

extension HistoryRequest {
    /// Whether a ticket found by its number is one of those asked about: a number alone authorises nothing.
    fileprivate func admits(_ facts: TicketFacts) -> Bool {
        (account == nil || account == facts.account) && (contact == nil || contact == facts.contact)
            && (caseType == nil || caseType == facts.caseType)
            && (since.map { $0 <= facts.createdAt } ?? true) && (before.map { facts.createdAt < $0 } ?? true)
    }
}

extension String {
    /// The ticket number that this is and nothing else.
    fileprivate var ticketNumber: TicketNumber? { hasPrefix("#") ? TicketNumber(self) : nil }
}
