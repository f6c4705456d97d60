import SportelloModel
import Synchronization

/// "Stream S went on": lossy, coalesced hints. Who follows reads what is new by its number, so that a lost or doubled
/// hint changes nothing (facts, hint then read).
final class StreamHints: Sendable {
    private struct State {
        var followers: [StreamID: [UInt64: AsyncStream<Void>.Continuation]] = [:]
        var next: UInt64 = 0
        var isFinished = false
    }

    private let state = Mutex(State())

    /// Hints for one stream, from now on. Bound: one hint; overflow: it is the same hint. Ends when the desk stops.
    func hints(for stream: StreamID) -> AsyncStream<Void> {
        let (hints, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let token = state.withLock { state -> UInt64? in
            guard !state.isFinished else { return nil }
            state.next += 1
            state.followers[stream, default: [:]][state.next] = continuation
            return state.next
        }
        guard let token else {
            continuation.finish()
            return hints
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in
                state.followers[stream]?[token] = nil
                if state.followers[stream]?.isEmpty == true { state.followers[stream] = nil }
            }
        }
        return hints
    }

    func notify(_ stream: StreamID) {
        let followers = state.withLock { $0.followers[stream]?.values.map { $0 } ?? [] }
        for follower in followers { follower.yield() }
    }

    func finish() {
        let all = state.withLock { state in
            state.isFinished = true
            return state.followers.values.flatMap(\.values)
        }
        for follower in all { follower.finish() }
    }
}
