import GRDB
import Sportello
import SportelloModel

/// What the one writer remembers between batches. Only it writes, so what it remembers is what the tables hold; after
/// a failed batch it forgets and reads again.
struct WriterState: Sendable {
    /// A stream's row and where its log ends.
    struct Place: Sendable {
        var row: Int64
        var head: StreamHead
    }

    /// Streams by name, the recently written ones.
    private(set) var places: [StreamName: Place] = [:]
    /// The number and the digests' XOR of all events, as `meta` holds them; an event's row id is its number.
    var tally = Tally()
    /// The keys of commands that were answered.
    var keys = KnownKeys(recent: [])
    /// How many events are not in their places yet; about a thousand.
    var recentEvents: Int64 = 0
    /// Up to which event texts are in the search index.
    var textsIndexed: Int64 = 0
    /// The number of events when the writer last looked whether it has time.
    var eventsAtInterval: Int64 = 0
    /// Whether erased words must still be merged out of the index.
    var textMerge = TextMerge.none
    /// Whether erased words may still stand in the write-ahead log.
    var logNeedsTruncation = false
    /// How many pages the write-ahead log took since it was last copied into the database.
    var framesWaiting = 0

    /// About 100 bytes each.
    private static let maximumPlaces = 100_000

    /// Reads what the tables hold.
    static func load(_ database: Database) throws -> WriterState {
        var state = WriterState()
        state.tally.count = try Meta.int("events", database)
        state.tally.sum = try Meta.digest("tally", database)
        state.eventsAtInterval = state.tally.count
        state.keys = KnownKeys(recent: try ReplyStatements.recent(database))
        state.recentEvents = try EventPlaces.recentCount(database)
        state.textsIndexed = try Meta.int("textsIndexed", database)
        state.textMerge = TextMerge(rawValue: try Meta.int("textsNeedMerge", database)) ?? .wanted
        return state
    }

    /// Whether texts wait for the search index.
    var textsWaiting: Int64 { tally.count - textsIndexed }

    /// Where a stream's log ends; `nil` when the stream does not exist.
    mutating func place(of stream: StreamID, _ statements: CommitStatements) throws -> Place? {
        let name = StreamName(stream)
        if let place = places[name] { return place }
        guard let place = try statements.place(of: stream) else { return nil }
        remember(place, of: stream)
        return place
    }

    mutating func remember(_ place: Place, of stream: StreamID) {
        if places.count >= Self.maximumPlaces { places.removeAll(keepingCapacity: true) }
        places[StreamName(stream)] = place
    }
}

/// A stream's name, cheap to hash.
struct StreamName: Hashable, Sendable {
    private let kind: StreamKind
    private let high: UInt64
    private let low: UInt64

    init(_ stream: StreamID) {
        kind = stream.kind
        high = stream.key.high
        low = stream.key.low
    }

    /// The key alone is spread evenly: kinds share keys only by design of the caller.
    func hash(into hasher: inout Hasher) {
        hasher.combine(high)
        hasher.combine(low)
    }
}

/// Counts events and sums their digests without regard to order, so that the removal of a whole stream shows.
struct Tally: Sendable, Equatable {
    var count: Int64 = 0
    var sum = Digest.zero

    mutating func add(_ digest: Digest) {
        count += 1
        let (one, other) = (sum.words, digest.words)
        sum = Digest(words: (one.0 ^ other.0, one.1 ^ other.1, one.2 ^ other.2, one.3 ^ other.3))
    }
}
