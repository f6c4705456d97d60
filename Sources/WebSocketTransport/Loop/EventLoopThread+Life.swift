import CWebSockets
import Logging
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension EventLoopThread {
    /// Starts the thread and returns when its context exists. Calling it again waits for the first start, or throws
    /// `.stopped` once the loop ended.
    package func start() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            enum Next { case launch, done, failed, wait }
            let next = self.shared.withLock { inbox -> Next in
                switch inbox.phase {
                case .idle:
                    inbox.phase = .starting
                    inbox.starters.append(continuation)
                    return .launch
                case .starting:
                    inbox.starters.append(continuation)
                    return .wait
                case .running: return .done
                case .ending, .stopped: return .failed
                }
            }
            switch next {
            case .launch: self.launch()
            case .done: continuation.resume()
            case .failed: continuation.resume(throwing: WebSocketTransportError(.stopped, "the loop has ended"))
            case .wait: break
            }
        }
    }

    /// Ends the loop: every connection and request that is left is dropped (its delegate is told), the context is
    /// destroyed on its own thread, and the thread has ended when this returns. Nothing is called back afterwards,
    /// except late actor jobs and closures, which run on a fallback queue so that no `await` hangs. Idempotent. Must
    /// not be awaited by a job of the loop's own actors that the loop's end waits for; there is none of ours.
    package func stop() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isOver = self.shared.withLock { inbox -> Bool in
                switch inbox.phase {
                case .idle:
                    inbox.phase = .stopped
                    return true
                case .stopped: return true
                case .starting, .running, .ending:
                    inbox.stopRequested = true
                    inbox.stoppers.append(continuation)
                    if let wake = inbox.wakeHandle { cws_loop_wake(wake.pointer) }
                    return false
                }
            }
            if isOver { continuation.resume() }
        }
        // It has said that it ends; this waits for its last instructions.
        if let thread = self.shared.withLock({ inbox in
            defer { inbox.thread = nil }
            return inbox.thread
        }) {
            pthread_join(thread.value, nil)
        }
    }

    private func launch() {
        let context = Unmanaged.passRetained(self)
        let result = self.shared.withLock { inbox -> Int32 in
            var thread = pthread_t()
            let result = pthread_create(&thread, nil, loopMain, context.toOpaque())
            if result == 0 { inbox.thread = ThreadHandle(value: thread) }
            return result
        }
        guard result != 0 else { return }
        context.release()
        self.ended(startFailure: WebSocketTransportError(.contextFailed, "no thread (\(result))"))
    }

    /// The thread's whole life.
    func runThread() {
        self.threadID.store(currentThreadID(), ordering: .releasing)
        ProcessEffects.apply(logger: self.logger)
        guard let handle = self.createContext() else {
            self.ended(startFailure: WebSocketTransportError(.contextFailed, "libwebsockets refused a context"))
            return
        }
        self.core.handle = handle
        let starters = self.shared.withLock { inbox in
            inbox.phase = .running
            inbox.wakeHandle = WakeHandle(pointer: handle)
            inbox.wakeIsPending = !inbox.work.isEmpty
            if inbox.wakeIsPending { cws_loop_wake(handle) }
            defer { inbox.starters = [] }
            return inbox.starters
        }
        for starter in starters { starter.resume() }
        while !self.shared.withLock({ $0.stopRequested }), cws_loop_service(handle) >= 0 {}
        self.destroyContext(handle)
        self.ended(startFailure: nil)
    }

    private func createContext() -> OpaquePointer? {
        let limit = Int(clamping: cws_raise_file_limit())
        let sockets = min(self.configuration.maximumSockets.map { $0 + 64 } ?? limit, limit > 0 ? limit : .max)
        var options = cws_loop_options()
        options.user = Unmanaged.passUnretained(self).toOpaque()
        options.woken = loopWoken
        options.ticked = loopTicked
        options.event = loopEvent
        options.maximum_sockets = UInt32(clamping: max(64, sockets))
        options.header_pool = UInt16(clamping: max(64, sockets))
        options.header_bytes = UInt16(clamping: max(1_024, self.configuration.headerBytes))
        options.scalable = self.configuration.scalable ? 1 : 0
        if let handle = cws_loop_create(&options) { return handle }
        guard self.configuration.scalable else { return nil }
        self.logger.info("no epoll-backed loop; using poll")
        options.scalable = 0
        return cws_loop_create(&options)
    }

    private func destroyContext(_ handle: OpaquePointer) {
        // No wake may reach the library from here on.
        self.shared.withLock { inbox in
            inbox.phase = .ending
            inbox.wakeHandle = nil
        }
        self.runInbox()
        self.core.enter()
        for state in self.core.sockets {
            switch state {
            case let connection as WebSocketConnection:
                connection.finish(WebSocketClosure(code: CloseCode.abnormal, reason: "loop ended", origin: .local))
            case let exchange as HTTPExchange: exchange.finish(completed: false)
            default: break
            }
        }
        self.core.flushCork()
        self.core.timers = [:]
        let hosts = Array(self.core.hosts.values)
        cws_loop_destroy(handle)
        self.core.handle = nil
        self.core.hosts = [:]
        self.core.sockets = []
        for host in hosts { host.loopEnded() }
        self.core.leave()
    }

    private func ended(startFailure: WebSocketTransportError?) {
        self.runInbox()
        let (starters, stoppers, late) = self.shared.withLock { inbox in
            inbox.phase = .stopped
            defer {
                inbox.starters = []
                inbox.stoppers = []
                inbox.work = []
            }
            return (inbox.starters, inbox.stoppers, inbox.work)
        }
        self.threadID.store(0, ordering: .releasing)
        for work in late { self.runLate(work) }
        for starter in starters {
            starter.resume(throwing: startFailure ?? WebSocketTransportError(.stopped, "the loop has ended"))
        }
        for stopper in stoppers { stopper.resume() }
    }
}

private func loopMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let loop = Unmanaged<EventLoopThread>.fromOpaque(context).takeRetainedValue()
    cws_name_thread(loop.configuration.name)
    loop.runThread()
    return nil
}
