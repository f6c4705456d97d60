/// How long a client waits before it connects again: exponential with full jitter.
///
/// The n-th wait is uniform between zero and `min(cap, base * 2^n)`. A value type: the caller owns the randomness and
/// the waiting.
public struct Backoff: Sendable, Equatable {
    /// The ceiling of the first wait.
    public let base: Duration
    /// The ceiling that no wait exceeds.
    public let cap: Duration
    /// How many waits were handed out since the last reset.
    public private(set) var attempts = 0

    /// Starts at the first wait. `base` and `cap` must be positive, `base` at most `cap`.
    public init(base: Duration = .milliseconds(500), cap: Duration = .seconds(20)) {
        precondition(base > .zero && base <= cap, "0 < base <= cap")
        self.base = base
        self.cap = cap
    }

    /// The ceiling of the next wait.
    public var ceiling: Duration {
        var ceiling = base
        for _ in 0..<attempts {
            if ceiling >= cap { return cap }
            ceiling *= 2
        }
        return min(ceiling, cap)
    }

    /// The next wait.
    ///
    /// - Parameter minimum: what the server asked for by `retryAfterMs`; the jitter comes on top of it.
    public mutating func next(
        atLeast minimum: Duration = .zero,
        using random: inout some RandomNumberGenerator
    ) -> Duration {
        let wait = ceiling * Double.random(in: 0...1, using: &random)
        if attempts < 64 { attempts += 1 }
        return max(minimum, .zero) + wait
    }

    /// Starts over, after a `welcome`.
    public mutating func reset() {
        attempts = 0
    }
}
