import Sportello
import SportelloModel
import Testing

extension Day {
    /// Somebody does something.
    @discardableResult
    func does(_ command: Command, as actor: Actor) async throws -> Receipt {
        try await desk.perform(command, as: actor)
    }

    /// Expects that a rule says no.
    @discardableResult
    func refuses(
        _ code: Refusal.Code, _ command: Command, as actor: Actor, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Refusal? {
        do {
            let receipt = try await desk.perform(command, as: actor)
            Issue.record("allowed: \(receipt.result)", sourceLocation: sourceLocation)
            return nil
        } catch let refusal as Refusal {
            #expect(refusal.code == code, sourceLocation: sourceLocation)
            return refusal
        }
    }

    /// What the policy says to somebody who comes by a way.
    func decision(_ kind: ChannelKind, purpose: Purpose = .support, hasTicket: Bool = false) -> ChannelDecision {
        profile.decide(InboundContact(kind: kind, purpose: purpose, hasTicket: hasTicket))
    }

    /// A customer starts a conversation by an official way and gets a ticket.
    func writes(
        _ customer: Actor, _ text: String, as caseType: String, by channel: ChannelKind = .portal,
        change: (inout StartConversation) -> Void = { _ in }
    ) async throws -> TicketID {
        let receipt = try await does(try start(customer, text, as: caseType, by: channel, change: change), as: customer)
        guard case .ticket(let id, _) = receipt.result else { throw Refusal(.invalid) }
        return id
    }

    /// The command by which a customer starts a conversation.
    func start(
        _ customer: Actor, _ text: String, as caseType: String, by channel: ChannelKind = .portal,
        change: (inout StartConversation) -> Void = { _ in }
    ) throws -> Command {
        guard case .official(let official) = decision(channel) else { throw Refusal(.unofficialChannel) }
        var request = StartConversation(
            contact: try customer.contact, ticket: desk.newTicket(), official: official, caseType: caseType, text: text,
            insistsOnNew: true
        )
        change(&request)
        return .start(request)
    }

    /// Somebody writes on a ticket.
    func says(_ actor: Actor, _ text: String, on id: TicketID, by channel: ChannelKind = .portal) async throws {
        try await does(.post(id, PostMessage(text: text, via: channel)), as: actor)
    }

    // MARK: Looking

    /// A ticket as it stands.
    func ticket(_ id: TicketID) async throws -> TicketFacts { try #require(try await desk.ticket(id)).ticket.facts }

    /// Anything as it stands.
    func state<A: StreamAggregate>(_ id: Identifier<A>) async throws -> A {
        try #require(try await desk.state(of: A.stream(id)))
    }

    /// What happened, as far as a view shows it.
    func log(_ stream: StreamID, _ view: StreamView = .complete) async throws -> [EventRecord] {
        try await desk.store.log(of: stream, view)
    }

    /// The kinds of a ticket's events that a view shows, in order.
    func kinds(_ id: TicketID, _ view: StreamView = .complete) async throws -> [String] {
        try await log(.ticket(id), view).map(\.kind)
    }

    /// The latest event of that kind on a ticket.
    func last(_ kind: String, on id: TicketID) async throws -> EventRecord {
        try #require(try await log(.ticket(id)).last { $0.kind == kind }, "no \(kind)")
    }

    /// The clock of a target, the latest.
    func clock(_ target: String, on id: TicketID) async throws -> TicketClock {
        try #require(try await ticket(id).clocks.last { $0.target == target }, "no clock of \(target)")
    }

    /// Waits until something happened on a ticket `count` times: what the desk does by itself, after a command.
    func happens(_ kind: String, on id: TicketID, times count: Int = 1) async throws {
        var seen = 0
        for try await logged in desk.events(of: .ticket(id), view: .complete) where logged.record.kind == kind {
            seen += 1
            if seen == count { return }
        }
    }

    /// A fresh name.
    func new<Subject>() -> Identifier<Subject> { desk.newIdentifier() }
}

extension DeskStore {
    /// A whole log, or what a view shows of it.
    func log(of stream: StreamID, _ view: StreamView = .complete) async throws -> [EventRecord] {
        try await events(EventsRequest(stream: stream, view: view, range: .after(0), limit: 10_000)).events
    }
}
