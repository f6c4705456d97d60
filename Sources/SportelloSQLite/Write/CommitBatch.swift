import GRDB
import Sportello
import SportelloModel

/// Applies the transactions of one batch inside one database transaction.
///
/// Every transaction is judged before its first write, so none needs a savepoint: what was judged well and then cannot
/// be written means a damaged database or a failing disk, and ends the whole batch.
struct CommitBatch {
    private let commit: CommitStatements
    private let replies: ReplyStatements
    private let database: Database

    init(_ database: Database) throws {
        self.database = database
        commit = try CommitStatements(database)
        replies = try ReplyStatements(database)
    }

    /// Puts recent replies, or else recent events, in their places when there are enough of them: not both at once, so
    /// that no batch takes longer than it must.
    func settleRecent(_ state: inout WriterState) throws {
        if state.keys.recent.count >= ReplyStatements.bundle {
            try replies.settleRecent()
            state.keys.settle()
        } else if state.recentEvents >= EventPlaces.bundle {
            try EventPlaces.settle(database)
            state.recentEvents = 0
        }
    }

    /// Applies one transaction after those before it.
    func apply(_ transaction: Transaction, _ state: inout WriterState) throws -> CommitOutcome {
        for write in transaction.writes where try head(of: write.stream, &state) != write.expected {
            return try earlier(transaction, &state) ?? .conflict(write.stream)
        }
        if let taken = try firstTaken(of: transaction) {
            return try earlier(transaction, &state) ?? .keyTaken(taken)
        }
        if let key = transaction.key, let scope = try state.place(of: key.scope, commit),
            try !keepReply(of: transaction, under: key, row: scope.row, &state)
        {
            return try earlier(transaction, &state) ?? .keyReused
        } else if let key = transaction.key, try state.place(of: key.scope, commit) == nil {
            // The scope begins here, so no earlier command can have used the key.
            let before = state.tally.count
            try write(transaction, &state)
            guard let scope = try state.place(of: key.scope, commit) else {
                throw StoreError(.invalid, "a commit key's scope names a stream that does not exist")
            }
            _ = try keepReply(of: transaction, under: key, row: scope.row, &state, eventsBefore: before)
            return .committed
        }
        try write(transaction, &state)
        return .committed
    }

    private func head(of stream: StreamID, _ state: inout WriterState) throws -> StreamHead {
        try state.place(of: stream, commit)?.head ?? .empty
    }

    /// What the same key led to before; `nil` when the transaction has no key or a free one.
    private func earlier(_ transaction: Transaction, _ state: inout WriterState) throws -> CommitOutcome? {
        guard let key = transaction.key, let scope = try state.place(of: key.scope, commit) else { return nil }
        return switch try replies.find(key, row: scope.row) {
        case .unknown: nil
        case .replayed(let reply): .replayed(reply)
        case .keyReused: .keyReused
        }
    }

    private func firstTaken(of transaction: Transaction) throws -> UniqueKey? {
        guard !transaction.claims.isEmpty else { return nil }
        var claimed: [UniqueKey: StreamID] = [:]
        for claim in transaction.claims {
            var owner = claimed[claim.key]
            if owner == nil, !transaction.releases.contains(claim.key) {
                owner = try UniqueKeys.owner(of: claim.key, database)
            }
            if let owner, owner != claim.stream { return claim.key }
            claimed[claim.key] = claim.stream
        }
        return nil
    }

    /// Keeps the reply as a reference to its event when it says nothing else.
    private func keepReply(
        of transaction: Transaction, under key: CommitKey, row: Int64, _ state: inout WriterState,
        eventsBefore: Int64? = nil
    ) throws -> Bool {
        var reference: Int64?
        var id = eventsBefore ?? state.tally.count
        for write in transaction.writes {
            for event in write.events {
                id += 1
                let reply = transaction.reply
                if reply.stream == event.stream, reply.seq == event.seq, reply.publicSeq == event.publicSeq,
                    reply.staffSeq == event.staffSeq, reply.at == event.at
                {
                    reference = id
                }
            }
        }
        return try replies.keep(transaction.reply, under: key, row: row, event: reference, &state.keys)
    }

    private func write(_ transaction: Transaction, _ state: inout WriterState) throws {
        for write in transaction.writes where write.head.seq > 0 { try apply(write, &state) }
        for key in transaction.releases { try UniqueKeys.release(key, database) }
        for claim in transaction.claims { try UniqueKeys.claim(claim, database) }
        for item in transaction.outbox { try OutboxRows.insert(item, database) }
    }

    private func apply(_ write: StreamWrite, _ state: inout WriterState) throws {
        let row: Int64
        if let place = try state.place(of: write.stream, commit) {
            row = place.row
            if let bytes = write.state { try commit.update(state: bytes, row: row) }
            if let index = write.index { try commit.update(index: index, row: row) }
            if !write.events.isEmpty || write.activity != nil {
                try commit.updateHead(write.head, activity: write.activity, row: row)
            }
        } else {
            guard let index = write.index else { throw StoreError(.invalid, "a stream begins without an index") }
            row = try commit.insert(write.stream, index: index, state: write.state ?? [])
            try commit.insertHead(write.head, activity: write.activity ?? [], row: row)
        }
        var counted = write.expected
        for event in write.events {
            counted.publicSeq += event.publicSeq == nil ? 0 : 1
            counted.staffSeq += event.staffSeq == nil ? 0 : 1
            state.tally.add(event.digest)
            state.recentEvents += 1
            try commit.insert(event, id: state.tally.count, row: row, counted: counted)
        }
        state.remember(WriterState.Place(row: row, head: write.head), of: write.stream)
    }
}
