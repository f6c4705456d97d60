/// What one connection may cost. Shared by all connections of a kind, so that it costs each of them one reference.
package final class ConnectionLimits: Sendable {
    /// The longest text message accepted, after reassembly, in bytes. Beyond: close 1009.
    package let messageBytes: Int
    /// The most bytes that may wait to be sent, frame headers included. Beyond: `SendResult.full`.
    package let queueBytes: Int
    /// The most frames that may wait to be sent. Beyond: `SendResult.full`.
    package let queueFrames: Int
    /// While more than this many bytes wait, new droppable frames are refused and waiting ones are dropped.
    package let softQueueBytes: Int
    /// The most frames one message may be split into. Beyond: close 1008.
    package let fragments: Int
    /// The most pings and pongs accepted within ten seconds. Beyond: close 1008.
    package let controlFrames: Int

    /// Creates limits.
    ///
    /// - Parameters:
    ///   - messageBytes: 1 or more; 32 KiB unless told.
    ///   - queueBytes: 256 KiB unless told (protocol page §7.6).
    ///   - queueFrames: 256 unless told.
    ///   - softQueueBytes: half of `queueBytes` unless told.
    ///   - fragments: 1,024 unless told.
    ///   - controlFrames: 100 unless told.
    package init(
        messageBytes: Int = 32_768,
        queueBytes: Int = 262_144,
        queueFrames: Int = 256,
        softQueueBytes: Int? = nil,
        fragments: Int = 1_024,
        controlFrames: Int = 100
    ) {
        self.messageBytes = max(1, messageBytes)
        self.queueBytes = max(1, queueBytes)
        self.queueFrames = max(1, queueFrames)
        self.softQueueBytes = max(1, softQueueBytes ?? queueBytes / 2)
        self.fragments = max(1, fragments)
        self.controlFrames = max(1, controlFrames)
    }
}

/// What became of a frame that was handed over to be sent.
package enum SendResult: Sendable, Equatable {
    /// Written, or waiting in the connection's queue.
    case queued
    /// A droppable frame was left out because too much waits already.
    case dropped
    /// The queue is full and the frame is not in it: close the connection with 4002.
    case full
    /// The connection is closing or closed; nothing can be sent.
    case closed
}
