extension Workspace {
    /// Records what staff found out. Severity is told to the customer, who can appeal (R-002-77).
    mutating func triage(_ id: TicketID, _ finding: Triage) throws(Stop) {
        let ticket = try activeTicket(id)
        let impacts = try knownImpacts(of: finding)
        guard let type = profile.caseType(finding.caseType) else {
            throw refuse(.invalid, "R-002-14", ["field": "caseType"])
        }
        try record(
            .triaged(
                Triaged(
                    caseType: finding.caseType, cause: finding.cause, impact: finding.impact,
                    hasWorkaround: finding.hasWorkaround, impacts: impacts,
                    priority: finding.caseType == ticket.facts.caseType ? ticket.facts.priority : type.priority
                )
            ),
            on: id
        )
        try assess(id, finding)
        try judgeSeverity(after: finding, before: ticket.facts, on: id)
        if finding.caseType != ticket.facts.caseType {
            try askOnce(on: id)
            if let holder = ticket.facts.assignee { try nameOwner(of: id, holder, name: ticket.facts.assigneeName) }
        }
        try promptAnalysis(on: id)
        try settleCharge(of: id, mustBeCovered: false)
    }

    /// Makes a promise. A newer one replaces the last, which stays in the log (R-002-23).
    mutating func commit(_ id: TicketID, promise: String, due: Instant) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireText(promise, field: "promise")
        guard due > now else { throw refuse(.inThePast, "R-002-22") }
        try settleCommitments(of: id)
        try record(
            .commitmentMade(CommitmentMade(number: ticket.facts.commitments.count + 1, due: due)), on: id,
            content: Content(text: promise)
        )
    }

    /// Open promises are kept by a resolution or a newer promise in time.
    mutating func settleCommitments(of id: TicketID) throws(Stop) {
        for commitment in try state(id).facts.commitments
        where commitment.settledAt == nil && commitment.brokenAt == nil {
            try record(
                .commitmentSettled(CommitmentSettled(number: commitment.number, kept: now <= commitment.due)), on: id
            )
        }
    }
}
