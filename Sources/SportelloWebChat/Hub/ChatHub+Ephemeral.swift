import Sportello
import SportelloModel
import WebChatProtocol
import WebSocketTransport

/// Typing, reading, presence and places in the queue: told while it is true, never stored, dropped first when a client is
/// slow (protocol §2, §7.6).
extension ChatHub {
    func tellTyping(_ stream: StreamName, _ isOn: Bool, by session: ChatSession) {
        guard let follow = session.follow(stream), let topic = topics[follow.ticket],
            let author = session.identity?.actor.author
        else { return }
        let wasOn = topic.typing[author.id] != nil
        if isOn {
            let lapse = UInt64(configuration.timing.typingExpiry.milliseconds)
            topic.typing[author.id] = .init(author: author, session: session.id, lapsesAt: loop.now + lapse)
        } else {
            topic.typing[author.id] = nil
        }
        if isOn || wasOn { tellTyping(author, isOn, in: topic) }
    }

    private func tellTyping(_ author: Author, _ isOn: Bool, in topic: Topic) {
        var data = Members()
        data["author"] = JSONValue(author)
        data["on"] = .bool(isOn)
        tell("typing", data, in: topic, except: author.id)
    }

    func tellRead(_ stream: StreamName, _ seq: Int64, by session: ChatSession) {
        guard let follow = session.follow(stream), let topic = topics[follow.ticket], seq <= follow.cursor,
            let author = session.identity?.actor.author
        else { return }
        let mark = Topic.ReadMark(author: author.id, view: follow.view)
        guard seq > topic.read[mark] ?? 0 else { return }
        topic.read[mark] = seq
        if let contact = session.identity?.actor.contactID {
            desk.presence.read(follow.ticket, contact: contact, upTo: seq)
        }
        // Each side numbers its own log. Where the numbers differ, only "everything" can be said in the other's.
        let isEverything = seq >= follow.cursor
        for other in topic.follows where other.session.identity?.actor.author.id != author.id {
            guard other.session.phase == .open, other.view == follow.view || isEverything else { continue }
            var data = Members()
            data["author"] = JSONValue(author)
            data["stream"] = .string(other.stream.text)
            data["seq"] = .integer(other.view == follow.view ? seq : other.cursor)
            let encoded = EncodedJSON(data.json)
            send(to: other.session, droppable: true) { $0.note(stream: other.stream, kind: "read", data: encoded) }
        }
    }

    /// Says to the other side that somebody came or went.
    func tellPresence(of session: ChatSession, in topic: Topic, isThere: Bool) {
        guard let author = session.identity?.actor.author else { return }
        var data = Members()
        data["author"] = JSONValue(author)
        data["state"] = .string(isThere ? "available" : "offline")
        tell("presence", data, in: topic, except: author.id)
    }

    /// An agent said whether work may come: customers of that agent see it.
    func tellAgentPresence(_ part: CommitNotice.Part) {
        guard case .agentDesk(let change) = part.state else { return }
        let isChanged = part.events.contains {
            if case .agentDesk(.presenceSet) = $0.event { true } else { false }
        }
        guard isChanged else { return }
        let desk = change.state
        for ticket in desk.work {
            guard let topic = topics[ticket] else { continue }
            var data = Members()
            data["author"] = JSONValue(
                Author(role: .agent, id: desk.agent.rawValue, name: topic.ticket?.facts.assigneeName))
            data["state"] = .string(desk.presence.rawValue)
            tell("presence", data, in: topic, except: desk.agent.rawValue)
        }
    }

    private func tell(_ kind: String, _ data: Members, in topic: Topic, except author: String) {
        let encoded = EncodedJSON(data.json)
        for follow in topic.follows where follow.session.identity?.actor.author.id != author {
            guard follow.session.phase == .open else { continue }
            send(to: follow.session, droppable: true) { $0.note(stream: follow.stream, kind: kind, data: encoded) }
        }
    }

    // MARK: The queue

    /// Tells everybody who waits and whose place changed. Called by the sweep, so that a busy queue is told now and
    /// then, not with each step.
    func tellPositions() {
        guard queueChanged else { return }
        queueChanged = false
        for topic in topics.values {
            guard let position = position(in: topic) else {
                topic.toldPosition = nil
                continue
            }
            guard position != topic.toldPosition else { continue }
            topic.toldPosition = position
            for follow in topic.follows { tell(position, in: topic, to: follow) }
        }
    }

    /// Tells one who has just come.
    func tellPosition(of follow: Follow, in topic: Topic) {
        if let position = position(in: topic) { tell(position, in: topic, to: follow) }
    }

    private func position(in topic: Topic) -> Int? { topic.ticket.flatMap(desk.queuePosition(of:)) }

    /// The estimate is a range in minutes, unknown until enough dialogs were measured, and never invented (DESIGN §5).
    private func tell(_ position: Int, in topic: Topic, to follow: Follow) {
        let estimate: JSONValue =
            topic.ticket.flatMap(desk.waitEstimate(of:)).map {
                ["from": .integer(Int64($0.fromMinutes)), "to": .integer(Int64($0.toMinutes))]
            } ?? .null
        let data: JSONValue = ["position": .integer(Int64(position)), "estimate": estimate]
        guard follow.session.phase == .open else { return }
        send(to: follow.session, droppable: true) {
            $0.note(stream: follow.stream, kind: "queue", data: EncodedJSON(data))
        }
    }

    // MARK: Sweeps

    /// What must be looked at now and then, for as long as the server runs.
    func runSweeps() async {
        while !Task.isCancelled {
            do {
                try await desk.environment.sleep(desk.environment.now() + .milliseconds(200))
            } catch {
                return  // cancelled
            }
            sweep()
        }
    }

    private func sweep() {
        let now = loop.now
        for topic in topics.values where !topic.typing.isEmpty {
            for (id, mark) in topic.typing where mark.lapsesAt <= now {
                topic.typing[id] = nil
                tellTyping(mark.author, false, in: topic)
            }
        }
        tellPositions()
        tellInbox()
        expireUploads()
    }
}

extension JSONValue {
    init(_ author: Author) {
        self = [
            "id": .string(author.id), "role": .string(author.role.rawValue),
            "name": author.name.map(JSONValue.string) ?? .null,
        ]
    }
}
