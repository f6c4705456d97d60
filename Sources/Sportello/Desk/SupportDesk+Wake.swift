import Logging
import SportelloModel
import Synchronization

extension SupportDesk {
    /// Wakes streams whose time has come: there is no timer table, only an indexed column and the command `.tick`.
    func runWaker() async {
        var wasFruitless = false
        while core.withLock({ $0.phase == .running }) {
            var next: Instant?
            do {
                let due = try await store.due(DueRequest(now: environment.now(), limit: 200))
                next = due.next
                var didAny = false
                for stream in due.streams {
                    if stream == .desk {
                        if try await wakeDesk() { didAny = true }
                        continue
                    }
                    guard let command = Command.tick(of: stream) else { continue }
                    if try await perform(command, as: .system).stream != nil { didAny = true }
                }
                // Woken for nothing twice in a row is a fault in a rule: it must not keep a processor busy.
                if !due.streams.isEmpty, didAny || !wasFruitless {
                    wasFruitless = !didAny
                    continue
                }
                if !due.streams.isEmpty { next = environment.now() + .seconds(60) }
                wasFruitless = false
            } catch is DeskError where core.withLock({ $0.phase != .running }) {
                return
            } catch {
                logger.error("waking failed; trying again in five seconds", metadata: ["error": "\(error)"])
                next = environment.now() + .seconds(5)
            }
            guard await wait(until: next, or: toWake) else { return }
        }
    }

    /// Returns `true` at the instant or at a signal, `false` when no more work will come.
    func wait(until instant: Instant?, or wakeup: Wakeup) async -> Bool {
        guard let instant else { return await wakeup.wait() }
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { await wakeup.wait() }
            group.addTask {
                do {
                    try await self.environment.sleep(instant)
                    return true
                } catch {
                    return false  // cancelled: the other child has the answer
                }
            }
            let answer = await group.next() ?? false
            group.cancelAll()
            return answer && !Task.isCancelled
        }
    }
}
