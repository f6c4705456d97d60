/// What is done about escalations.
public enum EscalationCommand: Sendable, Hashable {
    /// Staff send the matter of a ticket to the product teams.
    case submit(TicketID, InternalIssueID, EscalationRequest)
    /// Staff looked at the issues that a ticket is kept open for (R-002-44).
    case check(TicketID, note: String?)
    /// Staff tell the customer what became of an issue, also on a closed ticket (R-002-65, R-002-66).
    case answerReturn(TicketID, InternalIssueID, text: String)
    /// The product teams decide (R-002-60 to R-002-64).
    case triage(InternalIssueID, IssueTriage)
    /// The product teams estimate the cost, in units that the organisation agreed on; 1 or more (R-002-93).
    case estimate(InternalIssueID, cost: Int)
    /// An issue is delivered without a package (R-001-9).
    case release(InternalIssueID, version: String, isHotfix: Bool)
    /// The desk goes on telling an issue's many tickets.
    case wake(InternalIssueID)
}

extension EscalationCommand {
    /// Streams that the command will certainly look at.
    var expectedStreams: [StreamID] {
        switch self {
        case .submit(let id, _, _), .check(let id, _), .answerReturn(let id, _, _): [.ticket(id)]
        case .triage(let id, .duplicate(let parent)): [.internalIssue(id), .internalIssue(parent)]
        case .triage(let id, _), .estimate(let id, _), .release(let id, _, _), .wake(let id): [.internalIssue(id)]
        }
    }
}

/// What is sent to the product teams.
public struct EscalationRequest: Sendable, Hashable {
    /// What it is.
    public var kind: IssueKind
    /// How bad, for a bug; `nil` for what the rules say.
    public var severity: Severity?
    /// The description; content.
    public var text: String
    /// A free analysis; content.
    public var analysis: String?
    /// What is proposed, for a proposal.
    public var proposal: ProposalDetails

    /// Makes a request.
    public init(
        kind: IssueKind, severity: Severity? = nil, text: String, analysis: String? = nil,
        proposal: ProposalDetails = ProposalDetails()
    ) {
        self.kind = kind
        self.severity = severity
        self.text = text
        self.analysis = analysis
        self.proposal = proposal
    }
}

/// What the product teams decide about an issue.
public enum IssueTriage: Sendable, Hashable {
    /// It belongs to an existing one, which gains points (R-002-60).
    case duplicate(of: InternalIssueID)
    /// It is useful and waits for a larger package; no date (R-002-62).
    case roadmap
    /// A team takes it, for a reason (R-002-63).
    case backlog(team: String, reason: String)
    /// It will not be done, for a listed reason and in words (R-002-64).
    case reject(reason: String, text: String)
}

/// Something about a ticket's escalations. Content: a note.
public struct EscalationEvent: Sendable, Hashable, Codable {
    /// What happened.
    public enum Step: String, Sendable, Hashable, Codable, CaseIterable {
        /// The issue became part of another, which is now linked too.
        case linked
        /// The ticket stays open for an issue, and somebody looks or tells until `due`.
        case watched
        /// Staff looked; next by `due`.
        case checked
        /// Nobody looked or told in time: an alert for the staff.
        case overdue
        /// The customer was told meanwhile; next by `due`.
        case postponed
        /// The issue needs no looking at any more.
        case unwatched
        /// Somebody of the pool has to tell the customer.
        case returned
        /// The customer was told; the message lies just before in the log.
        case noticed

        /// The event's kind.
        public var kind: String { "escalation.\(rawValue)" }
    }

    /// What happened.
    public var step: Step
    /// Which issue.
    public var issue: InternalIssueID
    /// Of which issue it is part now.
    public var parent: InternalIssueID?
    /// By when somebody looks or tells.
    public var due: Instant?
    /// How the ticket is watched.
    public var rule: EscalationPolicy.Rule?
    /// What became of the issue.
    public var result: IssueResult?
    /// The listed reason of a rejection.
    public var reason: String?

    init(
        _ step: Step, _ issue: InternalIssueID, parent: InternalIssueID? = nil, due: Instant? = nil,
        rule: EscalationPolicy.Rule? = nil, result: IssueResult? = nil, reason: String? = nil
    ) {
        self.step = step
        self.issue = issue
        self.parent = parent
        self.due = due
        self.rule = rule
        self.result = result
        self.reason = reason
    }
}

/// What a ticket knows about its escalations.
public struct EscalationFacts: Sendable, Hashable, Codable {
    /// An issue that the ticket is kept open for.
    public struct Watch: Sendable, Hashable, Codable {
        /// The issue.
        public var issue: InternalIssueID
        /// What is done at intervals.
        public var rule: EscalationPolicy.Rule
        /// By when, the instant itself included.
        public var due: Instant
        /// Since when it is overdue: the alert that the inbox shows.
        public var overdueSince: Instant?
    }

    /// A task for the common pool: the customer must be told (R-002-65).
    public struct ReturnTask: Sendable, Hashable, Codable {
        /// The issue.
        public var issue: InternalIssueID
        /// What became of it.
        public var result: IssueResult
        /// The listed reason of a rejection.
        public var reason: String?
        /// Since when the task lies there.
        public var since: Instant
    }

    /// Issues that the ticket is kept open for.
    public var watches: [Watch] = []
    /// Tasks that nobody has done yet.
    public var returnTasks: [ReturnTask] = []

    init() {}

    /// Whether somebody should have looked or told by now.
    public var isOverdue: Bool { watches.contains { $0.overdueSince != nil } }

    mutating func evolve(_ event: EscalationEvent, at now: Instant) {
        switch event.step {
        case .linked:
            if let parent = event.parent { move(event.issue, to: parent) }
        case .watched:
            guard let rule = event.rule, let due = event.due else { return }
            watches.removeAll { $0.issue == event.issue }
            watches.append(Watch(issue: event.issue, rule: rule, due: due))
        case .checked, .postponed:
            update(event) { $0.overdueSince = nil }
        case .overdue:
            update(event) { $0.overdueSince = now }
        case .unwatched: watches.removeAll { $0.issue == event.issue }
        case .returned:
            guard let result = event.result else { return }
            returnTasks.removeAll { $0.issue == event.issue }
            returnTasks.append(ReturnTask(issue: event.issue, result: result, reason: event.reason, since: now))
        case .noticed: returnTasks.removeAll { $0.issue == event.issue }
        }
    }

    /// What was looked at because it was critical needs no looking at any more.
    mutating func endMonitoring() { watches.removeAll { $0.rule.effect == .keepOpenMonitored } }

    private mutating func move(_ issue: InternalIssueID, to parent: InternalIssueID) {
        if watches.contains(where: { $0.issue == parent }) {
            watches.removeAll { $0.issue == issue }
        } else if let index = watches.firstIndex(where: { $0.issue == issue }) {
            watches[index].issue = parent
        }
    }

    private mutating func update(_ event: EscalationEvent, _ change: (inout Watch) -> Void) {
        guard let index = watches.firstIndex(where: { $0.issue == event.issue }) else { return }
        if let due = event.due { watches[index].due = due }
        change(&watches[index])
    }
}
