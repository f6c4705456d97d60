import Sportello

/// Who may still use the store. A value under a lock; every transition is one synchronous step.
struct Gate: Sendable {
    private(set) var isClosed = false
    private var hasFailed = false
    private var waiting = 0

    /// Whether the last commit's fate is known.
    var isSound: Bool { !hasFailed }

    /// Whether no write waits.
    var isIdle: Bool { waiting == 0 }

    /// Lets a read through or says why not.
    func pass() throws {
        if isClosed { throw StoreError(.closed, "the SQLite store was closed") }
        try admit()
    }

    /// Counts a write that is handed over; from here on it is finished even if ``close()`` follows.
    mutating func enter() throws {
        try pass()
        waiting += 1
    }

    /// Lets a write that was handed over begin, unless one before it failed in its commit.
    func admit() throws {
        if hasFailed {
            throw StoreError(.unavailable, "an earlier commit failed; close the store and open it again")
        }
    }

    /// Counts a write that is done and says whether no other waits.
    mutating func leave() -> Bool {
        waiting -= 1
        return waiting == 0
    }

    /// Stops acknowledging.
    mutating func fail() { hasFailed = true }

    /// Closes and says whether the store was open.
    mutating func close() -> Bool {
        defer { isClosed = true }
        return !isClosed
    }
}
