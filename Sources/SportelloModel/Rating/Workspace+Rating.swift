extension Workspace {
    /// Invites a rating of the dialog that just ended, once (R-004-48), or records why the desk does not ask.
    mutating func inviteRating(of id: TicketID) throws(Stop) {
        let ticket = try state(id)
        guard let conversation = ticket.facts.conversation, conversation.rating == nil,
            conversation.suppression == nil
        else { return }
        if let reason = profile.rating.suppression(of: conversation, on: ticket) {
            return try record(
                .ratingSuppressed(RatingSuppressed(conversation: conversation.number, reason: reason)), on: id,
                by: Actor.system.author
            )
        }
        try record(
            .ratingInvited(
                RatingInvited(
                    conversation: conversation.number, lowest: profile.rating.lowest, highest: profile.rating.highest,
                    until: now + .days(profile.rating.windowDays)
                )
            ),
            on: id, by: Actor.system.author
        )
    }

    /// The customer rates the last dialog that was asked about; again within the window amends (R-004-49). Agents have
    /// no way here: they cannot rate, not even as requesters.
    mutating func rate(_ id: TicketID, score: Int, comment: String?) throws(Stop) {
        let ticket = try ownTicket(id)
        let asked = ticket.facts.conversations.last { $0.rating.map { !$0.isSuperseded } ?? false }
        guard let asked, let invitation = asked.rating else { throw refuse(.notInvited, "protocol §9") }
        guard now <= invitation.until, !invitation.isLapsed else { throw refuse(.windowClosed, "protocol §9") }
        guard (invitation.lowest...invitation.highest).contains(score) else {
            throw refuse(.invalid, "R-002-58", ["field": "score"])
        }
        try record(
            .ratingGiven(
                RatingGiven(
                    conversation: asked.number, score: score, amended: invitation.score != nil,
                    isHidden: profile.rating.anonymity == .attributed ? nil : true
                )
            ),
            on: id, content: comment.map { Content(text: $0) }
        )
    }
}

extension RatingPolicy {
    /// Why a dialog is not asked about; `nil` when it is.
    fileprivate func suppression(of conversation: Conversation, on ticket: Ticket) -> Suppression? {
        suppressedFor.first { reason in
            switch reason {
            case .unanswered: conversation.joinedAt == nil
            case .undeliverable: ticket.activity.writesByMail && ticket.facts.mail.isUndeliverable
            }
        }
    }
}
