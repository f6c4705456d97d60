import CWebSockets
import Dispatch
import Synchronization

extension EventLoopThread {
    /// Runs `job` on the loop's thread, after what was given before. From any thread; never blocks. Jobs given while
    /// the loop is busy run together after one wake-up. After the loop's end the job runs on the fallback queue.
    package func execute(_ job: @escaping @Sendable () -> Void) {
        self.submit(.closure(job))
    }

    /// Runs an actor's job on the loop's thread (`SerialExecutor`).
    package func enqueue(_ job: consuming ExecutorJob) {
        self.submit(.job(UnownedJob(job)))
    }

    /// This loop as an actor's `unownedExecutor`. The actor must hold the loop.
    package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    /// Whether the caller is on this loop, for `assumeIsolated`.
    package func isIsolatingCurrentContext() -> Bool? { self.isCurrent }

    /// Traps unless the caller is on this loop, for `assumeIsolated`.
    package func checkIsolated() { self.precondition() }

    private func submit(_ work: LoopInbox.Work) {
        let isLate = self.shared.withLock { inbox -> Bool in
            if inbox.phase == .stopped { return true }
            inbox.work.append(work)
            if !inbox.wakeIsPending, let wake = inbox.wakeHandle {
                inbox.wakeIsPending = true
                cws_loop_wake(wake.pointer)
            }
            return false
        }
        if isLate { self.runLate(work) }
    }

    /// Runs what waits: once round, so that jobs which make new jobs do not starve the sockets.
    func runInbox() {
        let batch = self.shared.withLock { inbox in
            inbox.wakeIsPending = false
            defer { inbox.work = [] }
            return inbox.work
        }
        guard !batch.isEmpty else { return }
        self.core.enter()
        for work in batch { self.run(work) }
        self.core.leave()
    }

    private func run(_ work: LoopInbox.Work) {
        switch work {
        case .job(let job): job.runSynchronously(on: self.asUnownedSerialExecutor())
        case .closure(let closure): closure()
        }
    }

    /// Runs work that came after the end. The queue is serial and the loop's thread is gone, so that it is the only
    /// one to pass for it.
    func runLate(_ work: LoopInbox.Work) {
        lateWork.async {
            self.threadID.store(currentThreadID(), ordering: .releasing)
            self.run(work)
            self.threadID.store(0, ordering: .releasing)
        }
    }
}

/// One for all loops that have ended.
private let lateWork = DispatchQueue(label: "sportello.loop.late")

// MARK: what the library calls

func loopWoken(_ user: UnsafeMutableRawPointer?) {
    guard let user else { return }
    Unmanaged<EventLoopThread>.fromOpaque(user).takeUnretainedValue().runInbox()
}

func loopTicked(_ user: UnsafeMutableRawPointer?) {
    guard let user else { return }
    let loop = Unmanaged<EventLoopThread>.fromOpaque(user).takeUnretainedValue()
    loop.core.enter()
    loop.core.runDeadlines()
    loop.core.leave()
}

func loopEvent(
    _ hostUser: UnsafeMutableRawPointer?,
    _ socket: OpaquePointer?,
    _ socketUser: UnsafeMutableRawPointer?,
    _ event: Int32,
    _ bytes: UnsafeRawPointer?,
    _ length: Int
) -> Int32 {
    guard let hostUser else { return 0 }
    // `LoopCore.hosts` holds the host until the library has let go of its vhost, and `LoopCore.sockets` each state
    // until its socket is gone.
    let host = Unmanaged<TransportHost>.fromOpaque(hostUser).takeUnretainedValue()
    let state = socketUser.map { Unmanaged<SocketState>.fromOpaque($0).takeUnretainedValue() }
    let core = host.loop.core
    core.enter()
    defer { core.leave() }
    if Int(event) == Int(CWS_HOST_GONE) {
        host.hostIsGone()
        return 0
    }
    return host.event(
        Int(event), socket: socket, state: state, bytes: UnsafeRawBufferPointer(start: bytes, count: length))
}

extension LoopCore {
    /// An event begins.
    func enter() {
        self.depth += 1
        if self.depth == 1 { self.now = monotonicMilliseconds() }
    }

    /// An event ends; after the outermost one everything corked is written.
    func leave() {
        if self.depth == 1 { self.flushCork() }
        self.depth -= 1
    }
}
