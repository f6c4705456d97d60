import GRDB
import Sportello
import SportelloModel

/// Lists streams by their index columns, page by page.
///
/// A page ends with the place of its last row, and the next begins after that place, so rows that come, go or change
/// don't shift it.
enum IndexQuery {
    static func run(_ request: QueryRequest, _ database: Database) throws -> QueryResult {
        var snapshots: [StreamSnapshot] = []
        let limit = max(0, request.limit)
        for section in try sections(of: request) {
            let rest = limit - snapshots.count + 1
            snapshots += try page(section, filter: request.filter, limit: rest, database)
            if snapshots.count > limit { break }
        }
        guard snapshots.count > limit else { return QueryResult(snapshots: snapshots, next: nil) }
        snapshots.removeLast(snapshots.count - limit)
        return QueryResult(snapshots: snapshots, next: snapshots.last.map { cursor(after: $0, order: request.order) })
    }

    /// One sorted part of an order: those who wait, those who don't, or all.
    private struct Section {
        let condition: String
        let columns: String
        let isDescending: Bool
        /// The values of `columns` after which to start.
        var after: [Value] = []
    }

    private enum Value {
        case number(Int64)
        case key(Identifier<StreamID>)
        case text(String)
    }

    private static func sections(of request: QueryRequest) throws -> [Section] {
        let cursor = try request.after.map { try parse($0) }
        switch request.order {
        case .newest:
            var all = Section(condition: "1", columns: "createdAt, key", isDescending: true)
            if let cursor {
                guard cursor.section == "n", cursor.values.count == 2 else { throw foreignCursor }
                all.after = cursor.values
            }
            return [all]
        case .queue:
            var waiting = Section(
                condition: "band IS NOT NULL", columns: "band, priority, arrival, ticket", isDescending: false
            )
            var others = Section(condition: "band IS NULL", columns: "createdAt, key", isDescending: false)
            switch (cursor?.section, cursor?.values.count) {
            case (nil, _): return [waiting, others]
            case ("w", 4):
                waiting.after = cursor?.values ?? []
                return [waiting, others]
            case ("o", 2):
                others.after = cursor?.values ?? []
                return [others]
            default: throw foreignCursor
            }
        }
    }

    private static func page(
        _ section: Section, filter: QueryRequest.Filter, limit: Int, _ database: Database
    ) throws -> [StreamSnapshot] {
        var values: [Value] = []
        func place(_ value: Value) -> String {
            values.append(value)
            return "?\(values.count)"
        }
        var conditions = [section.condition, "kind = \(place(.text(filter.kind.rawValue)))"]
        if let contact = filter.contact {
            conditions.append("contact = \(place(.key(Identifier(high: contact.high, low: contact.low))))")
        }
        if let account = filter.account {
            conditions.append("account = \(place(.key(Identifier(high: account.high, low: account.low))))")
        }
        if let since = filter.since { conditions.append("createdAt >= \(place(.number(since.milliseconds)))") }
        if let before = filter.before { conditions.append("createdAt < \(place(.number(before.milliseconds)))") }
        if let statuses = filter.statuses {
            conditions.append("status IN (\(statuses.map { place(.text($0)) }.joined(separator: ", ")))")
        }
        if let isOpen = filter.isOpen { conditions.append("isOpen = \(isOpen ? 1 : 0)") }
        if let assignee = filter.assignee { conditions.append("assignee = \(place(.text(assignee.rawValue)))") }
        if let isUnassigned = filter.isUnassigned {
            conditions.append(isUnassigned ? "assignee IS NULL" : "assignee IS NOT NULL")
        }
        if let team = filter.team { conditions.append("team = \(place(.text(team)))") }
        if let topic = filter.topic { conditions.append("topic = \(place(.text(topic)))") }
        if let isQueued = filter.isQueued { conditions.append(isQueued ? "band IS NOT NULL" : "band IS NULL") }
        if !section.after.isEmpty {
            let places = section.after.map { place($0) }.joined(separator: ", ")
            conditions.append("(\(section.columns)) \(section.isDescending ? "<" : ">") (\(places))")
        }
        let order = section.columns.split(separator: ", ").map { section.isDescending ? "\($0) DESC" : "\($0)" }
        let statement = try RawStatement(
            database,
            """
            SELECT \(SnapshotRows.columns) FROM stream JOIN head ON stream = id
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order.joined(separator: ", ")) LIMIT \(limit)
            """
        )
        defer { statement.reset() }
        for (index, value) in values.enumerated() {
            switch value {
            case .number(let number): statement.bind(Int32(index + 1), number)
            case .key(let key): statement.bind(Int32(index + 1), key)
            case .text(let text): statement.bind(Int32(index + 1), text)
            }
        }
        var snapshots: [StreamSnapshot] = []
        while try statement.step() { snapshots.append(try SnapshotRows.snapshot(statement)) }
        return snapshots
    }

    private static func cursor(after last: StreamSnapshot, order: QueryRequest.Order) -> String {
        switch (order, last.index.queue) {
        case (.newest, _): "n/\(last.index.createdAt.milliseconds)/\(last.stream.key)"
        case (.queue, let rank?): "w/\(rank.band)/\(rank.priority)/\(rank.arrival.milliseconds)/\(rank.ticket)"
        case (.queue, nil): "o/\(last.index.createdAt.milliseconds)/\(last.stream.key)"
        }
    }

    private static func parse(_ cursor: String) throws -> (section: String, values: [Value]) {
        let parts = cursor.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 2, let key = Identifier<StreamID>(parts[parts.count - 1]) else { throw foreignCursor }
        let numbers = parts[1..<(parts.count - 1)].compactMap { Int64($0) }
        guard numbers.count == parts.count - 2 else { throw foreignCursor }
        return (String(parts[0]), numbers.map { .number($0) } + [.key(key)])
    }

    private static var foreignCursor: StoreError { StoreError(.invalid, "not a page's end of this store and order") }
}
