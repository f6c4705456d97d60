/// A client's updates: for one reader at a time, bounded as `WebChatClientConfiguration.updateLimit` says. It ends when
/// the client has stopped, and for a reader whose task is cancelled.
public struct ChatUpdates: AsyncSequence, Sendable {
    /// What it yields.
    public typealias Element = ChatUpdate
    /// It never throws: why a client stopped is told by `run()`.
    public typealias Failure = Never

    let client: WebChatClient

    /// Begins to read where the last reader stopped.
    public func makeAsyncIterator() -> Iterator { Iterator(client: client) }

    /// Reads one update after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let client: WebChatClient

        /// The next update; nil at the end.
        public func next() async -> ChatUpdate? { await client.nextUpdate() }

        /// The next update; nil at the end.
        public func next(isolation actor: isolated (any Actor)?) async throws(Never) -> ChatUpdate? {
            await client.nextUpdate()
        }
    }
}
