/// A timer of a loop. Use it on the loop's thread only.
///
/// - Note: `@unchecked Sendable`: its state is touched on the loop's thread only, which `cancel()` checks.
package final class LoopTimer: @unchecked Sendable {
    private unowned let loop: EventLoopThread
    private let number: UInt32
    private var body: (() -> Void)?

    init(loop: EventLoopThread, number: UInt32, body: @escaping () -> Void) {
        self.loop = loop
        self.number = number
        self.body = body
    }

    /// Prevents the call if it has not been made. Idempotent.
    package func cancel() {
        self.loop.precondition()
        self.body = nil
        self.loop.core.timers[self.number] = nil
    }

    func fire() {
        let body = self.body
        self.body = nil
        body?()
    }
}

extension EventLoopThread {
    /// Calls `body` on the loop's thread after at least `delay`, rounded up to 10 ms. On the loop's thread only; a
    /// loop that ends does not call what is outstanding.
    @discardableResult
    package func schedule(after delay: Duration, _ body: @escaping () -> Void) -> LoopTimer {
        self.precondition()
        return self.core.schedule(after: delay, loop: self, body)
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, never negative.
    var wholeMilliseconds: UInt64 {
        let (seconds, attoseconds) = self.components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(seconds) * 1_000 + (UInt64(attoseconds) + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
