import SportelloModel

/// A command on its way: decided and waiting for its commit, or waiting for streams to be loaded.
struct PendingCommand: Sendable {
    var command: Command
    let actor: Actor
    let key: CommandKey?
    /// Streams known not to exist.
    var absent: Set<StreamID>
    /// What must be loaded before the next attempt.
    var missing: Set<StreamID> = []
    /// A refusal that holds only if the command was not committed before.
    var refusal: Refusal?
    /// How often it was decided and then lost against another.
    var conflicts = 0
    /// Who hands the answer to the caller together with the batch; `nil` for the desk itself.
    let sink: (any CommitSink)?
    /// Told once, on no particular thread, and never while the desk's lock is held.
    let completion: @Sendable (Result<Receipt, any Error>) -> Void

    init(
        command: Command, actor: Actor, key: CommandKey?, sink: (any CommitSink)? = nil,
        completion: @escaping @Sendable (Result<Receipt, any Error>) -> Void
    ) {
        self.command = command
        self.actor = actor
        self.key = key
        self.absent = command.freshStreams
        self.sink = sink
        self.completion = completion
    }

    /// The store's key for it.
    var commitKey: CommitKey? {
        key.map { CommitKey(scope: $0.scope, author: actor.author.id, id: $0.id, content: $0.content) }
    }
}

/// A decided command, ready for the store. One object, because a batch of them changes hands several times.
final class DecidedCommand: Sendable {
    /// Rises with every decided command.
    let serial: Int
    let pending: PendingCommand
    let transaction: Transaction
    let sealed: [SealedChange]
    /// Where tickets that may have moved in a queue waited before, and wait now.
    let moves: [QueueMove]

    init(serial: Int, pending: PendingCommand, transaction: Transaction, sealed: [SealedChange], moves: [QueueMove]) {
        self.serial = serial
        self.pending = pending
        self.transaction = transaction
        self.sealed = sealed
        self.moves = moves
    }

    func touches(_ streams: Set<StreamID>) -> Bool {
        transaction.writes.contains { streams.contains($0.stream) }
    }
}

/// A refusal that holds only if what it was decided on becomes durable.
struct DeferredRefusal: Sendable {
    var pending: PendingCommand
    var refusal: Refusal
    /// What the command looked at.
    var streams: Set<StreamID>
    /// The last command that was decided before it.
    var after: Int
}
