/// The frames that wait for a slow peer. A value without I/O: what it answers, the connection performs.
struct SendQueue {
    /// One frame that waits.
    struct Frame {
        var opcode: FrameHeader.Opcode
        var isDroppable: Bool
        var payload: [UInt8]
    }

    private var frames: [Frame] = []
    private var head = 0
    /// Bytes of payload that wait, with 14 for each frame's header.
    private(set) var byteCount = 0

    /// The frames that wait.
    var count: Int { self.frames.count - self.head }
    /// Whether none waits.
    var isEmpty: Bool { self.head == self.frames.count }

    private static func cost(_ payload: Int) -> Int { payload + 14 }

    /// Takes a data frame in, or says why not.
    ///
    /// A droppable frame never displaces anything. A frame that must not be dropped first displaces droppable ones
    /// once the queue is above its soft mark or full.
    mutating func append(_ payload: UnsafeRawBufferPointer, isDroppable: Bool, limits: ConnectionLimits) -> SendResult {
        let cost = Self.cost(payload.count)
        if isDroppable {
            if self.byteCount + cost > limits.softQueueBytes || self.count >= limits.queueFrames / 2 { return .dropped }
        } else {
            if self.byteCount + cost > limits.softQueueBytes || self.count >= limits.queueFrames {
                self.removeDroppable()
            }
            if self.byteCount + cost > limits.queueBytes || self.count >= limits.queueFrames { return .full }
        }
        self.byteCount += cost
        self.frames.append(Frame(opcode: .text, isDroppable: isDroppable, payload: Array(payload)))
        return .queued
    }

    /// Takes a control frame in, whatever waits: there are at most a ping and a Close.
    mutating func appendControl(_ opcode: FrameHeader.Opcode, _ payload: [UInt8]) {
        self.byteCount += Self.cost(payload.count)
        self.frames.append(Frame(opcode: opcode, isDroppable: false, payload: payload))
    }

    /// Takes out the frame that has waited longest.
    mutating func popFirst() -> Frame? {
        guard !self.isEmpty else { return nil }
        let frame = self.frames[self.head]
        self.byteCount -= Self.cost(frame.payload.count)
        self.head += 1
        if self.isEmpty {
            self.frames = []
            self.head = 0
        } else if self.head >= 64 {
            self.frames.removeFirst(self.head)
            self.head = 0
        }
        return frame
    }

    /// The frame that has waited longest.
    var first: Frame? { self.isEmpty ? nil : self.frames[self.head] }

    /// Drops every droppable frame.
    mutating func removeDroppable() {
        var kept: [Frame] = []
        var bytes = 0
        for frame in self.frames[self.head...] where !frame.isDroppable {
            kept.append(frame)
            bytes += Self.cost(frame.payload.count)
        }
        self.frames = kept
        self.head = 0
        self.byteCount = bytes
    }

    /// Drops everything.
    mutating func removeAll() {
        self.frames = []
        self.head = 0
        self.byteCount = 0
    }
}
