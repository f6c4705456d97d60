import SportelloModel
import Testing

extension World {
    /// An agent says that work may come.
    mutating func arrives(_ agent: Actor, teams: [String] = [], skills: [String] = [], tiers: [Int] = []) throws {
        let enrolment = AgentEnrolled(agent: agent.agent, teams: teams, skills: skills, tiers: tiers)
        try perform(.queue(.enroll(enrolment)), as: .sue)
        try perform(.setPresence(.available, reason: nil), as: agent)
    }

    /// Routes a ticket among agents and says who got it.
    @discardableResult
    mutating func route(_ id: TicketID, _ agents: Actor...) throws -> AgentID? {
        let before = try ticket(id).isWaiting
        try perform(.queue(.route(id, among: agents.map(\.agent))), as: .system)
        let facts = try ticket(id)
        return before && !facts.isWaiting ? facts.assignee : nil
    }

    /// The tickets that wait, the next first.
    func waiting(_ ids: [TicketID]) throws -> [TicketID] {
        try ids.compactMap { try ticket($0).queueRank(profile.queue) }.sorted().map(\.ticket)
    }

    /// Lets time pass, and everything that it makes due on a ticket.
    mutating func pass(_ duration: Duration, ticking ids: TicketID...) throws {
        now = now + duration
        for id in ids { try perform(.tick(id), as: .system) }
    }
}
