import Sportello

/// Who may still use the store. A value under a lock; every transition is one synchronous step.
struct Gate: Sendable {
    private(set) var isClosed = false
    let isReadOnly: Bool
    private var hasFailed = false
    private var isUpkeepScheduled = false

    init(isReadOnly: Bool = false) { self.isReadOnly = isReadOnly }

    /// Whether the last commit's fate is known.
    var isSound: Bool { !hasFailed }

    /// Lets a call through or says why not.
    func pass() throws {
        if isClosed { throw StoreError(.closed, "the SQLite store was closed") }
        try admit()
    }

    /// Lets a write through or says why not. What got through is finished even if ``close()`` follows.
    func passToWrite() throws {
        try pass()
        if isReadOnly { throw StoreError(.unsupported, "the SQLite store was opened to be read only") }
    }

    /// Lets a write that was handed over begin, unless one before it failed in its commit.
    func admit() throws {
        if hasFailed {
            throw StoreError(.unavailable, "an earlier commit failed; close the store and open it again")
        }
    }

    /// Asks for the writer's next look after itself; `false` when one is coming already.
    mutating func schedule() -> Bool {
        defer { isUpkeepScheduled = true }
        return !isUpkeepScheduled
    }

    /// Notes that the writer has nothing left to look after.
    mutating func unschedule() { isUpkeepScheduled = false }

    /// Stops acknowledging.
    mutating func fail() { hasFailed = true }

    /// Closes and says whether the store was open.
    mutating func close() -> Bool {
        defer { isClosed = true }
        return !isClosed
    }
}
