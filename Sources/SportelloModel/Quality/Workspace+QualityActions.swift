extension Workspace {
    /// What the review's scores come to; `nil` without scores. A drawn dialog is reviewed by the whole scorecard.
    func result(of review: QualityReview, for known: QualityCase) throws(Stop) -> Int? {
        let isNeeded = known.entry == .sample && !profile.qualityControl.scorecard.isEmpty
        if review.scores.isEmpty, !isNeeded { return nil }
        guard let result = profile.qualityControl.result(of: review.scores) else {
            throw refuse(.invalid, "R-004-56", ["field": "scores"])
        }
        return result
    }

    /// Does what a decision causes, in the same commit; what only others can do becomes an open task (R-004-56).
    mutating func act(on review: QualityReview, of known: QualityCase) throws(Stop) {
        for action in Set(review.actions).sorted(by: { $0.rawValue < $1.rawValue }) {
            switch action {
            case .reopen: try reopen(for: known)
            case .reverseCharge: try requestReversal(for: known)
            case .apologise: try apologise(for: known)
            case .coach: try coach(review.agent, for: known, text: review.text)
            case .changeArticle: break
            }
        }
    }

    private mutating func reopen(for known: QualityCase) throws(Stop) {
        guard let id = known.ticket else { throw refuse(.invalid, "R-004-56", ["field": "actions"]) }
        let ticket = try state(id)
        if ticket.facts.status.isFinal { throw refuse(.closed) }
        if ticket.facts.status == .resolved { try reopenSameNumber(ticket) }
    }

    private mutating func requestReversal(for known: QualityCase) throws(Stop) {
        guard let id = known.ticket else { throw refuse(.invalid, "R-004-56", ["field": "actions"]) }
        try record(.quality(.reversalRequested), on: id, by: Actor.system.author)
        guard try state(id).facts.metering.charged > .zero else { return }
        try forgive(id, text: nil, by: Actor.system.author)
    }

    /// The organisation's own words, never the reviewer's. A ticket that takes no more messages gets them with the
    /// case's end.
    private mutating func apologise(for known: QualityCase) throws(Stop) {
        guard let id = known.ticket, try !state(id).facts.status.isFinal else { return }
        let facts = try state(id).facts
        try record(
            .messagePosted(MessagePosted(via: facts.conversation?.channel ?? facts.channel, isHuman: false)), on: id,
            content: Content(text: profile.qualityControl.apology.text(in: facts.language)), by: Actor.system.author
        )
    }

    /// The note lies on the desk of the agent it is for: the one named, or the one credited with the dialog.
    private mutating func coach(_ named: AgentID?, for known: QualityCase, text: String) throws(Stop) {
        var agent = named
        if agent == nil, let id = known.ticket {
            let facts = try state(id).facts
            let dialog = facts.conversations.last { known.conversation == nil || $0.number == known.conversation }
            agent = dialog?.agent ?? facts.assignee
        }
        guard let agent else { throw refuse(.invalid, "R-004-56", ["field": "agent"]) }
        _ = try stateOrFresh(agent.desk)
        try record(
            .coached(DeskCoaching(agent: agent, qualityCase: known.id)), on: agent.desk,
            content: text.isEmpty ? nil : Content(text: text)
        )
    }

    /// Tells the person how the case ended: on the ticket, or by the way the complaint came.
    mutating func tellEnd(of known: QualityCase, outcome: QualityCase.Outcome) throws(Stop) {
        guard let contact = known.contact, known.entry != .sample else { return }
        let apologises = known.actions.contains(.apologise)
        let texts = apologises ? profile.qualityControl.apology : profile.qualityControl.answer
        if let ticket = known.ticket {
            let facts = try state(ticket).facts
            let text = apologises && facts.status.isFinal ? texts.text(in: facts.language) : nil
            return try record(
                .qualityCaseClosed(QualityCaseClosed(qualityCase: known.id, outcome: outcome)), on: ticket,
                content: text.map { Content(text: $0) }, by: Actor.system.author
            )
        }
        let person = try state(contact)
        outgoing.append(
            .qualityAnswer(
                qualityCase: known.id, channel: known.channel ?? .email, address: person.email,
                text: texts.text(in: person.language ?? profile.language)
            )
        )
    }
}
