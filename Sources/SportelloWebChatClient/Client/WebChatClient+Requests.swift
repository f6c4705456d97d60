public import WebChatProtocol
import WebSocketTransport

extension WebChatClient {
    // MARK: Messages

    /// Puts a message into the outbox and returns its id once the storage has it. It is sent after those before it, and
    /// again after each reconnect, until the server acknowledges or refuses it (``ChatUpdate/delivered(_:_:)``,
    /// ``ChatUpdate/undeliverable(_:_:)``).
    ///
    /// - Parameters:
    ///   - text: what to say; the server's limit counts Unicode scalars.
    ///   - stream: a ticket's log.
    ///   - files: ids from ``createUpload(name:type:bytes:on:)``.
    ///   - replyTo: the number of the message that this one answers.
    /// - Throws: ``WebChatError`` `tooManyWaiting`, `storage` or `stopped`; the message is then not in the outbox.
    @discardableResult
    public func post(
        _ text: String, to stream: StreamName, files: [String] = [], replyTo: Int64? = nil
    ) throws -> String {
        let send = ClientFrame.Send(
            id: environment.newID(), stream: stream, text: text, files: files, replyTo: replyTo
        )
        try enqueue(send)
        return send.id
    }

    /// As ``post(_:to:files:replyTo:)``, and waits for the answer, over reconnects if need be. Cancelling the wait does
    /// not take the message back.
    ///
    /// - Throws: ``WebChatError`` as `post`, and `refused`; `CancellationError`.
    public func send(
        _ text: String, to stream: StreamName, files: [String] = [], replyTo: Int64? = nil
    ) async throws -> ServerFrame.Ack {
        try Task.checkCancellation()
        let send = ClientFrame.Send(
            id: environment.newID(), stream: stream, text: text, files: files, replyTo: replyTo
        )
        let loop = loop
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                do {
                    senders[send.id] = continuation
                    try enqueue(send)
                } catch {
                    senders.removeValue(forKey: send.id)?.resume(throwing: error)
                }
            }
        } onCancel: {
            loop.execute { self.assumeIsolated { $0.abandonSender(send.id) } }
        }
    }

    private func abandonSender(_ id: String) {
        senders.removeValue(forKey: id)?.resume(throwing: CancellationError())
    }

    private func enqueue(_ send: ClientFrame.Send) throws {
        guard phase != .over else { throw WebChatError(.stopped, "the client has stopped") }
        guard outbox.pending.count < outbox.capacity else {
            throw WebChatError(.tooManyWaiting, "\(outbox.capacity) messages wait already")
        }
        do {
            try storage.save(memory(adding: send))
        } catch {
            throw WebChatError(.storage, "the message cannot be kept", cause: error)
        }
        if case .send(let first) = outbox.enqueue(send) { transmit(.send(first)) }
    }

    // MARK: Commands and questions

    /// Performs a command and waits for its answer. It is asked again under the same id after a reconnect, so that it
    /// happens once.
    ///
    /// - Throws: ``WebChatError``: `refused` with the desk's reason, `tooManyWaiting`, `stopped`; `CancellationError`,
    ///   after which the command may or may not happen.
    public func perform(
        _ name: CommandName, _ arguments: JSONObject = JSONObject(), on stream: StreamName? = nil
    ) async throws -> ServerFrame.Ack {
        let id = environment.newID()
        let frame = ClientFrame.command(.init(id: id, name: name, arguments: arguments, stream: stream))
        guard case .ack(let ack) = try await ask(frame, id: id) else {
            throw WebChatError(.unexpectedAnswer, "a command is answered by ack or err")
        }
        return ack
    }

    /// Events before a position, ascending.
    ///
    /// - Parameters:
    ///   - before: a number; the events with the greatest numbers below it are given.
    ///   - limit: 1…100.
    /// - Throws: as ``perform(_:_:on:)``.
    public func history(of stream: StreamName, before: Int64, limit: Int = 50) async throws -> ServerFrame.Page {
        let id = environment.newID()
        let frame = ClientFrame.history(.init(id: id, stream: stream, before: before, limit: limit))
        guard case .page(let page) = try await ask(frame, id: id) else {
            throw WebChatError(.unexpectedAnswer, "history is answered by page or err")
        }
        return page
    }

    private func ask(_ frame: ClientFrame, id: String) async throws -> ServerFrame {
        try Task.checkCancellation()
        guard phase != .over else { throw WebChatError(.stopped, "the client has stopped") }
        guard requests.count < configuration.requestLimit else {
            throw WebChatError(.tooManyWaiting, "\(requests.count) questions wait already")
        }
        let loop = loop
        let answer = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                requests[id] = PendingRequest(frame: frame, continuation: continuation)
                requestOrder.append(id)
                if phase == .welcomed { transmit(frame) }
            }
        } onCancel: {
            loop.execute { self.assumeIsolated { $0.abandonRequest(id) } }
        }
        if case .error(let failure) = answer { throw WebChatError(failure) }
        return answer
    }

    private func abandonRequest(_ id: String) {
        guard let request = requests.removeValue(forKey: id) else { return }
        requestOrder.removeAll { $0 == id }
        request.continuation.resume(throwing: CancellationError())
    }

    // MARK: Following

    /// Follows a log, from now on over all reconnects: a snapshot comes first. A log that is already followed is not
    /// asked for again. ``ChatUpdate/lost(_:_:)`` tells when it cannot be followed.
    public func follow(_ stream: StreamName) {
        guard stream.isLog, cursors[stream] == nil, phase != .over else { return }
        var cursor = StreamCursor(stream: stream)
        let point = cursor.subscribeAgain()
        remember(cursor)
        if phase == .welcomed { subscribe(point) }
    }

    /// Follows it no more.
    public func unfollow(_ stream: StreamName) {
        guard cursors[stream] != nil else { return }
        forget(stream)
        saveSoon()
        if phase == .welcomed { transmit(.unsubscribe(id: environment.newID(), stream: stream)) }
    }

    /// Follows the inbox; for staff. Asked again after each reconnect: ``ChatUpdate/inbox(_:more:)`` then begins anew.
    public func followInbox(filter: JSONObject? = nil) {
        inboxFilter = filter
        followsInbox = true
        if phase == .welcomed { subscribeInbox() }
    }

    // MARK: Ephemeral signals

    /// Says that the person types, or no longer does. Told at most every `timing.typingRepeat` while true, and only
    /// while connected.
    public func setTyping(_ isOn: Bool, on stream: StreamName) {
        guard phase == .welcomed else { return }
        let now = environment.now()
        if isOn, let sent = typingSentAt[stream], now - sent < configuration.timing.typingRepeat { return }
        if !isOn, typingSentAt[stream] == nil { return }
        typingSentAt[stream] = isOn ? now : nil
        transmit(.typing(stream: stream, isOn: isOn))
    }

    /// Says that everything up to an event was shown to the person. Cumulative; told again after a reconnect.
    public func markRead(_ seq: Int64, on stream: StreamName) {
        guard seq > readMarks[stream] ?? 0 else { return }
        readMarks[stream] = seq
        if phase == .welcomed { transmit(.read(stream: stream, seq: seq)) }
    }
}
