import Sportello
import SportelloModel

extension StoreConformance {
    static let outbox: [Case] = [
        Case("outgoing items are leased when they are due, the earliest first") { subject in
            let items = try await subject.items([30, 10, 20, 50])
            let first = try await subject.claim(now: 30, until: 100, limit: 2)
            try subject.expect(first.leases.map(\.item), is: [items[1], items[2]], "the leased items")
            try subject.expect(first.leases.map(\.attempt), is: [1, 1], "the attempts")
            try subject.expect(first.leases.allSatisfy { !$0.isAmbiguous }, "a first attempt is ambiguous")
            try subject.expect(first.next, is: Instant(seconds: 30), "the next time")
            let second = try await subject.claim(now: 30, until: 100, limit: 9)
            try subject.expect(second.leases.map(\.item), is: [items[0]], "the leased items")
            try subject.expect(second.next, is: Instant(seconds: 50), "the next time")
            let none = try await subject.claim(now: 49, until: 100, limit: 9)
            try subject.expect(none.leases.count, is: 0, "the number of leases")
        },
        Case("a lease that ran out is given to another, and its first holder is fenced off") { subject in
            let items = try await subject.items([1])
            let first = try await subject.claim(now: 10, until: 20)
            let early = try await subject.claim(now: 19, until: 30)
            try subject.expect(early.leases.count, is: 0, "the number of leases before the first ran out")
            try subject.expect(early.next, is: Instant(seconds: 20), "the next time")
            let second = try await subject.claim(now: 20, until: 30)
            try subject.expect(second.leases.map(\.attempt), is: [2], "the attempt")
            try subject.expect(second.leases.map(\.isAmbiguous), is: [true], "ambiguous")
            let late = try await subject.complete(items[0], attempt: first.leases[0].attempt, .sent)
            try subject.expect(late, is: false, "whether the first holder may complete")
            let stale = try await subject.complete(
                items[0], attempt: 1, .retry(at: Instant(seconds: 1), reason: "refused")
            )
            try subject.expect(stale, is: false, "whether the first holder may retry")
            try subject.expect(try await subject.complete(items[0], attempt: 2, .sent), is: true, "accepted")
            let none = try await subject.claim(now: 1000, until: 2000)
            try subject.expect(none.leases.isEmpty && none.next == nil, "a sent item is still there")
        },
        Case("a lease that ran out but was not given away may still be completed") { subject in
            let items = try await subject.items([1])
            _ = try await subject.claim(now: 10, until: 20)
            try subject.expect(try await subject.complete(items[0], attempt: 1, .sent), is: true, "accepted")
        },
        Case("a failed attempt is tried again at its time, and is not ambiguous") { subject in
            let items = try await subject.items([1])
            _ = try await subject.claim(now: 10, until: 20)
            let accepted = try await subject.complete(
                items[0], attempt: 1, .retry(at: Instant(seconds: 50), reason: "busy")
            )
            try subject.expect(accepted, is: true, "accepted")
            let early = try await subject.claim(now: 49, until: 60)
            try subject.expect(early.leases.count, is: 0, "the number of leases before its time")
            try subject.expect(early.next, is: Instant(seconds: 50), "the next time")
            let second = try await subject.claim(now: 50, until: 60)
            try subject.expect(second.leases.map(\.attempt), is: [2], "the attempt")
            try subject.expect(second.leases.map(\.isAmbiguous), is: [false], "ambiguous")
            try subject.expect(second.leases.map(\.item), is: items, "the item")
        },
        Case("an item whose fate was once unknown stays ambiguous") { subject in
            let items = try await subject.items([1])
            _ = try await subject.claim(now: 10, until: 20)
            _ = try await subject.claim(now: 20, until: 30)
            _ = try await subject.complete(items[0], attempt: 2, .retry(at: Instant(seconds: 40), reason: "busy"))
            let third = try await subject.claim(now: 40, until: 50)
            try subject.expect(third.leases.map(\.isAmbiguous), is: [true], "ambiguous")
        },
        Case("an attempt is completed once") { subject in
            let items = try await subject.items([1, 1, 1])
            _ = try await subject.claim(now: 10, until: 20, limit: 3)
            let fates: [OutboxCompleteRequest.Fate] = [
                .sent, .failed(reason: "no such mailbox"), .retry(at: Instant(seconds: 90), reason: "busy"),
            ]
            for (item, fate) in zip(items, fates) {
                try subject.expect(try await subject.complete(item, attempt: 1, fate), is: true, "accepted")
                try subject.expect(try await subject.complete(item, attempt: 1, .sent), is: false, "accepted twice")
            }
            let left = try await subject.claim(now: 89, until: 100, limit: 9)
            try subject.expect(left.leases.count, is: 0, "the number of leases")
            try subject.expect(left.next, is: Instant(seconds: 90), "the next time: sent and failed items are done")
        },
        Case("an item that is still stored is not added again") { subject in
            let items = try await subject.items([1])
            var writer = LogWriter(stream: .ticket(8))
            var copy = items[0]
            copy.payload = [9, 9]
            try await subject.commitAll(Transaction(writes: [writer.append([.init("again")])], outbox: [copy]))
            let leases = try await subject.claim(now: 10, until: 20, limit: 9).leases
            try subject.expect(leases.map(\.item), is: items, "the items")
        },
        Case("completing what does not exist is refused") { subject in
            let item = OutboxItem(
                id: Identifier(high: 9, low: 9), stream: .ticket(1), channel: "email", payload: [],
                notBefore: Instant(seconds: 0)
            )
            try subject.expect(try await subject.complete(item, attempt: 1, .sent), is: false, "accepted")
            let items = try await subject.items([1])
            try subject.expect(try await subject.complete(items[0], attempt: 0, .sent), is: false, "accepted unleased")
        },
    ]
}

extension StoreSubject {
    /// Commits one ticket with an outgoing item for each of `seconds`, its time.
    func items(_ seconds: [Int64]) async throws -> [OutboxItem] {
        let items = seconds.enumerated().map { place, second in
            OutboxItem(
                id: Identifier(high: 0x0b0c, low: UInt64(place)), stream: .ticket(1), channel: "email",
                payload: [UInt8(place), 0, 255], notBefore: Instant(seconds: second)
            )
        }
        var writer = LogWriter(stream: .ticket(1))
        try await commitAll(Transaction(writes: [writer.append([.init("one")])], outbox: items))
        return items
    }

    func claim(now: Int64, until: Int64, limit: Int = 1) async throws -> OutboxClaimResult {
        try await store.claimOutbox(
            OutboxClaimRequest(now: Instant(seconds: now), leaseUntil: Instant(seconds: until), limit: limit)
        )
    }

    func complete(_ item: OutboxItem, attempt: Int, _ fate: OutboxCompleteRequest.Fate) async throws -> Bool {
        try await store.completeOutbox(OutboxCompleteRequest(item: item.id, attempt: attempt, fate: fate)).accepted
    }
}
