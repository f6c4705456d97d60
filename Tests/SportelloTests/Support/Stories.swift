import Sportello
import SportelloModel
import Testing

extension Actor {
    static let bea = Actor.agent(AgentID(rawValue: "bea"), role: .agent, name: "Bea")
    static let carl = Actor.agent(AgentID(rawValue: "carl"), role: .agent, name: "Carl")
}

extension SupportDesk {
    /// A contact of the host.
    func person(_ subject: String = "c-1") async throws -> Actor {
        let contact = try await contact(subject: subject, name: "Ada", email: nil, language: nil)
        return .customer(contact.id, role: .contact, name: "Ada")
    }

    /// A request to start a conversation by the chat.
    func starting(_ actor: Actor, _ text: String = "It does not print.") throws -> StartConversation {
        guard case .official(let official) = profile.decide(InboundContact(kind: .webchat)) else {
            throw Refusal(.unofficialChannel)
        }
        return StartConversation(
            contact: try #require(actor.contactID), ticket: newTicket(), official: official, caseType: "problem",
            text: text, insistsOnNew: true
        )
    }

    /// A ticket of that person.
    func ticket(of actor: Actor) async throws -> TicketID {
        let request = try starting(actor)
        _ = try await perform(.start(request), as: actor)
        return request.ticket.id
    }

    /// The facts of a ticket that exists.
    func facts(_ id: TicketID) async throws -> TicketFacts { try #require(try await ticket(id)).ticket.facts }

    /// All texts of a ticket's public messages, in order.
    func messages(_ id: TicketID) async throws -> [String] {
        let page = try await store.events(
            EventsRequest(stream: .ticket(id), view: .contact, range: .after(0), limit: 1000)
        )
        return page.events.filter { $0.kind == "message.posted" }.map { $0.content?.text ?? "" }
    }
}

extension SupportDesk {
    /// Follows a stream until an event of that kind is committed.
    func event(_ kind: String, on stream: StreamID, since: Int64 = 0) async throws -> LoggedEvent {
        for try await logged in events(of: stream, view: .complete, since: since) where logged.record.kind == kind {
            return logged
        }
        throw Refusal(.notFound, details: ["kind": kind])
    }
}

extension CommandKey {
    /// A key for words on a ticket.
    static func words(_ id: String, _ ticket: TicketID, _ text: String) -> CommandKey {
        CommandKey(id: id, scope: .ticket(ticket), content: Digest(hashing: Array(text.utf8)))
    }
}

/// What became of a command, for comparing.
enum Fate: Hashable, Sendable {
    case done(duplicate: Bool)
    case refused(Refusal.Code)
    case failed(String)

    init(_ body: () async throws -> Receipt) async {
        do {
            self = .done(duplicate: try await body().isDuplicate)
        } catch let refusal as Refusal {
            self = .refused(refusal.code)
        } catch let error as DeskError {
            self = .failed("\(error.code)")
        } catch {
            self = .failed("\(error)")
        }
    }
}
