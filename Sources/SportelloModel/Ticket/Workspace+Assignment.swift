extension Workspace {
    /// Takes a ticket. Atomic through versions: of two agents who claim, the second to commit decides again and is told
    /// that somebody has it (protocol §9). Where the desk gives out the work, nobody picks (R-002-2).
    mutating func claim(_ id: TicketID, outOfTurn: Bool = false) throws(Stop) {
        let agent = try actingAgent()
        try need([.ticket(id), .agentDesk(agent)])
        let ticket = try activeTicket(id)
        if ticket.facts.assignee == agent, !ticket.facts.isWaiting { return }
        if let holder = ticket.facts.assignee, holder != agent {
            guard try mayBeTakenOver(ticket, from: holder) else {
                throw refuse(.alreadyClaimed, "protocol §9", ["by": ticket.facts.assigneeName ?? ""])
            }
        }
        try requireRole(of: ticket.facts, inTier: ticket.facts.tier, for: agent)
        if !outOfTurn, ticket.facts.assignee != agent { try requirePull() }
        if let holder = ticket.facts.assignee, holder != agent { try clearDesk(of: holder, ticket: id) }
        try give(ticket, to: agent, name: agentName, team: nil, tier: nil)
    }

    /// Whether a customer waits for somebody who is away or full, or whom the profile does not keep for the ticket
    /// (R-002-28, R-002-70).
    private func mayBeTakenOver(_ ticket: Ticket, from holder: AgentID) throws(Stop) -> Bool {
        guard ticket.facts.isWaiting else { return false }
        guard profile.queue.stickiness(inTier: ticket.facts.tier).keepsTicket else { return true }
        let desk = try stateOrFresh(holder.desk)
        let channel = ticket.facts.conversation?.channel ?? ticket.facts.channel
        return desk.isAway(at: now) || desk.shortage(for: channel, profile.queue, besides: ticket.id) != nil
    }

    /// Stops where the desk gives out the work and the actor is no supervisor.
    private func requirePull() throws(Stop) {
        guard profile.queue.distribution == .push, context.actor.role != .supervisor else { return }
        throw refuse(.outOfTurn, "R-002-2")
    }

    /// Gives a ticket to an agent, a team or a tier. Others' tickets are moved by whoever has them or a supervisor.
    ///
    /// - Parameter passesGate: Whether the ticket may come to the tier from any other (R-004-16).
    mutating func assign(
        _ id: TicketID, agent: AgentID?, team: String?, tier: Int?, passesGate: Bool = false
    ) throws(Stop) {
        let actor = try actingAgent()
        let ticket = try activeTicket(id)
        guard agent != nil || team != nil || tier != nil else { throw refuse(.invalid, nil, ["field": "agent"]) }
        if let tier, !(1...9).contains(tier) { throw refuse(.invalid, nil, ["field": "tier"]) }
        if let holder = ticket.facts.assignee, holder != actor, context.actor.role != .supervisor {
            throw refuse(.notAssignee)
        }
        if let tier { try requireEntry(of: ticket.facts, toTier: tier, passesGate: passesGate) }
        if let agent { try requireRole(of: ticket.facts, inTier: tier ?? ticket.facts.tier, for: agent) }
        guard let agent, agent != ticket.facts.assignee else {
            try record(.assigned(Assigned(agent: nil, name: nil, team: team, tier: tier)), on: id)
            // Whoever has it may have no role at the new level: then it waits for somebody who has (R-004-13).
            if let tier, let holder = ticket.facts.assignee, try !hasRole(holder, of: ticket.facts, inTier: tier) {
                try handBack(id, from: holder)
            }
            return
        }
        if ticket.facts.assignee == nil { try requirePull() }
        if let holder = ticket.facts.assignee { try clearDesk(of: holder, ticket: id) }
        try give(ticket, to: agent, name: agent == actor ? agentName : nil, team: team, tier: tier)
    }

    /// Gives a ticket to an agent, with the dialog that goes on or waits, if the agent's capacity takes it (R-002-71).
    mutating func give(
        _ ticket: Ticket, to agent: AgentID, name: String?, team: String?, tier: Int?,
        stage: RoutingPolicy.Stage? = nil
    ) throws(Stop) {
        let desk = try stateOrFresh(agent.desk)
        try record(.assigned(Assigned(agent: agent, name: name, team: team, tier: tier, stage: stage)), on: ticket.id)
        try nameOwner(of: ticket.id, agent, name: name)
        if let conversation = ticket.facts.conversation, conversation.state != .ended {
            if desk.shortage(for: conversation.channel, profile.queue, besides: ticket.id) != nil {
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
            try take(ticket.id, conversation.channel, onto: agent)
        }
        if ticket.facts.status == .new { try record(.statusChanged(StatusChanged(status: .open)), on: ticket.id) }
    }

    /// Puts a dialog on an agent's desk.
    mutating func take(_ ticket: TicketID, _ channel: ChannelKind, onto agent: AgentID) throws(Stop) {
        try record(.taken(DeskWork(agent: agent, ticket: ticket, channel: channel)), on: agent.desk)
    }

    /// Gives a ticket back to the pool; a customer who is there waits again, with the old arrival.
    mutating func release(_ id: TicketID) throws(Stop) {
        let actor = try actingAgent()
        let ticket = try activeTicket(id)
        guard let holder = ticket.facts.assignee, holder == actor || context.actor.role == .supervisor else {
            throw refuse(.notAssignee)
        }
        try handBack(id, from: holder)
    }

    /// Takes a ticket from whoever has it, back to the pool.
    private mutating func handBack(_ id: TicketID, from holder: AgentID) throws(Stop) {
        let ticket = try state(id)
        try clearDesk(of: holder, ticket: id)
        try record(.released(Released(agent: holder)), on: id)
        if let conversation = ticket.facts.conversation, conversation.state == .live {
            try record(
                .conversationQueued(
                    ConversationQueued(conversation: conversation.number, channel: conversation.channel)
                ),
                on: id
            )
        } else if !(try state(id).facts.isWaiting) {
            try record(.queue(.returned), on: id)
        }
    }

    /// Says whether work may come. Not "available" before the last dialog is wrapped up (R-002-25).
    mutating func setPresence(_ presence: AgentDesk.Presence, reason: String?) throws(Stop) {
        let agent = try actingAgent()
        let desk = try stateOrFresh(agent.desk)
        if presence == .available, !desk.pendingWrapUps.isEmpty {
            throw refuse(.wrapUpPending, "R-002-25")
        }
        let reasons = profile.queue.presenceReasons
        if let reason, presence != .available, !reasons.isEmpty, !reasons.contains(reason) {
            throw refuse(.unknownReason, "R-002-9", ["allowed": reasons.joined(separator: ", ")])
        }
        guard desk.presence != presence || desk.reason != reason || desk.agent != agent else { return }
        try record(.presenceSet(PresenceSet(agent: agent, presence: presence, reason: reason)), on: agent.desk)
    }

    /// After the last wrap-up the agent is back in the free pool, where the desk or a call had made them busy
    /// (R-002-27). Somebody who went away stays away.
    mutating func returnToPool(_ agent: AgentID) throws(Stop) {
        let desk = try stateOrFresh(agent.desk)
        guard profile.queue.returnsAvailable, desk.pendingWrapUps.isEmpty, desk.presence == .busy,
            desk.reason == AgentDesk.afterDialog || desk.reason == AgentDesk.inDialog
        else { return }
        try record(.presenceSet(PresenceSet(agent: agent, presence: .available, reason: nil)), on: agent.desk)
    }

    /// A dialog ended and its agent has yet to write down how it went: until then nothing is offered (R-002-25).
    mutating func askForWrapUp(_ agent: AgentID, _ id: TicketID) throws(Stop) {
        let desk = try stateOrFresh(agent.desk)
        try record(.wrapUpDue(DeskWork(agent: agent, ticket: id)), on: agent.desk)
        if desk.presence == .available {
            let busy = PresenceSet(agent: agent, presence: .busy, reason: AgentDesk.afterDialog)
            try record(.presenceSet(busy), on: agent.desk)
        }
    }

    private var agentName: String? {
        if case .agent(_, _, let name) = context.actor { name } else { nil }
    }
}

extension AgentDesk {
    /// The reason that the desk gives while a wrap-up is due.
    public static let afterDialog = "wrapUp"
    /// The reason that an agent gives for a call.
    public static let inDialog = "call"
}
