import SportelloModel

/// The states of streams in use. Two generations: when the young one is full it becomes the old one, and what was in
/// the old one and was not asked for since is forgotten. Every operation costs the same, however many streams there are.
struct StateCache {
    private var young: [StreamID: StreamChange] = [:]
    private var old: [StreamID: StreamChange] = [:]
    private let generation: Int

    /// Keeps between `capacity / 2` and `capacity` streams.
    init(capacity: Int) { generation = max(1, capacity / 2) }

    /// The state, if it is known.
    mutating func state(of stream: StreamID) -> StreamChange? {
        if let state = young[stream] { return state }
        guard let state = old[stream] else { return nil }
        keep(state, for: stream)
        return state
    }

    /// Remembers a state.
    mutating func keep(_ state: StreamChange, for stream: StreamID) {
        if young.count >= generation, young[stream] == nil {
            old = young
            young = [:]
        }
        young[stream] = state
    }

    /// Forgets a state that may not be the store's.
    mutating func forget(_ stream: StreamID) {
        young[stream] = nil
        old[stream] = nil
    }
}
