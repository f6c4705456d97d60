/// What can be done with a project. For staff; the customer asks for one in words.
public enum ProjectCommand: Sendable, Hashable {
    /// Tags a proposal of a ticket to a goal of its account. The project must be the one that
    /// ``Project/id(of:goal:)`` names (R-002-92).
    case addProposal(account: AccountID, goal: String, proposal: InternalIssueID, ticket: TicketID)
    /// Opens a project (R-002-100).
    case open(account: AccountID, goal: String, title: String)
    /// Adds a ticket of the same account.
    case addTicket(TicketID)
    /// Takes a ticket out.
    case removeTicket(TicketID)
    /// Adds an ordered job of the same account.
    case addOrder(WorkOrderID)
    /// Closes it.
    case close
}

/// What can be done with an engagement. For staff, but the customer approves.
public enum EngagementCommand: Sendable, Hashable {
    /// Begins to prepare one (R-002-94). `basis` is the engagement with the approved specification that a project
    /// contract needs (R-002-95).
    case create(type: String, account: AccountID, contact: ContactID, basis: EngagementID?)
    /// Attaches a document; an attached one is replaced, and must be approved again.
    case attach(Artefact, text: String)
    /// Agrees to a document. For the customer.
    ///
    /// `seen` is the ``Engagement/Document/digest`` of the document that the customer was shown. Staff may replace it
    /// meanwhile; then nothing is agreed to (``Refusal/Code/changedSinceSeen``). Without it, what stands is agreed to.
    case approve(Artefact, seen: Digest? = nil)
    /// Makes or changes the plan: what is due when, and what an hour costs.
    case plan([Engagement.PlannedStep], rate: Money?)
    /// Begins.
    case start
    /// Records minutes worked (R-002-96).
    case postTime(WorkedMinutes, role: String)
    /// Completes it.
    case complete
    /// Calls it off.
    case cancel
}
