import Logging
import Sportello
import SportelloModel
import WebChatProtocol

extension StreamName {
    /// The ticket and the view that a log's name asks for; `nil` for the inbox and for names that no ticket has.
    var log: (ticket: TicketID, view: StreamView)? {
        switch self {
        case .contact(let ticket): TicketID(ticket).map { ($0, .contact) }
        case .internal(let ticket): TicketID(ticket).map { ($0, .staff) }
        case .desk: nil
        }
    }
}

extension ChatHub {
    func topic(of ticket: TicketID) -> Topic {
        if let topic = topics[ticket] { return topic }
        let topic = Topic()
        topics[ticket] = topic
        return topic
    }

    func attach(
        _ session: ChatSession, to stream: StreamName, _ ticket: TicketID, _ view: StreamView, cursor: Int64,
        state: Follow.State
    ) -> Follow {
        let follow = Follow(
            stream: stream, ticket: ticket, view: view, cursor: cursor, state: state, session: session
        )
        session.followed.append(follow)
        let topic = topic(of: ticket)
        let wasThere = topic.follows.contains { $0.session.identity?.actor == session.identity?.actor }
        topic.follows.append(follow)
        if let contact = session.identity?.actor.contactID { desk.presence.entered(ticket, contact: contact) }
        if !wasThere { tellPresence(of: session, in: topic, isThere: true) }
        return follow
    }

    func detach(_ follow: Follow) {
        guard let topic = topics[follow.ticket] else { return }
        topic.follows.removeAll { $0 === follow }
        if let contact = follow.session.identity?.actor.contactID {
            desk.presence.left(follow.ticket, contact: contact)
        }
        let actor = follow.session.identity?.actor
        if !topic.follows.contains(where: { $0.session.identity?.actor == actor }) {
            tellPresence(of: follow.session, in: topic, isThere: false)
        }
        if topic.follows.isEmpty { topics[follow.ticket] = nil }
    }

    // MARK: Entering a stream

    /// Follows a stream and reads what the session lacks; `nil` when it is not theirs, which is the same as absent.
    /// The follow keeps what comes meanwhile until ``release(_:)``.
    func enter(_ point: ResumePoint, session id: UInt64) async -> EncodedEntry? {
        guard let session = sessions[id], let identity = session.identity,
            let (ticketID, view) = point.stream.log, identity.isStaff || view == .contact
        else { return nil }
        let follow: Follow
        if let known = session.follow(point.stream) {
            known.state = .reading(waiting: [], overflowed: false)
            follow = known
        } else {
            follow = attach(
                session, to: point.stream, ticketID, view, cursor: 0, state: .reading(waiting: [], overflowed: false)
            )
        }
        do {
            guard let known = try await desk.ticket(ticketID),
                identity.isStaff || known.ticket.facts.contact == identity.actor.contactID
            else {
                drop(follow)
                return nil
            }
            let reader = EntryReader(
                store: desk.store, epoch: epoch, limits: limits(of: session), wire: wire(for: identity)
            )
            let entry = try await reader.read(point, view: view, ticket: known.ticket)
            guard sessions[id] != nil else { return nil }
            if topics[ticketID]?.ticket == nil { topics[ticketID]?.ticket = known.ticket }
            follow.cursor = entry.cursor
            if entry.isIncomplete { follow.state = .stopped }
            return entry.encoded
        } catch {
            logger.error("a stream could not be read", metadata: ["error": "\(error)"])
            drop(follow)
            return nil
        }
    }

    func drop(_ follow: Follow) {
        guard follow.session.followed.contains(where: { $0 === follow }) else { return }
        detach(follow)
        follow.session.followed.removeAll { $0 === follow }
    }

    /// Sends what came while the stretch was read, and goes live.
    func release(_ follow: Follow) {
        guard case .reading(let waiting, let overflowed) = follow.state else { return }
        follow.state = .live
        let topic = topics[follow.ticket]
        for logged in waiting { deliver(logged, to: follow, encoded: nil) }
        if overflowed { catchUp(follow) }
        if let topic { tellPosition(of: follow, in: topic) }
    }

    /// Reads on from the cursor and sends events, until nothing is missing.
    func catchUp(_ follow: Follow) {
        follow.state = .reading(waiting: [], overflowed: false)
        let (store, cursor, view, stream) = (desk.store, follow.cursor, follow.view, follow.ticket)
        let (id, name) = (follow.session.id, follow.stream)
        inBackground(follow.session, id: nil) {
            let result = try? await store.events(  // a failure resyncs the client, below
                EventsRequest(stream: .ticket(stream), view: view, range: .after(cursor), limit: 500)
            )
            await self.caughtUp(result, stream: name, session: id)
        }
    }

    private func caughtUp(_ result: EventsResult?, stream: StreamName, session id: UInt64) {
        guard let session = sessions[id] else { return }
        settled(session)
        guard let follow = session.follow(stream) else { return }
        guard let result, let events = try? result.events.map(LoggedEvent.init) else {  // unreadable: say so
            return dismiss(session, .resync, "the stream could not be read", retryAfterMs: 1000)
        }
        guard case .reading(let waiting, let overflowed) = follow.state else { return }
        follow.state = .live
        for logged in events { deliver(logged, to: follow, encoded: nil) }
        for logged in waiting { deliver(logged, to: follow, encoded: nil) }
        if overflowed || result.more { catchUp(follow) }
    }

    // MARK: Frames

    func handle(_ subscribe: ClientFrame.Subscribe, on session: ChatSession) {
        let (id, point, filter) = (session.id, subscribe.position, subscribe.filter)
        if point.stream == .desk {
            guard session.identity?.isStaff ?? false else {
                return failNotFound(session, id: subscribe.id)
            }
            do {
                let filter = try InboxFilter(filter, for: session.identity)
                inBackground(session, id: subscribe.id) {
                    await self.followInbox(filter, id: subscribe.id, session: id)
                    await self.settled(session: id)
                }
            } catch {
                fail(session, id: subscribe.id, error.code, error.message, field: error.field)
            }
            return
        }
        inBackground(session, id: subscribe.id) {
            await self.subscribe(to: point, id: subscribe.id, session: id)
            await self.settled(session: id)
        }
    }

    func settled(session id: UInt64) {
        if let session = sessions[id] { settled(session) }
    }

    /// Follows a stream and sends `subscribed`; without an id it was not asked for.
    func subscribe(to point: ResumePoint, id: String?, session sessionID: UInt64) async {
        let entry = await enter(point, session: sessionID)
        guard let session = sessions[sessionID] else { return }
        guard let entry else {
            if let id { failNotFound(session, id: id) }
            return
        }
        send(to: session) { $0.subscribed(id: id, entry) }
        if let follow = session.follow(point.stream) { release(follow) }
    }

    func unfollow(_ stream: StreamName, id: String, on session: ChatSession) {
        if stream == .desk {
            session.inbox = nil
            inboxFollowers.remove(session.id)
        } else if let follow = session.follow(stream) {
            drop(follow)
        } else {
            return failNotFound(session, id: id)
        }
        let time = WireTime(milliseconds: now)
        send(to: session) { $0.ack(id: id, stream: stream, ts: time) }
    }

    func handle(_ history: ClientFrame.History, on session: ChatSession) {
        guard let identity = session.identity, let (ticketID, view) = history.stream.log,
            identity.isStaff || view == .contact
        else { return failNotFound(session, id: history.id) }
        let reader = EntryReader(
            store: desk.store, epoch: epoch, limits: limits(of: session), wire: wire(for: identity)
        )
        let (id, desk) = (session.id, desk)
        inBackground(session, id: history.id) {
            do {
                guard let known = try await desk.ticket(ticketID),
                    identity.isStaff || known.ticket.facts.contact == identity.actor.contactID
                else { return await self.notFound(session: id, history.id) }
                let page = try await reader.page(history, ticket: ticketID, view: view)
                await self.finish(session: id) { session, hub in
                    hub.send(to: session) {
                        $0.page(id: history.id, stream: history.stream, events: page.events, more: page.more)
                    }
                }
            } catch {
                await self.failed(session: id, history.id, .unavailable, "the stream cannot be read now")
            }
        }
    }

    /// Ends a piece of background work for a session that may be gone.
    func finish(session id: UInt64, _ body: @Sendable (ChatSession, isolated ChatHub) -> Void) {
        guard let session = sessions[id] else { return }
        settled(session)
        body(session, self)
    }

    func failed(
        session id: UInt64, _ frame: String?, _ code: ErrorCode, _ message: String, field: String? = nil
    ) {
        guard let session = sessions[id] else { return }
        settled(session)
        let retry: Int64? = code.isRetriable ? 1000 : nil
        fail(session, id: frame, code, message, retryAfterMs: retry, field: field)
    }
}
