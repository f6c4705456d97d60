/// A binary min-heap of deadlines, 16 bytes each. Entries are never removed from the middle: whoever takes one out
/// checks whether it still means something.
struct DeadlineHeap {
    /// One deadline and what it is for.
    struct Entry: Equatable {
        /// Milliseconds of the loop's clock.
        var deadline: UInt64
        /// The place in the loop's table of sockets; -1 for a timer.
        var slot: Int32
        /// The slot's generation, or the timer's number.
        var generation: UInt32
    }

    private var entries: [Entry] = []

    /// The number of entries, stale ones included.
    var count: Int { self.entries.count }
    /// The earliest deadline.
    var earliest: UInt64? { self.entries.first?.deadline }

    /// Adds an entry.
    mutating func insert(_ entry: Entry) {
        self.entries.append(entry)
        var child = self.entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard self.entries[child].deadline < self.entries[parent].deadline else { return }
            self.entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes out the earliest entry if its time has come.
    mutating func popFirst(dueBy now: UInt64) -> Entry? {
        guard let first = self.entries.first, first.deadline <= now else { return nil }
        let last = self.entries.removeLast()
        guard !self.entries.isEmpty else { return first }
        self.entries[0] = last
        var parent = 0
        while true {
            var least = parent
            let left = 2 * parent + 1
            if left < self.entries.count, self.entries[left].deadline < self.entries[least].deadline { least = left }
            if left + 1 < self.entries.count, self.entries[left + 1].deadline < self.entries[least].deadline {
                least = left + 1
            }
            guard least != parent else { return first }
            self.entries.swapAt(parent, least)
            parent = least
        }
    }
}
