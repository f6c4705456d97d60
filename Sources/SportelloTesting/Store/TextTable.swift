import Sportello
import SportelloModel

/// An inverted index: which events hold a word, in the order of commit.
struct TextTable: Sendable {
    private var places: [String: [Entry]] = [:]
    private var nextOrder = 0

    private struct Entry: Sendable {
        let order: Int
        let hit: SearchResult.Hit
    }

    mutating func add(_ text: String, at hit: SearchResult.Hit) {
        for word in Set(SearchRequest.words(of: text)) {
            places[word, default: []].append(Entry(order: nextOrder, hit: hit))
        }
        nextOrder += 1
    }

    mutating func remove(_ text: String, at hit: SearchResult.Hit) {
        for word in Set(SearchRequest.words(of: text)) {
            places[word]?.removeAll { $0.hit == hit }
        }
    }

    /// The events that hold all words, the last committed first. No words, no events.
    func hits(of words: [String]) -> [SearchResult.Hit] {
        guard let first = words.first else { return [] }
        let others = words.dropFirst().map { word in Set((places[word] ?? []).map(\.hit)) }
        return (places[first] ?? [])
            .sorted { $0.order > $1.order }
            .map(\.hit)
            .filter { hit in others.allSatisfy { $0.contains(hit) } }
    }
}
