import Testing

@testable import WebSocketTransport

@Suite struct DeadlineHeapTests {
    @Test func entriesComeOutInTheOrderOfTheirTimes() {
        var generator = SystemlessGenerator(state: 11)
        var heap = DeadlineHeap()
        let times = (0..<2_000).map { _ in generator.next() % 500 + 1 }
        for (index, time) in times.enumerated() {
            heap.insert(.init(deadline: time, slot: Int32(index), generation: 1))
        }
        var out: [UInt64] = []
        while let entry = heap.popFirst(dueBy: .max) { out.append(entry.deadline) }
        #expect(out == times.sorted())
        #expect(heap.count == 0)
    }

    @Test func nothingComesBeforeItsTime() {
        var heap = DeadlineHeap()
        heap.insert(.init(deadline: 10, slot: 0, generation: 1))
        #expect(heap.popFirst(dueBy: 9) == nil)
        #expect(heap.earliest == 10)
        #expect(heap.popFirst(dueBy: 10)?.slot == 0)
        #expect(heap.earliest == nil)
    }

    @Test func durationsRoundUpToMilliseconds() {
        #expect(Duration.milliseconds(3).wholeMilliseconds == 3)
        #expect(Duration.microseconds(1).wholeMilliseconds == 1)
        #expect(Duration.seconds(2).wholeMilliseconds == 2_000)
        #expect(Duration.seconds(-2).wholeMilliseconds == 0)
        #expect(Duration.zero.wholeMilliseconds == 0)
    }
}
