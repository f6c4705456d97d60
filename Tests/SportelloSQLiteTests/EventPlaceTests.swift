import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloSQLite

@Suite("Events")
struct EventPlaceTests {
    private static let streams = (1...3 as ClosedRange<UInt64>).map { StreamID.ticket($0) }

    /// Writes the same into a store and into the reference, stream by stream in turns: more than one bundle, so that some
    /// events are in their places and some are on the way.
    private func fill(_ store: SQLiteDeskStore, _ reference: InMemoryDeskStore) async throws -> Int64 {
        let visibilities: [Visibility?] = [.everyone, .staff, nil, .everyone, .everyone]
        var writers = Self.streams.map { LogWriter(stream: $0) }
        var count: Int64 = 0
        while count < EventPlaces.bundle + 200 {
            let transactions = writers.indices.map { index in
                let visibility = visibilities[(Int(count) + index) % visibilities.count]
                let write = writers[index].append([.init("\(count)", visibility: visibility)])
                return Transaction(writes: [write], reply: LogWriter.reply(to: write))
            }
            count += Int64(transactions.count)
            let request = CommitRequest(transactions: transactions)
            try #require(try await store.commit(request).outcomes.allSatisfy { $0 == .committed })
            try #require(try await reference.commit(request).outcomes.allSatisfy { $0 == .committed })
        }
        return count / Int64(Self.streams.count)
    }

    private func compare(_ store: SQLiteDeskStore, _ reference: InMemoryDeskStore, length: Int64) async throws {
        let border = EventPlaces.bundle / Int64(Self.streams.count)
        let numbers = [0, 1, 2, border / 2, length - 1, length, length + 1] + Array(border - 3...border + 3)
        for stream in Self.streams {
            for view in [StreamView.complete, .staff, .contact] {
                for limit in [1, 2, 7, 1000] {
                    let ranges = numbers.flatMap { [EventsRequest.Range.after($0), .before($0)] } + [.newest]
                    for range in ranges {
                        let request = EventsRequest(stream: stream, view: view, range: range, limit: limit)
                        let (found, wanted) = (try await store.events(request), try await reference.events(request))
                        #expect(found.events == wanted.events, "\(view) \(range) at most \(limit)")
                        #expect(found.more == wanted.more && found.head == wanted.head)
                    }
                }
            }
        }
        #expect(try await store.problems() == [])
    }

    @Test("are read in their order and at their numbers, in their places or on the way, and after a restart")
    func border() async throws {
        let place = try TemporaryPlace()
        let reference = InMemoryDeskStore()
        var store = try await place.open()
        let length = try await fill(store, reference)
        try await compare(store, reference, length: length)
        try await store.close()
        store = try await place.open()
        try await compare(store, reference, length: length)
        try await store.close()
    }

    @Test("of a database from before there were bundles are in their places")
    func migration() async throws {
        let place = try TemporaryPlace()
        let reference = InMemoryDeskStore()
        var store = try await place.open()
        let length = try await fill(store, reference)
        try await store.close()
        try place.meddle(
            """
            CREATE UNIQUE INDEX event_place ON event (stream, seq); DROP TABLE eventPlace; DROP TABLE recentEvent;
            DELETE FROM grdb_migrations WHERE identifier = '5 places in bundles';
            """
        )
        store = try await place.open()
        try await compare(store, reference, length: length)
        try await store.close()
    }

    @Test("that are erased lose their words, in their places or on the way")
    func erasure() async throws {
        let place = try TemporaryPlace()
        let reference = InMemoryDeskStore()
        let store = try await place.open()
        let length = try await fill(store, reference)
        let request = EraseRequest(stream: Self.streams[1], events: nil)
        #expect(try await store.erase(request).count == Int(length))
        _ = try await reference.erase(request)
        try await compare(store, reference, length: length)
        try await store.close()
    }
}
