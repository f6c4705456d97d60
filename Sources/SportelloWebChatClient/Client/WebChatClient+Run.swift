import Logging
import WebChatProtocol
import WebSocketTransport

extension WebChatClient {
    /// Connects and stays connected until the task is cancelled, ``stop()`` is called, or the server says not to come
    /// back. Once in a client's life. When it has returned nothing of the client runs any more.
    ///
    /// - Throws: ``WebChatError``: `closed`, `upgradeRefused` and `tokenExpired` when coming back is of no use,
    ///   `storage` when the memory cannot be loaded. Nothing when it was cancelled or stopped.
    public nonisolated func run() async throws {
        try await loop.start()
        do {
            try await drive()
        } catch {
            await loop.stop()
            throw error
        }
        await loop.stop()
    }

    /// Ends ``run()``: closes the connection with 1000. Messages in the outbox stay in the storage.
    public func stop() {
        isStopping = true
        nudge?.yield()
        hangUp()
    }

    /// Connects now instead of after the rest of the wait: for hosts that know the network is back.
    public func reconnectNow() {
        backoff.reset()
        nudge?.yield()
    }

    private func drive() async throws {
        defer { finish() }
        try load()
        while !Task.isCancelled, !isStopping {
            let ending = await connectOnce()
            if Task.isCancelled || isStopping { break }
            try await settle(ending)
        }
    }

    private func load() throws {
        do {
            let memory = try storage.load()
            visitor = memory.visitor
            outbox = ChatOutbox(
                pending: Array(memory.unacknowledged.suffix(configuration.outboxLimit)),
                capacity: configuration.outboxLimit
            )
            for point in memory.positions where point.stream.isLog {
                remember(StreamCursor(stream: point.stream, epoch: point.epoch, seq: point.since))
            }
        } catch {
            throw WebChatError(.storage, "what the client remembers cannot be loaded", cause: error)
        }
    }

    /// Decides what follows the end of a connection, and waits.
    private func settle(_ ended: Disconnection) async throws {
        var ended = ended
        if let error = finalError(after: ended) {
            tell(.disconnected(ended))
            throw error
        }
        var wait = Duration.zero
        if reconnectsAtOnce {
            reconnectsAtOnce = false
        } else {
            var generator = environment.generator
            let asked = Duration.milliseconds(min(max(bye?.retryAfterMs ?? 0, 0), 3_600_000))
            wait = backoff.next(atLeast: asked, using: &generator)
        }
        ended.retryIn = wait
        tell(.disconnected(ended))
        logger.info("webchat connection lost", metadata: ["code": "\(ended.code.rawValue)"])
        await pause(wait)
    }

    private func finalError(after ended: Disconnection) -> WebChatError? {
        if ended.code == .tokenExpired, case .token = configuration.credentials {
            return WebChatError(.tokenExpired, "the token has run out", closeCode: ended.code)
        }
        guard !ended.mayRetry else { return nil }
        if let status = ended.status {
            return WebChatError(.upgradeRefused, "the server answered \(status) \(ended.message)")
        }
        return WebChatError(.closed, ended.message, closeCode: ended.code)
    }

    /// Waits, unless nudged or cancelled.
    private func pause(_ wait: Duration) async {
        guard wait > .zero, !isStopping else { return }
        let (nudges, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        nudge = continuation
        defer { nudge = nil }
        let sleep = environment.sleep
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await sleep(wait) } catch { return }  // cancelled: the wait is over
            }
            group.addTask { for await _ in nudges { return } }
            await group.next()
            group.cancelAll()
        }
    }

    // MARK: One connection

    private func connectOnce() async -> Disconnection {
        attempt += 1
        tell(.connecting(attempt: attempt))
        phase = .connecting
        bye = nil
        ending = nil
        let token: String?
        do {
            token = try await freshToken()
        } catch {
            phase = .idle
            return Disconnection(code: CloseCode(rawValue: 1006), message: "no token: \(error)")
        }
        let (jobs, continuation) = AsyncStream<Job>.makeStream(bufferingPolicy: .bufferingOldest(1024))
        self.jobs = continuation
        lastHeard = environment.now()
        isPaused = false
        connect(token: token)
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchSilence() }
            // `closed` finishes the stream; cancellation ends it too.
            for await job in jobs { group.addTask { await job() } }
            group.cancelAll()
        }
        self.jobs = nil
        if ending == nil {
            hangUp()
            if ending == nil { await withCheckedContinuation { closedWaiter = $0 } }
        }
        saveIfNeeded()
        return ending ?? Disconnection(code: CloseCode(rawValue: 1006), message: "")
    }

    private func freshToken() async throws -> String? {
        switch configuration.credentials {
        case .visitor: nil
        case .token(let token): token
        case .tokens(let next): try await next()
        }
    }

    private func connect(token: String?) {
        let relay = TransportRelay(client: self)
        self.relay = relay
        helloToken = token
        do {
            let made = try openTransport().connect(
                to: endpoint, subprotocol: ChatProtocol.subprotocol, origin: configuration.origin, delegate: relay
            )
            // It may have failed already.
            if ending == nil { connection = made }
        } catch {
            ended(Disconnection(code: CloseCode(rawValue: 1006), message: "\(error)"))
        }
    }

    private func openTransport() -> WebSocketClient {
        if let transport { return transport }
        var options = WebSocketClientConfiguration()
        options.subprotocols = [ChatProtocol.subprotocol]
        options.authoritiesPath = configuration.authoritiesPath
        options.usesTLS = endpoint.security != .none
        options.limits = ConnectionLimits(
            messageBytes: configuration.frameBytes, queueBytes: 8 * 1024 * 1024, queueFrames: 4096
        )
        options.closeTimeout = .seconds(1)
        let made = WebSocketClient(configuration: options, loop: loop)
        transport = made
        return made
    }

    /// Ends the connection from our side.
    func hangUp() {
        guard let connection else { return }
        if connection.isOpen { connection.close(code: CloseCode.normal.rawValue) } else { connection.drop() }
    }

    func closed(_ connection: WebSocketConnection, _ closure: WebSocketClosure) {
        guard self.connection == nil || connection === self.connection else { return }
        // What the server announced explains the close that follows.
        let code = bye?.code ?? CloseCode(rawValue: closure.code)
        ended(Disconnection(code: code, message: bye?.message ?? closure.reason, status: closure.refusedStatus))
    }

    private func ended(_ disconnection: Disconnection) {
        guard ending == nil else { return }
        ending = disconnection
        connection = nil
        relay = nil
        phase = .idle
        isPaused = false
        subscriptions.removeAll()
        typingSentAt.removeAll()
        outbox.connectionLost()
        for stream in streamOrder { cursors[stream]?.connectionLost() }
        jobs?.finish()
        closedWaiter?.resume()
        closedWaiter = nil
    }

    /// After the last connection.
    private func finish() {
        phase = .over
        saveIfNeeded()
        transport?.stop()
        transport = nil
        let error = WebChatError(.stopped, "the client has stopped")
        for id in requestOrder { requests[id]?.continuation.resume(throwing: error) }
        for sender in senders.values { sender.resume(throwing: error) }
        requests.removeAll()
        requestOrder.removeAll()
        senders.removeAll()
        buffer.finish()
        buffer.dismissReader()?.resume(returning: nil)
    }
}
