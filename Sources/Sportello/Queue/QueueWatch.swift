import SportelloModel

/// What the desk knows of its queues: who waits, who serves, and how long dialogs take. In memory only, filled from the
/// store at the start. Bounds: those who wait, the agents, and a window of lengths a team.
struct QueueWatch {
    var board = QueueBoard()
    private var times: [String: HandleTimes] = [:]
    private var desks: [StreamID: AgentDesk] = [:]

    /// Takes what became durable. A message moves nobody and is passed over.
    mutating func take(_ seal: SealedChange, _ profile: ServiceProfile) {
        switch seal.next {
        case .ticket(let change):
            for logged in seal.events {
                guard case .ticket(.conversationEnded(let event)) = logged.event else { continue }
                let facts = change.state.facts
                measure(facts.conversations.last { $0.number == event.conversation }, of: facts, profile)
            }
        case .agentDesk(let change): desks[seal.stream] = change.state
        default: break
        }
    }

    /// Takes a move that became durable. Returns whether anybody's place changed.
    mutating func take(_ move: QueueMove) -> Bool { board.move(from: move.from, to: move.to) }

    /// Takes a desk as it was stored.
    mutating func take(_ desk: AgentDesk, of stream: StreamID) { desks[stream] = desk }

    /// Takes the dialogs of a ticket as it was stored.
    mutating func measure(_ facts: TicketFacts, _ profile: ServiceProfile) {
        for conversation in facts.conversations { measure(conversation, of: facts, profile) }
    }

    private mutating func measure(_ conversation: Conversation?, of facts: TicketFacts, _ profile: ServiceProfile) {
        guard let length = conversation?.handleTime else { return }
        times[facts.team ?? profile.routing.team, default: HandleTimes()]
            .add(length, window: profile.queue.estimate.window)
    }

    /// How long whoever waits at that place will probably wait; `nil` while nobody can know.
    func estimate(at place: QueuePlace, now: Instant, _ profile: ServiceProfile) -> WaitEstimate? {
        guard let position = board.position(of: place) else { return nil }
        return times[place.team]?.estimate(
            position: position, agents: agents(of: place.team, now, profile), profile.queue.estimate
        )
    }

    /// The same for somebody who would come now, behind all who wait for that team.
    func estimate(joining team: String, now: Instant, _ profile: ServiceProfile) -> WaitEstimate? {
        let ahead = board.count(of: team)
        return times[team]?.estimate(
            position: ahead + 1, agents: agents(of: team, now, profile), profile.queue.estimate)
    }

    /// Agents who serve a team now: those who take work, and those who have some.
    private func agents(of team: String, _ now: Instant, _ profile: ServiceProfile) -> Int {
        desks.values.count { desk in
            (desk.teams.isEmpty ? [profile.routing.team] : desk.teams).contains(team)
                && (desk.presence == .available || !desk.dialogs.isEmpty) && desk.occupation(at: now) == nil
        }
    }
}
