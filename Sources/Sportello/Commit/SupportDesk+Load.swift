import Logging
import SportelloModel
import Synchronization

extension SupportDesk {
    /// Loads what waiting commands miss, all of it at once, and decides them.
    func runLoader() async {
        while await toLoad.wait() {
            let commands = core.withLock { core -> [PendingCommand] in
                defer { core.waiting = [] }
                core.inHand += core.waiting.count
                return core.waiting
            }
            if !commands.isEmpty { await load(commands) }
        }
    }

    private func load(_ commands: [PendingCommand]) async {
        do {
            let checked = try await answerReplays(commands)
            let wanted = Set(checked.flatMap(\.missing))
            let snapshots = wanted.isEmpty ? [] : try await store.load(LoadRequest(streams: Array(wanted))).snapshots
            let states = try snapshots.map { snapshot in
                let state = try StreamChange(
                    stream: snapshot.stream, head: snapshot.head, activity: snapshot.activity, state: snapshot.state
                )
                return (snapshot.stream, state)
            }
            let absent = wanted.subtracting(snapshots.map(\.stream))
            core.withLock { core in
                core.inHand -= commands.count
                // What was decided meanwhile is newer than what was read.
                for (stream, state) in states where core.cache.state(of: stream) == nil {
                    core.cache.keep(state, for: stream)
                }
            }
            for var pending in checked {
                pending.absent.formUnion(pending.missing.intersection(absent))
                pending.missing = []
                finish(pending, core.withLock { $0.attempt(pending, environment: environment) })
            }
        } catch {
            logger.error("load failed", metadata: ["error": "\(error)"])
            core.withLock { $0.inHand -= commands.count }
            let failure = DeskError(.store, "the store could not be read", cause: error)
            for pending in commands { pending.completion(.failure(failure)) }
        }
        // The committer may be waiting for the last command to be finished.
        toCommit.signal()
    }

    /// Answers commands that were refused now but had been committed before; returns those that still need streams.
    private func answerReplays(_ commands: [PendingCommand]) async throws -> [PendingCommand] {
        var rest: [PendingCommand] = []
        for pending in commands {
            guard let refusal = pending.refusal, let key = pending.commitKey else {
                rest.append(pending)
                continue
            }
            switch try await store.reply(ReplyRequest(key: key)) {
            case .unknown: pending.completion(.failure(refusal))
            case .keyReused:
                pending.completion(.failure(DeskError(.keyReused, "this id was used for another command")))
            case .replayed(let reply):
                pending.completion(
                    Result {
                        let receipt = try Receipt(reply, isDuplicate: true)
                        if case .refused(let refusal) = receipt.result { throw refusal }
                        return receipt
                    }
                )
            }
        }
        return rest
    }
}
