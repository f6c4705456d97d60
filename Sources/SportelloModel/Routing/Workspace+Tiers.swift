extension Workspace {
    /// Moves a ticket to a level of support, past its gate; the reason is written down (R-004-16).
    mutating func move(
        _ id: TicketID, toTier tier: Int, agent: AgentID?, team: String?, reason: String
    ) throws(Stop) {
        _ = try actingAgent()
        try requireText(reason, field: "reason")
        let before = try activeTicket(id).facts.tier
        try assign(id, agent: agent, team: team, tier: tier, passesGate: true)
        if tier != before { try record(.queue(.tierChanged), on: id, content: Content(text: reason)) }
    }

    /// Stops unless the profile has the level (R-004-10) and the ticket comes from where it is entered (R-004-16).
    func requireEntry(of facts: TicketFacts, toTier tier: Int, passesGate: Bool) throws(Stop) {
        guard !profile.routing.tiers.isEmpty, tier != facts.tier else { return }
        guard let entered = profile.routing.tier(tier) else {
            throw refuse(.invalid, "R-004-10", ["field": "tier"])
        }
        if let from = entered.enteredFrom, from != facts.tier, !passesGate {
            throw refuse(.tierEntry, "R-004-16", ["allowed": "\(from)"])
        }
    }

    /// Stops unless the agent has a role at the level (R-004-13).
    func requireRole(of facts: TicketFacts, inTier tier: Int, for agent: AgentID) throws(Stop) {
        if try hasRole(agent, of: facts, inTier: tier) { return }
        let skills = profile.routing.tier(tier)?.skills ?? []
        throw refuse(.tierRole, "R-004-13", ["allowed": skills.joined(separator: ", ")])
    }

    /// Whether the agent has a role at the level, or is the person whom the account names for it.
    func hasRole(_ agent: AgentID, of facts: TicketFacts, inTier tier: Int) throws(Stop) -> Bool {
        guard let level = profile.routing.tier(tier), !level.skills.isEmpty else { return true }
        if level.takes(try stateOrFresh(agent.desk)) { return true }
        return try tierLead(of: facts, inTier: tier) == agent
    }

    /// The person whom the account names, where the level keeps to the account.
    func tierLead(of facts: TicketFacts, inTier tier: Int) throws(Stop) -> AgentID? {
        guard profile.queue.stickiness(inTier: tier) == .account, let id = facts.account,
            let account = try change(to: Account.stream(id)).flatMap(Account.unwrap)?.state
        else { return nil }
        return account.holder(of: profile.routing.accountRole)
    }
}

extension RoutingPolicy.Tier {
    /// Whether the agent has one of the level's roles.
    func takes(_ desk: AgentDesk) -> Bool { skills.isEmpty || desk.skills.contains { skills.contains($0) } }
}
