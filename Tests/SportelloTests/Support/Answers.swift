import Sportello
import Synchronization

/// Collects what commands were answered.
final class Answers: Sendable {
    private struct State {
        var answers: [Result<Receipt, any Error>] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    func add(_ answer: Result<Receipt, any Error>) {
        let ready = state.withLock { state in
            state.answers.append(answer)
            let count = state.answers.count
            defer { state.waiters.removeAll { $0.count <= count } }
            return state.waiters.filter { $0.count <= count }
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    var count: Int { state.withLock { $0.answers.count } }

    var failures: [any Error] {
        state.withLock { state in
            state.answers.compactMap { answer in
                if case .failure(let error) = answer { error } else { nil }
            }
        }
    }

    /// Returns when there are that many answers.
    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state -> Bool in
                if state.answers.count >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
