import SportelloModel
import SportelloTesting
import Synchronization
import Testing

@testable import Sportello

@Suite("The pace of commits", .timeLimit(.minutes(15)))
struct CommitPaceTests {
    private let now = ContinuousClock.now

    @Test("A command that was alone makes nobody wait")
    func alone() {
        var pace = CommitPace(interval: .milliseconds(2))
        #expect(pace.start(after: now) == nil)
        pace.began(1, at: now)
        #expect(pace.start(after: now) == nil)
    }

    @Test(
        "The larger the last batch the later the next, up to the interval",
        arguments: [(2, 800), (4, 1600), (5, 2000), (900, 2000)]
    )
    func busy(count: Int, microseconds: Int) {
        var pace = CommitPace(interval: .milliseconds(2))
        pace.began(count, at: now)
        let start = now + .microseconds(microseconds)
        #expect(pace.start(after: now) == start)
        #expect(pace.start(after: start - .nanoseconds(1)) == start)
        #expect(pace.start(after: start) == nil, "a commit that took longer than the interval makes nobody wait")
        pace.began(1, at: now)
        #expect(pace.start(after: now) == nil, "the rush is over")
    }

    @Test("Without an interval nobody waits")
    func none() {
        var pace = CommitPace(interval: .zero)
        pace.began(1000, at: now)
        #expect(pace.start(after: now) == nil)
    }

    @Test("The commits of a busy desk begin the interval apart, and take in what came meanwhile")
    func onTheDesk() async throws {
        var configuration = DeskConfiguration()
        configuration.commitInterval = .milliseconds(40)
        let store = BeginningsStore()
        let desk = SupportDesk(
            store: store, profile: ServiceProfile(name: "test"), configuration: configuration, logger: .silent
        )
        try await desk.running { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            try await withThrowingTaskGroup(of: Void.self) { talkers in
                for talker in 0..<120 {
                    talkers.addTask {
                        for number in 0..<5 {
                            _ = try await desk.perform(.post(id, PostMessage(text: "\(talker) \(number)")), as: ada)
                        }
                    }
                }
                try await talkers.waitForAll()
            }
        }
        let begun = store.begun.withLock { $0 }
        #expect(begun.map(\.count).max() ?? 0 >= 100)
        for (one, next) in zip(begun, begun.dropFirst()) where one.count >= 100 {
            #expect(next.at - one.at >= .milliseconds(40))
        }
    }

    @Test("What waits for its commit is committed before the desk ends")
    func ending() async throws {
        var configuration = DeskConfiguration()
        configuration.commitInterval = .seconds(1)
        let fixture = DeskFixture(configuration: configuration)
        let answers = Answers()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            for number in 0..<100 {
                desk.submit(.post(id, PostMessage(text: "\(number)")), as: ada, key: nil) { answers.add($0) }
            }
        }
        await answers.wait(for: 100)
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("A configuration out of range is refused before anything begins")
    func configuration() async throws {
        var broken: [DeskConfiguration] = []
        for change in [
            { $0.maximumPendingCommands = 0 }, { $0.maximumBatch = 0 }, { $0.cachedStreams = -1 },
            { $0.maximumAttempts = 0 }, { $0.outboxAttempts = 0 }, { $0.outboxLease = .zero },
            { $0.outboxRetries = [] }, { $0.outboxRetries = [.seconds(-1)] }, { $0.commitInterval = .seconds(-1) },
            { $0.commitInterval = .seconds(2) },
        ] as [(inout DeskConfiguration) -> Void] {
            var configuration = DeskConfiguration()
            change(&configuration)
            broken.append(configuration)
        }
        for configuration in broken {
            let fixture = DeskFixture(configuration: configuration)
            let error = await #expect(throws: DeskError.self) { try await fixture.desk.run() }
            #expect(error?.code == .configuration)
            #expect(error?.isRetriable == false)
        }
    }
}

/// A store in memory that notes when commits begin, and how many transactions each has.
private final class BeginningsStore: ForwardingDeskStore {
    let inner: any DeskStore = InMemoryDeskStore(medium: InMemoryMedium())
    let begun = Mutex<[(at: ContinuousClock.Instant, count: Int)]>([])

    func commit(_ request: CommitRequest) async throws -> CommitResult {
        begun.withLock { $0.append((.now, request.transactions.count)) }
        return try await inner.commit(request)
    }
}
