import Sportello
import SportelloModel

extension StoreConformance {
    static let indexes: [Case] = [
        Case("index columns come back as they were set, and as they were unset") { subject in
            let full = StreamIndex(
                wakeAt: Instant(milliseconds: 5), contact: ContactID(high: 1, low: 2),
                account: AccountID(high: 3, low: 4), number: "123456789", status: "open", isOpen: true, team: "billing",
                assignee: AgentID(rawValue: "ada"), topic: "invoice",
                queue: QueueRank(
                    band: 0, priority: 3, arrival: Instant(milliseconds: 7), ticket: TicketID(high: 5, low: 6)
                ),
                createdAt: Instant(milliseconds: 1)
            )
            var writer = LogWriter(stream: .ticket(1), index: full)
            try await subject.commitAll(Transaction(writes: [writer.append([.init("one")])]))
            let set = try await subject.store.load(LoadRequest(streams: [.ticket(1)])).snapshots.first?.index
            try subject.expect(set, is: full, "the index")
            writer.index = StreamIndex(status: "", isOpen: false, createdAt: Instant(milliseconds: 2))
            try await subject.commitAll(Transaction(writes: [writer.append([.init("two")])]))
            let unset = try await subject.store.load(LoadRequest(streams: [.ticket(1)])).snapshots.first?.index
            try subject.expect(unset, is: writer.index, "the index")
        },
        Case("streams fall due by their wake times, the earliest first") { subject in
            var writers = try await subject.tickets(1...5) { n, index in
                index.wakeAt = n == 5 ? nil : Instant(seconds: Int64(10 - n))
            }
            let due = try await subject.store.due(DueRequest(now: Instant(seconds: 8), limit: 10))
            try subject.expect(due.streams, is: [.ticket(4), .ticket(3), .ticket(2)], "the due streams")
            try subject.expect(due.next, is: Instant(seconds: 9), "the next time")
            let some = try await subject.store.due(DueRequest(now: Instant(seconds: 8), limit: 1))
            try subject.expect(some.streams, is: [.ticket(4)], "the due streams")
            for place in writers.indices {
                writers[place].index.wakeAt = nil
                try await subject.commitAll(Transaction(writes: [writers[place].append([.init("awake")])]))
            }
            let none = try await subject.store.due(DueRequest(now: Instant(seconds: 100), limit: 10))
            try subject.expect(none.streams.isEmpty && none.next == nil, "woken streams are still due")
        },
        Case("a stream that is not yet due is not woken") { subject in
            _ = try await subject.tickets(1...1) { _, index in index.wakeAt = Instant(milliseconds: 1001) }
            let early = try await subject.store.due(DueRequest(now: Instant(milliseconds: 1000), limit: 10))
            try subject.expect(early.streams, is: [], "the due streams")
            try subject.expect(early.next, is: Instant(milliseconds: 1001), "the next time")
            let sharp = try await subject.store.due(DueRequest(now: Instant(milliseconds: 1001), limit: 10))
            try subject.expect(sharp.streams, is: [.ticket(1)], "the due streams")
        },
        Case("the queue is listed in its order, then those who don't wait, the oldest first") { subject in
            let ranks: [(Int, Int, Int64)?] = [(1, 3, 50), (1, 2, 60), nil, (0, 5, 70), (1, 3, 40), nil, (1, 3, 50)]
            _ = try await subject.tickets(1...7) { n, index in
                index.createdAt = Instant(seconds: 1000 - Int64(n))
                index.queue = ranks[Int(n) - 1].map {
                    QueueRank(
                        band: $0.0, priority: $0.1, arrival: Instant(seconds: $0.2),
                        ticket: TicketID(high: 0x7e57, low: n)
                    )
                }
            }
            let expected = [4, 2, 5, 1, 7, 6, 3].map { StreamID.ticket($0) }
            for limit in [1, 2, 3, 7, 100] {
                let listed = try await subject.list(.init(kind: .ticket), .queue, limit: limit)
                try subject.expect(listed, is: expected, "the queue in pages of \(limit)")
            }
        },
        Case("the newest streams are listed first") { subject in
            _ = try await subject.tickets(1...5) { n, index in index.createdAt = Instant(seconds: Int64(n)) }
            for limit in [1, 2, 5] {
                let listed = try await subject.list(.init(kind: .ticket), .newest, limit: limit)
                try subject.expect(listed, is: [5, 4, 3, 2, 1].map { .ticket($0) }, "the list in pages of \(limit)")
            }
        },
        Case("pages stay in step while rows change") { subject in
            var writers = try await subject.tickets(1...6) { n, index in index.createdAt = Instant(seconds: Int64(n)) }
            var request = QueryRequest(filter: .init(kind: .ticket), order: .newest, limit: 2)
            let first = try await subject.store.query(request)
            try subject.expect(first.snapshots.map(\.stream), is: [.ticket(6), .ticket(5)], "the first page")
            // A younger stream comes, and one that was already listed goes.
            _ = try await subject.tickets(7...7) { _, index in index.createdAt = Instant(seconds: 7) }
            writers[5].index.createdAt = Instant(seconds: 8)
            try await subject.commitAll(Transaction(writes: [writers[5].append([.init("younger")])]))
            request.after = first.next
            let second = try await subject.store.query(request)
            try subject.expect(second.snapshots.map(\.stream), is: [.ticket(4), .ticket(3)], "the second page")
        },
        Case("each condition of a query restricts it") { subject in
            _ = try await subject.tickets(1...4) { n, index in
                index.createdAt = Instant(seconds: Int64(n))
                index.contact = ContactID(high: 0, low: n % 2)
                index.account = n > 2 ? AccountID(high: 0, low: 7) : nil
                index.status = ["new", "open", "closed", "open"][Int(n) - 1]
                index.isOpen = n != 3
                index.team = n < 3 ? "a" : nil
                index.assignee = n == 2 ? AgentID(rawValue: "ada") : nil
                index.topic = n == 4 ? "invoice" : "other"
                index.queue =
                    n == 1
                    ? QueueRank(band: 1, priority: 1, arrival: Instant(seconds: 1), ticket: TicketID(high: 0, low: n))
                    : nil
            }
            var contact = LogWriter(stream: .contact(9))
            try await subject.commitAll(Transaction(writes: [contact.append([.init("me")])]))
            let conditions: [(String, [UInt64], (inout QueryRequest.Filter) -> Void)] = [
                ("contact", [3, 1], { $0.contact = ContactID(high: 0, low: 1) }),
                ("account", [4, 3], { $0.account = AccountID(high: 0, low: 7) }),
                ("begun at an instant or later", [4, 3, 2], { $0.since = Instant(seconds: 2) }),
                ("begun before an instant", [1], { $0.before = Instant(seconds: 2) }),
                ("statuses", [4, 2, 1], { $0.statuses = ["open", "new"] }),
                ("no status", [], { $0.statuses = [] }),
                ("open", [4, 2, 1], { $0.isOpen = true }),
                ("not open", [3], { $0.isOpen = false }),
                ("assignee", [2], { $0.assignee = AgentID(rawValue: "ada") }),
                ("unassigned", [4, 3, 1], { $0.isUnassigned = true }),
                ("assigned", [2], { $0.isUnassigned = false }),
                ("team", [2, 1], { $0.team = "a" }),
                ("topic", [4], { $0.topic = "invoice" }),
                ("queued", [1], { $0.isQueued = true }),
                ("not queued", [4, 3, 2], { $0.isQueued = false }),
                ("team and status", [1], { ($0.team, $0.statuses) = ("a", ["new"]) }),
            ]
            for (name, expected, restrict) in conditions {
                var filter = QueryRequest.Filter(kind: .ticket)
                restrict(&filter)
                let listed = try await subject.list(filter, .newest, limit: 3)
                try subject.expect(listed, is: expected.map { .ticket($0) }, "the streams by \(name)")
            }
        },
        Case("a page's end that no page had is refused") { subject in
            for cursor in ["", "x", "1/2", "n/1/zz", "🦶/🦶"] {
                try await subject.expect(.invalid, from: "query after \(cursor)") {
                    _ = try await subject.store.query(
                        QueryRequest(filter: .init(kind: .ticket), order: .newest, after: cursor, limit: 1)
                    )
                }
            }
        },
        Case("all streams are named once, in ascending order") { subject in
            _ = try await subject.tickets(1...3) { _, _ in }
            for stream in [StreamID.contact(1), .contact(UInt64.max), .contact(1 << 63)] {
                var writer = LogWriter(stream: stream)
                try await subject.commitAll(Transaction(writes: [writer.append([.init("x")])]))
            }
            let expected: [StreamID] = [
                .contact(1), .contact(1 << 63), .contact(.max), .ticket(1), .ticket(2), .ticket(3),
            ]
            for limit in [1, 2, 4, 100] {
                var names: [StreamID] = []
                while true {
                    let page = try await subject.store.streams(StreamsRequest(after: names.last, limit: limit)).streams
                    if page.isEmpty { break }
                    names += page
                    try subject.expect(names.count <= expected.count, "there are too many names")
                }
                try subject.expect(names, is: expected, "the names in pages of \(limit)")
            }
        },
    ]
}

extension StoreSubject {
    /// Commits tickets whose index columns `adjust` sets.
    func tickets(
        _ numbers: ClosedRange<UInt64>, _ adjust: (UInt64, inout StreamIndex) -> Void
    ) async throws -> [LogWriter] {
        var writers: [LogWriter] = []
        for n in numbers {
            var index = StreamIndex(status: "open", isOpen: true, createdAt: Instant(seconds: 0))
            adjust(n, &index)
            var writer = LogWriter(stream: .ticket(n), index: index)
            try await commitAll(Transaction(writes: [writer.append([.init("ticket \(n)")])]))
            writers.append(writer)
        }
        return writers
    }

    /// All pages of a query, and that each snapshot is the stream's own.
    func list(_ filter: QueryRequest.Filter, _ order: QueryRequest.Order, limit: Int) async throws -> [StreamID] {
        var listed: [StreamID] = []
        var request = QueryRequest(filter: filter, order: order, limit: limit)
        repeat {
            let page = try await store.query(request)
            try expect(page.snapshots.count <= limit, "a page is too long")
            let own = try await store.load(LoadRequest(streams: page.snapshots.map(\.stream))).snapshots
            try expect(Set(own), is: Set(page.snapshots), "the listed snapshots")
            listed += page.snapshots.map(\.stream)
            request.after = page.next
        } while request.after != nil && listed.count < 1000
        return listed
    }
}
