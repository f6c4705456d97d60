extension Workspace {
    /// Takes a ticket. Atomic through versions: of two agents who claim, the second to commit decides again and is told
    /// that somebody has it (protocol §9).
    mutating func claim(_ id: TicketID) throws(Stop) {
        let agent = try actingAgent()
        try need([.ticket(id), .agentDesk(agent)])
        let ticket = try activeTicket(id)
        if ticket.facts.assignee == agent { return }
        guard ticket.facts.assignee == nil else {
            throw refuse(.alreadyClaimed, "protocol §9", ["by": ticket.facts.assigneeName ?? ""])
        }
        try give(ticket, to: agent, name: agentName, team: nil, tier: nil)
    }

    /// Gives a ticket to an agent, a team or a tier. Others' tickets are moved by whoever has them or a supervisor.
    mutating func assign(_ id: TicketID, agent: AgentID?, team: String?, tier: Int?) throws(Stop) {
        let actor = try actingAgent()
        let ticket = try activeTicket(id)
        guard agent != nil || team != nil || tier != nil else { throw refuse(.invalid, nil, ["field": "agent"]) }
        if let tier, !(1...9).contains(tier) { throw refuse(.invalid, nil, ["field": "tier"]) }
        if let holder = ticket.facts.assignee, holder != actor, context.actor.role != .supervisor {
            throw refuse(.notAssignee)
        }
        guard let agent, agent != ticket.facts.assignee else {
            try record(.assigned(Assigned(agent: nil, name: nil, team: team, tier: tier)), on: id)
            return
        }
        if let holder = ticket.facts.assignee { try clearDesk(of: holder, ticket: id) }
        try give(ticket, to: agent, name: agent == actor ? agentName : nil, team: team, tier: tier)
    }

    private mutating func give(
        _ ticket: Ticket, to agent: AgentID, name: String?, team: String?, tier: Int?
    ) throws(Stop) {
        let desk = try stateOrFresh(agent.desk)
        try record(.assigned(Assigned(agent: agent, name: name, team: team, tier: tier)), on: ticket.id)
        try nameOwner(of: ticket.id, agent, name: name)
        if let conversation = ticket.facts.conversation, conversation.state != .ended {
            guard desk.work.count < profile.queue.capacity else {
                throw refuse(.capacity, "R-002-71", ["limit": String(profile.queue.capacity)])
            }
            try record(
                .conversationJoined(
                    ConversationJoined(
                        conversation: conversation.number, agent: agent, name: name ?? agent.rawValue,
                        channel: conversation.channel
                    )
                ),
                on: ticket.id
            )
            try record(.taken(DeskWork(agent: agent, ticket: ticket.id)), on: agent.desk)
        }
        if ticket.facts.status == .new { try record(.statusChanged(StatusChanged(status: .open)), on: ticket.id) }
    }

    /// Gives a ticket back to the pool; a customer who is there waits again, with the old arrival.
    mutating func release(_ id: TicketID) throws(Stop) {
        let actor = try actingAgent()
        let ticket = try activeTicket(id)
        guard let holder = ticket.facts.assignee, holder == actor || context.actor.role == .supervisor else {
            throw refuse(.notAssignee)
        }
        try clearDesk(of: holder, ticket: id)
        try record(.released(Released(agent: holder)), on: id)
        if let conversation = ticket.facts.conversation, conversation.state == .live {
            try record(
                .conversationQueued(
                    ConversationQueued(conversation: conversation.number, channel: conversation.channel)
                ),
                on: id
            )
        }
    }

    /// Says whether work may come. Not "available" before the last dialog is wrapped up (R-002-25).
    mutating func setPresence(_ presence: AgentDesk.Presence, reason: String?) throws(Stop) {
        let agent = try actingAgent()
        let desk = try stateOrFresh(agent.desk)
        if presence == .available, !desk.pendingWrapUps.isEmpty {
            throw refuse(.wrapUpPending, "R-002-25")
        }
        guard desk.presence != presence || desk.reason != reason || desk.agent != agent else { return }
        try record(.presenceSet(PresenceSet(agent: agent, presence: presence, reason: reason)), on: agent.desk)
    }

    private var agentName: String? {
        if case .agent(_, _, let name) = context.actor { name } else { nil }
    }
}
