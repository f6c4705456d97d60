/// Updates that wait for their one reader.
struct UpdateBuffer {
    private let limit: Int
    private var waiting: [ChatUpdate] = []
    /// What was taken from the front; removed now and then, so that taking is cheap.
    private var taken = 0
    private var reader: CheckedContinuation<ChatUpdate?, Never>?
    private(set) var isFinished = false

    init(limit: Int) { self.limit = max(16, limit) }

    var count: Int { waiting.count - taken }
    /// Whether nothing more should be read from the socket.
    var isFull: Bool { count >= limit }
    /// Whether there is room again.
    var isHalfEmpty: Bool { count <= limit / 2 }

    /// Adds one; returns the reader to resume with it instead, when one waits.
    mutating func add(_ update: ChatUpdate) -> CheckedContinuation<ChatUpdate?, Never>? {
        guard !isFinished else { return nil }
        if let reader {
            self.reader = nil
            return reader
        }
        waiting.append(update)
        return nil
    }

    /// Takes the oldest.
    mutating func take() -> ChatUpdate? {
        guard taken < waiting.count else { return nil }
        defer {
            taken += 1
            if taken == waiting.count {
                waiting.removeAll(keepingCapacity: true)
                taken = 0
            } else if taken > 1024 {
                waiting.removeFirst(taken)
                taken = 0
            }
        }
        return waiting[taken]
    }

    mutating func wait(_ reader: CheckedContinuation<ChatUpdate?, Never>) {
        precondition(self.reader == nil, "updates have one reader at a time")
        self.reader = reader
    }

    /// The reader that waits, to be told that nothing comes for it.
    mutating func dismissReader() -> CheckedContinuation<ChatUpdate?, Never>? {
        defer { reader = nil }
        return reader
    }

    /// Nothing more is added; what waits can still be taken.
    mutating func finish() { isFinished = true }
}
