import Synchronization

/// "There is work": any number of signals before a wait are one. Bound: one; overflow: the signals are the same.
///
/// A cancelled wait loses no signal and ends nothing: the next wait works as before.
final class Wakeup: Sendable {
    private struct State {
        var isSignalled = false
        var isFinished = false
        var waiter: CheckedContinuation<Bool, Never>?
    }

    private let state = Mutex(State())

    /// Says that there is work. Cheap, from any thread.
    func signal() {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            defer { state.waiter = nil }
            if state.waiter == nil { state.isSignalled = true }
            return state.waiter
        }
        waiter?.resume(returning: true)
    }

    /// No more work will come.
    func finish() {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            defer { state.waiter = nil }
            state.isFinished = true
            return state.waiter
        }
        waiter?.resume(returning: false)
    }

    /// Returns `true` when there is work, `false` when none will come or the task was cancelled. One waiter at a time.
    func wait() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if state.isSignalled {
                        state.isSignalled = false
                        return true
                    }
                    if state.isFinished || Task.isCancelled { return false }
                    precondition(state.waiter == nil, "one waiter at a time")
                    state.waiter = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume(returning: false)
        }
    }
}
