extension Workspace {
    /// How many tickets one command tells at most; the issue's next waking goes on with the rest.
    static let ticketsAtOnce = 50

    /// The product teams decide about an issue.
    mutating func triage(_ id: InternalIssueID, _ decision: IssueTriage) throws(Stop) {
        let issue = try triageable(id)
        switch decision {
        case .duplicate(let parent): return try attach(issue, to: parent)
        case .roadmap: try settle(issue, as: .roadmap)
        case .backlog(let team, let reason):
            try requireText(team, field: "team")
            try requireText(reason, field: "reason")
            guard profile.triage.teams.isEmpty || profile.triage.teams.contains(team) else {
                throw refuse(.invalid, "R-002-63", ["field": "team"])
            }
            try settle(issue, as: .backlog, team: team, reason: reason)
        case .reject(let reason, let text):
            guard profile.triage.rejectReasons.contains(where: { $0.id == reason }) else {
                throw refuse(
                    .unknownReason, "R-002-64",
                    ["allowed": profile.triage.rejectReasons.map(\.id).joined(separator: ", ")]
                )
            }
            try requireText(text, field: "text")
            try leavePackage(issue)
            try settle(issue, as: .rejected, reason: reason, content: Content(text: text))
        }
        var limit = Self.ticketsAtOnce
        try tell(id, limit: &limit)
    }

    private func triageable(_ id: InternalIssueID) throws(Stop) -> InternalIssue {
        guard profile.triage.deciders.contains(context.actor.role) else { throw refuse(.forbidden, "R-002-60") }
        let issue = try state(id)
        guard !issue.state.isFinal else { throw refuse(.alreadySettled) }
        return issue
    }

    private mutating func settle(
        _ issue: InternalIssue, as result: IssueResult, team: String? = nil, reason: String? = nil,
        content: Content? = nil
    ) throws(Stop) {
        // A final result ends the looking; the others concern tickets only where they are told.
        let tells = result == .rejected || profile.notifyOn.results.contains(result)
        try record(
            .triaged(IssueTriaged(result: result, parent: nil, team: team, reason: reason, tells: tells)),
            on: issue.id, content: content
        )
    }

    /// Attaches an issue to the existing matter, which gains points: an account counts once (R-002-60, R-002-61).
    private mutating func attach(_ issue: InternalIssue, to parent: InternalIssueID) throws(Stop) {
        let matter = try root(of: parent)
        guard matter.id != issue.id else { throw refuse(.invalid, "R-002-60", ["field": "of"]) }
        let once = profile.points.oncePerAccount
        let votes = issue.votes.sorted { $0.key < $1.key }
            .filter { !once || matter.votes[$0.key] == nil }
            .map { IssueVote(voter: $0.key, points: $0.value) }
        try leavePackage(issue)
        try record(
            .triaged(IssueTriaged(result: .duplicate, parent: matter.id, team: nil, reason: nil, tells: true)),
            on: issue.id
        )
        try record(
            .attached(IssueAttached(duplicate: issue.id, tickets: issue.tickets, votes: votes)), on: matter.id
        )
        var limit = Self.ticketsAtOnce
        try tell(issue.id, limit: &limit)
        try tell(matter.id, limit: &limit)
    }

    /// An issue that is done for leaves the package that it was planned for.
    private mutating func leavePackage(_ issue: InternalIssue) throws(Stop) {
        guard let package = issue.package else { return }
        _ = try state(package)
        try record(.removed(ReleaseItem(issue: issue.id)), on: package)
    }

    /// What the change would cost.
    mutating func estimate(_ id: InternalIssueID, cost: Int) throws(Stop) {
        let issue = try triageable(id)
        guard (1...1_000_000).contains(cost) else { throw refuse(.invalid, "R-002-93", ["field": "cost"]) }
        if issue.cost != cost { try record(.estimated(IssueEstimated(cost: cost)), on: id) }
    }

    /// An issue is delivered by itself.
    mutating func release(_ id: InternalIssueID, version: String, isHotfix: Bool) throws(Stop) {
        try requireReleaser()
        let issue = try state(id)
        guard !issue.state.isFinal else { throw refuse(.alreadySettled) }
        try requireText(version, field: "version")
        try requireChangeWindow(at: now, isHotfix: isHotfix)
        if issue.package != nil {
            try leavePackage(issue)
            try record(.packaged(IssuePackaged(package: nil, plannedFor: nil)), on: id)
        }
        try record(.released(IssueReleased(version: version)), on: id)
        var limit = Self.ticketsAtOnce
        try tell(id, limit: &limit)
    }

    /// Goes on telling.
    mutating func wakeIssue(_ id: InternalIssueID) throws(Stop) {
        guard context.actor.role == .system else { throw refuse(.forbidden) }
        var limit = Self.ticketsAtOnce
        try tell(id, limit: &limit)
    }

    // MARK: Telling

    /// Brings an issue's result to its tickets, at most `limit` of them.
    mutating func tell(_ id: InternalIssueID, limit: inout Int) throws(Stop) {
        let issue = try state(id)
        let tickets = Array(issue.untold.prefix(limit))
        guard !tickets.isEmpty, let result = issue.result else { return }
        limit -= tickets.count
        try need(tickets.map(StreamID.ticket))
        var contacts = Set(issue.toldContacts)
        var told: [ContactID] = []
        for ticket in tickets {
            try update(ticket, with: issue, result)
            guard profile.notifyOn.results.contains(result), let contact = try state(ticket).facts.contact else {
                continue
            }
            // Each reporter gets one notice, also with several tickets (R-001-9).
            guard contacts.insert(contact).inserted else { continue }
            told.append(contact)
            try notify(ticket, of: issue, result)
        }
        try record(.told(IssueTold(tickets: tickets, contacts: told)), on: id)
    }

    private mutating func update(
        _ ticket: TicketID, with issue: InternalIssue, _ result: IssueResult
    ) throws(Stop) {
        let facts = try state(ticket).facts
        if result == .duplicate, let parent = issue.parent, !facts.issues.contains(parent) {
            try record(
                .escalation(EscalationEvent(.linked, issue.id, parent: parent)), on: ticket, by: Actor.system.author
            )
        }
        if issue.state.isResolved, facts.escalation.watches.contains(where: { $0.issue == issue.id }) {
            try record(.escalation(EscalationEvent(.unwatched, issue.id)), on: ticket, by: Actor.system.author)
        }
    }

    /// Tells the customer, or leaves that to the common pool (R-002-65). A closed ticket is no obstacle (R-002-66).
    private mutating func notify(
        _ id: TicketID, of issue: InternalIssue, _ result: IssueResult
    ) throws(Stop) {
        let reason = result == .rejected ? issue.reason : nil
        let event = EscalationEvent(
            profile.notifyOn.by == .desk ? .noticed : .returned, issue.id, result: result, reason: reason
        )
        if profile.notifyOn.by == .desk {
            try reopenForNotice(id)
            let facts = try state(id).facts
            try record(
                .messagePosted(MessagePosted(via: facts.channel, isHuman: false)), on: id,
                content: Content(text: NoticeText.text(of: issue, result, in: facts.language, profile)),
                by: Actor.system.author
            )
        }
        try record(.escalation(event), on: id, by: Actor.system.author)
    }

    private mutating func reopenForNotice(_ id: TicketID) throws(Stop) {
        let ticket = try state(id)
        guard profile.notifyOn.afterResolution == .reopen, ticket.facts.status == .resolved else { return }
        try reopenSameNumber(ticket)
    }

    /// Somebody of the pool tells the customer in words of their own; the ticket may be closed.
    mutating func answerReturn(of issue: InternalIssueID, on id: TicketID, text: String) throws(Stop) {
        let ticket = try workTicket(id)
        guard let task = ticket.facts.escalation.returnTasks.first(where: { $0.issue == issue }) else {
            throw refuse(.notFound, "R-002-65")
        }
        try requireText(text, field: "text")
        try reopenForNotice(id)
        let facts = try state(id).facts
        if facts.status.isActive {
            try post(PostMessage(text: text, via: facts.channel), to: id)
        } else {
            try record(.messagePosted(MessagePosted(via: facts.channel)), on: id, content: Content(text: text))
        }
        try record(
            .escalation(EscalationEvent(.noticed, issue, result: task.result, reason: task.reason)), on: id
        )
    }
}
