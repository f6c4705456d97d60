public import SportelloModel
import Synchronization

extension SupportDesk {
    /// Where a waiting ticket stands in its team's line, 1 for the next; `nil` when it does not wait.
    public func queuePosition(of ticket: Ticket) -> Int? {
        core.withLock { core in
            ticket.facts.place(core.profile).flatMap { core.queues.board.position(of: $0) }
        }
    }

    /// How long a waiting ticket will probably wait: a range from the lengths of real dialogs, or `nil` for "unknown":
    /// too few were measured, nobody serves, or it does not wait (R-002-11).
    public func waitEstimate(of ticket: Ticket) -> WaitEstimate? {
        let now = environment.now()
        return core.withLock { core in
            ticket.facts.place(core.profile).flatMap { core.queues.estimate(at: $0, now: now, core.profile) }
        }
    }

    /// Whether a ticket would serve better than the live way somebody is about to use; what was typed stays (R-002-13).
    public func contactAdvice(on draft: ContactDraft) -> ContactAdvice? {
        let now = environment.now()
        return core.withLock { core in
            let team = core.profile.caseType(draft.caseType)?.team ?? core.profile.routing.team
            return core.profile.advice(
                on: draft, at: now, wait: core.queues.estimate(joining: team, now: now, core.profile)
            )
        }
    }

    /// How many customers wait.
    public var queueLength: Int { core.withLock { $0.queues.board.count } }

    /// The tickets that wait, the next to be served first.
    package var queueOrder: [TicketID] { core.withLock { $0.queues.board.all.map(\.ticket) } }

    /// Fills the queues from the store: who waits, who serves, and how long the newest dialogs took.
    func prepareQueues() async throws {
        var waiting = QueryRequest.Filter(kind: .ticket)
        waiting.isQueued = true
        try await eachPage(of: waiting, order: .queue) { core, snapshots in
            for snapshot in snapshots {
                guard let rank = snapshot.index.queue else { continue }
                let team = snapshot.index.team ?? core.profile.routing.team
                core.queues.board.move(from: nil, to: QueuePlace(team: team, rank: rank))
            }
        }
        try await eachPage(of: QueryRequest.Filter(kind: .agentDesk), order: .newest) { core, snapshots in
            for snapshot in snapshots {
                guard case .agentDesk(let change) = try snapshot.decoded() else { continue }
                core.queues.take(change.state, of: snapshot.stream)
            }
        }
        let newest = try await store.query(
            QueryRequest(filter: .init(kind: .ticket), order: .newest, limit: profile.queue.estimate.window * 2)
        )
        let tickets = try newest.snapshots.reversed().map { try $0.decoded() }
        core.withLock { core in
            for case .ticket(let change) in tickets { core.queues.measure(change.state.facts, core.profile) }
        }
    }

    private func eachPage(
        of filter: QueryRequest.Filter, order: QueryRequest.Order,
        _ body: (inout DeskCore, [StreamSnapshot]) throws -> Void
    ) async throws {
        var after: String?
        repeat {
            let page = try await store.query(QueryRequest(filter: filter, order: order, after: after, limit: 500))
            try core.withLock { core in try body(&core, page.snapshots) }
            after = page.next
        } while after != nil
    }
}
