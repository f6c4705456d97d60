import ServiceLifecycle
import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("What channels hand in", .timeLimit(.minutes(15)))
struct IntakeTests {
    /// A channel that hands in what a test gives it and remembers what became of it.
    private final class FakeChannel: ChannelAdapter {
        let channel: ChannelKind
        private let arrivals: [ChannelIntake.Arrival]
        let outcomes: AsyncStream<ChannelIntake.Outcome>
        private let continuation: AsyncStream<ChannelIntake.Outcome>.Continuation

        init(_ channel: ChannelKind, _ arrivals: [ChannelIntake.Arrival]) {
            self.channel = channel
            self.arrivals = arrivals
            (outcomes, continuation) = AsyncStream.makeStream()
        }

        func send(_ request: SendRequest) async throws -> SendResult { .sent }

        func run(_ intake: ChannelIntake) async throws {
            for arrival in arrivals { continuation.yield(try await intake.receive(arrival)) }
            try await gracefulShutdown()
        }
    }

    private func arrival(_ id: String, _ text: String, from sender: String = "ada") -> ChannelIntake.Arrival {
        ChannelIntake.Arrival(externalID: id, sender: sender, name: "Ada", text: text, caseType: "problem")
    }

    private func outcomes(
        _ channel: ChannelKind, _ arrivals: [ChannelIntake.Arrival],
        _ fixture: (FakeChannelFixture) async throws -> Void
    ) async throws {
        let adapter = FakeChannel(channel, arrivals)
        let desk = DeskFixture(channels: [adapter])
        let outcomes = Kept<[ChannelIntake.Outcome]>()
        try await desk.run { _ in
            var iterator = adapter.outcomes.makeAsyncIterator()
            var all: [ChannelIntake.Outcome] = []
            while all.count < arrivals.count, let outcome = await iterator.next() { all.append(outcome) }
            outcomes.value = all
        }
        try await fixture(FakeChannelFixture(desk: desk, outcomes: try #require(outcomes.value)))
    }

    private struct FakeChannelFixture {
        let desk: DeskFixture
        let outcomes: [ChannelIntake.Outcome]
    }

    @Test(
        "An official message makes a ticket, the next one goes on with it, a repeated one changes nothing",
        .requirement("R-004-30"))
    func official() async throws {
        let arrivals = [arrival("1", "Hello"), arrival("2", "More"), arrival("1", "Hello"), arrival("2", "More")]
        try await outcomes(.webchat, arrivals) { result in
            #expect(Set(result.outcomes).count == 1)
            guard case .ticket(let id) = result.outcomes[0] else {
                Issue.record("no ticket")
                return
            }
            let messages = try await result.desk.desk.messages(id)
            #expect(messages == ["Hello", "More"])
            let report = try await result.desk.verify()
            #expect(report.findings.isEmpty)
        }
    }

    @Test("An unofficial message is recorded and is no ticket in any list", .requirement("R-004-32", "R-004-33"))
    func unofficial() async throws {
        let arrivals = [arrival("1", "Hello"), arrival("1", "Hello"), arrival("2", "Anybody?")]
        try await outcomes(.personalMessenger, arrivals) { result in
            #expect(Set(result.outcomes).count == 2)
            for outcome in result.outcomes {
                guard case .offChannel(let id) = outcome else {
                    Issue.record("not an off-channel note")
                    continue
                }
                let note: OffChannelNote? = try await result.desk.desk.state(of: .offChannelNote(id))
                #expect(note?.state == .recorded)
            }
            let store = result.desk.desk.store
            let tickets = try await store.query(
                QueryRequest(filter: .init(kind: .ticket), order: .newest, limit: 10)
            )
            #expect(tickets.snapshots.isEmpty)
            let notes = try await store.query(
                QueryRequest(filter: .init(kind: .offChannelNote), order: .newest, limit: 10)
            )
            #expect(notes.snapshots.count == 2)
            #expect(result.desk.desk.queueLength == 0)
        }
    }

    @Test("Two senders have two tickets")
    func senders() async throws {
        try await outcomes(.webchat, [arrival("1", "Hello"), arrival("1", "Hello", from: "ben")]) { result in
            let count = Set(result.outcomes).count
            #expect(count == 2)
        }
    }

    @Test("A message to quality control makes one case, past the handling team", .requirement("R-004-54"))
    func qualityControl() async throws {
        var complaint = arrival("1", "Nobody listened")
        complaint.purpose = .qualityControl
        try await outcomes(.phone, [complaint, complaint]) { result in
            #expect(Set(result.outcomes).count == 1)
            guard case .qualityCase(let id) = result.outcomes[0] else {
                Issue.record("no case")
                return
            }
            let known: QualityCase? = try await result.desk.desk.state(of: .qualityCase(id))
            #expect(known?.text == "Nobody listened")
            #expect(known?.channel == .phone)
            let tickets = try await result.desk.desk.store.query(
                QueryRequest(filter: .init(kind: .ticket), order: .newest, limit: 10)
            )
            #expect(tickets.snapshots.isEmpty)
        }
    }
}
