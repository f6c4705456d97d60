import Sportello
import SportelloModel

extension StoreConformance {
    static let lifetime: [Case] = [
        Case("a sound store finds nothing wrong with itself") { subject in
            var writer = LogWriter(stream: .ticket(1))
            try await subject.commitAll(
                .keyed("m1", scope: .ticket(1), writes: [writer.append([.init("one"), .init("two")])]),
                Transaction(writes: [writer.append([.init("three", visibility: .staff)])])
            )
            _ = try await subject.store.search(SearchRequest(text: "two", limit: 1))
            _ = try await subject.store.erase(EraseRequest(stream: .ticket(1), events: [2]))
            try subject.expect(try await subject.store.check(CheckRequest()).problems, is: [], "what the check finds")
        },
        Case("the epoch is short and stays") { subject in
            let epoch = try await subject.store.epoch
            try subject.expect((1...64).contains(epoch.count), "the epoch has \(epoch.count) characters")
            _ = try await subject.tickets(1...3) { _, _ in }
            try subject.expect(try await subject.store.epoch, is: epoch, "the epoch")
        },
        Case("a closed store answers nothing, and closing twice is fine") { subject in
            let store = subject.store
            let items = try await subject.items([1])
            try await store.close()
            try await store.close()
            var writer = LogWriter(stream: .ticket(1))
            let transaction = Transaction.keyed("m", scope: .ticket(1), writes: [writer.append([.init("x")])])
            guard let key = transaction.key else { return }
            try await subject.expect(.closed, from: "commit") {
                _ = try await store.commit(CommitRequest(transactions: [transaction]))
            }
            let complete = OutboxCompleteRequest(item: items[0].id, attempt: 1, fate: .sent)
            let calls: [(String, @Sendable () async throws -> Void)] = [
                ("epoch", { _ = try await store.epoch }),
                ("load", { _ = try await store.load(LoadRequest(streams: [])) }),
                (
                    "events",
                    {
                        let request = EventsRequest(stream: .ticket(1), view: .staff, range: .newest, limit: 1)
                        _ = try await store.events(request)
                    }
                ),
                ("find", { _ = try await store.find(FindRequest(key: UniqueKey(space: "a", value: "b"))) }),
                ("reply", { _ = try await store.reply(ReplyRequest(key: key)) }),
                ("due", { _ = try await store.due(DueRequest(now: Instant(seconds: 1), limit: 1)) }),
                (
                    "query",
                    {
                        let request = QueryRequest(filter: .init(kind: .ticket), order: .queue, limit: 1)
                        _ = try await store.query(request)
                    }
                ),
                ("search", { _ = try await store.search(SearchRequest(text: "x", limit: 1)) }),
                ("claimOutbox", { _ = try await subject.claim(now: 1, until: 2) }),
                ("completeOutbox", { _ = try await store.completeOutbox(complete) }),
                ("streams", { _ = try await store.streams(StreamsRequest(limit: 1)) }),
                ("erase", { _ = try await store.erase(EraseRequest(stream: .ticket(1))) }),
                ("check", { _ = try await store.check(CheckRequest()) }),
            ]
            for (name, call) in calls { try await subject.expect(.closed, from: name, call) }
        },
    ]

    static let reopening: [Case] = [
        Case("everything acknowledged is there after a restart") { subject in
            let key = UniqueKey(space: "number", value: "1")
            let items = try await subject.items([1])
            var other = LogWriter(stream: .ticket(2))
            let write = other.append([.init("one"), .init("two", visibility: .staff)], state: [1, 2])
            let transaction = Transaction.keyed(
                "m1", scope: .ticket(2), writes: [write], claims: [UniqueKeyClaim(key: key, stream: .ticket(2))]
            )
            try await subject.commitAll(transaction)
            let last = other.append([.init("last words")])
            try await subject.commitAll(Transaction(writes: [last]))
            let epoch = try await subject.store.epoch
            let before = try await subject.store.load(LoadRequest(streams: [.ticket(2)])).snapshots
            try await subject.store.close()

            let store = try await subject.reopen()
            let again = StoreSubject(rule: subject.rule, store: store, reopen: subject.reopen)
            try again.expect(try await store.epoch, is: epoch, "the epoch")
            let after = try await store.load(LoadRequest(streams: [.ticket(2)])).snapshots
            try again.expect(after, is: before, "the snapshot")
            try again.expect(try await again.log(.ticket(2)), is: write.events + last.events, "the log")
            try again.expect(try await store.find(FindRequest(key: key)).stream, is: .ticket(2), "the key's owner")
            try again.expect(
                try await again.commit(transaction), is: [.replayed(LogWriter.reply(to: write))], "the retry's outcome"
            )
            let hits = try await store.search(SearchRequest(text: "last words", limit: 5)).hits
            try again.expect(hits, is: [SearchResult.Hit(stream: .ticket(2), seq: 3)], "the hits")
            let leases = try await again.claim(now: 1, until: 2).leases
            try again.expect(leases.map(\.item), is: items, "the outgoing items")
            try again.expect(try await store.check(CheckRequest()).problems, is: [], "what the check finds")
            try await store.close()
        },
        Case("leases, attempts and fences outlive a restart") { subject in
            let items = try await subject.items([1])
            _ = try await subject.claim(now: 10, until: 20)
            try await subject.store.close()
            let store = try await subject.reopen()
            let again = StoreSubject(rule: subject.rule, store: store, reopen: subject.reopen)
            try again.expect(try await again.claim(now: 19, until: 30).leases.count, is: 0, "the number of leases")
            let second = try await again.claim(now: 20, until: 30).leases
            try again.expect(second.map(\.attempt), is: [2], "the attempt")
            try again.expect(second.map(\.isAmbiguous), is: [true], "ambiguous")
            try again.expect(try await again.complete(items[0], attempt: 1, .sent), is: false, "accepted")
            try await store.close()
        },
        Case("an erasure outlives a restart") { subject in
            var writer = LogWriter(stream: .ticket(1))
            try await subject.commitAll(Transaction(writes: [writer.append([.init("one"), .init("two")])]))
            _ = try await subject.store.erase(EraseRequest(stream: .ticket(1), events: [1]))
            try await subject.store.close()
            let store = try await subject.reopen()
            let again = StoreSubject(rule: subject.rule, store: store, reopen: subject.reopen)
            try again.expect(try await again.log(.ticket(1)).map { $0.content?.text }, is: [nil, "two"], "the texts")
            try again.expect(
                try await store.search(SearchRequest(text: "one", limit: 5)).hits.count, is: 0, "the number of hits"
            )
            try await store.close()
        },
        Case("a log goes on after a restart") { subject in
            var writer = LogWriter(stream: .ticket(1))
            var stale = writer
            try await subject.commitAll(Transaction(writes: [writer.append([.init("one")])]))
            try await subject.store.close()
            let store = try await subject.reopen()
            let again = StoreSubject(rule: subject.rule, store: store, reopen: subject.reopen)
            let outcomes = try await again.commit(
                Transaction(writes: [writer.append([.init("two")])]),
                Transaction(writes: [stale.append([.init("three")])])
            )
            try again.expect(outcomes, is: [.committed, .conflict(.ticket(1))], "the outcomes")
            try again.expect(try await again.log(.ticket(1)).map(\.seq), is: [1, 2], "the numbers")
            try await store.close()
        },
    ]
}
