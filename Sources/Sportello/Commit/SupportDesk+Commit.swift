import Logging
package import SportelloModel
import Synchronization

extension SupportDesk {
    /// Group commit: everything that was decided while the last batch became durable goes into the next one. The disk
    /// sets the pace, and on a busy desk ``CommitPace``.
    func runCommitter() async {
        var isCancelled = false
        var pace = CommitPace(interval: configuration.commitInterval, fullBatch: configuration.maximumBatch)
        while true {
            if let start = pace.start(after: .now) {
                // Cut short by a cancellation: what waits is committed all the same, only sooner.
                try? await Task.sleep(until: start, clock: .continuous)  // allowed: as real as a flush (ADR 0013)
            }
            let batch = core.withLock { core -> [DecidedCommand] in
                if core.decided.count <= configuration.maximumBatch {
                    // The usual case: all of them change hands, and no element is copied.
                    var batch: [DecidedCommand] = []
                    swap(&batch, &core.decided)
                    core.inHand += batch.count
                    return batch
                }
                let count = configuration.maximumBatch
                let batch = Array(core.decided[..<count])
                core.decided.removeFirst(count)
                core.inHand += count
                return batch
            }
            if batch.isEmpty {
                if isCancelled || core.withLock({ $0.phase != .running && $0.load == 0 }) { return }
                isCancelled = !(await toCommit.wait())
                continue
            }
            pace.began(batch.count, at: .now)
            await commit(batch)
        }
    }

    private func commit(_ batch: [DecidedCommand]) async {
        do {
            let request = CommitRequest(transactions: batch.map(\.transaction))
            let result = try await store.commit(request)
            settle(batch, result.outcomes)
        } catch {
            logger.error("commit failed", metadata: ["error": "\(error)", "transactions": "\(batch.count)"])
            fail(batch, error)
        }
    }

    /// Nobody knows states after a failed commit: all of the batch's streams are forgotten, and the callers are told to
    /// retry with the same key.
    private func fail(_ batch: [DecidedCommand], _ error: any Error) {
        let (again, refused) = core.withLock { core -> ([PendingCommand], [DeferredRefusal]) in
            let again = core.retract(Set(batch.flatMap { $0.transaction.writes.map(\.stream) }))
            return (again, core.settle(batch))
        }
        let failure = DeskError(.store, "the store did not confirm the commit; retry with the same id", cause: error)
        for command in batch { command.pending.completion(.failure(failure)) }
        // It may have happened all the same: whoever follows looks.
        for stream in Set(batch.flatMap { $0.transaction.writes.map(\.stream) }) { hints.notify(stream) }
        refuse(refused)
        decide(again)
    }

    private func settle(_ batch: [DecidedCommand], _ outcomes: [CommitOutcome]) {
        var notice = CommitNotice(parts: [], queueChanged: false)
        var answers: [(pending: PendingCommand, result: Result<Receipt, any Error>)] = []
        answers.reserveCapacity(batch.count)
        let (again, refused) = core.withLock { core -> ([PendingCommand], [DeferredRefusal]) in
            var lost: Set<StreamID> = []
            var again: [PendingCommand] = []
            for (command, outcome) in zip(batch, outcomes) {
                if case .committed = outcome {
                    settle(command, &core, &notice)
                    answers.append((command.pending, Result { try answer(command) }))
                    continue
                }
                lost.formUnion(command.transaction.writes.map(\.stream))
                if let answer = answer(to: outcome) {
                    answers.append((command.pending, answer))
                } else {
                    again.append(retry(command.pending, after: outcome))
                }
            }
            if !lost.isEmpty { again += core.retract(lost) }
            return (again, core.settle(batch))
        }
        publish(notice, answers)
        if notice.wakesEarlier { toWake.signal() }
        if notice.asksForRouting { toRoute.signal() }
        if batch.contains(where: { !$0.transaction.outbox.isEmpty }) { toSend.signal() }
        refuse(refused)
        decide(again)
    }

    /// Answers refusals whose ground has become durable.
    private func refuse(_ refused: [DeferredRefusal]) {
        for refusal in refused {
            finish(refusal.pending, core.withLock { $0.refuse(refusal.pending, refusal.refusal) })
        }
    }

    private func settle(_ command: DecidedCommand, _ core: inout DeskCore, _ notice: inout CommitNotice) {
        for seal in command.sealed {
            core.queues.take(seal, core.profile)
            notice.parts.append(CommitNotice.Part(stream: seal.stream, events: seal.events, state: seal.next))
        }
        for move in command.moves where core.queues.take(move) { notice.queueChanged = true }
    }

    private func answer(_ command: DecidedCommand) throws -> Receipt {
        try Receipt(command.transaction.reply, isDuplicate: false).orRefusal()
    }

    /// The caller's answer, or `nil` when the command must be decided again.
    private func answer(to outcome: CommitOutcome) -> Result<Receipt, any Error>? {
        switch outcome {
        case .committed, .conflict: return nil
        case .replayed(let reply):
            return Result { try Receipt(reply, isDuplicate: true).orRefusal() }
        case .keyReused: return .failure(DeskError(.keyReused, "this id was used for another command"))
        case .keyTaken(let key) where key.space == KeySpace.number.rawValue: return nil
        case .keyTaken: return .failure(DeskError(.contended, "somebody else took that name at the same time"))
        }
    }

    private func retry(_ pending: PendingCommand, after outcome: CommitOutcome) -> PendingCommand {
        var pending = pending
        pending.conflicts += 1
        pending.missing = []
        if case .keyTaken = outcome { pending.command = pending.command.withNumber(newTicketNumber()) }
        if case .conflict(let stream) = outcome { pending.absent.remove(stream) }
        return pending
    }

    /// Decides commands again that lost against others.
    func decide(_ commands: [PendingCommand]) {
        for pending in commands {
            guard pending.conflicts < configuration.maximumAttempts else {
                pending.completion(.failure(DeskError(.contended, "others changed the same streams; try again")))
                continue
            }
            finish(pending, core.withLock { $0.attempt(pending, environment: environment) })
        }
    }

    /// Draws a number; whether it is free, the commit finds out.
    package func newTicketNumber() -> TicketNumber {
        let index = Int(environment.random() % UInt64(TicketNumber.count))
        guard let number = TicketNumber(index: index) else { preconditionFailure("the index is in range") }
        return number
    }
}

extension CommitNotice {
    /// Whether a stream may now need to be woken before the time the waker waits for.
    fileprivate var wakesEarlier: Bool {
        parts.contains { part in
            part.events.contains {
                if case .ticket(.messagePosted) = $0.event { false } else { true }
            }
        }
    }
}
