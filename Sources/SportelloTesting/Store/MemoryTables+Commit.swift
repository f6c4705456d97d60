import Sportello
import SportelloModel

extension MemoryTables {
    /// Applies a batch in order. Throws before it changes anything when a transaction contradicts itself.
    mutating func commit(_ transactions: [Transaction]) throws -> [CommitOutcome] {
        for transaction in transactions {
            try transaction.validate()
            guard let scope = transaction.key?.scope, streams[scope] == nil else { continue }
            guard transactions.contains(where: { $0.writes.contains { $0.stream == scope } }) else {
                throw StoreError(.invalid, "a commit key's scope names a stream that does not exist")
            }
        }
        return transactions.map { apply($0) }
    }

    private mutating func apply(_ transaction: Transaction) -> CommitOutcome {
        if let key = transaction.key {
            switch reply(to: key) {
            case .replayed(let reply): return .replayed(reply)
            case .keyReused: return .keyReused
            case .unknown: break
            }
        }
        for write in transaction.writes where head(of: write.stream) != write.expected {
            return .conflict(write.stream)
        }
        if let taken = firstTaken(of: transaction) { return .keyTaken(taken) }
        for write in transaction.writes { apply(write) }
        for key in transaction.releases { owners[key] = nil }
        for claim in transaction.claims { owners[claim.key] = claim.stream }
        for item in transaction.outbox where !outbox.holds(item.id) { outbox.add(item) }
        if let key = transaction.key {
            replies[ReplyKey(key)] = ReplyEntry(content: key.content, reply: transaction.reply)
        }
        return .committed
    }

    private func firstTaken(of transaction: Transaction) -> UniqueKey? {
        var claimed: [UniqueKey: StreamID] = [:]
        for claim in transaction.claims {
            let owner = claimed[claim.key] ?? (transaction.releases.contains(claim.key) ? nil : owners[claim.key])
            if let owner, owner != claim.stream { return claim.key }
            claimed[claim.key] = claim.stream
        }
        return nil
    }

    private mutating func apply(_ write: StreamWrite) {
        guard write.head.seq > 0 else { return }
        var entry =
            streams.removeValue(forKey: write.stream)
            ?? write.index.map { index in
                StreamEntry(
                    snapshot: StreamSnapshot(
                        stream: write.stream, head: .empty, activity: [], state: [], index: index
                    )
                )
            }
        entry?.snapshot.head = write.head
        if let activity = write.activity { entry?.snapshot.activity = activity }
        if let state = write.state { entry?.snapshot.state = state }
        if let index = write.index { entry?.snapshot.index = index }
        for event in write.events {
            entry?.append(event)
            if let content = event.content {
                texts.add(content.text, at: SearchResult.Hit(stream: event.stream, seq: event.seq))
            }
        }
        streams[write.stream] = entry
    }
}
