extension Workspace {
    /// Gives a waiting ticket to one of these agents by the profile's chain. Does nothing when the ticket waits no more,
    /// or nobody of them is free: then it waits on.
    ///
    /// Atomic with the agent's capacity through versions: of two nodes that give the same agent two calls, one decides
    /// again and sees the first (R-002-71).
    mutating func route(_ id: TicketID, among agents: [AgentID]) throws(Stop) {
        guard context.actor.role == .system else { throw refuse(.forbidden) }
        try offer(id, to: agents)
    }

    /// The acting agent takes a ticket that was found for them: by the same chain as if the desk gave it, so that nobody
    /// gets round skills, levels or capacity by asking (R-002-2). The result names the ticket.
    mutating func takeOffered(_ id: TicketID) throws(Stop) {
        let agent = try actingAgent()
        let facts = try workTicket(id).facts
        guard let number = facts.number, facts.isWaiting else { throw refuse(.alreadyClaimed, "R-002-2") }
        try offer(id, to: [agent])
        guard try state(id).facts.assignee == agent, try !state(id).facts.isWaiting else {
            throw refuse(.notForYou, "R-002-2")
        }
        result = .ticket(id, number)
    }

    private mutating func offer(_ id: TicketID, to agents: [AgentID]) throws(Stop) {
        try need([.ticket(id)] + agents.map(StreamID.agentDesk))
        let ticket = try state(id)
        guard ticket.facts.isWaiting else { return }
        var asked = agents
        if let holder = ticket.facts.assignee, !asked.contains(holder) { asked.append(holder) }
        try need(asked.map(StreamID.agentDesk))
        var desks: [AgentDesk] = []
        for agent in asked { desks.append(try stateOrFresh(agent.desk)) }
        let router = Router(queue: profile.queue, policy: profile.routing, now: now)
        guard case .agent(let agent, let stage) = router.choose(try routingCase(of: ticket), among: desks) else {
            return
        }
        if let holder = ticket.facts.assignee, holder != agent { try clearDesk(of: holder, ticket: id) }
        let name = try stateOrFresh(agent.desk).name
        let isHolder = ticket.facts.assignee == agent
        try give(
            ticket, to: agent, name: name ?? (isHolder ? ticket.facts.assigneeName : nil), team: nil, tier: nil,
            stage: stage
        )
    }

    private func routingCase(of ticket: Ticket) throws(Stop) -> Router.Case {
        let facts = ticket.facts
        let (named, guardians) = try accountPeople(for: facts)
        return Router.Case(
            ticket: facts.id, caseType: facts.caseType, channel: facts.conversation?.channel ?? facts.channel,
            team: facts.team ?? profile.routing.team, tier: facts.tier, holder: facts.assignee,
            isAlerted: facts.queue.isAlerted, named: named, guardians: guardians,
            tierLead: try tierLead(of: facts, inTier: facts.tier)
        )
    }

    /// Takes a waiting ticket out of turn, where the desk gives out the work; the reason is written down (R-002-2).
    mutating func claimOutOfTurn(_ id: TicketID, reason: String) throws(Stop) {
        try requireText(reason, field: "reason")
        let ticket = try activeTicket(id)
        try claim(id, outOfTurn: true)
        if try state(id).facts.assignee != ticket.facts.assignee {
            try record(.queue(.outOfTurn), on: id, content: Content(text: reason))
        }
    }
}

extension Workspace {
    /// The persons whom the account names for a case, and the guardian of a VIP account; each with the deputy behind.
    private func accountPeople(for facts: TicketFacts) throws(Stop) -> (named: [AgentID], guardians: [AgentID]) {
        guard let id = facts.account, let account = try change(to: Account.stream(id)).flatMap(Account.unwrap)?.state
        else { return ([], []) }
        let deputy = account.holder(of: .deputy).map { [$0] } ?? []
        func people(_ role: AccountRole) -> [AgentID] { (account.holder(of: role).map { [$0] } ?? []) + deputy }
        var named: [AgentID] = []
        if let role = profile.routing.accountRoles[facts.caseType] {
            named = people(role)
        } else if profile.queue.stickiness(inTier: facts.tier) == .account {
            named = people(profile.routing.accountRole)
        }
        return (named, account.isVIP ? people(.guardian) : [])
    }
}
