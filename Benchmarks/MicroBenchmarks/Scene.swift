import Sportello
import SportelloModel
import WebChatProtocol

/// A ticket with an agent on it, and the next message to it.
struct Scene {
    let ticket: StreamID
    let command: Command
    let context: Workspace.Context
    let change: StreamChange
    let frame: [UInt8]
    let event: EncodedEvent

    init() throws {
        let contact = ContactID(high: 1, low: 1)
        let id = TicketID(high: 2, low: 2)
        guard let number = TicketNumber(index: 1) else { preconditionFailure("1 is in range") }
        let actor = Actor.customer(contact, role: .visitor, name: nil)
        let profile = ServiceProfile(name: "bench")
        guard case .official(let official) = profile.decide(InboundContact(kind: .webchat)) else {
            preconditionFailure("webchat is official")
        }
        context = Workspace.Context(now: Instant(milliseconds: 1_000_000), actor: actor, profile: profile)
        ticket = .ticket(id)
        var workspace = Workspace(
            context: context,
            loaded: [:], absent: [.contact(contact), .ticket(id)]
        )
        try workspace.decide(.registerContact(RegisterContact(id: contact)))
        let start = StartConversation(
            contact: contact, ticket: NewTicket(id: id, number: number), official: official, caseType: "question",
            text: "hello"
        )
        try workspace.decide(.start(start))
        guard let made = workspace.changes[ticket] else { preconditionFailure("the ticket was made") }
        change = try made.sealed(as: ticket, clientID: nil, salt: { Salt(high: 1, low: 2) }).next
        let text = String(repeating: "x", count: 200)
        command = .post(id, PostMessage(text: text))
        let stream = StreamName.contact(ticket: id.description)
        frame = ClientFrame.send(
            .init(id: "0a1b2c3d-0000-4000-8000-000000000001", stream: stream, text: text)
        ).encode()
        event = EncodedEvent(
            stream: stream, seq: 1, ts: WireTime(milliseconds: 0), author: .init(id: "a", role: "visitor", name: nil),
            text: text, via: "webchat"
        )
    }

    func decided() -> Workspace {
        var workspace = Workspace(context: context, loaded: [ticket: change])
        do { try workspace.decide(command) } catch { preconditionFailure("the message is allowed: \(error)") }
        return workspace
    }

    func sealed() -> SealedChange {
        guard let change = decided().changes[ticket] else { preconditionFailure("the ticket is there") }
        do {
            return try change.sealed(as: ticket, clientID: "id", salt: { Salt(high: 1, low: 2) })
        } catch { preconditionFailure("a message can be sealed: \(error)") }
    }

    func encoded() -> [UInt8] {
        EncodedEvent(
            stream: event.stream, seq: event.seq, ts: WireTime(milliseconds: 0),
            author: .init(id: "a", role: "visitor", name: nil), text: String(repeating: "x", count: 200), via: "webchat"
        ).bytes
    }
}
