/// A client's messages that are not acknowledged yet: rule 3 of section 7 as a value.
///
/// One message is in flight a stream, the others wait behind it in order. After each `welcome` the first of each stream
/// is sent again with the same id: the server answers `dup: true` if it had it. To survive a restart of the client,
/// keep ``pending`` (as `ClientFrame.send(…).encode()`) before sending.
public struct ChatOutbox: Sendable, Equatable {
    /// What became of a message handed in.
    public enum Acceptance: Sendable, Equatable {
        /// Send this now.
        case send(ClientFrame.Send)
        /// It waits for others, or for the connection.
        case waits
        /// The same id is here already; nothing changed.
        case known
        /// The outbox holds `capacity` messages; nothing changed.
        case full
    }

    /// What an answer means.
    public enum Outcome: Sendable, Equatable {
        /// Not about a message here: an answer that came twice, or to another frame.
        case unrelated
        /// The message is durable, or refused for good (then `failure` says why); send `next` now.
        case finished(ClientFrame.Send, failure: ServerFrame.Failure?, next: ClientFrame.Send?)
        /// Call ``ChatOutbox/retry(_:)`` for the stream after `milliseconds`, or after backoff when nil.
        case retryLater(stream: StreamName, milliseconds: Int64?)
    }

    /// Most messages kept.
    public let capacity: Int
    /// All messages not finished, in the order they were handed in.
    public private(set) var pending: [ClientFrame.Send]

    private var isConnected = false
    /// The id in flight on each stream.
    private var inFlight: [StreamName: String] = [:]
    /// Streams told to come back later.
    private var paused: Set<StreamName> = []

    /// An outbox, empty or with what an earlier run left. `capacity` must be positive.
    public init(pending: [ClientFrame.Send] = [], capacity: Int = 200) {
        precondition(capacity > 0, "capacity > 0")
        self.pending = pending
        self.capacity = capacity
    }

    /// Hands in a message.
    public mutating func enqueue(_ send: ClientFrame.Send) -> Acceptance {
        guard !pending.contains(where: { $0.id == send.id && $0.stream == send.stream }) else { return .known }
        guard pending.count < capacity else { return .full }
        pending.append(send)
        return next(of: send.stream).map { .send($0) } ?? .waits
    }

    /// The connection is welcome: these are to be sent, in this order.
    public mutating func welcomed() -> [ClientFrame.Send] {
        isConnected = true
        inFlight.removeAll()
        paused.removeAll()
        var first: [ClientFrame.Send] = []
        for send in pending where inFlight[send.stream] == nil {
            inFlight[send.stream] = send.id
            first.append(send)
        }
        return first
    }

    /// The connection is gone: nothing is in flight, everything is kept.
    public mutating func connectionLost() {
        isConnected = false
        inFlight.removeAll()
        paused.removeAll()
    }

    /// Takes an `ack`, `dup` or not: the same.
    public mutating func receive(_ ack: ServerFrame.Ack) -> Outcome {
        guard let send = message(ack.id, on: ack.stream) else { return .unrelated }
        return finish(send, failure: nil)
    }

    /// Takes an `err`.
    public mutating func receive(_ failure: ServerFrame.Failure) -> Outcome {
        guard let id = failure.id, let send = message(id) else { return .unrelated }
        guard failure.code.isRetriable else { return finish(send, failure: failure) }
        guard inFlight[send.stream] == id else { return .unrelated }
        inFlight[send.stream] = nil
        paused.insert(send.stream)
        return .retryLater(stream: send.stream, milliseconds: failure.retryAfterMs)
    }

    /// The wait is over: what to send on the stream, if anything.
    public mutating func retry(_ stream: StreamName) -> ClientFrame.Send? {
        paused.remove(stream)
        return next(of: stream)
    }

    /// The message an answer is about. Two streams may use one id: then the one in flight is meant.
    private func message(_ id: String, on stream: StreamName? = nil) -> ClientFrame.Send? {
        let candidates = pending.filter { $0.id == id && (stream == nil || $0.stream == stream) }
        return candidates.first { inFlight[$0.stream] == id } ?? candidates.first
    }

    private mutating func finish(_ send: ClientFrame.Send, failure: ServerFrame.Failure?) -> Outcome {
        pending.removeAll { $0.id == send.id && $0.stream == send.stream }
        if inFlight[send.stream] == send.id { inFlight[send.stream] = nil }
        return .finished(send, failure: failure, next: next(of: send.stream))
    }

    private mutating func next(of stream: StreamName) -> ClientFrame.Send? {
        guard isConnected, inFlight[stream] == nil, !paused.contains(stream),
            let send = pending.first(where: { $0.stream == stream })
        else { return nil }
        inFlight[stream] = send.id
        return send
    }
}
