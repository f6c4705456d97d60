import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("An environment on a manual clock")
struct ManualEnvironmentTests {
    @Test("tells the clock's time and wakes its sleepers by it, from wherever the clock stood")
    func time() async throws {
        let clock = ManualClock(start: Instant(seconds: 100))
        clock.advance(by: .seconds(7))
        let environment = DeskEnvironment.manual(clock, seed: 1)
        #expect(environment.now() == Instant(seconds: 107))
        let sleeper = Task { try await environment.sleep(Instant(seconds: 110)) }
        await clock.waitForSleepers()
        clock.advance(by: .milliseconds(2999))
        #expect(clock.sleeperCount == 1)
        clock.advance(by: .milliseconds(1))
        #expect(clock.sleeperCount == 0)
        try await sleeper.value
        try await environment.sleep(Instant(seconds: 50))
    }

    @Test("draws the same numbers for the same seed, and others for another")
    func randomness() {
        func draws(_ seed: UInt64) -> [UInt64] {
            let environment = DeskEnvironment.manual(ManualClock(), seed: seed)
            return (0..<8).map { _ in environment.random() }
        }
        #expect(draws(3) == draws(3))
        #expect(Set(draws(3) + draws(4)).count == 16)
    }
}
