import Logging
import WebChatProtocol
import WebSocketTransport

extension WebChatClient {
    func opened(_ connection: WebSocketConnection) {
        self.connection = connection
        lastHeard = environment.now()
        helloID = environment.newID()
        // What has no position is in `welcome` if it is ours, and is asked for after it if it is not.
        let points = streamOrder.compactMap { cursors[$0]?.resumePoint }.filter { $0.since != nil }
        let hello = ClientFrame.Hello(
            id: helloID, client: configuration.clientName, locale: configuration.locale, visitor: visitor,
            token: helloToken, resume: Array(points.prefix(ChatLimits.visitor.resumeStreams))
        )
        transmit(.hello(hello))
    }

    func transmit(_ frame: ClientFrame) {
        guard let connection else { return }
        let bytes = frame.encode()
        configuration.frameObserver?(.sent, bytes)
        switch connection.send(text: bytes) {
        case .queued, .dropped, .closed: break
        // The server takes nothing any more; what matters is sent again on the next connection.
        case .full: connection.drop()
        }
    }

    func received(_ bytes: [UInt8], on connection: WebSocketConnection) {
        guard connection === self.connection else { return }
        lastHeard = environment.now()
        configuration.frameObserver?(.received, bytes)
        switch ServerFrame.decode(bytes) {
        case .success(let frame): take(frame)
        case .failure: logger.warning("a frame of the webchat server cannot be read")
        }
    }

    private func take(_ frame: ServerFrame) {
        switch frame {
        case .welcome(let welcome) where phase == .connecting: take(welcome)
        case .bye(let bye): self.bye = bye
        case .ping(let id): transmit(.pong(id: id))
        case .pong, .unknown, .welcome: break
        case _ where phase != .welcomed: break
        case .ack(let ack): take(ack)
        case .error(let failure): take(failure)
        case .event(let event): take(event)
        case .note(let note): tell(.note(note))
        case .page(let page): answer(page.id, with: frame)
        case .summary(let summary): take(summary)
        case .subscribed(let id, let entry): take(entry, id: id)
        case .reset(let stream, let epoch):
            guard var cursor = cursors[stream] else { return }
            let step = cursor.receiveReset(epoch: epoch)
            cursors[stream] = cursor
            apply(step, on: stream)
        }
    }

    // MARK: Welcome

    private func take(_ welcome: Welcome) {
        header = welcome.header
        phase = .welcomed
        attempt = 0
        backoff.reset()
        if let secret = welcome.header.visitor, secret != visitor {
            visitor = secret
            save()
        } else if helloToken != nil, visitor != nil {
            // The visitor's tickets are the contact's now, and the secret is retired.
            visitor = nil
            save()
        }
        tell(.welcomed(welcome.header))
        for entry in welcome.streams { take(entry, id: nil) }
        for stream in streamOrder where cursors[stream]?.isAwaitingEntry ?? false {
            subscribe(cursors[stream]?.subscribeAgain())
        }
        if followsInbox { subscribeInbox() }
        for id in requestOrder {
            if let frame = requests[id]?.frame { transmit(frame) }
        }
        for send in outbox.welcomed() { transmit(.send(send)) }
        for (stream, seq) in readMarks { transmit(.read(stream: stream, seq: seq)) }
        scheduleTokenRefresh(welcome.header)
    }

    // MARK: Logs

    func subscribe(_ point: ResumePoint?) {
        guard let point else { return }
        let id = environment.newID()
        subscriptions[id] = point.stream
        transmit(.subscribe(.init(id: id, position: point)))
    }

    func subscribeInbox() {
        let id = environment.newID()
        subscriptions[id] = .desk
        transmit(.subscribe(.init(id: id, position: ResumePoint(stream: .desk), filter: inboxFilter)))
    }

    private func take(_ entry: StreamEntry, id: String?) {
        if let id { subscriptions[id] = nil }
        if entry.stream == .desk {
            inboxVersions.removeAll()
            for line in entry.state?["tickets"]?.arrayValue ?? [] {
                guard let ticket = line["ticket"]?.stringValue else { continue }
                inboxVersions[ticket] = line["version"]?.integerValue
            }
            return tell(.inbox(entry.state ?? .null, more: entry.more))
        }
        var cursor = cursors[entry.stream] ?? StreamCursor(stream: entry.stream)
        let step = cursor.receive(entry)
        remember(cursor)
        apply(step, on: entry.stream)
    }

    private func take(_ event: ServerFrame.Event) {
        guard event.stream.isLog else { return }
        // A log nobody asked for is that of a ticket just started here: it begins with its first event.
        let fresh = StreamCursor(stream: event.stream, seq: event.seq == 1 ? 0 : nil, isAwaitingEntry: false)
        var cursor = cursors[event.stream] ?? fresh
        let step = cursor.receive(event)
        remember(cursor)
        apply(step, on: event.stream)
    }

    private func apply(_ step: StreamCursor.Step, on stream: StreamName) {
        if step.drop { tell(.restarted(stream, state: step.state, hasOlder: step.hasOlder ?? false)) }
        for event in step.apply { tell(.event(event)) }
        if step.drop || !step.apply.isEmpty { saveSoon() }
        subscribe(step.subscribe)
    }

    private func take(_ summary: ServerFrame.Summary) {
        guard followsInbox, summary.version > inboxVersions[summary.ticket] ?? 0 else { return }
        inboxVersions[summary.ticket] = summary.version
        tell(.summary(summary))
    }

    // MARK: Answers

    func answer(_ id: String, with frame: ServerFrame) {
        guard let request = requests.removeValue(forKey: id) else { return }
        requestOrder.removeAll { $0 == id }
        request.continuation.resume(returning: frame)
    }

    private func take(_ ack: ServerFrame.Ack) {
        switch outbox.receive(ack) {
        case .finished(let send, _, let next):
            senders.removeValue(forKey: send.id)?.resume(returning: ack)
            saveSoon()
            tell(.delivered(send, ack))
            if let next { transmit(.send(next)) }
        case .unrelated: answer(ack.id, with: .ack(ack))
        case .retryLater: break
        }
    }

    private func take(_ failure: ServerFrame.Failure) {
        switch outbox.receive(failure) {
        case .finished(let send, _, let next):
            if let sender = senders.removeValue(forKey: send.id) { sender.resume(throwing: WebChatError(failure)) }
            saveSoon()
            tell(.undeliverable(send, failure))
            if let next { transmit(.send(next)) }
        case .retryLater(let stream, let milliseconds): retryLater(stream, milliseconds)
        case .unrelated:
            guard let id = failure.id else { return tell(.complaint(failure)) }
            if let stream = subscriptions.removeValue(forKey: id) { return subscriptionFailed(stream, failure) }
            guard requests[id] != nil else { return tell(.complaint(failure)) }
            answer(id, with: .error(failure))
        }
    }

    private func subscriptionFailed(_ stream: StreamName, _ failure: ServerFrame.Failure) {
        if failure.code.isRetriable { return subscribeLater(stream, failure.retryAfterMs) }
        if stream == .desk { followsInbox = false } else { forget(stream) }
        tell(.lost(stream, failure))
    }
}
