package import SportelloModel

/// What a batch made durable, in commit order: the source of every fan-out.
package struct CommitNotice: Sendable {
    /// One stream's share.
    package struct Part: Sendable {
        /// The stream.
        package var stream: StreamID
        /// The new events, ascending.
        package var events: [LoggedEvent]
        /// The state after them.
        package var state: StreamChange
    }

    /// The shares, in commit order. A stream may occur several times.
    package var parts: [Part]
    /// Whether anybody's place in the queue changed.
    package var queueChanged: Bool
}

/// Somebody who is told of every batch after it is durable, in order, before the next batch is.
///
/// The call must not block: it hands the notice to its own queue, whose bound and overflow policy it states itself.
package protocol CommitSink: AnyObject, Sendable {
    /// Takes a notice, and the answers to the commands of the batch that the sink itself submitted, in commit order.
    /// Both at once, so that an event and the acknowledgement that follows it can leave in one write.
    func committed(_ notice: CommitNotice, _ answers: [CommitAnswer])
}

/// What became of a command, on its way to its caller.
package struct CommitAnswer: Sendable {
    let completion: @Sendable (Result<Receipt, any Error>) -> Void
    let result: Result<Receipt, any Error>

    /// Tells the caller. Call it once.
    package func deliver() { completion(result) }
}
