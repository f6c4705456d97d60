/// Counts what all dialogues do. On the loop's thread only.
///
/// - Note: `@unchecked Sendable`: its owners call it from the loop's thread only.
final class Meter: @unchecked Sendable {
    /// Whether messages go on being sent.
    var isRunning = false
    private var isMeasuring = false
    private(set) var ackLatency = Samples()
    private(set) var deliveryLatency = Samples()
    private var startedAt: UInt64 = 0
    private(set) var seconds = 0.0
    private var talkers = 0
    private var whenAllFinished: (() -> Void)?

    func measure() {
        ackLatency = Samples()
        deliveryLatency = Samples()
        ackLatency.reserve(1_000_000)
        deliveryLatency.reserve(1_000_000)
        startedAt = monotonicNanoseconds()
        isMeasuring = true
    }

    func stop() {
        if isMeasuring { seconds = Double(monotonicNanoseconds() - startedAt) / 1e9 }
        isMeasuring = false
        isRunning = false
    }

    func acknowledged(after nanoseconds: UInt64) { if isMeasuring { ackLatency.add(nanoseconds: nanoseconds) } }

    func delivered(after nanoseconds: UInt64) { if isMeasuring { deliveryLatency.add(nanoseconds: nanoseconds) } }

    /// Calls `then` once that many talkers have used up their quota.
    func await(talkers: Int, then: @escaping () -> Void) {
        self.talkers = talkers
        whenAllFinished = then
    }

    func finished() {
        talkers -= 1
        guard talkers == 0, let then = whenAllFinished else { return }
        whenAllFinished = nil
        then()
    }
}
