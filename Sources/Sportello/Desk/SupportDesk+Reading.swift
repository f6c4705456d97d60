public import SportelloModel
import Synchronization

extension SupportDesk {
    /// A stream's state as it is stored; `nil` when there is no such stream.
    public func state<A: StreamAggregate>(of stream: StreamID) async throws -> A? {
        try await load(stream).flatMap { A.unwrap($0)?.state }
    }

    /// A ticket with where its log ends; `nil` when there is none.
    public func ticket(_ id: TicketID) async throws -> (ticket: Ticket, head: StreamHead)? {
        guard let change = try await load(.ticket(id)).flatMap({ Ticket.unwrap($0) }) else { return nil }
        return (change.state, change.head)
    }

    /// The ticket of that number; `nil` when there is none.
    public func ticket(number: TicketNumber) async throws -> TicketID? {
        let key = UniqueKey(space: KeySpace.number.rawValue, value: number.description)
        return try await store.find(FindRequest(key: key)).stream?.ticketID
    }

    /// A name and a number for a ticket that may be made.
    public func newTicket() -> NewTicket {
        NewTicket(id: environment.identifier(), number: newTicketNumber())
    }

    /// A fresh name.
    public func newIdentifier<Subject>() -> Identifier<Subject> { environment.identifier() }

    /// The committed state: from memory where that is the same as what is stored, else from the store.
    private func load(_ stream: StreamID) async throws -> StreamChange? {
        if store.isExclusive, let known = core.withLock({ $0.committed(stream) }) { return known }
        return try await store.load(LoadRequest(streams: [stream])).snapshots.first?.decoded()
    }
}

extension StreamSnapshot {
    /// The state, put together again.
    public func decoded() throws -> StreamChange {
        try StreamChange(stream: stream, head: head, activity: activity, state: state)
    }
}
