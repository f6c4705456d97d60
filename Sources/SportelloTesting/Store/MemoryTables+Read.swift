import Sportello
import SportelloModel

extension MemoryTables {
    func head(of stream: StreamID) -> StreamHead { streams[stream]?.snapshot.head ?? .empty }

    func reply(to key: CommitKey) -> ReplyResult {
        guard let entry = replies[ReplyKey(key)] else { return .unknown }
        return entry.content == key.content ? .replayed(entry.reply) : .keyReused
    }

    func events(_ request: EventsRequest) -> EventsResult {
        guard let entry = streams[request.stream] else { return EventsResult(events: [], more: false, head: .empty) }
        let count = entry.count(in: request.view)
        let limit = max(1, request.limit)
        let places: Range<Int>
        let more: Bool
        switch request.range {
        case .after(let number):
            let start = Int(min(max(0, number), Int64(count)))
            places = start..<min(count, start + min(limit, count))
            more = places.upperBound < count
        case .before(let number):
            let end = Int(min(max(1, number) - 1, Int64(count)))
            places = max(0, end - limit)..<end
            more = places.lowerBound > 0
        case .newest:
            places = max(0, count - limit)..<count
            more = places.lowerBound > 0
        }
        return EventsResult(events: entry.events(in: request.view, places), more: more, head: entry.snapshot.head)
    }

    func due(_ request: DueRequest) -> DueResult {
        let wakes = streams.values.compactMap { entry in
            entry.snapshot.index.wakeAt.map { (at: $0, stream: entry.snapshot.stream) }
        }
        let ripe = wakes.filter { $0.at <= request.now }.sorted { ($0.at, $0.stream) < ($1.at, $1.stream) }
        return DueResult(
            streams: ripe.prefix(max(0, request.limit)).map(\.stream),
            next: wakes.lazy.map(\.at).filter { $0 > request.now }.min()
        )
    }

    func streams(_ request: StreamsRequest) -> [StreamID] {
        let names = streams.keys.filter { name in request.after.map { name > $0 } ?? true }
        return Array(names.sorted().prefix(max(0, request.limit)))
    }

    mutating func erase(_ request: EraseRequest) -> Int {
        guard let log = streams[request.stream]?.log else { return 0 }
        let wanted = request.events.map(Set.init)
        var count = 0
        for (place, event) in log.enumerated() {
            guard let content = event.content, wanted?.contains(event.seq) ?? true else { continue }
            texts.remove(content.text, at: SearchResult.Hit(stream: event.stream, seq: event.seq))
            streams[request.stream]?.log[place].content = nil
            streams[request.stream]?.log[place].salt = nil
            count += 1
        }
        return count
    }

    /// What cannot be: the same questions that a store on disk asks of its tables.
    func problems() -> [String] {
        streams.values.flatMap { entry -> [String] in
            let name = entry.snapshot.stream.description
            var problems: [String] = []
            if entry.log.map(\.seq) != Array(1...max(1, Int64(entry.log.count))) {
                problems.append("\(name): the events are not numbered 1, 2, 3, …")
            }
            if entry.snapshot.head.seq != Int64(entry.log.count) || entry.snapshot.head.digest != entry.log.last?.digest
            {
                problems.append("\(name): the head does not name the last event")
            }
            return problems
        }
    }
}
