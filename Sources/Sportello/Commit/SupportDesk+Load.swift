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
        let checked = await answerReplays(commands)
        core.withLock { $0.inHand -= commands.count - checked.count }
        let wanted = Set(checked.flatMap(\.missing))
        do {
            let absent = try await cache(wanted)
            for var pending in checked {
                pending.absent.formUnion(pending.missing.intersection(absent))
                pending.missing = []
                // Never in neither list: a desk that stops counts what it still has.
                let attempt = core.withLock { core in
                    core.inHand -= 1
                    return core.attempt(pending, environment: environment)
                }
                finish(pending, attempt)
            }
        } catch {
            logger.error("load failed", metadata: ["error": "\(error)"])
            core.withLock { $0.inHand -= checked.count }
            let failure = DeskError(.store, "the store could not be read", cause: error)
            for pending in checked { pending.completion(.failure(failure)) }
        }
        // The committer may be waiting for the last command to be finished.
        toCommit.signal()
    }

    /// Puts streams into the cache; returns those that do not exist.
    private func cache(_ wanted: Set<StreamID>) async throws -> Set<StreamID> {
        if wanted.isEmpty { return [] }
        let snapshots = try await store.load(LoadRequest(streams: Array(wanted))).snapshots
        let states = try snapshots.map { ($0.stream, try $0.decoded()) }
        core.withLock { core in
            // What was decided meanwhile is newer than what was read.
            for (stream, state) in states where core.cache.state(of: stream) == nil {
                core.cache.keep(state, for: stream)
            }
        }
        return wanted.subtracting(snapshots.map(\.stream))
    }

    /// Answers commands that were refused now but had been committed before; returns those that still need streams.
    private func answerReplays(_ commands: [PendingCommand]) async -> [PendingCommand] {
        var rest: [PendingCommand] = []
        for pending in commands {
            guard let refusal = pending.refusal, let key = pending.commitKey else {
                rest.append(pending)
                continue
            }
            let answer: Result<Receipt, any Error>
            do {
                switch try await store.reply(ReplyRequest(key: key)) {
                case .unknown: answer = .failure(refusal)
                case .keyReused: answer = .failure(DeskError(.keyReused, "this id was used for another command"))
                case .replayed(let reply): answer = Result { try Receipt(reply, isDuplicate: true).orRefusal() }
                }
            } catch {
                logger.error("reading a reply failed", metadata: ["error": "\(error)"])
                answer = .failure(DeskError(.store, "the store could not be read", cause: error))
            }
            pending.completion(answer)
        }
        return rest
    }
}
