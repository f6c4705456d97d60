import SportelloTesting
import Testing

@testable import WebChatProtocol

private let stream = StreamName.contact(ticket: "t1")

private func event(_ seq: Int64, epoch: String = "e1") -> ServerFrame.Event {
    ServerFrame.Event(
        stream: stream,
        seq: seq,
        ts: WireTime(milliseconds: seq),
        kind: .messagePosted,
        author: .init(id: "a", role: "agent", name: nil),
        data: ["epoch": .string(epoch)]
    )
}

/// A log as the contract's server keeps it.
private struct Log {
    var epoch = "e1"
    var events: [ServerFrame.Event] = []
    var snapshotSize = 50
    var resumeLimit: Int64 = 500
    /// Most events in one entry: stands for the limit in bytes.
    var entrySize = Int.max

    var head: Int64 { Int64(events.count) }

    @discardableResult
    mutating func append() -> ServerFrame.Event {
        events.append(event(head + 1, epoch: epoch))
        return events[events.count - 1]
    }

    func entry(for point: ResumePoint) -> StreamEntry {
        if let since = point.since, since <= head, head - since <= resumeLimit, point.epoch ?? epoch == epoch {
            let rest = events[Int(since)...]
            let part = Array(rest.prefix(entrySize))
            return StreamEntry(
                stream: stream, epoch: epoch, head: head, floor: 1, mode: .resumed, events: part,
                more: part.count < rest.count)
        }
        let part = Array(events.suffix(min(snapshotSize, entrySize)))
        return StreamEntry(
            stream: stream, epoch: epoch, head: head, floor: 1, mode: .snapshot, events: part, state: ["open": true],
            more: part.count < events.count)
    }
}

/// What a person sees: checks that it is always a consecutive piece of one epoch.
private struct Screen {
    var shown: [ServerFrame.Event] = []

    mutating func perform(_ step: StreamCursor.Step) {
        if step.drop { shown.removeAll() }
        for event in step.apply {
            if let last = shown.last {
                #expect(event.seq == last.seq + 1)
                #expect(event.data == last.data)
            }
            shown.append(event)
        }
    }
}

@Suite("The cursor of a stream")
struct StreamCursorTests {
    @Test("Below the cursor is ignored, the next is applied, beyond is held and asked for from the cursor")
    func rule3() {
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 5, isAwaitingEntry: false)
        let before = cursor
        #expect(cursor.receive(event(5)) == .init())
        #expect(cursor.receive(event(1)) == .init())
        #expect(cursor == before, "nothing is kept of what is ignored")
        #expect(cursor.receive(event(6)).apply.map(\.seq) == [6])
        let gap = cursor.receive(event(8))
        #expect(gap.apply.isEmpty)
        #expect(gap.subscribe == ResumePoint(stream: stream, epoch: "e1", since: 6))
        #expect(cursor.receive(event(9)) == .init(), "asked once, not for each event")
        let answer = cursor.receive(
            StreamEntry(stream: stream, epoch: "e1", head: 8, floor: 1, mode: .resumed, events: [event(7), event(8)])
        )
        #expect(answer.apply.map(\.seq) == [7, 8, 9])
        #expect(answer.subscribe == nil && !answer.drop)
        #expect(cursor.seq == 9)
    }

    @Test("A gap that closes by itself shows each event once, and the late entry nothing")
    func lateEntry() {
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 0, isAwaitingEntry: false)
        _ = cursor.receive(event(2))
        #expect(cursor.receive(event(1)).apply.map(\.seq) == [1, 2])
        let late = StreamEntry(
            stream: stream, epoch: "e1", head: 2, floor: 1, mode: .resumed, events: [event(1), event(2)])
        #expect(cursor.receive(late) == .init())
    }

    @Test("A snapshot replaces what was shown and tells whether there is more")
    func snapshot() {
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 3, isAwaitingEntry: true)
        let entry = StreamEntry(
            stream: stream,
            epoch: "e2",
            head: 9,
            floor: 1,
            mode: .snapshot,
            events: [event(8), event(9)],
            state: ["a": 1],
            more: true
        )
        let step = cursor.receive(entry)
        #expect(step.drop && step.state == ["a": 1] && step.hasOlder == true)
        #expect(step.apply.map(\.seq) == [8, 9])
        #expect(cursor.resumePoint == ResumePoint(stream: stream, epoch: "e2", since: 9))
    }

    @Test("A resumed entry of another epoch is not believed: a snapshot is asked for")
    func otherEpoch() {
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 3, isAwaitingEntry: true)
        let step = cursor.receive(
            StreamEntry(stream: stream, epoch: "e2", head: 4, floor: 1, mode: .resumed, events: [event(4)])
        )
        #expect(step.apply.isEmpty)
        #expect(step.subscribe == ResumePoint(stream: stream))
    }

    @Test("A reset drops everything and asks for a snapshot; events meanwhile are held")
    func reset() {
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 3, isAwaitingEntry: false)
        let step = cursor.receiveReset(epoch: "e2")
        #expect(step.drop)
        #expect(step.subscribe == ResumePoint(stream: stream))
        #expect(cursor.receive(event(2, epoch: "e2")) == .init())
        let entry = StreamEntry(
            stream: stream,
            epoch: "e2",
            head: 1,
            floor: 1,
            mode: .snapshot,
            events: [event(1, epoch: "e2")]
        )
        #expect(cursor.receive(entry).apply.map(\.seq) == [1, 2])
    }

    @Test("What was held of another epoch is dropped with it")
    func heldOfAnotherEpoch() {
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 3, isAwaitingEntry: false)
        #expect(cursor.receive(event(6)).subscribe?.since == 3)
        let restored = StreamEntry(
            stream: stream,
            epoch: "e2",
            head: 5,
            floor: 1,
            mode: .snapshot,
            events: [event(5, epoch: "e2")]
        )
        #expect(cursor.receive(restored).apply == [event(5, epoch: "e2")])
        #expect(cursor.seq == 5)
    }

    @Test("The stream of a ticket just started needs no entry")
    func started() {
        var cursor = StreamCursor(stream: stream, seq: 0, isAwaitingEntry: false)
        #expect(cursor.receive(event(1)).apply.map(\.seq) == [1])
        #expect(cursor.resumePoint == ResumePoint(stream: stream, epoch: nil, since: 1))
    }

    @Test("More than an entry holds is asked for piece by piece")
    func pieces() {
        var log = Log(entrySize: 7)
        for _ in 0..<40 { log.append() }
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 0)
        var screen = Screen()
        var point: ResumePoint? = cursor.resumePoint
        var entries = 0
        while let asked = point, entries < 20 {
            entries += 1
            let step = cursor.receive(log.entry(for: asked))
            screen.perform(step)
            point = step.subscribe
        }
        #expect(entries == 6)
        #expect(screen.shown.map(\.seq) == Array(1...40))
    }

    @Test("More events than can be held during a gap are fetched again, not lost")
    func holdLimit() {
        var log = Log()
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 0, isAwaitingEntry: false)
        var screen = Screen()
        log.append()
        var asked: ResumePoint?
        let entryHead = 2
        for index in 2...400 {
            let step = cursor.receive(log.append())
            asked = step.subscribe ?? asked
            if index == entryHead { #expect(asked != nil) }
        }
        var rounds = 0
        // The answer was made early: it ends at event 2.
        var early = log
        early.events.removeLast(398)
        var step = cursor.receive(early.entry(for: asked ?? ResumePoint(stream: stream)))
        screen.perform(step)
        while let point = step.subscribe, rounds < 5 {
            rounds += 1
            step = cursor.receive(log.entry(for: point))
            screen.perform(step)
        }
        #expect(screen.shown.map(\.seq) == Array(1...400))
    }

    @Test("A server that never gives what it claims to have is asked a few times, not forever", arguments: [0, 1, 4])
    func stalls(given: Int) {
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 1, isAwaitingEntry: false)
        var point = cursor.receive(event(5)).subscribe
        var rounds = 0
        while let asked = point, rounds < 50 {
            rounds += 1
            let mode: EntryMode = asked.since == nil ? .snapshot : .resumed
            point =
                cursor.receive(
                    StreamEntry(
                        stream: stream,
                        epoch: "e1",
                        head: 5,
                        floor: 1,
                        mode: mode,
                        events: (0..<given).map { event(Int64($0) + 1) }
                    )
                ).subscribe
        }
        #expect(rounds < 10)
    }

    @Test("Every order, loss and repetition of five events ends in the same screen")
    func permutations() {
        for order in orders(of: [1, 2, 3, 4, 5]) {
            for lost in 0..<31 {
                let arriving = order.filter { number in lost & (1 << number) >> 1 == 0 }
                run(arriving)
                run(arriving + Array(order.prefix(2)))
            }
        }
    }

    private func run(_ order: [Int]) {
        var log = Log()
        for _ in 0..<5 { log.append() }
        var cursor = StreamCursor(stream: stream, epoch: "e1", seq: 0, isAwaitingEntry: false)
        var screen = Screen()
        var questions: [ResumePoint] = []
        func perform(_ step: StreamCursor.Step) {
            screen.perform(step)
            if let question = step.subscribe { questions.append(question) }
        }
        for number in order { perform(cursor.receive(log.events[number - 1])) }
        var rounds = 0
        while !questions.isEmpty, rounds < 10 {
            rounds += 1
            perform(cursor.receive(log.entry(for: questions.removeFirst())))
        }
        #expect(questions.isEmpty)
        // Nothing beyond the last event that arrived can be known.
        let known = order.max() ?? 0
        #expect(screen.shown.map(\.seq).starts(with: (0..<known).map { Int64($0) + 1 }), "\(order)")
    }

    @Test("Whatever a network does, nothing is missed, doubled or out of order", arguments: 0..<300)
    func chaos(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var log = Log(snapshotSize: 5, resumeLimit: 12, entrySize: 4)
        var cursor = StreamCursor(stream: stream)
        var screen = Screen()
        /// What travels to the client; an entry is made when the question arrives.
        var wire: [Item] = []
        var followed = false

        func perform(_ step: StreamCursor.Step) {
            screen.perform(step)
            if let point = step.subscribe { wire.append(.entry(log.entry(for: point))) }
        }
        func deliver(_ item: Item) {
            switch item {
            case .entry(let entry): perform(cursor.receive(entry))
            case .event(let event): perform(cursor.receive(event))
            case .reset(let epoch): perform(cursor.receiveReset(epoch: epoch))
            }
        }
        func connect() {
            cursor.connectionLost()
            wire = [.entry(log.entry(for: cursor.resumePoint))]
            followed = true
        }
        connect()
        for _ in 0..<200 {
            switch Int.random(in: 0..<20, using: &generator) {
            case 0: connect()
            case 1:
                followed = false
                wire.removeAll()
                cursor.connectionLost()
            case 2 where followed:
                // A log restored from a backup: fewer events, another epoch.
                log.epoch = "e\(Int.random(in: 2..<1_000_000, using: &generator))"
                let kept = Int.random(in: 0...log.events.count, using: &generator)
                log.events = (0..<kept).map { event(Int64($0) + 1, epoch: log.epoch) }
                // The old connection is cut or told.
                if Bool.random(using: &generator) {
                    wire = [.reset(log.epoch)]
                } else {
                    connect()
                }
            case 3..<10:
                let event = log.append()
                guard followed else { continue }
                // Lost, doubled, or as it should be.
                for _ in 0..<[0, 1, 1, 1, 2][Int.random(in: 0..<5, using: &generator)] { wire.append(.event(event)) }
            default:
                if !wire.isEmpty { deliver(wire.removeFirst()) }
            }
        }
        connect()
        var rounds = 0
        while !wire.isEmpty, rounds < 200 {
            rounds += 1
            deliver(wire.removeFirst())
        }
        #expect(wire.isEmpty, "the client never comes to rest")
        #expect(cursor.seq == log.head)
        #expect(screen.shown.last?.seq ?? 0 == log.head)
        #expect(screen.shown.allSatisfy { $0.data == ["epoch": .string(log.epoch)] })
    }

    private enum Item {
        case entry(StreamEntry)
        case event(ServerFrame.Event)
        case reset(String)
    }
}

/// All orders of a few things.
private func orders<Element>(of elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
        var rest = elements
        let first = rest.remove(at: index)
        return orders(of: rest).map { [first] + $0 }
    }
}
