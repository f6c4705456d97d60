import SportelloModel

/// How the desk runs. Values are checked once, by ``SupportDesk/init(store:profile:configuration:environment:channels:logger:)``.
public struct DeskConfiguration: Sendable {
    /// How many commands may wait for a commit; more are refused as ``DeskError/Code/overloaded``. Default 20,000.
    public var maximumPendingCommands = 20_000
    /// How many transactions share one commit. Default 1,024.
    public var maximumBatch = 1024
    /// How many streams' states are kept in memory. Default 50,000.
    public var cachedStreams = 50_000
    /// How often a command is decided again after a conflict before it fails. Default 16.
    public var maximumAttempts = 16
    /// How long an outgoing item is leased to a worker. Default one minute.
    public var outboxLease = Duration.seconds(60)
    /// When a failed outgoing item is tried again, by attempt; the last one repeats.
    public var outboxRetries: [Duration] = [.seconds(5), .seconds(30), .minutes(5), .minutes(30), .hours(2)]
    /// After how many attempts an outgoing item is given up. Default 20.
    public var outboxAttempts = 20

    /// The defaults.
    public init() {}
}
