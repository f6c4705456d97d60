import Sportello
import SportelloModel
import WebChatProtocol

extension ChatHub {
    func wire(for identity: Identity?) -> WireEvents {
        WireEvents(signer: signer, now: now, reader: identity?.actor.author.id ?? "")
    }

    /// Takes what a batch made durable to everybody who follows.
    func deliver(_ notice: CommitNotice) {
        if notice.queueChanged { queueChanged = true }
        for part in notice.parts {
            switch part.stream.kind {
            case .ticket: deliver(part)
            case .contact: followContact(part)
            case .agentDesk: tellAgentPresence(part)
            default: break
            }
        }
    }

    private func deliver(_ part: CommitNotice.Part) {
        guard case .ticket(let change) = part.state, let id = part.stream.ticketID else { return }
        if !inboxFollowers.isEmpty { inboxChanges[id] = (change.state, change.head.seq) }
        guard let topic = topics[id] else { return }
        topic.ticket = change.state
        let wire = wire(for: nil)
        for logged in part.events {
            // Encoded once for all sessions of a view; the author's own sessions get the id spliced in.
            var forContact: EncodedEvent?
            var forStaff: EncodedEvent?
            for follow in topic.follows {
                switch follow.view {
                case .contact:
                    if forContact == nil, logged.record.publicSeq != nil {
                        forContact = wire.encode(logged, on: follow.stream, view: .contact)
                    }
                    deliver(logged, to: follow, encoded: forContact)
                case .staff:
                    if forStaff == nil, logged.record.staffSeq != nil {
                        forStaff = wire.encode(logged, on: follow.stream, view: .staff)
                    }
                    deliver(logged, to: follow, encoded: forStaff)
                case .complete: break
                }
            }
        }
    }

    /// Sends an event to one follower, if it is the next one (protocol §7.2).
    func deliver(_ logged: LoggedEvent, to follow: Follow, encoded: EncodedEvent?) {
        guard let seq = logged.record.position(in: follow.view) else { return }
        switch follow.state {
        case .stopped: return
        case .reading(var waiting, let overflowed):
            if waiting.count < Follow.waitingLimit, !overflowed {
                waiting.append(logged)
                follow.state = .reading(waiting: waiting, overflowed: false)
            } else {
                follow.state = .reading(waiting: waiting, overflowed: true)
            }
        case .live:
            guard seq > follow.cursor else { return }
            guard seq == follow.cursor + 1 else { return catchUp(follow) }
            follow.cursor = seq
            let event = encoded ?? wire(for: nil).encode(logged, on: follow.stream, view: follow.view)
            let isOwn = logged.record.author.id == follow.session.identity?.actor.author.id
            send(to: follow.session) { $0.event(event, id: isOwn ? logged.record.clientID : nil) }
        }
    }

    /// A contact's sessions follow the tickets that appear: the one that started it from its first event, the others by
    /// an unasked `subscribed` (protocol §9).
    private func followContact(_ part: CommitNotice.Part) {
        guard let contact = part.stream.contactID, let ids = contacts[contact] else { return }
        for logged in part.events {
            switch logged.event {
            case .contact(.ticketOpened(let ticket)):
                for id in ids { follow(ticket, session: id, startedBy: logged.record.clientID) }
            case .contact(.merged):
                // The visitor is somebody else now and the secret is retired.
                for id in ids {
                    if let session = sessions[id] { dismiss(session, .notAuthenticated, "the visitor was identified") }
                }
            default: break
            }
        }
    }

    private func follow(_ ticket: TicketID, session id: UInt64, startedBy clientID: String?) {
        guard let session = sessions[id], session.phase == .open else { return }
        let stream = StreamName.contact(ticket: ticket.description)
        guard session.follow(stream) == nil else { return }
        if let clientID, session.starting.contains(clientID) {
            _ = attach(session, to: stream, ticket, .contact, cursor: 0, state: .live)
            return
        }
        inBackground(session, id: nil) {
            await self.subscribe(to: ResumePoint(stream: stream), id: nil, session: id)
            await self.settled(session: id)
        }
    }
}
