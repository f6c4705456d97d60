import Sportello
import SportelloModel

/// Outgoing items with their attempts.
struct OutboxTable: Sendable {
    private struct Entry: Sendable {
        enum State: Sendable {
            case waiting(until: Instant)
            case leased(until: Instant)
            case failed
        }

        let order: Int
        let item: OutboxItem
        var state: State
        var attempt = 0
        var isAmbiguous = false

        /// When a worker may have it; `nil` for never.
        var dueAt: Instant? {
            switch state {
            case .waiting(let time), .leased(let time): time
            case .failed: nil
            }
        }
    }

    private var entries: [Identifier<OutboxItem>: Entry] = [:]
    private var nextOrder = 0

    func holds(_ id: Identifier<OutboxItem>) -> Bool { entries[id] != nil }

    mutating func add(_ item: OutboxItem) {
        entries[item.id] = Entry(order: nextOrder, item: item, state: .waiting(until: item.notBefore))
        nextOrder += 1
    }

    mutating func claim(_ request: OutboxClaimRequest) -> OutboxClaimResult {
        let ripe = entries.values.compactMap { entry in entry.dueAt.map { (at: $0, entry: entry) } }
            .filter { $0.at <= request.now }
            .sorted { ($0.at, $0.entry.order) < ($1.at, $1.entry.order) }
        let leases = ripe.prefix(max(0, request.limit)).map { _, entry in
            var leased = entry
            if case .leased = entry.state { leased.isAmbiguous = true }
            leased.state = .leased(until: request.leaseUntil)
            leased.attempt += 1
            entries[entry.item.id] = leased
            return OutboxClaimResult.Lease(
                item: leased.item, attempt: leased.attempt, isAmbiguous: leased.isAmbiguous
            )
        }
        return OutboxClaimResult(leases: leases, next: entries.values.compactMap(\.dueAt).min())
    }

    mutating func complete(_ request: OutboxCompleteRequest) -> Bool {
        guard let entry = entries[request.item], case .leased = entry.state, entry.attempt == request.attempt else {
            return false
        }
        switch request.fate {
        case .sent: entries[request.item] = nil
        case .retry(let time, _): entries[request.item]?.state = .waiting(until: time)
        case .failed: entries[request.item]?.state = .failed
        }
        return true
    }

    /// The current attempt of an item; `nil` for an item that is done or unknown.
    func attempt(of id: Identifier<OutboxItem>) -> Int? { entries[id]?.attempt }

    /// Ends every lease at once.
    mutating func endLeases() {
        for (id, entry) in entries {
            if case .leased = entry.state { entries[id]?.state = .waiting(until: entry.item.notBefore) }
        }
    }
}
