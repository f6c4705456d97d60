public import SportelloModel
import Synchronization

extension SupportDesk {
    /// A stream's state as it is stored; `nil` when there is no such stream.
    public func state<A: StreamAggregate>(of stream: StreamID) async throws -> A? {
        try await load(stream).flatMap { A.unwrap($0.state)?.state }
    }

    /// A ticket with where its log ends; `nil` when there is none.
    public func ticket(_ id: TicketID) async throws -> (ticket: Ticket, head: StreamHead)? {
        guard let loaded = try await load(.ticket(id)), let change = Ticket.unwrap(loaded.state) else { return nil }
        return (change.state, loaded.head)
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

    private func load(_ stream: StreamID) async throws -> (state: StreamChange, head: StreamHead)? {
        guard let snapshot = try await store.load(LoadRequest(streams: [stream])).snapshots.first else { return nil }
        let state = try StreamChange(
            stream: stream, head: snapshot.head, activity: snapshot.activity, state: snapshot.state
        )
        return (state, snapshot.head)
    }
}

extension StreamSnapshot {
    /// The state, put together again.
    public func decoded() throws -> StreamChange {
        try StreamChange(stream: stream, head: head, activity: activity, state: state)
    }
}
