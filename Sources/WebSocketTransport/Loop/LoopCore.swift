import CWebSockets
import Logging

/// What belongs to a loop's thread alone: the context, the table of sockets, the deadlines, the write buffer.
///
/// - Note: `@unchecked Sendable`: touched on the loop's thread only. `EventLoopThread` holds it, creates it before
///   the thread starts (which orders the two), and every entry point from outside checks the thread.
final class LoopCore: @unchecked Sendable {
    let logger: Logger
    /// The library's loop; nil before the thread has created it and after it destroyed it.
    var handle: OpaquePointer?
    /// Milliseconds of the monotonic clock at the latest event.
    var now: UInt64 = monotonicMilliseconds()
    /// How many events are being handled, one inside another.
    var depth = 0
    var sockets: [SocketState?] = []
    var generations: [UInt32] = []
    var freeSlots: [Int32] = []
    var heap = DeadlineHeap()
    var alarm: UInt64 = 0
    var timers: [UInt32: LoopTimer] = [:]
    var lastTimer: UInt32 = 0
    /// Where bytes are put together for one write. Empty between writes.
    var cork = WriteBuffer(capacity: 65_536)
    /// Connections with frames that go out when the current event ends: one write each, however many frames.
    var corked: [WebSocketConnection] = []
    /// Work that the loop's own thread gave itself during an event.
    var hasLocalWork = false
    /// Servers and clients that live here, told when the loop ends.
    var hosts: [ObjectIdentifier: TransportHost] = [:]
    var masks = MaskSource()

    init(logger: Logger) { self.logger = logger }

    // MARK: sockets

    func insert(_ state: SocketState) {
        if let slot = self.freeSlots.popLast() {
            state.slot = slot
            state.generation = self.generations[Int(slot)]
            self.sockets[Int(slot)] = state
        } else {
            state.slot = Int32(self.sockets.count)
            state.generation = 1
            self.sockets.append(state)
            self.generations.append(1)
        }
        self.updateDeadline(of: state)
    }

    func remove(_ state: SocketState) {
        guard state.slot >= 0 else { return }
        let index = Int(state.slot)
        self.generations[index] &+= 1
        self.sockets[index] = nil
        self.freeSlots.append(state.slot)
        state.slot = -1
        state.heapDeadline = 0
    }

    /// Puts `new` in the place of `old`: the same socket becomes something else.
    func replace(_ old: SocketState, by new: SocketState) {
        self.remove(old)
        new.socket = old.socket
        old.socket = nil
        if let socket = new.socket {
            cws_socket_set_user(socket, Unmanaged.passUnretained(new).toOpaque())
        }
        self.insert(new)
    }

    // MARK: deadlines

    /// Call after a deadline of `state` was set to an earlier time than before.
    func updateDeadline(of state: SocketState) {
        let deadline = state.nextDeadline
        guard deadline != 0, state.slot >= 0, state.heapDeadline == 0 || deadline < state.heapDeadline else { return }
        state.heapDeadline = deadline
        self.heap.insert(.init(deadline: deadline, slot: state.slot, generation: state.generation))
        self.setAlarm(for: deadline)
    }

    func schedule(after delay: Duration, loop: EventLoopThread, _ body: @escaping () -> Void) -> LoopTimer {
        self.lastTimer &+= 1
        let timer = LoopTimer(loop: loop, number: self.lastTimer, body: body)
        self.timers[self.lastTimer] = timer
        let deadline = self.deadline(after: delay)
        self.heap.insert(.init(deadline: deadline, slot: -1, generation: self.lastTimer))
        self.setAlarm(for: deadline)
        return timer
    }

    /// A point of the loop's clock, rounded up to 10 ms so that near deadlines share an alarm.
    func deadline(after delay: Duration) -> UInt64 { (self.now + delay.wholeMilliseconds + 9) / 10 * 10 }

    private func setAlarm(for deadline: UInt64) {
        guard let handle = self.handle, self.alarm == 0 || deadline < self.alarm else { return }
        self.alarm = deadline
        cws_loop_set_alarm(handle, Int64(deadline > self.now ? (deadline - self.now) * 1_000 : 1))
    }

    func runDeadlines() {
        self.alarm = 0
        while let entry = self.heap.popFirst(dueBy: self.now) {
            if entry.slot < 0 {
                self.timers.removeValue(forKey: entry.generation)?.fire()
                continue
            }
            guard let state = self.sockets[Int(entry.slot)], state.generation == entry.generation,
                state.heapDeadline == entry.deadline
            else { continue }
            state.heapDeadline = 0
            if state.transportDeadline != 0, state.transportDeadline <= self.now {
                state.transportDeadline = 0
                state.transportDeadlineReached()
            }
            if state.slot >= 0, state.ownerDeadline != 0, state.ownerDeadline <= self.now {
                state.ownerDeadline = 0
                state.ownerDeadlineReached()
            }
            self.updateDeadline(of: state)
        }
        if let earliest = self.heap.earliest { self.setAlarm(for: earliest) }
    }

    // MARK: writing

    /// Hands what is corked to the library. Called after each event.
    func flushCork() {
        while !self.corked.isEmpty {
            let connections = self.corked
            self.corked.removeAll(keepingCapacity: true)
            for connection in connections { connection.flushCorked() }
        }
    }

    /// Writes a small block of HTTP. The cork must be empty.
    func writeNow(_ block: [UInt8], to socket: OpaquePointer) -> Bool {
        guard block.count <= self.cork.capacity else { return false }
        defer { self.cork.removeAll() }
        block.withUnsafeBytes { self.cork.append($0) }
        return cws_socket_write(socket, self.cork.start, self.cork.count) == 0
    }

    /// Writes what `fill` puts into the write buffer. The cork must be empty.
    func writeNow(to socket: OpaquePointer, _ fill: (UnsafeMutableRawBufferPointer) -> Int) -> Bool {
        let count = fill(UnsafeMutableRawBufferPointer(start: self.cork.start, count: self.cork.capacity))
        return count == 0 || cws_socket_write(socket, self.cork.start, count) == 0
    }
}
