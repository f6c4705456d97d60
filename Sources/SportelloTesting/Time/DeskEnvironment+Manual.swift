public import Sportello
import SportelloModel
import Synchronization

extension DeskEnvironment {
    /// An environment in which a test moves the time, and in which a run can be repeated.
    ///
    /// - Parameters:
    ///   - clock: The time. The desk's sleepers wake when the test moves it.
    ///   - seed: Of ids, numbers and salts: the same for the same seed. Two desks on one store need two seeds, or they make
    ///     the same ids.
    public static func manual(_ clock: ManualClock, seed: UInt64) -> DeskEnvironment {
        let (start, origin) = (clock.wall, clock.now)
        let randomness = SeededRandomness(seed: seed)
        return DeskEnvironment(
            now: { clock.wall },
            sleep: { until in try await clock.sleep(until: origin.advanced(by: until - start)) },
            random: { randomness.next() }
        )
    }
}

/// A seeded generator that many tasks draw from.
private final class SeededRandomness: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

    func next() -> UInt64 { generator.withLock { $0.next() } }
}
