extension Workspace {
    /// Gives the ticket to whoever has a role for the account (R-003-13). A dialog that is going on passes over with it.
    /// Where nobody has the role the ticket stays, and staff see that it should have gone.
    mutating func handOver(_ id: TicketID, to role: AccountRole, of account: Account?) throws(Stop) {
        let facts = try state(id).facts
        let holder = account?.holder(of: role)
        guard holder != facts.assignee || holder == nil else { return }
        try record(.coverage(.handedOver(HandedOver(role: role, agent: holder))), on: id)
        guard let holder else { return }
        if let before = facts.assignee { try clearDesk(of: before, ticket: id) }
        _ = try stateOrFresh(holder.desk)
        try record(.assigned(Assigned(agent: holder, name: nil, team: nil, tier: nil)), on: id)
        guard let conversation = facts.conversation, conversation.state != .ended else { return }
        try record(
            .conversationJoined(
                ConversationJoined(
                    conversation: conversation.number, agent: holder, name: holder.rawValue,
                    channel: conversation.channel
                )
            ),
            on: id
        )
        try record(.taken(DeskWork(agent: holder, ticket: id)), on: holder.desk)
    }

    /// Keeps a wish that support does not fulfil as a proposal, once a ticket (R-003-17).
    mutating func keepProposal(of id: TicketID) throws(Stop) {
        let ticket = try state(id)
        let facts = ticket.facts
        let issue = InternalIssueID(derivedFrom: Digest(hashing: Array("proposal \(id)".utf8)))
        guard !facts.issues.contains(issue) else { return }
        _ = try stateOrFresh(issue)
        try leaveProposal(of: ticket, as: issue, text: facts.subject.isEmpty ? facts.caseType : facts.subject)
    }

    /// Begins the separate talk: a ticket of its own, linked both ways (R-004-7). Without a name for it, it is due.
    mutating func beginDiscussion(of id: TicketID, as ticket: NewTicket?, caseType: String) throws(Stop) {
        let facts = try state(id).facts
        guard facts.coverage.discussion == nil, let number = facts.number, let contactID = facts.contact else { return }
        guard let ticket else {
            return try record(.coverage(.discussionDue(DiscussionDue(caseType: caseType))), on: id)
        }
        let contact = try state(contactID)
        try registerTicket(
            ticket, official: .bought, contact: contact, caseType: caseType, subject: facts.subject,
            language: facts.language, details: facts.context
        )
        try record(.ticketOpened(ticket.id), on: contactID)
        try record(.linked(TicketLink(ticket: id, number: number, relation: .related)), on: ticket.id)
        try record(.linked(TicketLink(ticket: ticket.id, number: ticket.number, relation: .related)), on: id)
        try record(
            .coverage(.discussionOpened(DiscussionOpened(ticket: ticket.id, number: ticket.number))), on: id
        )
    }
}
