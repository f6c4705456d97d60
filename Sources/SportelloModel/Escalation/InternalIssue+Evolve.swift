/// What can happen to an internal issue.
public enum InternalIssueEvent: StreamEvent {
    case submitted(IssueSubmitted)
    case attached(IssueAttached)
    case triaged(IssueTriaged)
    case estimated(IssueEstimated)
    case packaged(IssuePackaged)
    case released(IssueReleased)
    case told(IssueTold)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .submitted: "issue.submitted"
        case .attached: "issue.attached"
        case .triaged: "issue.triaged"
        case .estimated: "issue.estimated"
        case .packaged: "issue.packaged"
        case .released: "issue.released"
        case .told: "issue.told"
        }
    }

    /// For the staff; customers never see internal text.
    public var visibility: Visibility { .staff }
}

/// Somebody escalated. Content: the description, and the analysis under `analysis` and by field.
public struct IssueSubmitted: Sendable, Hashable, Codable {
    /// What it is about.
    public var kind: IssueKind
    /// How bad the failure is.
    public var severity: Severity?
    /// The ticket it came from.
    public var ticket: TicketID
    /// Whose report it is.
    public var vote: IssueVote
    /// What is proposed.
    public var proposal: ProposalRecord?
}

/// Points for one voter.
public struct IssueVote: Sendable, Hashable, Codable {
    /// The account, or the contact where no account is known.
    public var voter: String
    /// How much the report weighs.
    public var points: Int
}

/// Another issue is part of it now.
public struct IssueAttached: Sendable, Hashable, Codable {
    /// The other issue.
    public var duplicate: InternalIssueID
    /// The tickets that come with it.
    public var tickets: [TicketID]
    /// The points that it gains, by voter.
    public var votes: [IssueVote]
}

/// The product teams decided. Content: the words of a rejection.
public struct IssueTriaged: Sendable, Hashable, Codable {
    /// How.
    public var result: IssueResult
    /// The issue that it is part of.
    public var parent: InternalIssueID?
    /// The team.
    public var team: String?
    /// Why.
    public var reason: String?
    /// Whether its tickets must hear of it.
    public var tells: Bool
}

/// The cost was estimated.
public struct IssueEstimated: Sendable, Hashable, Codable {
    /// In units that the organisation agreed on.
    public var cost: Int
}

/// It came into a package, the package got another date, or it left the package.
public struct IssuePackaged: Sendable, Hashable, Codable {
    /// The package; `nil` when it left.
    public var package: ReleasePackageID?
    /// When that is to be delivered.
    public var plannedFor: Instant?
}

/// It was delivered.
public struct IssueReleased: Sendable, Hashable, Codable {
    /// The version that contains it.
    public var version: String
}

/// Tickets were told the last result.
public struct IssueTold: Sendable, Hashable, Codable {
    /// The tickets.
    public var tickets: [TicketID]
    /// The contacts who got a notice.
    public var contacts: [ContactID]
}

extension InternalIssue: Aggregate {
    /// What can happen to an internal issue.
    public typealias Event = InternalIssueEvent

    /// Applies one event.
    public mutating func evolve(_ event: InternalIssueEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .submitted(let event):
            kind = event.kind
            severity = event.severity
            proposal = event.proposal
            if !tickets.contains(event.ticket) { tickets.append(event.ticket) }
            count([event.vote])
            createdAt = stamp.at
            description = content?.text ?? ""
        case .attached(let event): attach(event)
        case .triaged(let event):
            state = State(rawValue: event.result.rawValue) ?? state
            parent = event.parent
            team = event.team
            reason = event.reason
            if state != .roadmap, state != .backlog { leavePackage() }
            settle(event.tells, stamp)
        case .estimated(let event): cost = event.cost
        case .packaged(let event):
            package = event.package
            plannedFor = event.plannedFor
        case .released(let event):
            state = .released
            version = event.version
            settle(true, stamp)
        case .told(let event):
            let told = Set(event.tickets)
            untold.removeAll(where: told.contains)
            toldContacts += event.contacts
        }
    }

    private mutating func attach(_ event: IssueAttached) {
        duplicates.append(event.duplicate)
        let new = event.tickets.filter { !tickets.contains($0) }
        tickets += new
        if state.isResolved { untold += new }
        count(event.votes)
    }

    private mutating func count(_ new: [IssueVote]) {
        for vote in new { votes[vote.voter, default: 0] += vote.points }
    }

    private mutating func settle(_ tells: Bool, _ stamp: Stamp) {
        settledAt = stamp.at
        untold = tells ? tickets : []
        toldContacts = []
    }

    private mutating func leavePackage() {
        package = nil
        plannedFor = nil
    }
}
