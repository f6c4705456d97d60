import Sportello
import SportelloModel

extension MemoryTables {
    func query(_ request: QueryRequest) throws -> QueryResult {
        let after = try request.after.map { try QueryPlace(cursor: $0, order: request.order) }
        let rows = streams.values.lazy.map(\.snapshot)
            .filter { request.filter.admits($0) }
            .map { (place: QueryPlace($0, order: request.order), snapshot: $0) }
            .filter { row in after.map { row.place > $0 } ?? true }
            .sorted { $0.place < $1.place }
        let page = rows.prefix(max(0, request.limit))
        return QueryResult(
            snapshots: page.map(\.snapshot),
            next: page.count < rows.count ? page.last?.place.cursor : nil
        )
    }
}

extension QueryRequest.Filter {
    /// Whether a stream meets every condition.
    fileprivate func admits(_ snapshot: StreamSnapshot) -> Bool {
        let index = snapshot.index
        return kind == snapshot.stream.kind
            && (contact == nil || contact == index.contact)
            && (account == nil || account == index.account)
            && (since.map { $0 <= index.createdAt } ?? true)
            && (before.map { index.createdAt < $0 } ?? true)
            && (statuses?.contains(index.status) ?? true)
            && (isOpen ?? index.isOpen) == index.isOpen
            && (assignee == nil || assignee == index.assignee)
            && (isUnassigned.map { $0 == (index.assignee == nil) } ?? true)
            && (team == nil || team == index.team)
            && (topic == nil || topic == index.topic)
            && (isQueued.map { $0 == (index.queue != nil) } ?? true)
    }
}

/// Where a row stands in an order: numbers compared one by one, then the stream's key.
///
/// A page's cursor is the place of its last row, so rows that come, go or move elsewhere don't shift the next page.
private struct QueryPlace: Comparable {
    let numbers: [Int64]
    let key: Identifier<StreamID>

    init(_ snapshot: StreamSnapshot, order: QueryRequest.Order) {
        let createdAt = snapshot.index.createdAt.milliseconds
        switch (order, snapshot.index.queue) {
        case (.queue, let rank?):
            numbers = [0, Int64(rank.band), Int64(rank.priority), rank.arrival.milliseconds]
            key = Identifier(high: rank.ticket.high, low: rank.ticket.low)
        case (.queue, nil):
            numbers = [1, createdAt]
            key = snapshot.stream.key
        case (.newest, _):
            numbers = [-createdAt]
            key = snapshot.stream.key
        }
    }

    init(cursor: String, order: QueryRequest.Order) throws {
        let parts = cursor.split(separator: "/")
        let numbers = parts.dropLast().map { Int64($0) }
        guard let last = parts.last, let key = Identifier<StreamID>(last), !numbers.contains(nil), !numbers.isEmpty
        else { throw StoreError(.invalid, "not a page's end of this store") }
        self.numbers = numbers.compactMap(\.self)
        self.key = key
    }

    var cursor: String { (numbers.map(String.init) + [key.description]).joined(separator: "/") }

    static func < (left: Self, right: Self) -> Bool {
        for (one, other) in zip(left.numbers, right.numbers) where one != other { return one < other }
        return left.key < right.key
    }
}

extension MemoryTables {
    /// Whether a hit meets every condition of a search besides its words.
    func admits(_ hit: SearchResult.Hit, _ request: SearchRequest) -> Bool {
        guard let entry = streams[hit.stream] else { return false }
        let index = entry.snapshot.index
        let at = entry.log[Int(hit.seq) - 1].at
        return (request.contact == nil || request.contact == index.contact)
            && (request.account == nil || request.account == index.account)
            && (request.topic == nil || request.topic == index.topic)
            && (request.since.map { $0 <= at } ?? true) && (request.before.map { at < $0 } ?? true)
    }
}
