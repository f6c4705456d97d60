import SportelloModel

/// Where a ticket waits: in its team's line.
struct QueuePlace: Sendable, Hashable {
    var team: String
    var rank: QueueRank
}

/// What a command did to a ticket's place.
struct QueueMove: Sendable {
    /// Where it waited before; `nil` when it did not.
    var from: QueuePlace?
    /// Where it waits now; `nil` when it does not.
    var to: QueuePlace?
}

extension TicketFacts {
    /// Where the ticket waits; `nil` when it does not.
    func place(_ profile: ServiceProfile) -> QueuePlace? {
        queueRank(profile.queue).map { QueuePlace(team: team ?? profile.routing.team, rank: $0) }
    }
}

/// Who waits, team by team, in the order in which they are served. Derived from the tickets; nothing of it is stored.
struct QueueBoard {
    private var lines: [String: [QueueRank]] = [:]

    /// How many wait.
    var count: Int { lines.values.reduce(0) { $0 + $1.count } }

    /// Moves a ticket from where it stood to where it stands. Returns whether the board changed.
    @discardableResult
    mutating func move(from old: QueuePlace?, to new: QueuePlace?) -> Bool {
        if old == new { return false }
        var isChanged = false
        if let old, let index = index(of: old) {
            lines[old.team]?.remove(at: index)
            if lines[old.team]?.isEmpty == true { lines[old.team] = nil }
            isChanged = true
        }
        if let new, index(of: new) == nil {
            lines[new.team, default: []].insert(new.rank, at: index(before: new))
            isChanged = true
        }
        return isChanged
    }

    /// How many of the same team are served before this one, plus one. Only what is ahead counts (facts, queue
    /// discipline).
    func position(of place: QueuePlace) -> Int? { index(of: place).map { $0 + 1 } }

    /// How many wait for a team.
    func count(of team: String) -> Int { lines[team]?.count ?? 0 }

    /// All who wait, the next first.
    var all: [QueueRank] { lines.values.joined().sorted() }

    private func index(before place: QueuePlace) -> Int {
        let line = lines[place.team] ?? []
        var low = 0
        var high = line.count
        while low < high {
            let middle = (low + high) / 2
            if line[middle] < place.rank { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func index(of place: QueuePlace) -> Int? {
        let line = lines[place.team] ?? []
        let index = index(before: place)
        return index < line.count && line[index] == place.rank ? index : nil
    }
}
