import Testing

@testable import WebSocketTransport

/// The bound and the order of what waits for a slow peer (protocol page §7.6).
@Suite struct SendQueueTests {
    private let limits = ConnectionLimits(queueBytes: 1_000, queueFrames: 10, softQueueBytes: 500)

    private func append(_ queue: inout SendQueue, _ count: Int, droppable: Bool = false, mark: UInt8 = 0) -> SendResult
    {
        Array(repeating: mark, count: count).withUnsafeBytes {
            queue.append($0, isDroppable: droppable, limits: self.limits)
        }
    }

    @Test func framesLeaveInTheOrderTheyCame() {
        var queue = SendQueue()
        for mark in 0..<10 { #expect(self.append(&queue, 1, mark: UInt8(mark)) == .queued) }
        #expect((0..<10).map { _ in queue.popFirst()?.payload.first } == (0..<10).map { UInt8($0) })
        #expect(queue.isEmpty && queue.byteCount == 0)
        #expect(queue.popFirst() == nil)
    }

    @Test func itIsFullByFrames() {
        var queue = SendQueue()
        for _ in 0..<10 { #expect(self.append(&queue, 1) == .queued) }
        #expect(self.append(&queue, 1) == .full)
        #expect(queue.count == 10)
    }

    @Test func itIsFullByBytesHeadersIncluded() {
        var queue = SendQueue()
        #expect(self.append(&queue, 986) == .queued)
        #expect(queue.byteCount == 1_000)
        #expect(self.append(&queue, 0) == .full)
    }

    @Test func ephemeralFramesAreRefusedAboveTheSoftMark() {
        var queue = SendQueue()
        #expect(self.append(&queue, 480) == .queued)
        #expect(self.append(&queue, 10, droppable: true) == .dropped)
        #expect(self.append(&queue, 10) == .queued)
    }

    @Test func ephemeralFramesGoFirstWhenDurableOnesNeedRoom() {
        var queue = SendQueue()
        #expect(self.append(&queue, 100, droppable: true, mark: 1) == .queued)
        #expect(self.append(&queue, 100, mark: 2) == .queued)
        #expect(self.append(&queue, 100, droppable: true, mark: 3) == .queued)
        #expect(self.append(&queue, 300, mark: 4) == .queued)
        #expect(queue.count == 2)
        #expect(queue.popFirst()?.payload.first == 2)
        #expect(queue.popFirst()?.payload.first == 4)
        #expect(queue.byteCount == 0)
    }

    @Test func ephemeralFramesNeverFillTheQueueByNumber() {
        var queue = SendQueue()
        var taken = 0
        while self.append(&queue, 1, droppable: true) == .queued { taken += 1 }
        #expect(taken == 5)
        for _ in 0..<10 { #expect(self.append(&queue, 1) == .queued) }
    }

    @Test func controlFramesAlwaysFindRoom() {
        var queue = SendQueue()
        while self.append(&queue, 100) == .queued {}
        queue.appendControl(.close, [3, 0xE8])
        var last: FrameHeader.Opcode?
        while let frame = queue.popFirst() { last = frame.opcode }
        #expect(last == .close)
    }

    @Test func aLongLivedQueueKeepsItsCounts() {
        var queue = SendQueue()
        for round in 0..<1_000 {
            #expect(self.append(&queue, round % 30) == .queued)
            if round % 2 == 1 { _ = queue.popFirst() }
            if queue.count > 8 { while queue.popFirst() != nil {} }
        }
        while queue.popFirst() != nil {}
        #expect(queue.byteCount == 0 && queue.count == 0)
    }
}
