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
        var pace = CommitPace(interval: .milliseconds(2), fullBatch: 1_024)
        #expect(pace.start(after: now) == nil)
        pace.began(1, at: now)
        #expect(pace.start(after: now) == nil)
    }

    @Test(
        "The larger the last batch the later the next, up to the interval",
        arguments: [(2, 800), (4, 1600), (5, 2000), (900, 2000)]
    )
    func busy(count: Int, microseconds: Int) {
        var pace = CommitPace(interval: .milliseconds(2), fullBatch: 1_024)
        pace.began(count, at: now)
        let start = now + .microseconds(microseconds)
        #expect(pace.start(after: now) == start)
        #expect(pace.start(after: start - .nanoseconds(1)) == start)
        #expect(pace.start(after: start) == nil, "a commit that took longer than the interval makes nobody wait")
        pace.began(1, at: now)
        #expect(pace.start(after: now) == nil, "the rush is over")
    }

    @Test("A full batch makes nobody wait: more is there already")
    func full() {
        var pace = CommitPace(interval: .milliseconds(2), fullBatch: 10)
        pace.began(9, at: now)
        #expect(pace.start(after: now) != nil)
        pace.began(10, at: now)
        #expect(pace.start(after: now) == nil)
    }

    @Test("Without an interval nobody waits")
    func none() {
        var pace = CommitPace(interval: .zero, fullBatch: 1_024)
        pace.began(1000, at: now)
        #expect(pace.start(after: now) == nil)
    }

    @Test("On a busy desk the next commit waits")
    func onTheDesk() async throws {
        var configuration = DeskConfiguration()
        configuration.commitInterval = .milliseconds(400)
        let gate = ScriptedStore(InMemoryDeskStore(medium: InMemoryMedium()))
        let store = BeginningsStore(gate)
        let desk = SupportDesk(
            store: store, profile: ServiceProfile(name: "test"), configuration: configuration, logger: .silent
        )
        let answers = Answers()
        try await desk.running { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            func post(_ text: String) {
                desk.submit(.post(id, PostMessage(text: text)), as: ada, key: nil) { answers.add($0) }
            }
            gate.shut()
            post("alone")
            await gate.waitForHeldCommit()
            for number in 1...900 { post("\(number)") }
            gate.open()
            await answers.wait(for: 901)
            post("late")
            await answers.wait(for: 902)
        }
        let begun = store.begun.withLock { $0 }
        let rush = try #require(begun.firstIndex { $0.count == 900 })
        // Nine hundred are worth 360 ms; the store hears of them a little after the desk began to count.
        #expect(begun[rush + 1].at - begun[rush].at >= .milliseconds(200))
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
        let wrong: [(name: String, change: (inout DeskConfiguration) -> Void)] = [
            ("maximumPendingCommands", { $0.maximumPendingCommands = 0 }), ("maximumBatch", { $0.maximumBatch = 0 }),
            ("cachedStreams", { $0.cachedStreams = -1 }), ("maximumAttempts", { $0.maximumAttempts = 0 }),
            ("outboxAttempts", { $0.outboxAttempts = 0 }), ("outboxLease", { $0.outboxLease = .zero }),
            ("outboxRetries", { $0.outboxRetries = [.zero, .seconds(-1)] }),
            ("commitInterval", { $0.commitInterval = .seconds(-1) }),
            ("commitInterval", { $0.commitInterval = .seconds(2) }),
        ]
        for (name, change) in wrong {
            var configuration = DeskConfiguration()
            change(&configuration)
            let fixture = DeskFixture(configuration: configuration)
            let error = await #expect(throws: DeskError.self) { try await fixture.desk.run() }
            #expect(error?.code == .configuration)
            #expect(error?.isRetriable == false)
            #expect(error?.message.contains("DeskConfiguration.\(name) is ") == true, "it says which value")
            let late = await #expect(throws: DeskError.self) { _ = try await fixture.desk.person() }
            #expect(late?.code == .stopped, "nobody would answer")
        }
    }
}

/// A store that notes when commits begin, and how many transactions each has.
private final class BeginningsStore: ForwardingDeskStore {
    let inner: any DeskStore
    let begun = Mutex<[(at: ContinuousClock.Instant, count: Int)]>([])

    init(_ inner: any DeskStore) { self.inner = inner }

    func commit(_ request: CommitRequest) async throws -> CommitResult {
        begun.withLock { $0.append((.now, request.transactions.count)) }
        return try await inner.commit(request)
    }
}
