/// What can be asked of the queue and of agents' desks.
public enum QueueCommand: Sendable, Hashable {
    /// Says what an agent can be given. By a supervisor or the desk.
    case enroll(AgentEnrolled)
    /// The agent is taken for a while: a training, an appointment, a holiday. By the agent, a supervisor or the desk.
    case occupy(AgentID, AgentDesk.Occupation)
    /// Takes an occupation back.
    case vacate(AgentID, String)
    /// Gives a waiting ticket to one of these agents, if one of them is free and may have it. By the desk; an agent who
    /// asks for work is routed alone (R-002-2).
    case route(TicketID, among: [AgentID])
    /// Takes this waiting ticket, if it is for the acting agent and the agent may have it; refused otherwise. By an agent
    /// who asked for the next one (R-002-2).
    case takeOffered(TicketID)
    /// Takes a waiting ticket although the desk gives out the work. The reason is logged (R-002-2).
    case claimOutOfTurn(TicketID, reason: String)
    /// Moves a ticket to a level of support, and to an agent or a team there, although it does not come from the level
    /// before. By staff; the reason is logged (R-004-16).
    case moveToTier(TicketID, tier: Int, agent: AgentID?, team: String?, reason: String)
    /// Does what time alone makes due on an agent's desk.
    case tickDesk(Identifier<AgentDesk>)

    var expectedStreams: [StreamID] {
        switch self {
        case .enroll(let request): [.agentDesk(request.agent)]
        case .occupy(let agent, _), .vacate(let agent, _): [.agentDesk(agent)]
        case .route(let id, let agents): [.ticket(id)] + agents.map(StreamID.agentDesk)
        case .takeOffered(let id), .claimOutOfTurn(let id, _), .moveToTier(let id, _, _, _, _): [.ticket(id)]
        case .tickDesk(let id): [AgentDesk.stream(id)]
        }
    }
}
