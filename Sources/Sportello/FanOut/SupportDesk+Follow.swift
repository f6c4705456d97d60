public import SportelloModel

/// The events of one stream from a number on, without gaps, for as long as the desk runs.
///
/// The sequence reads the store and waits for hints, so it buffers one page and never loses an event to a slow reader.
/// It ends when the desk stops or the task is cancelled, and throws ``StoreError`` when the store cannot be read.
public struct DeskEvents: AsyncSequence, Sendable {
    /// An event.
    public typealias Element = LoggedEvent

    let desk: SupportDesk
    let stream: StreamID
    let view: StreamView
    let since: Int64

    /// Starts reading.
    public func makeAsyncIterator() -> Iterator {
        // Attached before the first read, so that no event falls between.
        Iterator(
            store: desk.store, stream: stream, view: view, position: since,
            hints: desk.hints.hints(for: stream).makeAsyncIterator()
        )
    }

    /// Reads on.
    public struct Iterator: AsyncIteratorProtocol {
        let store: any DeskStore
        let stream: StreamID
        let view: StreamView
        var position: Int64
        var hints: AsyncStream<Void>.Iterator
        var page: ArraySlice<EventRecord> = []
        var isEnded = false

        /// The next event; `nil` at the end.
        public mutating func next() async throws -> LoggedEvent? {
            while page.isEmpty {
                let result = try await store.events(
                    EventsRequest(stream: stream, view: view, range: .after(position), limit: 100)
                )
                page = result.events[...]
                if !page.isEmpty || isEnded { break }
                isEnded = await hints.next(isolation: #isolation) == nil
            }
            guard let record = page.popFirst() else { return nil }
            position = record.position(in: view) ?? position
            return try LoggedEvent(record)
        }
    }
}

extension SupportDesk {
    /// Follows a stream.
    ///
    /// - Parameters:
    ///   - stream: The stream. It need not exist yet.
    ///   - view: Whose events and numbers.
    ///   - since: The number of the last event that is known; 0 from the start.
    public func events(of stream: StreamID, view: StreamView, since: Int64 = 0) -> DeskEvents {
        DeskEvents(desk: self, stream: stream, view: view, since: since)
    }
}
