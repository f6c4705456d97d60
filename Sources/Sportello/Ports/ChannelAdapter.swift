public import SportelloModel

/// A way in and out of the desk: e-mail, a messenger, whatever a host adds. `Examples/CustomChannel` shows one.
///
/// **Sending** is at least once: the same item may come again after a crash, with the same id, and with
/// ``SendRequest/isAmbiguous`` set when an earlier attempt's fate is unknown.
///
/// **Receiving.** ``run(_:)`` runs until the desk shuts down; graceful shutdown lets it finish what it took,
/// cancellation is abrupt. What arrives is handed to ``ChannelIntake``, at least once, with a stable id of the outside
/// world, and is only acknowledged to the outside after that call returned.
public protocol ChannelAdapter: Sendable {
    /// The kind of channel it serves; at most one adapter each.
    var channel: ChannelKind { get }

    /// Sends one item. Throws for "try again later"; ``SendResult`` tells the rest.
    func send(_ request: SendRequest) async throws -> SendResult

    /// Receives until shutdown. An adapter that only sends waits for shutdown.
    func run(_ intake: ChannelIntake) async throws
}

/// One item to send.
public struct SendRequest: Sendable {
    /// Its name: the same for every attempt.
    public var id: Identifier<OutboxItem>
    /// What to send, as the desk's rules decided it.
    public var payload: [UInt8]
    /// 1 for the first attempt.
    public var attempt: Int
    /// Whether an earlier attempt may have been sent.
    public var isAmbiguous: Bool

    /// Makes a request.
    public init(id: Identifier<OutboxItem>, payload: [UInt8], attempt: Int, isAmbiguous: Bool) {
        self.id = id
        self.payload = payload
        self.attempt = attempt
        self.isAmbiguous = isAmbiguous
    }
}

/// What became of one item.
public enum SendResult: Sendable, Hashable {
    /// The outside took it.
    case sent
    /// The outside will never take it.
    case failed(reason: String)
}

/// Thrown by ``ChannelAdapter/send(_:)`` when the adapter knows how long to wait. Any other error is tried again by
/// ``DeskConfiguration/outboxRetries``.
public struct SendLater: Error, Sendable, Hashable, CustomStringConvertible {
    /// How long to wait.
    public var delay: Duration
    /// Why, for an operator.
    public var reason: String
    /// Whether the channel as a whole is paused, for example because its password is refused: then waiting does not use
    /// up the item's attempts.
    public var isPause: Bool

    /// Makes an error.
    public init(after delay: Duration, reason: String, isPause: Bool = false) {
        self.delay = delay
        self.reason = reason
        self.isPause = isPause
    }

    /// The reason.
    public var description: String { reason }
}
