public import SportelloModel

/// What an agent has to do (R-002-2, R-001-3).
public struct WorkList: Sendable, Hashable {
    /// Open tickets that the agent has, the newest first.
    public var own: [HistoryEntry]
    /// Tickets of the agent's teams that wait for somebody, the next first.
    public var waiting: [HistoryEntry]
}

extension SupportDesk {
    /// An agent's list, with at most `limit` tickets of each sort. A ticket belongs to one team and is on the lists of
    /// its members; who has no team of their own belongs to the common one.
    public func workList(of agent: AgentID, limit: Int = 50) async throws -> WorkList {
        let desk: AgentDesk? = try await state(of: .agentDesk(agent))
        let teams = desk.map(\.teams).flatMap { $0.isEmpty ? nil : $0 } ?? [profile.routing.team]
        var own = QueryRequest.Filter(kind: .ticket)
        own.assignee = agent
        own.isOpen = true
        let mine = try await store.query(QueryRequest(filter: own, order: .newest, limit: limit)).snapshots
        var waiting: [(rank: QueueRank, entry: HistoryEntry)] = []
        for team in Set(teams).sorted() {
            var filter = QueryRequest.Filter(kind: .ticket)
            filter.team = team
            filter.isQueued = true
            let page = try await store.query(QueryRequest(filter: filter, order: .queue, limit: limit))
            for snapshot in page.snapshots {
                guard let rank = snapshot.index.queue, let facts = try snapshot.facts else { continue }
                waiting.append((rank, HistoryEntry(facts)))
            }
        }
        return WorkList(
            own: try mine.compactMap { try $0.facts.map { HistoryEntry($0) } },
            waiting: waiting.sorted { $0.rank < $1.rank }.prefix(limit).map(\.entry)
        )
    }
}
