/// Reads and checks that must not run on the event loop: a bounded queue and a fixed number of workers, which belong to
/// the server's `run()`. Overflow: the job is refused and its client is told `unavailable`.
struct BackgroundWork: Sendable {
    typealias Job = @Sendable () async -> Void

    private let jobs: AsyncStream<Job>
    private let continuation: AsyncStream<Job>.Continuation

    init(limit: Int) {
        (jobs, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(limit))
    }

    /// Queues a job; `false` when too many wait or the server stops.
    func add(_ job: @escaping Job) -> Bool {
        if case .enqueued = continuation.yield(job) { true } else { false }
    }

    func finish() { continuation.finish() }

    /// Runs jobs until ``finish()``.
    func run(workers: Int) async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await job in jobs {
                if running >= workers {
                    await group.next()
                    running -= 1
                }
                group.addTask { await job() }
                running += 1
            }
        }
    }
}
