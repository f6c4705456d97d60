import CWebSockets

extension WebSocketServer {
    /// Stops listening at once, tells the delegate (`stopping()`), closes with 1001 what the delegate has not closed
    /// itself, and waits until every socket is gone, at most until `deadline`; then what is left is dropped. Nothing
    /// is called back after it returned. Idempotent, and safe to call at the same time from several tasks. The loop
    /// goes on: `EventLoopThread.stop()` ends it.
    ///
    /// - Parameter deadline: 5 s unless told.
    package func stop(within deadline: Duration = .seconds(5)) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            self.loop.execute { self.beginStop(within: deadline, continuation) }
        }
    }

    /// Listens and goes on until the task is cancelled or the server is stopped; then stops.
    ///
    /// - Parameters:
    ///   - deadline: as in `stop(within:)`.
    ///   - onListening: called once with the address in use.
    package func run(
        stoppingWithin deadline: Duration = .seconds(5),
        onListening: @Sendable (BoundAddress) async -> Void = { _ in }
    ) async throws {
        let bound = try await self.start()
        await onListening(bound)
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                self.loop.execute { self.waitForStop(continuation) }
            }
        } onCancel: {
            self.loop.execute { self.beginStop(within: deadline, nil) }
        }
    }

    private func waitForStop(_ continuation: CheckedContinuation<Void, Never>) {
        guard self.phase != .stopped, self.loop.core.handle != nil else { return continuation.resume() }
        self.stopWaiters.append(continuation)
    }

    private func beginStop(within deadline: Duration, _ continuation: CheckedContinuation<Void, Never>?) {
        guard self.phase != .stopped, self.loop.core.handle != nil else {
            self.phase = .stopped
            continuation?.resume()
            return
        }
        if let continuation { self.stopWaiters.append(continuation) }
        guard let handle = self.handle else {
            self.stopped()
            return
        }
        guard self.phase != .stopping else { return }
        self.phase = .stopping
        cws_host_stop_listening(handle)
        self.delegate.stopping()
        for state in self.loop.core.sockets {
            switch state {
            case let connection as WebSocketConnection where connection.host === self:
                connection.close(code: CloseCode.goingAway, reason: "stopping")
            case let half as HalfOpenSocket where half.server === self:
                if let socket = half.socket { cws_socket_kill(socket) }
            case let exchange as HTTPExchange where exchange.server === self:
                exchange.mustClose = true
            default: break
            }
        }
        self.stopTimer = self.loop.schedule(after: deadline) { self.dropRest() }
        self.stopIfEmpty()
    }

    /// What is left at the deadline goes without ceremony.
    private func dropRest() {
        for state in self.loop.core.sockets {
            switch state {
            case let connection as WebSocketConnection where connection.host === self:
                connection.abandon(
                    WebSocketClosure(code: CloseCode.abnormal, reason: "stopped", origin: .local))
            case let exchange as HTTPExchange where exchange.server === self:
                if let socket = exchange.socket { cws_socket_kill(socket) }
                exchange.finish(completed: false)
            default: break
            }
        }
        self.destroyHost()
    }

    /// Called whenever a socket is gone.
    func stopIfEmpty() {
        guard self.phase == .stopping, self.usage.total == 0 else { return }
        // Outside the library's event that took the last socket away.
        self.loop.schedule(after: .zero) { self.destroyHost() }
    }

    private func destroyHost() {
        guard self.phase == .stopping, let handle = self.handle else { return }
        self.handle = nil
        self.stopTimer?.cancel()
        self.stopTimer = nil
        cws_host_destroy(handle)
        self.stopped()
    }

    func stopped() {
        self.phase = .stopped
        let waiters = self.stopWaiters
        self.stopWaiters = []
        for waiter in waiters { waiter.resume() }
    }
}
