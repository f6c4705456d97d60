import Foundation
import ServiceLifecycle
import Sportello
import SportelloModel
import SportelloTesting
import Synchronization
import Testing

@Suite("Sending", .timeLimit(.minutes(15)))
struct OutboxTests {
    /// A channel that fails as a test wants.
    private final class FakeMail: ChannelAdapter {
        enum Answer: Sendable { case sent, refused, trouble }
        struct Trouble: Error {}

        let channel = ChannelKind.email
        private let script: Mutex<[Answer]>
        private let taken = Mutex<[SendRequest]>([])
        let sent: AsyncStream<SendRequest>
        private let continuation: AsyncStream<SendRequest>.Continuation

        init(_ script: [Answer]) {
            self.script = Mutex(script)
            (sent, continuation) = AsyncStream.makeStream()
        }

        var requests: [SendRequest] { taken.withLock { $0 } }

        func send(_ request: SendRequest) async throws -> SendResult {
            taken.withLock { $0.append(request) }
            let answer = script.withLock { $0.isEmpty ? .sent : $0.removeFirst() }
            defer { continuation.yield(request) }
            switch answer {
            case .sent: return .sent
            case .refused: return .failed(reason: "never")
            case .trouble: throw Trouble()
            }
        }

        func run(_ intake: ChannelIntake) async throws { try await gracefulShutdown() }
    }

    @Test("A message to the outside is sent once, after its cause is durable")
    func once() async throws {
        let mail = FakeMail([])
        let fixture = DeskFixture(channels: [mail])
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            let key = CommandKey.words("t", id, "")
            for _ in 0..<3 {
                _ = try await desk.perform(.sendTranscript(id, address: "ada@shop.example"), as: ada, key: key)
            }
            var sent = mail.sent.makeAsyncIterator()
            let request = try #require(await sent.next())
            #expect(request.attempt == 1)
            #expect(!request.isAmbiguous)
            let payload = try JSONDecoder().decode([String: String].self, from: Data(request.payload))
            #expect(payload == ["kind": "transcript", "ticket": id.description, "to": "ada@shop.example"])
        }
        #expect(mail.requests.count == 1)
    }

    @Test("A failure is tried again later, the same item with the next attempt, until it is taken")
    func retries() async throws {
        let mail = FakeMail([.trouble, .trouble])
        let fixture = DeskFixture(channels: [mail])
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.perform(.sendTranscript(id, address: "ada@shop.example"), as: ada)
            var sent = mail.sent.makeAsyncIterator()
            _ = await sent.next()
            fixture.clock.advance(by: .seconds(5))
            _ = await sent.next()
            fixture.clock.advance(by: .seconds(30))
            _ = await sent.next()
        }
        #expect(mail.requests.map(\.attempt) == [1, 2, 3])
        #expect(Set(mail.requests.map(\.id)).count == 1)
        #expect(mail.requests.allSatisfy { !$0.isAmbiguous })
    }

    @Test("What the outside will never take is not tried again")
    func refused() async throws {
        let mail = FakeMail([.refused])
        let fixture = DeskFixture(channels: [mail])
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.perform(.sendTranscript(id, address: "nobody"), as: ada)
            var sent = mail.sent.makeAsyncIterator()
            _ = await sent.next()
            _ = try await desk.perform(.sendTranscript(id, address: "ada@shop.example"), as: ada)
            fixture.clock.advance(by: .days(10))
            _ = await sent.next()
        }
        #expect(mail.requests.map(\.attempt) == [1, 1])
    }

    @Test("An attempt whose worker died is made again, and marked as perhaps sent")
    func ambiguous() async throws {
        let mail = FakeMail([])
        let fixture = DeskFixture(channels: [mail])
        let ticket = Kept<TicketID>()
        let quiet = SupportDesk(
            store: InMemoryDeskStore(medium: fixture.medium), profile: fixture.desk.profile,
            environment: .manual(fixture.clock, seed: 5), channels: [], logger: .silent
        )
        // A worker that leases and dies: nobody completes.
        try await fixture.run { desk in
            let ada = try await desk.person()
            ticket.value = try await desk.ticket(of: ada)
        }
        _ = quiet
        let item = OutboxItem(
            id: Identifier(high: 1, low: 1), stream: .ticket(try #require(ticket.value)), channel: "email",
            payload: Array("{}".utf8), notBefore: fixture.clock.wall
        )
        let store = InMemoryDeskStore(medium: fixture.medium)
        _ = try await store.commit(CommitRequest(transactions: [Transaction(writes: [], outbox: [item])]))
        let lease = try await store.claimOutbox(
            OutboxClaimRequest(now: fixture.clock.wall, leaseUntil: fixture.clock.wall + .seconds(60), limit: 10)
        )
        #expect(lease.leases.count == 1)
        let second = SupportDesk(
            store: store, profile: fixture.desk.profile, environment: .manual(fixture.clock, seed: 6),
            channels: [mail], logger: .silent
        )
        try await second.running { _ in
            await fixture.clock.waitForSleepers()
            #expect(mail.requests.isEmpty, "the lease still holds")
            fixture.clock.advance(by: .seconds(60))
            var sent = mail.sent.makeAsyncIterator()
            let request = try #require(await sent.next())
            #expect(request.isAmbiguous)
            #expect(request.attempt == 2)
        }
    }
}
