import Dispatch
import Foundation
import Logging
import Synchronization
import Testing

@testable import WebSocketTransport

/// An actor that lives on a loop.
private actor Resident {
    private let loop: EventLoopThread
    private var count = 0
    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.asUnownedSerialExecutor() }

    init(loop: EventLoopThread) { self.loop = loop }

    func add() -> Bool {
        self.count += 1
        return self.loop.isCurrent
    }
    func total() -> Int { self.count }

    /// What a delegate method of the loop does.
    nonisolated func addFromCallback() { self.assumeIsolated { $0.count += 1 } }
}

/// Another thread of the process that opens and closes files.
private final class Neighbour: Sendable {
    let isDone = Atomic(false)

    /// Goes on until it is done, and tells how many of its descriptors somebody else closed.
    func work() async -> Int {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "neighbour").async {
                var lost = 0
                while !self.isDone.load(ordering: .relaxed) {
                    // The lowest numbers that are free: whatever a loop has just closed is among them.
                    let own = (0..<32).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
                    for descriptor in own where close(descriptor) != 0 { lost += 1 }
                }
                continuation.resume(returning: lost)
            }
        }
    }
}

@Suite(.timeLimit(.minutes(15))) struct EventLoopThreadTests {
    private func withLoop(scalable: Bool = true, _ body: (EventLoopThread) async throws -> Void) async throws {
        var configuration = EventLoopThread.Configuration()
        configuration.scalable = scalable
        configuration.maximumSockets = 64
        let loop = EventLoopThread(configuration: configuration, logger: Logger(label: "test"))
        try await loop.start()
        try await body(loop)
        await loop.stop()
    }

    @Test(arguments: [true, false]) func anActorLivesOnTheLoop(scalable: Bool) async throws {
        try await self.withLoop(scalable: scalable) { loop in
            let resident = Resident(loop: loop)
            #expect(!loop.isCurrent)
            for _ in 0..<100 { #expect(await resident.add()) }
            try await loop.run { resident.addFromCallback() }
            #expect(await resident.total() == 101)
        }
    }

    /// libwebsockets closes a descriptor of its own twice on libuv, and in between it may be somebody else's.
    @Test func theEndOfALoopTakesNoDescriptorFromAnotherThread() async throws {
        let neighbour = Neighbour()
        async let lost = neighbour.work()
        for _ in 0..<30 { try await self.withLoop { _ in } }
        neighbour.isDone.store(true, ordering: .relaxed)
        #expect(await lost == 0)
    }

    @Test func jobsOfOneThreadKeepTheirOrder() async throws {
        try await self.withLoop { loop in
            let seen = Mutex<[Int]>([])
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                for number in 0..<5_000 { loop.execute { seen.withLock { $0.append(number) } } }
                loop.execute { continuation.resume() }
            }
            #expect(seen.withLock { $0 } == Array(0..<5_000))
        }
    }

    @Test func jobsOfManyTasksAllRunOneAtATime() async throws {
        try await self.withLoop { loop in
            let resident = Resident(loop: loop)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<50 { group.addTask { for _ in 0..<100 { _ = await resident.add() } } }
            }
            #expect(await resident.total() == 5_000)
        }
    }

    @Test func timersComeInOrderAndCanBeCancelled() async throws {
        try await self.withLoop { loop in
            let seen = Mutex<[String]>([])
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                loop.execute {
                    loop.schedule(after: .milliseconds(60)) {
                        seen.withLock { $0.append("late") }
                        continuation.resume()
                    }
                    loop.schedule(after: .milliseconds(10)) { seen.withLock { $0.append("early") } }
                    let never = loop.schedule(after: .milliseconds(30)) { seen.withLock { $0.append("never") } }
                    loop.schedule(after: .milliseconds(20)) { never.cancel() }
                }
            }
            #expect(seen.withLock { $0 } == ["early", "late"])
        }
    }

    @Test func whatComesAfterTheEndStillRuns() async throws {
        let loop = EventLoopThread(logger: Logger(label: "test"))
        try await loop.start()
        let resident = Resident(loop: loop)
        _ = await resident.add()
        await loop.stop()
        #expect(await resident.add(), "no await hangs, and the job passes for the loop's")
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            loop.execute { continuation.resume() }
        }
        await #expect(throws: WebSocketTransportError.self) { try await loop.run {} }
        await #expect(throws: WebSocketTransportError.self) { try await loop.start() }
    }

    @Test func stoppingTwiceAtOnceEndsBoth() async throws {
        let loop = EventLoopThread(logger: Logger(label: "test"))
        try await loop.start()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<5 { group.addTask { await loop.stop() } }
        }
        await loop.stop()
    }

    @Test func aLoopThatNeverStartedCanBeStopped() async {
        let loop = EventLoopThread(logger: Logger(label: "test"))
        await loop.stop()
    }

    @Test func jobsThatRaceWithTheEndAllRun() async throws {
        for _ in 0..<10 {
            let loop = EventLoopThread(logger: Logger(label: "test"))
            try await loop.start()
            let resident = Resident(loop: loop)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { for _ in 0..<20 { _ = await resident.add() } } }
                group.addTask { await loop.stop() }
            }
            #expect(await resident.total() == 400)
        }
    }
}
