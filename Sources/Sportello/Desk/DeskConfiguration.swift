import SportelloModel

/// How the desk runs. Values are checked once, when the desk begins to run.
public struct DeskConfiguration: Sendable {
    /// How many commands may wait for a commit; more are refused as ``DeskError/Code/overloaded``. Default 20,000.
    public var maximumPendingCommands = 20_000
    /// How many transactions share one commit. Default 1,024.
    public var maximumBatch = 1024
    /// How far apart the commits of a busy desk begin: from 2,500 commands a second on, so that more of them share a flush.
    /// What comes after a command that was alone in its commit waits for nothing. Zero: never; at most a second. Default 5 ms.
    public var commitInterval = Duration.milliseconds(5)
    /// How many streams' states are kept in memory. Default 50,000.
    public var cachedStreams = 50_000
    /// How often a command is decided again after a conflict before it fails. Default 16.
    public var maximumAttempts = 16
    /// How long an outgoing item is leased to a worker. Default one minute.
    public var outboxLease = Duration.seconds(60)
    /// When a failed outgoing item is tried again, by attempt; the last one repeats. When there is none,
    /// after a minute.
    public var outboxRetries: [Duration] = [.seconds(5), .seconds(30), .minutes(5), .minutes(30), .hours(2)]
    /// After how many attempts an outgoing item is given up. Default 20.
    public var outboxAttempts = 20

    /// The defaults.
    public init() {}

    /// Throws ``DeskError/Code/configuration`` for the first value that is out of range, and says which one and what it may be.
    func validate() throws {
        let counts = [
            ("maximumPendingCommands", maximumPendingCommands), ("maximumBatch", maximumBatch),
            ("cachedStreams", cachedStreams), ("maximumAttempts", maximumAttempts), ("outboxAttempts", outboxAttempts),
        ]
        for (name, count) in counts where count < 1 { throw outOfRange(name, "\(count)", "at least 1") }
        guard (Duration.zero...(.seconds(1))).contains(commitInterval) else {
            throw outOfRange("commitInterval", "\(commitInterval)", "from 0 to 1 second")
        }
        guard outboxLease > .zero else { throw outOfRange("outboxLease", "\(outboxLease)", "above 0") }
        for delay in outboxRetries where delay < .zero {
            throw outOfRange("outboxRetries", "\(delay)", "0 or more each")
        }
    }

    private func outOfRange(_ name: String, _ value: String, _ range: String) -> DeskError {
        DeskError(.configuration, "DeskConfiguration.\(name) is \(value); it must be \(range)")
    }
}
