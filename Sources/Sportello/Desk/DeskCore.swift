import SportelloModel

/// The desk's own state: a value, changed under one lock and never across an `await`.
///
/// Commands are decided on the states in the cache, which run ahead of the store: a command that follows another on
/// the same stream is decided on what the first will leave behind, and both go into the same commit. The store checks
/// every head, so if the first is not committed, the second is not either, and both are decided again.
struct DeskCore {
    enum Phase { case running, stopping, stopped }

    var phase = Phase.running
    var cache: StateCache
    var queues = QueueWatch()
    /// The organisation's policy, shared by all decisions.
    private let policy: CopyOnWrite<ServiceProfile>
    var profile: ServiceProfile {
        _read { yield policy.value }
    }
    /// Decided, waiting for the next commit, in order.
    var decided: [DecidedCommand] = []
    /// Waiting for streams or for a look at an earlier reply.
    var waiting: [PendingCommand] = []
    /// Refused on states that are not durable yet: they are answered when those are.
    var deferred: [DeferredRefusal] = []
    /// How many decided commands write each stream and are not settled.
    private var unsettled: [StreamID: Int] = [:]
    /// The number of the last decided command.
    private var lastSerial = 0
    /// How many commands the committer and the loader have taken and not finished.
    var inHand = 0
    private var lastInstant = Instant(milliseconds: 0)

    init(profile: ServiceProfile, configuration: DeskConfiguration) {
        self.policy = CopyOnWrite(profile)
        self.cache = StateCache(capacity: configuration.cachedStreams)
    }

    /// Commands that are not finished.
    var load: Int { decided.count + waiting.count + deferred.count + inHand }

    /// The state that the store has too; `nil` when it is not in memory, or runs ahead of the store.
    mutating func committed(_ stream: StreamID) -> StreamChange? {
        unsettled[stream] == nil ? cache.state(of: stream) : nil
    }

    /// What an attempt at deciding came to.
    enum Attempt {
        case decided
        case waits
        case refused(Refusal)
        case failed(any Error)
    }

    /// Decides a command on the cached states, or puts it where it waits for what is missing.
    mutating func attempt(_ pending: PendingCommand, environment: DeskEnvironment) -> Attempt {
        var pending = pending
        // The clock of the log never runs backwards, whatever the machine's does.
        lastInstant = max(lastInstant, environment.now())
        let context = Workspace.Context(now: lastInstant, actor: pending.actor, policy: policy)
        var loaded: [StreamID: StreamChange] = [:]
        var wanted = pending.command.expectedStreams
        while true {
            for stream in wanted where loaded[stream] == nil && !pending.absent.contains(stream) {
                loaded[stream] = cache.state(of: stream)
                if loaded[stream] == nil { pending.missing.insert(stream) }
            }
            if !pending.missing.isEmpty {
                waiting.append(pending)
                return .waits
            }
            var workspace = Workspace(context: context, loaded: loaded, absent: pending.absent)
            do {
                try workspace.decide(pending.command)
                try accept(pending, workspace, before: loaded, environment)
                return .decided
            } catch let stop as Stop {
                switch stop {
                case .missing(let streams): wanted = streams
                case .refused(let refusal):
                    if loaded.keys.contains(where: { unsettled[$0] != nil }) {
                        deferred.append(
                            DeferredRefusal(
                                pending: pending, refusal: refusal, streams: Set(loaded.keys), after: lastSerial
                            )
                        )
                        return .waits
                    }
                    return refuse(pending, refusal)
                }
            } catch {
                return .failed(error)
            }
        }
    }

    /// Says no, unless the command was perhaps committed before and the refusal is its own effect: then looks first.
    mutating func refuse(_ pending: PendingCommand, _ refusal: Refusal) -> Attempt {
        guard pending.key != nil else { return .refused(refusal) }
        var pending = pending
        pending.refusal = refusal
        waiting.append(pending)
        return .waits
    }

    private mutating func accept(
        _ pending: PendingCommand, _ workspace: Workspace, before: [StreamID: StreamChange],
        _ environment: DeskEnvironment
    ) throws {
        var moves: [QueueMove] = []
        var sealed: [SealedChange] = []
        var writes: [StreamWrite] = []
        let changed = workspace.changes.filter { $0.value.isChanged }
        for (stream, change) in changed.count > 1 ? changed.sorted(by: { $0.key < $1.key }) : Array(changed) {
            let seal = try change.sealed(as: stream, clientID: pending.key?.id) {
                Salt(high: environment.random(), low: environment.random())
            }
            let isSettled = before[stream].map { seal.next.sharesSettledState(with: $0) } ?? false
            if !isSettled, case .ticket(let new) = seal.next {
                let old: QueuePlace? =
                    if case .ticket(let old)? = before[stream] { old.state.facts.place(profile) } else { nil }
                moves.append(QueueMove(from: old, to: new.state.facts.place(profile)))
            }
            writes.append(
                StreamWrite(
                    stream: stream, expected: seal.base, events: seal.events.map(\.record), head: seal.head,
                    activity: seal.next.encodedActivity, state: isSettled ? nil : try seal.next.encodedState(),
                    index: isSettled ? nil : StreamIndex(seal.next, profile: profile)
                )
            )
            sealed.append(seal)
        }
        // What was only read must be durable too, where others have just decided it.
        for (stream, change) in workspace.changes where !change.isChanged && unsettled[stream] != nil {
            let head = try change.sealed(as: stream, clientID: nil) { Salt(high: 0, low: 0) }.base
            writes.append(StreamWrite(asserting: head, of: stream))
        }
        if case .tick(let id) = pending.command, writes.isEmpty, case .ticket(let idle)? = before[.ticket(id)] {
            writes.append(StreamWrite(reindexing: .ticket(id), idle, profile: profile))
        }
        // A key is kept with a stream. Where a command changes nothing in a scope that does not exist, there is nothing to
        // keep it with, and nothing that happening again could spoil.
        let scope = pending.key?.scope
        let isKept = !pending.absent.contains { $0 == scope } || writes.contains { $0.stream == scope }
        let transaction = Transaction(
            key: isKept ? pending.commitKey : nil, writes: writes,
            claims: workspace.claims.map {
                UniqueKeyClaim(key: UniqueKey(space: $0.space.rawValue, value: $0.value), stream: $0.stream)
            },
            releases: workspace.releases.map { UniqueKey(space: $0.space.rawValue, value: $0.value) },
            outbox: try workspace.outgoing.map { try OutboxItem($0, environment: environment, at: lastInstant) },
            reply: try StoredReply(
                sealed, primary: pending.command.expectedStreams.first, at: lastInstant, result: workspace.result
            )
        )
        for seal in sealed { cache.keep(seal.next, for: seal.stream) }
        for write in writes { unsettled[write.stream, default: 0] += 1 }
        lastSerial += 1
        decided.append(
            DecidedCommand(
                serial: lastSerial, pending: pending, transaction: transaction, sealed: sealed, moves: moves
            )
        )
    }

    /// The batch is settled, one way or the other. Returns the refusals that were waiting for it and hold.
    mutating func settle(_ batch: [DecidedCommand]) -> [DeferredRefusal] {
        inHand -= batch.count
        for command in batch { release(command) }
        let settled = decided.isEmpty ? lastSerial : batch.last?.serial ?? 0
        let answered = deferred.filter { $0.after <= settled }
        deferred.removeAll { $0.after <= settled }
        return answered
    }

    private mutating func release(_ command: DecidedCommand) {
        for write in command.transaction.writes {
            let rest = (unsettled[write.stream] ?? 1) - 1
            unsettled[write.stream] = rest == 0 ? nil : rest
        }
    }

    /// Takes back what was decided on states that will never be: forgets those states, and returns the commands that
    /// must be decided again, in order.
    mutating func retract(_ streams: Set<StreamID>) -> [PendingCommand] {
        var lost = streams
        var kept: [DecidedCommand] = []
        var again: [PendingCommand] = []
        for command in decided {
            if command.touches(lost) {
                lost.formUnion(command.transaction.writes.map(\.stream))
                release(command)
                again.append(command.pending)
            } else {
                kept.append(command)
            }
        }
        decided = kept
        // Refused because of what will never be.
        again += deferred.filter { !$0.streams.isDisjoint(with: lost) }.map(\.pending)
        deferred.removeAll { !$0.streams.isDisjoint(with: lost) }
        for stream in lost { cache.forget(stream) }
        return again
    }
}

extension StreamWrite {
    /// Nothing but the condition that the stream ends there.
    fileprivate init(asserting head: StreamHead, of stream: StreamID) {
        self.init(stream: stream, expected: head, events: [], head: head, activity: nil, state: nil, index: nil)
    }

    /// A stream that was woken for nothing, because another profile said when: its index says now when this one does.
    fileprivate init(reindexing stream: StreamID, _ change: Change<Ticket>, profile: ServiceProfile) {
        self.init(
            stream: stream, expected: change.head, events: [], head: change.head, activity: nil, state: nil,
            index: StreamIndex(.ticket(change), profile: profile)
        )
    }
}

extension StreamChange {
    /// Whether the store already has everything but the activity.
    fileprivate func sharesSettledState(with other: StreamChange) -> Bool {
        guard case .ticket(let new) = self, case .ticket(let old) = other else { return false }
        return new.state.sharesFacts(with: old.state)
    }
}
