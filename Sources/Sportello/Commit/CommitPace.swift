/// Keeps the commits of a busy desk a little apart, so that more commands share each (docs/decisions/0013-paced-commits.md).
///
/// A commit costs something besides its commands: a flush, the last page of every table, handing the batch from thread to
/// thread. A disk that flushes in half a millisecond would have a busy desk pay that for every tenth message, and each of them
/// would come later than if it had waited.
struct CommitPace {
    /// Between the starts of two commits of a busy desk.
    let interval: Duration
    /// From how many commands on a batch is full.
    let fullBatch: Int
    private var earliest: ContinuousClock.Instant?

    /// How much waiting a command of the last batch is worth. A desk is busy, then, from some 2,500 commands a second on.
    private static let worth = Duration.microseconds(400)

    init(interval: Duration, fullBatch: Int) {
        self.interval = interval
        self.fullBatch = fullBatch
    }

    /// A batch goes to the store. A command that was alone makes nobody wait: what came with it is what tells of a load. Nor
    /// does a full batch: it needs no time to fill.
    mutating func began(_ count: Int, at now: ContinuousClock.Instant) {
        earliest = count > 1 && count < fullBatch ? now + min(interval, Self.worth * count) : nil
    }

    /// When the next commit may begin; `nil` for at once.
    func start(after now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        guard let earliest, earliest > now else { return nil }
        return earliest
    }
}
