import SportelloModel

extension DeskStore {
    /// Reads a stream's log from its beginning, a page in memory at a time, up to and without the first event that
    /// `isWanted` does not want. A log's times never run backwards.
    func eachEvent(
        of stream: StreamID, while isWanted: (EventRecord) -> Bool = { _ in true }, _ body: (LoggedEvent) -> Void
    ) async throws {
        var seq: Int64 = 0
        while true {
            let page = try await events(
                EventsRequest(stream: stream, view: .complete, range: .after(seq), limit: 200)
            )
            for record in page.events {
                guard isWanted(record) else { return }
                body(try LoggedEvent(record))
            }
            guard page.more, let last = page.events.last else { return }
            seq = last.seq
        }
    }
}
