import Dispatch

/// Runs an actor's work on a serial queue of its own, for work that blocks: Linux has no `DispatchSerialQueue` that is an
/// executor by itself.
final class DispatchExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
