import Sportello
import SportelloModel

extension StoreConformance {
    static let commits: [Case] = [
        Case("a batch without transactions succeeds") { subject in
            try subject.expect(try await subject.commit(), is: [], "the outcomes")
        },
        Case("what was committed is what is read") { subject in
            var writer = LogWriter(stream: .ticket(1))
            let write = writer.append([.init("one"), .init(nil, visibility: .staff)], state: [1, 2, 3])
            try await subject.commitAll(Transaction(writes: [write]))
            let snapshots = try await subject.store.load(LoadRequest(streams: [.ticket(1), .ticket(2)])).snapshots
            let expected = StreamSnapshot(
                stream: .ticket(1), head: writer.head, activity: write.activity ?? [], state: [1, 2, 3],
                index: writer.index
            )
            try subject.expect(snapshots, is: [expected], "the snapshot")
            try subject.expect(try await subject.log(.ticket(1)), is: write.events, "the log")
        },
        Case("parts of the state that a write leaves out stay as they were") { subject in
            var writer = LogWriter(stream: .ticket(1))
            let first = writer.append([.init("one")], state: [1, 2, 3])
            var second = writer.append([.init("two")])
            second.activity = nil
            var third = writer.append([.init("three")])
            third.activity = [9]
            try await subject.commitAll(Transaction(writes: [first]), Transaction(writes: [second]))
            let middle = try await subject.store.load(LoadRequest(streams: [.ticket(1)])).snapshots.first
            try subject.expect(middle?.activity, is: first.activity, "the activity")
            try subject.expect(middle?.head, is: second.head, "the head")
            try await subject.commitAll(Transaction(writes: [third]))
            let end = try await subject.store.load(LoadRequest(streams: [.ticket(1)])).snapshots.first
            try subject.expect(end?.activity, is: [9], "the activity")
            try subject.expect(end?.state, is: [1, 2, 3], "the state")
            try subject.expect(end?.index, is: writer.index, "the index")
        },
        Case("a write decided at an old head is a conflict and changes nothing") { subject in
            var winner = LogWriter(stream: .ticket(1))
            try await subject.commitAll(Transaction(writes: [winner.append([.init("one")], state: [1])]))
            var rival = winner
            try await subject.commitAll(Transaction(writes: [winner.append([.init("mine")])]))
            let outcomes = try await subject.commit(
                Transaction(writes: [rival.append([.init("yours"), .init("more")], state: [2])])
            )
            try subject.expect(outcomes, is: [.conflict(.ticket(1))], "the outcome")
            try subject.expect(try await subject.head(.ticket(1)), is: winner.head, "the head")
            try subject.expect(try await subject.log(.ticket(1)).count, is: 2, "the number of events")
            let state = try await subject.store.load(LoadRequest(streams: [.ticket(1)])).snapshots.first?.state
            try subject.expect(state, is: [1], "the state")
        },
        Case("a head with the right number and another digest is a conflict") { subject in
            var one = LogWriter(stream: .ticket(1))
            var other = one
            try await subject.commitAll(Transaction(writes: [one.append([.init("one")])]))
            _ = other.append([.init("another one")])
            let outcomes = try await subject.commit(Transaction(writes: [other.append([.init("two")])]))
            try subject.expect(outcomes, is: [.conflict(.ticket(1))], "the outcome")
        },
        Case("a stream that exists cannot begin again") { subject in
            var writer = LogWriter(stream: .ticket(1))
            var rival = writer
            try await subject.commitAll(Transaction(writes: [writer.append([.init("one")])]))
            let outcomes = try await subject.commit(Transaction(writes: [rival.append([.init("two")])]))
            try subject.expect(outcomes, is: [.conflict(.ticket(1))], "the outcome")
        },
        Case("of two rivals in one batch the first wins") { subject in
            var one = LogWriter(stream: .ticket(1))
            var other = one
            let outcomes = try await subject.commit(
                Transaction(writes: [one.append([.init("first")])]),
                Transaction(writes: [other.append([.init("second")])])
            )
            try subject.expect(outcomes, is: [.committed, .conflict(.ticket(1))], "the outcomes")
            let texts = try await subject.log(.ticket(1)).map { $0.content?.text }
            try subject.expect(texts, is: ["first"], "the log")
        },
        Case("a transaction builds on the one before it in the batch") { subject in
            var writer = LogWriter(stream: .ticket(1))
            try await subject.commitAll(
                Transaction(writes: [writer.append([.init("one")])]),
                Transaction(writes: [writer.append([.init("two")])]),
                Transaction(writes: [writer.append([.init("three")])])
            )
            let log = try await subject.log(.ticket(1))
            try subject.expect(log.map { $0.content?.text }, is: ["one", "two", "three"], "the log")
            try subject.expect(log.map(\.seq), is: [1, 2, 3], "the numbers")
        },
        Case("a transaction over several streams happens whole or not at all") { subject in
            var ticket = LogWriter(stream: .ticket(1))
            var contact = LogWriter(stream: .contact(1))
            var stale = contact
            try await subject.commitAll(Transaction(writes: [contact.append([.init("here")])]))
            let key = UniqueKey(space: "number", value: "123")
            let item = OutboxItem(
                id: Identifier(high: 1, low: 1), stream: .ticket(1), channel: "email", payload: [1],
                notBefore: Instant(seconds: 1)
            )
            var transaction = Transaction.keyed(
                "m1", scope: .contact(1),
                writes: [ticket.append([.init("one")]), stale.append([.init("two")])],
                claims: [UniqueKeyClaim(key: key, stream: .ticket(1))], outbox: [item]
            )
            let outcomes = try await subject.commit(transaction)
            try subject.expect(outcomes, is: [.conflict(.contact(1))], "the outcome")
            try subject.expect(try await subject.head(.ticket(1)), is: .empty, "the first stream's head")
            try subject.expect(try await subject.log(.ticket(1)).count, is: 0, "the first stream's events")
            try subject.expect(try await subject.store.find(FindRequest(key: key)).stream, is: nil, "the unique key")
            let now = Instant(seconds: 2)
            let leases = try await subject.store.claimOutbox(
                OutboxClaimRequest(now: now, leaseUntil: Instant(seconds: 3), limit: 9)
            ).leases
            try subject.expect(leases.count, is: 0, "the number of outgoing items")

            transaction.writes[1] = contact.append([.init("two")])
            try subject.expect(try await subject.commit(transaction), is: [.committed], "the outcome of the retry")
            try subject.expect(try await subject.head(.ticket(1)), is: ticket.head, "the first stream's head")
            try subject.expect(try await subject.head(.contact(1)), is: contact.head, "the second stream's head")
        },
        Case("a refused transaction does not hinder its neighbours") { subject in
            var one = LogWriter(stream: .ticket(1))
            var two = LogWriter(stream: .ticket(2))
            var three = LogWriter(stream: .ticket(3))
            _ = two.append([.init("never committed")])
            let outcomes = try await subject.commit(
                Transaction(writes: [one.append([.init("one")])]),
                Transaction(writes: [two.append([.init("two")])]),
                Transaction(writes: [three.append([.init("three")])])
            )
            try subject.expect(outcomes, is: [.committed, .conflict(.ticket(2)), .committed], "the outcomes")
            try subject.expect(try await subject.head(.ticket(1)), is: one.head, "the first head")
            try subject.expect(try await subject.head(.ticket(2)), is: .empty, "the second head")
            try subject.expect(try await subject.head(.ticket(3)), is: three.head, "the third head")
        },
        Case("a write without events asserts the head") { subject in
            var writer = LogWriter(stream: .ticket(1))
            var old = writer
            let absent = old.append([])
            try await subject.commitAll(
                Transaction(writes: [absent]), Transaction(writes: [writer.append([.init("one")])])
            )
            let outcomes = try await subject.commit(
                Transaction(writes: [writer.append([])]), Transaction(writes: [absent])
            )
            try subject.expect(outcomes, is: [.committed, .conflict(.ticket(1))], "the outcomes")
            try subject.expect(try await subject.head(.ticket(1)), is: writer.head, "the head")
        },
        Case("a transaction that contradicts itself is refused with its whole batch") { subject in
            var sound = LogWriter(stream: .ticket(1))
            var gap = LogWriter(stream: .ticket(2))
            var broken = gap.append([.init("one"), .init("two")])
            broken.events.remove(at: 0)
            let transactions = [
                Transaction(writes: [sound.append([.init("one")])]), Transaction(writes: [broken]),
            ]
            try await subject.expect(.invalid, from: "commit") {
                _ = try await subject.store.commit(CommitRequest(transactions: transactions))
            }
            try subject.expect(try await subject.head(.ticket(1)), is: .empty, "the head of the sound neighbour")
        },
        Case("a commit is finished although the task that waits for it is cancelled") { subject in
            var writer = LogWriter(stream: .ticket(1))
            let transaction = Transaction(writes: [writer.append([.init("one")])])
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await subject.store.commit(CommitRequest(transactions: [transaction])).outcomes
            }
            task.cancel()
            try subject.expect(try await task.value, is: [.committed], "the outcome")
            try subject.expect(try await subject.head(.ticket(1)), is: writer.head, "the head")
        },
        Case("commits of many callers are all kept") { subject in
            let outcomes = try await withThrowingTaskGroup(of: CommitOutcome?.self) { group in
                for n in 1...50 as ClosedRange<UInt64> {
                    var writer = LogWriter(stream: .ticket(n))
                    let transaction = Transaction(writes: [writer.append([.init("number \(n)")])])
                    group.addTask {
                        try await subject.store.commit(CommitRequest(transactions: [transaction])).outcomes.first
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try subject.expect(outcomes.allSatisfy { $0 == .committed }, "not all were committed")
            let names = try await subject.store.streams(StreamsRequest(limit: 100)).streams
            try subject.expect(names.count, is: 50, "the number of streams")
        },
    ]
}
