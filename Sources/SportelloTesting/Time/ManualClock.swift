public import SportelloModel
import Synchronization

/// A clock that stands still until a test moves it.
///
/// It is a Swift `Clock` for code that sleeps and, through ``wall``, a source of ``SportelloModel/Instant`` values for
/// code that dates. Sleepers wake in the order of their deadlines, those with the same deadline in the order in which
/// they fell asleep.
public final class ManualClock: Clock, Sendable {
    /// A reading: how far the clock was moved since it was made.
    public struct Instant: InstantProtocol {
        /// The distance from the clock's start.
        public let elapsed: Duration

        /// The reading `duration` later.
        public func advanced(by duration: Duration) -> Self { Self(elapsed: elapsed + duration) }
        /// From this reading to `other`; negative when `other` is earlier.
        public func duration(to other: Self) -> Duration { other.elapsed - elapsed }
        /// Orders by time.
        public static func < (left: Self, right: Self) -> Bool { left.elapsed < right.elapsed }
    }

    private let start: SportelloModel.Instant
    private let state = Mutex(State())

    /// Makes a clock that stands at `start`.
    public init(start: SportelloModel.Instant = SportelloModel.Instant(seconds: 1_750_000_000)) { self.start = start }

    /// The reading now.
    public var now: Instant { Instant(elapsed: state.withLock { $0.elapsed }) }

    /// The absolute time now.
    public var wall: SportelloModel.Instant { start + state.withLock { $0.elapsed } }

    /// Zero: a sleeper wakes exactly at its deadline.
    public var minimumResolution: Duration { .zero }

    /// How many tasks sleep now.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Sleeps until the clock is moved to `deadline`.
    ///
    /// Returns at once when the deadline has passed. Throws `CancellationError` when the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let ticket = state.withLock { $0.takeTicket() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let isCancelled = Task.isCancelled
                let (asleep, observers) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
                    guard !isCancelled, !state.cancelled.contains(ticket), deadline.elapsed > state.elapsed else {
                        return (false, [])
                    }
                    state.insert(Sleeper(ticket: ticket, deadline: deadline.elapsed, continuation: continuation))
                    return (true, state.takeSatisfiedObservers())
                }
                for observer in observers { observer.resume() }
                guard !asleep else { return }
                continuation.resume(with: Task.isCancelled ? .failure(CancellationError()) : .success(()))
            }
        } onCancel: {
            let sleeper = state.withLock { $0.cancel(ticket) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
        state.withLock { _ = $0.cancelled.remove(ticket) }
    }

    /// Moves the clock and wakes everybody whose deadline has come.
    ///
    /// - Parameter duration: Zero or more.
    public func advance(by duration: Duration) {
        precondition(duration >= .zero, "a clock does not run backwards")
        let woken = state.withLock { state -> [Sleeper] in
            state.elapsed += duration
            return state.takeDue()
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Moves the clock to the earliest deadline, if anybody sleeps, and says whether anybody did.
    @discardableResult
    public func advanceToNextSleeper() -> Bool {
        let woken = state.withLock { state -> [Sleeper] in
            guard let first = state.sleepers.first else { return [] }
            state.elapsed = first.deadline
            return state.takeDue()
        }
        for sleeper in woken { sleeper.continuation.resume() }
        return !woken.isEmpty
    }

    /// Returns when at least `count` tasks sleep: what a test awaits before it moves the clock.
    public func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isSatisfied = state.withLock { state -> Bool in
                if state.sleepers.count >= count { return true }
                state.observers.append((count, continuation))
                return false
            }
            if isSatisfied { continuation.resume() }
        }
    }
}

private struct Sleeper {
    let ticket: Int
    let deadline: Duration
    let continuation: CheckedContinuation<Void, any Error>
}

private struct State {
    var elapsed = Duration.zero
    /// By deadline, then by ticket.
    var sleepers: [Sleeper] = []
    /// Tickets cancelled before they fell asleep.
    var cancelled: Set<Int> = []
    var observers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    private var lastTicket = 0

    mutating func takeTicket() -> Int {
        lastTicket += 1
        return lastTicket
    }

    mutating func insert(_ sleeper: Sleeper) {
        let place = sleepers.firstIndex { ($0.deadline, $0.ticket) > (sleeper.deadline, sleeper.ticket) }
        sleepers.insert(sleeper, at: place ?? sleepers.endIndex)
    }

    mutating func cancel(_ ticket: Int) -> Sleeper? {
        guard let place = sleepers.firstIndex(where: { $0.ticket == ticket }) else {
            cancelled.insert(ticket)
            return nil
        }
        return sleepers.remove(at: place)
    }

    mutating func takeDue() -> [Sleeper] {
        let count = sleepers.firstIndex { $0.deadline > elapsed } ?? sleepers.endIndex
        defer { sleepers.removeFirst(count) }
        return Array(sleepers.prefix(count))
    }

    mutating func takeSatisfiedObservers() -> [CheckedContinuation<Void, Never>] {
        let satisfied = observers.filter { $0.count <= sleepers.count }
        observers.removeAll { $0.count <= sleepers.count }
        return satisfied.map(\.continuation)
    }
}
