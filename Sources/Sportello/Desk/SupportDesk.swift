public import Logging
public import ServiceLifecycle
public import SportelloModel
import Synchronization

/// The desk: commands go in, durable events come out (DESIGN §1).
///
/// Hand commands to ``perform(_:as:key:)``; it returns when the command's effects are durable and throws a `Refusal`
/// when a rule says no. Run ``run()`` for as long as the desk is in use, in the host's `ServiceGroup`: it commits, wakes
/// tickets whose time has come, sends what goes out, and runs the channel adapters. Graceful shutdown takes no new
/// commands and finishes those it has; cancellation is abrupt, and what was not committed fails.
public final class SupportDesk: Service, Sendable {
    /// Where the desk keeps everything.
    public let store: any DeskStore
    /// How the desk runs.
    public let configuration: DeskConfiguration
    /// Time and randomness.
    public let environment: DeskEnvironment
    /// Who has which ticket open, and how far they have read. Channels with a live connection tell it.
    public let presence = CustomerPresence()
    let channels: [any ChannelAdapter]
    let logger: Logger
    let core: Mutex<DeskCore>
    let hints = StreamHints()
    let toCommit = Wakeup()
    let toLoad = Wakeup()
    let toWake = Wakeup()
    let toSend = Wakeup()
    let toRoute = Wakeup()
    private let sinks = Mutex<[any CommitSink]>([])

    /// Makes a desk on a store.
    ///
    /// - Parameters:
    ///   - store: An open store. The host closes it after ``run()`` has returned.
    ///   - profile: The organisation's policy, validated.
    ///   - configuration: How the desk runs.
    ///   - environment: Time and randomness; the system's unless a test brings others.
    ///   - channels: Ways in and out besides those that call ``perform(_:as:key:)`` themselves; one a kind.
    ///   - logger: The host's logger. No personal data goes into it.
    public init(
        store: any DeskStore, profile: ServiceProfile, configuration: DeskConfiguration = DeskConfiguration(),
        environment: DeskEnvironment = .system, channels: [any ChannelAdapter] = [], logger: Logger
    ) {
        self.store = store
        self.configuration = configuration
        self.environment = environment
        self.channels = channels
        self.logger = logger
        self.core = Mutex(DeskCore(profile: profile, configuration: configuration))
    }

    /// The organisation's policy.
    public var profile: ServiceProfile { core.withLock { $0.profile } }

    /// Does something and returns when it is durable.
    ///
    /// - Parameters:
    ///   - command: What to do.
    ///   - actor: The acting party, from a verified identity.
    ///   - key: The caller's id for it. Sent again with the same key, a committed command changes nothing and answers
    ///     as the first time, with `isDuplicate` set. A command without a key is not protected against repetition.
    /// - Throws: `Refusal` when a rule says no; ``DeskError`` when the desk cannot. A cancelled caller still waits: the
    ///   command may already be on its way to the store.
    public func perform(_ command: Command, as actor: Actor, key: CommandKey? = nil) async throws -> Receipt {
        try await withCheckedThrowingContinuation { continuation in
            submit(command, as: actor, key: key) { continuation.resume(with: $0) }
        }
    }

    /// ``perform(_:as:key:)`` for event loops: never blocks, and calls back once from some other thread or, when the
    /// answer is known at once, before it returns. With a `sink` that was added to the desk, the answer to what was
    /// committed comes with the batch (``CommitSink``).
    package func submit(
        _ command: Command, as actor: Actor, key: CommandKey?, sink: (any CommitSink)? = nil,
        completion: @escaping @Sendable (Result<Receipt, any Error>) -> Void
    ) {
        let pending = PendingCommand(command: command, actor: actor, key: key, sink: sink, completion: completion)
        let attempt: DeskCore.Attempt = core.withLock { core in
            guard core.phase == .running else {
                return .failed(DeskError(.stopped, "the desk is shutting down; try again on its next start"))
            }
            guard core.load < configuration.maximumPendingCommands else {
                return .failed(DeskError(.overloaded, "too many commands wait for their commit; try again later"))
            }
            return core.attempt(pending, environment: environment)
        }
        finish(pending, attempt)
    }

    func finish(_ pending: PendingCommand, _ attempt: DeskCore.Attempt) {
        switch attempt {
        case .decided: toCommit.signal()
        case .waits: toLoad.signal()
        case .refused(let refusal): pending.completion(.failure(refusal))
        case .failed(let error): pending.completion(.failure(error))
        }
    }

    /// Runs the desk until it is shut down. Call it once.
    public func run() async throws {
        do {
            try configuration.validate()
            try await prepareQueues()
        } catch {
            // Nobody will answer what waits, nor what comes.
            abandon()
            throw error
        }
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.runLoader() }
                group.addTask { await self.runWaker() }
                group.addTask { await self.runRouter() }
                group.addTask { await self.runOutbox() }
                for channel in self.channels { group.addTask { await self.run(channel) } }
                // The committer ends last: when nothing is left to commit and nothing can come.
                await self.runCommitter()
                self.finishSignals()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.beginStop()
        }
        abandon()
    }

    /// Takes no more commands; the committer ends when those it has are done.
    func beginStop() {
        core.withLock { core in if core.phase == .running { core.phase = .stopping } }
        toCommit.signal()
        toWake.signal()
        toSend.signal()
    }

    private func finishSignals() {
        toLoad.finish()
        toWake.finish()
        toSend.finish()
        toRoute.finish()
        hints.finish()
    }

    /// What could not be finished, because the task was cancelled, fails.
    private func abandon() {
        let left = core.withLock { core in
            core.phase = .stopped
            defer {
                core.decided = []
                core.waiting = []
                core.deferred = []
            }
            return core.decided.map(\.pending) + core.waiting + core.deferred.map(\.pending)
        }
        for pending in left { pending.completion(.failure(DeskError(.stopped, "the desk stopped first"))) }
    }

    // MARK: Fan-out

    /// Tells `sink` of every later batch, after it is durable.
    package func add(_ sink: any CommitSink) { sinks.withLock { $0.append(sink) } }

    /// Tells everybody of a batch, and its callers what became of their commands: after the events, in commit order.
    func publish(_ notice: CommitNotice, _ answers: [(pending: PendingCommand, result: Result<Receipt, any Error>)]) {
        var rest = answers.map { pending, result in
            (sink: pending.sink, CommitAnswer(completion: pending.completion, result: result))
        }
        for sink in sinks.withLock({ $0 }) {
            let own = rest.filter { $0.sink === sink }
            if notice.parts.isEmpty, own.isEmpty { continue }
            sink.committed(notice, own.map(\.1))
            if !own.isEmpty { rest.removeAll { $0.sink === sink } }
        }
        for part in notice.parts { hints.notify(part.stream) }
        for (_, answer) in rest { answer.deliver() }
    }
}
