import SportelloModel
import SportelloTesting
import Testing

@Suite("A manual clock")
struct ManualClockTests {
    @Test("stands still until it is moved")
    func standsStill() {
        let clock = ManualClock(start: Instant(seconds: 100))
        let before = clock.now
        #expect(clock.now == before)
        clock.advance(by: .milliseconds(1500))
        #expect(before.duration(to: clock.now) == .milliseconds(1500))
        #expect(clock.wall == Instant(milliseconds: 101_500))
    }

    @Test("wakes sleepers exactly at their deadlines, the earliest first")
    func wakesInOrder() async throws {
        let clock = ManualClock()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for seconds in [3, 1, 2] {
                group.addTask {
                    try await clock.sleep(for: .seconds(seconds))
                    return seconds
                }
            }
            await clock.waitForSleepers(3)
            clock.advance(by: .milliseconds(999))
            #expect(clock.sleeperCount == 3)
            for seconds in [1, 2, 3] {
                #expect(clock.advanceToNextSleeper())
                let woken = try await group.next()
                #expect(woken == seconds)
            }
            #expect(!clock.advanceToNextSleeper())
        }
        #expect(clock.now.elapsed == .seconds(3))
    }

    @Test("does not sleep for a deadline that has passed")
    func passesAtOnce() async throws {
        let clock = ManualClock()
        try await clock.sleep(for: .zero)
        try await clock.sleep(until: clock.now.advanced(by: .seconds(-1)))
    }

    @Test("lets a cancelled sleeper go, whether it is cancelled before or while it sleeps")
    func cancels() async {
        let clock = ManualClock()
        let asleep = Task { try await clock.sleep(for: .seconds(1)) }
        await clock.waitForSleepers()
        asleep.cancel()
        await #expect(throws: CancellationError.self) { try await asleep.value }
        #expect(clock.sleeperCount == 0)

        let early = Task {
            while !Task.isCancelled { await Task.yield() }
            try await clock.sleep(for: .seconds(1))
        }
        early.cancel()
        await #expect(throws: CancellationError.self) { try await early.value }
        #expect(clock.sleeperCount == 0)
    }
}
