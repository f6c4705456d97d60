/// Chooses who gets what waits. A pure function of the case, the desks and the time.
struct Router {
    /// What is to be given.
    struct Case {
        var ticket: TicketID
        var caseType: String
        var channel: ChannelKind
        var team: String
        var tier: Int
        /// Whoever has the ticket.
        var holder: AgentID?
        /// Whether the wait was already found too long.
        var isAlerted: Bool
        /// Persons whom the account names for such cases, the first choice first.
        var named: [AgentID]
        /// The guardian of a VIP account and the deputy.
        var guardians: [AgentID]
        /// The person whom the account names for the tier, who needs no skill for it.
        var tierLead: AgentID?
    }

    /// What was decided.
    enum Choice: Equatable {
        case agent(AgentID, RoutingPolicy.Stage)
        /// It is kept for whoever has it, who is only busy.
        case kept
        /// Nobody is free who could take it.
        case nobody
    }

    let queue: QueuePolicy
    let policy: RoutingPolicy
    let now: Instant

    /// Chooses among desks. Who is not among them is not free.
    func choose(_ work: Case, among desks: [AgentDesk]) -> Choice {
        let free = desks.filter { desk in
            !desk.agent.rawValue.isEmpty && mayHold(desk, work)
                && desk.obstacle(to: work.channel, at: now, queue, besides: work.ticket) == nil
        }
        for stage in policy.chain {
            if stage == .holder, let holder = keeper(of: work) {
                if free.contains(where: { $0.agent == holder }) { return .agent(holder, .holder) }
                let desk = desks.first { $0.agent == holder }
                if policy.patienceMinutes != nil, !work.isAlerted, let desk, desk.presence == .available,
                    desk.occupation(at: now) == nil
                {
                    return .kept
                }
                continue
            }
            if let agent = choose(stage, work, free) { return .agent(agent, stage) }
        }
        return .nobody
    }

    /// Whoever the ticket stays with, where the profile keeps ticket and agent together.
    private func keeper(of work: Case) -> AgentID? {
        queue.stickiness(inTier: work.tier).keepsTicket ? work.holder : nil
    }

    private func choose(_ stage: RoutingPolicy.Stage, _ work: Case, _ free: [AgentDesk]) -> AgentID? {
        func firstFree(of agents: [AgentID]) -> AgentID? {
            agents.first { agent in free.contains { $0.agent == agent } }
        }
        let members = free.filter { serves($0, work) }
        switch stage {
        case .holder: return nil
        case .named: return firstFree(of: work.named)
        case .expert:
            guard let skill = policy.skills[work.caseType] else { return nil }
            return next(of: members.filter { $0.skills.contains(skill) })
        case .guardian: return policy.skills[work.caseType] == nil ? firstFree(of: work.guardians) : nil
        case .pool: return next(of: members)
        }
    }

    /// Whether the ticket's team and tier are the agent's.
    private func serves(_ desk: AgentDesk, _ work: Case) -> Bool {
        (desk.teams.isEmpty ? [policy.team] : desk.teams).contains(work.team)
            && (desk.tiers.isEmpty || desk.tiers.contains(work.tier))
    }

    /// Whether the agent has a role at the ticket's tier (R-004-13).
    private func mayHold(_ desk: AgentDesk, _ work: Case) -> Bool {
        policy.tier(work.tier)?.takes(desk) ?? true || work.tierLead == desk.agent
    }

    /// The least loaded; of several, the one who has been free longest; then by name, so that the choice is the same
    /// everywhere.
    private func next(of desks: [AgentDesk]) -> AgentID? {
        func key(_ desk: AgentDesk) -> (Int, Instant, AgentID) {
            (desk.load(queue), desk.lastDoneAt ?? desk.since, desk.agent)
        }
        return desks.min { key($0) < key($1) }?.agent
    }
}
