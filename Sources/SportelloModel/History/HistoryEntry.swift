/// One ticket in a list of earlier ones: enough to know at a glance what it was and how it ended (R-002-30).
public struct HistoryEntry: Sendable, Hashable {
    /// The ticket.
    public var id: TicketID
    /// Its number.
    public var number: TicketNumber?
    /// Its title; content.
    public var subject: String
    /// What it was about.
    public var caseType: String
    /// Where it stands.
    public var status: TicketStatus
    /// What it produced, once something.
    public var outcome: String?
    /// Who has it or had it last.
    public var assignee: AgentID?
    /// The team that has it.
    public var team: String?
    /// When it was registered.
    public var createdAt: Instant
    /// When it was last resolved.
    public var resolvedAt: Instant?

    /// What a list shows of a ticket.
    public init(_ facts: TicketFacts) {
        id = facts.id
        number = facts.number
        subject = facts.subject
        caseType = facts.caseType
        status = facts.status
        outcome = facts.outcome
        assignee = facts.assignee
        team = facts.team
        createdAt = facts.createdAt
        resolvedAt = facts.resolvedAt
    }
}
