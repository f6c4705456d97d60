import Foundation
public import SportelloModel
import Synchronization

/// What the desk takes from the world around it: time and randomness. Tests bring their own.
public struct DeskEnvironment: Sendable {
    /// The time now.
    public var now: @Sendable () -> Instant
    /// Returns at the instant or when the task is cancelled, whichever is first.
    public var sleep: @Sendable (Instant) async throws -> Void
    /// Fills with unpredictable bytes.
    public var random: @Sendable () -> UInt64

    /// Makes an environment.
    public init(
        now: @escaping @Sendable () -> Instant, sleep: @escaping @Sendable (Instant) async throws -> Void,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// The system's clock and the system's randomness.
    public static var system: DeskEnvironment {
        let source = BufferedRandomness()
        let now: @Sendable () -> Instant = {
            Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))  // the one ambient clock
        }
        return DeskEnvironment(
            now: now,
            sleep: { until in try await Task.sleep(for: max(.zero, until - now())) },
            random: { source.next() }
        )
    }

    func identifier<Subject>() -> Identifier<Subject> { Identifier(high: random(), low: random()) }
}

/// The system's generator asks the kernel for every eight bytes; this asks for 256 at a time, the most that `getentropy`
/// gives at once.
private final class BufferedRandomness: Sendable {
    private let words = Mutex<[UInt64]>([])

    func next() -> UInt64 {
        words.withLock { words in
            if words.isEmpty { words = Self.fresh() }
            return words.removeLast()
        }
    }

    private static func fresh() -> [UInt64] {
        var words = [UInt64](repeating: 0, count: 32)
        let isFilled = words.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) == 0 }
        if isFilled { return words }
        var generator = SystemRandomNumberGenerator()
        return words.map { _ in generator.next() }
    }
}
