import Sportello
import SportelloModel
import Synchronization

/// Lets what customers wrote go before what the desk says: while received mail waits by the batch, a few mails are composed
/// for each batch that is applied, so that a flood is taken in at full speed and nobody's answer waits for its end.
///
/// Bound: the waiters are at most the outbox's items under way, and each goes after a second at the latest.
final class IntakePace: Sendable {
    private struct State {
        var isBehind = false
        var places = 0
        var lastWaiter = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]

        mutating func takesPlace() -> Bool {
            if !isBehind { return true }
            if places == 0 { return false }
            places -= 1
            return true
        }
    }

    /// How many mails are composed for each batch that is applied.
    static let placesPerBatch = 10
    private static let longestWait = Duration.seconds(1)
    private let state = Mutex(State())

    /// A batch was applied, or there was none.
    ///
    /// - Parameter isBehind: Whether at least a whole batch still waits.
    func applied(isBehind: Bool) {
        let freed = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.isBehind = isBehind
            state.places = Self.placesPerBatch
            let numbers = state.waiters.keys.sorted().prefix(isBehind ? Self.placesPerBatch : .max)
            state.places -= min(state.places, numbers.count)
            return numbers.compactMap { state.waiters.removeValue(forKey: $0) }
        }
        for waiter in freed { waiter.resume() }
    }

    /// Returns when a mail may be composed: at once, after the next batch, or after a second.
    func turn(_ environment: DeskEnvironment) async {
        let waiter = state.withLock { state -> Int? in
            if state.takesPlace() { return nil }
            state.lastWaiter += 1
            return state.lastWaiter
        }
        guard let waiter else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait(as: waiter) }
            group.addTask {
                // Cancelled, when it has gone.
                do { try await environment.sleep(environment.now() + Self.longestWait) } catch { return }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait(as number: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goes = state.withLock { state in
                    // A batch may have been applied since it asked.
                    if Task.isCancelled || state.takesPlace() { return true }
                    state.waiters[number] = continuation
                    return false
                }
                if goes { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
        }
    }
}
