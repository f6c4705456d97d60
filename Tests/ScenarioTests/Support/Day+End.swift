import Sportello
import SportelloModel
import SportelloSQLite
import Testing

extension Day {
    /// What holds at the end of every day.
    static func expectSound(_ store: SQLiteDeskStore, _ profile: ServiceProfile) async throws {
        // Digest chains, contents, fold(log) == state, index columns, the database itself.
        let report = try await DeskVerifier(store: store, profile: profile).verify()
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(report.streams > 0 && report.events > 0)
        var after: StreamID?
        while true {
            let page = try await store.streams(StreamsRequest(after: after, limit: 500)).streams
            guard let last = page.last else { break }
            for stream in page where stream.kind == .ledger { try await expectBalanced(stream, store) }
            for stream in page where stream.kind == .ticket { try await expectOfficial(stream, store, profile) }
            after = last
        }
    }

    /// Double entry: in every unit the buckets of all pools sum to zero.
    private static func expectBalanced(_ stream: StreamID, _ store: SQLiteDeskStore) async throws {
        let snapshot = try #require(try await store.load(LoadRequest(streams: [stream])).snapshots.first)
        let ledger = try #require(Ledger.unwrap(try snapshot.decoded())).state
        for (unit, book) in ledger.books {
            let sum = book.pools.reduce(book.outside.sum) { $0 + $1.balances.sum }
            #expect(sum == 0, "\(stream) in \(unit)")
        }
    }

    /// A ticket came by a way that the profile calls official, or a named person, or monitoring, made it (DESIGN §2.6).
    private static func expectOfficial(
        _ stream: StreamID, _ store: SQLiteDeskStore, _ profile: ServiceProfile
    ) async throws {
        let first = try #require(try await store.log(of: stream).first)
        guard case .ticket(.registered(let facts)) = try LoggedEvent(first).event else {
            Issue.record("\(stream) does not begin with its registration")
            return
        }
        let isOfficial = profile.channels.contains {
            $0.kind == facts.channel && $0.isEnabled
                && ($0.standing == .official || $0.standing == .officialAfterTicket)
        }
        let isMonitoring = facts.channel == "monitoring" && first.author.role == .system
        #expect(isOfficial || first.author.role.isStaff || isMonitoring, "\(stream) came by \(facts.channel.rawValue)")
    }
}
