extension Workspace {
    /// The customer asks for quality control. Nobody who handled the ticket can refuse it (R-004-51, R-004-52).
    mutating func requestQualityControl(
        _ id: TicketID, _ qualityCase: QualityCaseID, text: String, remedy: String?
    ) throws(Stop) {
        let ticket = try ownTicket(id)
        guard let contact = ticket.facts.contact else { throw refuse(.notFound) }
        try requireText(text, field: "text")
        try open(qualityCase, QualityReceived(ticket: id, contact: contact), text: text, remedy: remedy, on: id)
    }

    /// Tells the person that the case is looked at.
    mutating func acknowledgeQuality(_ id: QualityCaseID) throws(Stop) {
        let known = try reviewable(id)
        guard known.state == .received else { throw refuse(.alreadySettled) }
        try record(.acknowledged, on: id)
    }

    /// Gives the case to somebody who never acted on the ticket: computed from its log (R-004-55).
    mutating func assignQuality(_ id: QualityCaseID, reviewer: AgentID) throws(Stop) {
        let known = try reviewable(id)
        guard known.state != .closed, known.state != .decided else { throw refuse(.alreadySettled) }
        if let ticket = known.ticket, try state(ticket).facts.handlers.contains(reviewer) {
            throw refuse(.notIndependent, "R-004-55")
        }
        try record(.assigned(QualityAssigned(reviewer: reviewer)), on: id)
    }

    /// Decides the case. Upheld causes at least one action (R-004-56).
    mutating func reviewQuality(_ id: QualityCaseID, _ review: QualityReview) throws(Stop) {
        let known = try reviewable(id)
        guard known.state != .decided, known.state != .closed else { throw refuse(.alreadySettled) }
        if let reviewer = known.reviewer, reviewer != context.actor.agentID { throw refuse(.notAssignee) }
        if review.outcome == .upheld, review.actions.isEmpty { throw refuse(.actionNeeded, "R-004-56") }
        let score = try result(of: review, for: known)
        try record(
            .decided(
                QualityDecided(
                    outcome: review.outcome, actions: review.actions,
                    scores: review.scores.isEmpty ? nil : review.scores, score: score
                )
            ),
            on: id, content: Content(text: review.text)
        )
        try act(on: review, of: known)
    }

    /// Closes the case and tells the person how it ended.
    mutating func closeQuality(_ id: QualityCaseID, _ review: QualityReview?) throws(Stop) {
        if let review, try reviewable(id).state != .decided { try reviewQuality(id, review) }
        let known = try reviewable(id)
        guard known.state == .decided, let outcome = known.outcome else {
            throw refuse(known.state == .closed ? .alreadySettled : .invalid, nil, ["field": "outcome"])
        }
        try record(.closed, on: id)
        try tellEnd(of: known, outcome: outcome)
    }

    /// A case for an independent reviewer. For everybody else there is no such case; a reviewer who acted on the ticket
    /// is told so.
    func reviewable(_ id: QualityCaseID) throws(Stop) -> QualityCase {
        guard context.actor.role == .quality, let agent = context.actor.agentID else { throw refuse(.notFound) }
        let known = try state(id)
        if let ticket = known.ticket, try state(ticket).facts.handlers.contains(agent) {
            throw refuse(.notIndependent, "R-004-55")
        }
        return known
    }
}
