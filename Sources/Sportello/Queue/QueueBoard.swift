import SportelloModel

/// Who waits, in the order in which they are served. Derived from the tickets; nothing of it is stored.
struct QueueBoard {
    private var ranks: [QueueRank] = []

    /// How many wait.
    var count: Int { ranks.count }

    /// The next to be served.
    var first: QueueRank? { ranks.first }

    /// Moves a ticket from where it stood to where it stands. Returns whether the board changed.
    @discardableResult
    mutating func move(from old: QueueRank?, to new: QueueRank?) -> Bool {
        if old == new { return false }
        var isChanged = false
        if let old, let index = index(of: old) {
            ranks.remove(at: index)
            isChanged = true
        }
        if let new, index(of: new) == nil {
            ranks.insert(new, at: place(of: new))
            isChanged = true
        }
        return isChanged
    }

    /// How many are served before this one, plus one. Only what is ahead counts (facts, queue discipline).
    func position(of rank: QueueRank) -> Int? { index(of: rank).map { $0 + 1 } }

    /// All who wait, the next first.
    var all: [QueueRank] { ranks }

    private func place(of rank: QueueRank) -> Int {
        var low = 0
        var high = ranks.count
        while low < high {
            let middle = (low + high) / 2
            if ranks[middle] < rank { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func index(of rank: QueueRank) -> Int? {
        let place = place(of: rank)
        return place < ranks.count && ranks[place] == rank ? place : nil
    }
}
