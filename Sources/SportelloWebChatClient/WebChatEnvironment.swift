import Foundation

/// What a client takes from the world around it: time and randomness. Tests bring their own.
public struct WebChatEnvironment: Sendable {
    /// A clock that never goes back, from any start.
    public var now: @Sendable () -> Duration
    /// Returns after that long, or throws `CancellationError` when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// Unpredictable bits: for ids of messages and for the jitter of waits.
    public var random: @Sendable () -> UInt64

    /// Makes an environment.
    public init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// The system's clock and the system's randomness.
    public static var system: WebChatEnvironment {
        let clock = ContinuousClock()
        let start = clock.now
        return WebChatEnvironment(
            now: { start.duration(to: clock.now) }, sleep: { try await clock.sleep(for: $0) },
            random: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            }
        )
    }

    /// A random UUID (RFC 9562, version 4) in lower case, as the protocol wants ids.
    func newID() -> String {
        let (high, low) = (random(), random())
        func byte(_ word: UInt64, _ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * index)) }
        let uuid = UUID(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5),
                byte(high, 6) & 0x0f | 0x40, byte(high, 7), byte(low, 0) & 0x3f | 0x80, byte(low, 1), byte(low, 2),
                byte(low, 3), byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
            ))
        return uuid.uuidString.lowercased()
    }

    /// The randomness as a generator.
    var generator: some RandomNumberGenerator { Generator(random: random) }

    private struct Generator: RandomNumberGenerator {
        let random: @Sendable () -> UInt64
        func next() -> UInt64 { random() }
    }
}
