import Sportello
import SportelloModel
import SportelloTesting
import Testing

/// The shape of costs, without a clock: benchmarks measure them (docs/performance.md).
@Suite("What a command costs", .timeLimit(.minutes(15)))
struct EvenCostTests {
    @Test("does not depend on how many events its ticket has")
    func length() async throws {
        let medium = InMemoryMedium()
        let clock = ManualClock()
        func desk(_ store: any DeskStore, _ seed: UInt64) -> SupportDesk {
            SupportDesk(
                store: store, profile: ServiceProfile(name: "test"), environment: .manual(clock, seed: seed),
                logger: .silent
            )
        }
        let kept = Kept<(Actor, TicketID)>()
        try await desk(InMemoryDeskStore(medium: medium), 1).running { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.perform(.claim(id), as: .bea)
            kept.value = (ada, id)
        }
        let (ada, id) = try #require(kept.value)

        /// What a fresh desk reads and writes for an answer and a change of state, with nothing in its cache.
        func cost(_ seed: UInt64) async throws -> CountingStore.Counts {
            let store = CountingStore(InMemoryDeskStore(medium: medium))
            try await desk(store, seed).running { desk in
                _ = try await desk.perform(.post(id, PostMessage(text: "It prints.")), as: ada)
                _ = try await desk.perform(.post(id, PostMessage(text: "Good.")), as: .bea)
                _ = try await desk.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
                _ = try await desk.perform(.post(id, PostMessage(text: "Thanks.")), as: ada)
            }
            return store.seen
        }

        // The first time sets what only grows once, such as the list of who worked on it.
        _ = try await cost(2)
        let short = try await cost(3)
        try await desk(InMemoryDeskStore(medium: medium), 4).running { desk in
            for number in 0..<5000 {
                _ = try await desk.perform(.post(id, PostMessage(text: "\(number)")), as: ada)
                _ = try await desk.perform(.post(id, PostMessage(text: "\(number)!")), as: .bea)
            }
        }
        let long = try await cost(5)
        let snapshot = try #require(
            try await InMemoryDeskStore(medium: medium).load(LoadRequest(streams: [.ticket(id)])).snapshots.first
        )
        #expect(snapshot.head.seq > 10_000)
        #expect(long.events == 0, "a command reads a state, never a log")
        #expect(long.loaded <= 20 && long.largest <= 20, "a handful of states, however often the desk looks again")
        #expect(long.writtenEvents == short.writtenEvents)
        // A pause of the last visit and the digits of greater numbers.
        #expect(long.stateBytes - short.stateBytes < 200, "\(short.stateBytes) bytes became \(long.stateBytes)")
    }
}
