extension Workspace {
    /// Decides a command of the queue.
    mutating func decide(_ command: QueueCommand) throws(Stop) {
        switch command {
        case .enroll(let request): try enroll(request)
        case .occupy(let agent, let occupation): try occupy(agent, occupation)
        case .vacate(let agent, let occupation): try vacate(agent, occupation)
        case .route(let id, let agents): try route(id, among: agents)
        case .takeOffered(let id): try takeOffered(id)
        case .claimOutOfTurn(let id, let reason): try claimOutOfTurn(id, reason: reason)
        case .moveToTier(let id, let tier, let agent, let team, let reason):
            try move(id, toTier: tier, agent: agent, team: team, reason: reason)
        case .tickDesk(let id): try tickDesk(id)
        }
    }

    private mutating func enroll(_ request: AgentEnrolled) throws(Stop) {
        guard context.actor.role == .supervisor || context.actor.role == .system else { throw refuse(.forbidden) }
        guard request.tiers.allSatisfy((1...9).contains) else { throw refuse(.invalid, nil, ["field": "tier"]) }
        let desk = try stateOrFresh(request.agent.desk)
        let isKnown =
            desk.agent == request.agent && desk.name == (request.name ?? desk.name) && desk.teams == request.teams
            && desk.skills == request.skills && desk.tiers == request.tiers
        if !isKnown { try record(.enrolled(request), on: request.agent.desk) }
    }

    private func requireSelfOrSupervisor(_ agent: AgentID) throws(Stop) {
        let actor = context.actor
        guard actor.agentID == agent || actor.role == .supervisor || actor.role == .system else {
            throw refuse(.forbidden)
        }
    }

    private mutating func occupy(_ agent: AgentID, _ occupation: AgentDesk.Occupation) throws(Stop) {
        try requireSelfOrSupervisor(agent)
        try requireText(occupation.reason, field: "reason")
        guard occupation.from < occupation.until else { throw refuse(.invalid, nil, ["field": "until"]) }
        guard now < occupation.until else { throw refuse(.inThePast) }
        guard !(try stateOrFresh(agent.desk)).occupations.contains(occupation) else { return }
        try record(.occupied(AgentOccupied(agent: agent, occupation: occupation)), on: agent.desk)
    }

    private mutating func vacate(_ agent: AgentID, _ occupation: String) throws(Stop) {
        try requireSelfOrSupervisor(agent)
        guard try stateOrFresh(agent.desk).occupations.contains(where: { $0.id == occupation }) else { return }
        try record(.vacated(AgentVacated(occupation: occupation)), on: agent.desk)
    }

    private mutating func tickDesk(_ id: Identifier<AgentDesk>) throws(Stop) {
        guard context.actor.role == .system else { throw refuse(.forbidden) }
        for occupation in try state(id).occupations where occupation.until <= now {
            try record(.vacated(AgentVacated(occupation: occupation.id)), on: id)
        }
    }

    // MARK: A ticket's place

    /// What the title of a new ticket does to its place (R-002-5, R-002-6).
    mutating func judgeTitle(_ title: String, of id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard let matched = profile.queue.judge(title: title, priority: facts.priority) else { return }
        try record(.queue(.titleMatched(matched)), on: id)
    }

    /// Records what waiting alone changed: a raised priority, a wait that is too long, a long dialog.
    mutating func tickQueue(_ id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        if let ageing = profile.queue.ageing, let arrival = facts.arrival {
            let steps = ageing.raised(since: arrival, at: now)
            if facts.priorityCanRise, steps > facts.queue.ageing {
                try record(.queue(.aged(QueueAged(steps: steps))), on: id)
            }
        }
        if let alert = facts.waitAlertAt(profile), alert <= now { try record(.queue(.waitAlerted), on: id) }
        if let (conversation, agent, due) = facts.longDialogAt(profile), due <= now {
            try record(.queue(.longDialog(LongDialog(conversation: conversation, agent: agent))), on: id)
        }
    }
}

extension TicketFacts {
    var priorityCanRise: Bool { effectivePriority > 1 }

    /// When waiting next raises the priority.
    func agesAt(_ profile: ServiceProfile) -> Instant? {
        guard let ageing = profile.queue.ageing, let arrival, priorityCanRise, queue.ageing < ageing.steps else {
            return nil
        }
        return arrival + .minutes(ageing.minutes * (queue.ageing + 1))
    }

    /// When the wait becomes too long: one millisecond past the limit.
    func waitAlertAt(_ profile: ServiceProfile) -> Instant? {
        guard let limit = profile.routing.patienceMinutes, let arrival, !queue.isAlerted else { return nil }
        return arrival + .minutes(limit) + .milliseconds(1)
    }

    /// When the present dialog becomes long, whose it is, and which.
    func longDialogAt(_ profile: ServiceProfile) -> (conversation: Int, agent: AgentID, at: Instant)? {
        guard let limit = profile.queue.longDialogMinutes, status.isActive, let conversation,
            conversation.state == .live, let agent = conversation.agent, let joined = conversation.joinedAt,
            queue.longDialog != conversation.number
        else { return nil }
        return (conversation.number, agent, joined + .minutes(limit) + .milliseconds(1))
    }
}
