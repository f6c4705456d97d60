import Sportello
import SportelloModel

extension StoreConformance {
    static let stretches: [Case] = [
        Case("every stretch of every view is what the whole log says") { subject in
            var generator = SeededGenerator(seed: 42)
            var writer = LogWriter(stream: .ticket(1))
            let visibilities: [Visibility?] = [.everyone, .everyone, .staff, .contact, nil]
            while writer.head.seq < 40 {
                let drafts = (0..<Int.random(in: 1...3, using: &generator)).map { n in
                    LogWriter.Draft("text \(n)", visibility: visibilities.randomElement(using: &generator) ?? nil)
                }
                try await subject.commitAll(Transaction(writes: [writer.append(drafts)]))
            }
            let log = try await subject.log(.ticket(1))
            try subject.expect(log.map(\.seq), is: Array(1...writer.head.seq), "the numbers")
            for view in [StreamView.complete, .contact, .staff] {
                let seen = log.filter { $0.position(in: view) != nil }
                try subject.expect(
                    seen.compactMap { $0.position(in: view) }, is: Array(1...Int64(seen.count)), "the view's numbers"
                )
                for limit in [1, 3, 1000] { try await tryStretches(of: seen, view, limit, subject, writer.head) }
            }
        },
        Case("a stream that does not exist has no events") { subject in
            for range in [EventsRequest.Range.after(0), .before(5), .newest] {
                let result = try await subject.store.events(
                    EventsRequest(stream: .ticket(1), view: .contact, range: range, limit: 5)
                )
                try subject.expect(result.events.isEmpty && !result.more && result.head == .empty, "there is something")
            }
        },
        Case("an event comes back as it was committed") { subject in
            var writer = LogWriter(stream: .ticket(1))
            let long = String(repeating: "Füße 🦶 ", count: 10_000)
            let drafts = ["", "a\u{0}b", long, "'; DROP TABLE event; --", "e\u{301}"].map {
                LogWriter.Draft($0, at: Instant(milliseconds: -1), clientID: $0)
            }
            var write = writer.append(drafts + [LogWriter.Draft(nil)])
            write.events[5].author = Author(role: .supervisor, id: "", name: "Zoë")
            write.events[5].facts = []
            write.events[5].kind = "other.kind"
            write.events[5].digest = write.events[5].chained(after: write.events[4].digest)
            write.head.digest = write.events[5].digest
            try await subject.commitAll(Transaction(writes: [write]))
            let log = try await subject.log(.ticket(1))
            for (found, event) in zip(log, write.events) {
                try subject.expect(found.hasSameBytes(as: event), "event \(event.seq) came back changed")
            }
            try subject.expect(log.count, is: 6, "the number of events")
        },
    ]

    /// Compares stretches with the same stretches of `seen`, everything that `view` shows.
    private static func tryStretches(
        of seen: [EventRecord], _ view: StreamView, _ limit: Int, _ subject: StoreSubject, _ head: StreamHead
    ) async throws {
        let count = Int64(seen.count)
        for number in [Int64.min, -1] + Array(0...count + 2) + [.max] {
            let after = seen.filter { ($0.position(in: view) ?? 0) > number }
            try await compare(Array(after.prefix(limit)), after.count > limit, .after(number))
            let before = seen.filter { ($0.position(in: view) ?? 0) < number }
            try await compare(Array(before.suffix(limit)), before.count > limit, .before(number))
        }
        try await compare(Array(seen.suffix(limit)), seen.count > limit, .newest)

        func compare(_ events: [EventRecord], _ more: Bool, _ range: EventsRequest.Range) async throws {
            let result = try await subject.store.events(
                EventsRequest(stream: .ticket(1), view: view, range: range, limit: limit)
            )
            let call = "\(view) \(range) limit \(limit)"
            try subject.expect(result.events == events, "\(call) gave \(result.events.map(\.seq))")
            try subject.expect(result.more == more, "\(call) says more: \(result.more)")
            try subject.expect(result.head, is: head, "the head")
        }
    }
}

extension EventRecord {
    /// Whether two records agree to the byte; texts that only look alike don't.
    fileprivate func hasSameBytes(as other: EventRecord) -> Bool {
        func bytes(_ text: String?) -> [UInt8]? { text.map { Array($0.utf8) } }
        return self == other && bytes(content?.text) == bytes(other.content?.text)
            && bytes(clientID) == bytes(other.clientID) && bytes(author.name) == bytes(other.author.name)
    }
}
