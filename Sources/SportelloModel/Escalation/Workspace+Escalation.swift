extension Workspace {
    /// Decides what is done about escalations.
    mutating func decide(_ command: EscalationCommand) throws(Stop) {
        switch command {
        case .submit(let id, let issue, let request): try escalate(id, as: issue, request)
        case .check(let id, let note): try checkIssues(of: id, note: note)
        case .answerReturn(let id, let issue, let text): try answerReturn(of: issue, on: id, text: text)
        case .triage(let id, let decision): try triage(id, decision)
        case .estimate(let id, let cost): try estimate(id, cost: cost)
        case .release(let id, let version, let isHotfix): try release(id, version: version, isHotfix: isHotfix)
        case .wake(let id): try wakeIssue(id)
        }
    }

    /// Sends the matter to the product teams: an internal issue, linked both ways (R-002-41, R-002-59). What becomes of
    /// the ticket is the profile's word.
    mutating func escalate(
        _ id: TicketID, as issue: InternalIssueID, _ request: EscalationRequest
    ) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireText(request.text, field: "description")
        let nature: OutcomeRule.Nature = request.kind == .bug ? .bug : .proposal
        if let ruled = ticket.facts.outcomeRecord.ruled, ruled != nature {
            throw refuse(.outcomeRuled, "R-002-46", ["outcome": profile.outcome(of: ruled)])
        }
        let proposal = nature == .bug ? nil : try proposalRecord(request.proposal, for: ticket, warns: true)
        let severity = nature == .bug ? try settleSeverity(of: id, stated: request.severity) : nil
        try open(issue, request, severity: severity, proposal, on: ticket)
        let rule = profile.onEscalate.rule(for: request.kind, severity)
        switch rule.effect {
        case .closeLinked:
            let outcome = profile.outcome(of: nature)
            try resolve(
                id, by: profile.outcome(outcome) ?? OutcomeRule(id: outcome, nature: nature), text: nil,
                OutcomeDetails(proposal: nature == .bug ? nil : request.proposal)
            )
            try close(id)
        case .keepOpenMonitored, .keepOpenInformed: try watch(issue, by: rule, on: id)
        }
        result = .created(InternalIssue.stream(issue))
    }

    /// Makes the issue and the ticket's link to it.
    mutating func open(
        _ issue: InternalIssueID, _ request: EscalationRequest, severity: Severity?, _ proposal: ProposalRecord?,
        on ticket: Ticket
    ) throws(Stop) {
        guard try change(to: .internalIssue(issue)) == nil else { throw refuse(.alreadySettled) }
        var details = request.proposal.analysisDetails
        details["analysis"] = request.analysis
        let content = Content(text: request.text, details: details)
        let vote = IssueVote(
            voter: try voter(of: ticket), points: profile.points.weight(of: request.kind, severity)
        )
        try record(
            .submitted(
                IssueSubmitted(
                    kind: request.kind, severity: severity, ticket: ticket.id, vote: vote, proposal: proposal
                )
            ),
            on: issue, content: content
        )
        try record(.escalated(Escalated(issue: issue, kind: request.kind)), on: ticket.id, content: content)
    }

    /// Whose reports count together: an account's, or a contact's where no account is known (R-002-61).
    private func voter(of ticket: Ticket) throws(Stop) -> String {
        if let account = ticket.facts.account { return "account:\(account)" }
        guard let contact = ticket.facts.contact else { throw refuse(.notFound) }
        return "contact:\(contact)"
    }

    // MARK: Keeping open

    private mutating func watch(
        _ issue: InternalIssueID, by rule: EscalationPolicy.Rule, on id: TicketID
    ) throws(Stop) {
        try record(
            .escalation(EscalationEvent(.watched, issue, due: now + .minutes(rule.everyMinutes), rule: rule)), on: id
        )
    }

    /// A failure became critical after it was escalated: its open issues are monitored from now on (R-002-44).
    mutating func monitorIssues(of id: TicketID) throws(Stop) {
        let rule = profile.onEscalate.critical
        let facts = try state(id).facts
        guard rule.effect == .keepOpenMonitored, facts.status.isActive else { return }
        for issue in try openBugs(of: facts)
        where !facts.escalation.watches.contains(where: { $0.issue == issue && $0.rule.effect == rule.effect }) {
            try watch(issue, by: rule, on: id)
        }
    }

    /// Staff looked at the issues that a critical ticket is kept open for.
    private mutating func checkIssues(of id: TicketID, note: String?) throws(Stop) {
        let ticket = try activeTicket(id)
        let watches = ticket.facts.escalation.watches.filter { $0.rule.effect == .keepOpenMonitored }
        guard !watches.isEmpty else { throw refuse(.notMonitored, "R-002-44") }
        for watch in watches {
            try record(
                .escalation(EscalationEvent(.checked, watch.issue, due: now + .minutes(watch.rule.everyMinutes))),
                on: id, content: note.map { Content(text: $0) }
            )
        }
    }

    /// Raises one alert where nobody looked or told the customer in time. It stands until somebody does.
    mutating func tickEscalation(_ id: TicketID) throws(Stop) {
        let ticket = try state(id)
        for watch in ticket.facts.escalation.watches where watch.overdueSince == nil && watch.due < now {
            let interval = Duration.minutes(watch.rule.everyMinutes)
            if watch.rule.effect == .keepOpenInformed, let told = ticket.activity.lastStaffAt, now <= told + interval {
                try record(.escalation(EscalationEvent(.postponed, watch.issue, due: told + interval)), on: id)
            } else {
                try record(.escalation(EscalationEvent(.overdue, watch.issue)), on: id)
            }
        }
    }

    /// Staff wrote to the customer, who was not told in time: the alert is over.
    mutating func endOverdueTelling(on id: TicketID) throws(Stop) {
        for watch in try state(id).facts.escalation.watches
        where watch.overdueSince != nil && watch.rule.effect == .keepOpenInformed {
            let due = now + .minutes(watch.rule.everyMinutes)
            try record(.escalation(EscalationEvent(.postponed, watch.issue, due: due)), on: id)
        }
    }

    // MARK: What must be done before a ticket is resolved

    /// A critical failure is not done before its issues are, or before the severity is lowered (R-002-44).
    func requireCriticalIssuesResolved(_ ticket: Ticket) throws(Stop) {
        guard ticket.facts.severity == .critical, profile.onEscalate.critical.effect == .keepOpenMonitored else {
            return
        }
        if try !openBugs(of: ticket.facts).isEmpty { throw refuse(.criticalOpen, "R-002-44") }
    }

    /// A fix that needs a new version is done when the version is out (R-002-88).
    func requireReleasedIssue(_ ticket: Ticket) throws(Stop) {
        try need(ticket.facts.issues.map(StreamID.internalIssue))
        for issue in ticket.facts.issues where try root(of: issue).state == .released { return }
        throw refuse(.releaseNeeded, "R-002-88")
    }

    private func openBugs(of facts: TicketFacts) throws(Stop) -> [InternalIssueID] {
        try need(facts.issues.map(StreamID.internalIssue))
        var open: [InternalIssueID] = []
        for issue in facts.issues {
            let known = try root(of: issue)
            if known.kind == .bug, !known.state.isResolved, !open.contains(known.id) { open.append(known.id) }
        }
        return open
    }

    /// The issue that decides: the last of a chain of duplicates. Chains cannot loop, since an issue that is a
    /// duplicate takes no others.
    func root(of id: InternalIssueID) throws(Stop) -> InternalIssue {
        var issue = try state(id)
        while issue.state == .duplicate, let parent = issue.parent { issue = try state(parent) }
        return issue
    }
}
