extension Workspace {
    /// Whether a resolved ticket can still be reopened by its customer under the same number (R-004-50).
    func isInReopenWindow(_ ticket: Ticket) -> Bool {
        guard let resolved = ticket.facts.resolvedAt else { return false }
        return now <= resolved + .days(profile.followUp.reopenWithinDays)
    }

    /// The customer says that it is not done: the same number within the window, a new linked ticket after it.
    mutating func reopen(_ id: TicketID, text: String, followUp: NewTicket) throws(Stop) {
        let ticket = try ownTicket(id)
        guard let number = ticket.facts.number else { throw refuse(.notFound) }
        guard !ticket.facts.status.isActive else { throw refuse(.notResolved, "R-004-50") }
        let message = PostMessage(text: text, via: ticket.facts.channel)
        if ticket.facts.status == .resolved, isInReopenWindow(ticket) {
            try reopenSameNumber(ticket)
            try postAsCustomer(message, to: id)
            result = .ticket(id, number)
            return
        }
        guard ticket.facts.status != .refused, let contactID = ticket.facts.contact,
            case .official(let official) = profile.decide(
                InboundContact(kind: ticket.facts.channel, hasTicket: true)
            )
        else { throw refuse(.closed, "protocol §9") }
        let contact = try state(contactID)
        try registerTicket(
            followUp, official: official, contact: contact, caseType: ticket.facts.caseType,
            subject: ticket.facts.subject, language: ticket.facts.language, details: ticket.facts.context
        )
        try record(.ticketOpened(followUp.id), on: contactID)
        try linkFollowUp(followUp, after: ticket, number: number)
        try beginConversation(on: followUp.id, channel: official.channel)
        try postAsCustomer(message, to: followUp.id)
        result = .ticket(followUp.id, followUp.number)
    }

    /// Opens a resolved ticket again. The agent keeps it only where the profile keeps ticket and agent together.
    mutating func reopenSameNumber(_ ticket: Ticket) throws(Stop) {
        try record(.reopened(Reopened(count: ticket.facts.reopenCount + 1)), on: ticket.id)
        try record(.statusChanged(StatusChanged(status: .open)), on: ticket.id)
    }

    /// Waits for the customer, another team, or an agreed time.
    mutating func wait(_ id: TicketID, for target: WaitTarget, until: Instant?, text: String?) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireLiftable(ticket)
        if let until, until <= now { throw refuse(.inThePast) }
        if target == .appointment, until == nil { throw refuse(.invalid, nil, ["field": "until"]) }
        let status: TicketStatus =
            switch target {
            case .customer: .waitingCustomer
            case .internal: .waitingInternal
            case .appointment: .scheduled
            }
        guard ticket.facts.status != status || ticket.facts.statusUntil != until else { return }
        try record(
            .statusChanged(StatusChanged(status: status, until: until)), on: id, content: text.map { Content(text: $0) }
        )
    }

    /// Declares the work done, with exactly one product (R-002-35, R-002-37).
    mutating func resolve(
        _ id: TicketID, outcome: String, text: String?, details: OutcomeDetails = OutcomeDetails()
    ) throws(Stop) {
        _ = try activeTicket(id)
        try resolve(id, by: outcomeRule(outcome), text: text, details)
    }

    /// Declares the work done once everything is that the outcome asks for: its procedure (R-002-56), and no critical
    /// failure that is still being worked on (R-002-44). A reference alone is an answer (R-002-38).
    mutating func resolve(
        _ id: TicketID, by rule: OutcomeRule, text: String?, _ details: OutcomeDetails
    ) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireFairUseChoice(ticket)
        try requireReady(rule, for: ticket, details)
        try describe(rule, details, on: id)
        try finishConversation(of: ticket, nextStep: nil)
        try clearDesks(ticket: id)
        try record(
            .statusChanged(StatusChanged(status: .resolved, outcome: rule.id)), on: id,
            content: try answer(text ?? "", details, to: ticket).map { Content(text: $0) }
        )
        if profile.rating.trigger == .ticketResolved { try inviteRating(of: id) }
        try settleCommitments(of: id)
    }

    /// Closes a resolved ticket for good.
    mutating func close(_ id: TicketID) throws(Stop) {
        let ticket = try context.actor.role == .system ? state(id) : workTicket(id)
        if ticket.facts.status.isFinal { throw refuse(.closed, "protocol §9") }
        guard ticket.facts.status == .resolved else { throw refuse(.notResolved) }
        try record(.statusChanged(StatusChanged(status: .closed)), on: id)
        if profile.rating.trigger == .ticketClosed { try inviteRating(of: id) }
        try leaveContact(id)
    }

    /// What follows when a ticket ends without a resolution: promises stop, desk and contact let go.
    mutating func settle(_ id: TicketID) throws(Stop) {
        try settleCommitments(of: id)
        try clearDesks(ticket: id)
        try leaveContact(id)
    }

    private mutating func leaveContact(_ id: TicketID) throws(Stop) {
        guard let contact = try state(id).facts.contact else { return }
        if try state(contact).tickets.contains(id) { try record(.ticketClosed(id), on: contact) }
    }

    /// Lets a ticket go on as another of the same contact. Final; chains cannot loop, since a merged ticket takes
    /// nothing any more.
    mutating func merge(_ id: TicketID, into target: TicketID, number: TicketNumber) throws(Stop) {
        try need([.ticket(id), .ticket(target)])
        let ticket = try activeOrResolved(id)
        let other = try activeOrResolved(target)
        guard id != target, let ownNumber = ticket.facts.number, other.facts.number == number else {
            throw refuse(.invalid, nil, ["field": "into"])
        }
        guard ticket.facts.contact == other.facts.contact else { throw refuse(.otherContact) }
        try record(.linked(TicketLink(ticket: target, number: number, relation: .mergedInto)), on: id)
        try record(.linked(TicketLink(ticket: id, number: ownNumber, relation: .mergedFrom)), on: target)
        if let conversation = ticket.facts.conversation, conversation.state != .ended {
            try record(
                .conversationEnded(ConversationEnded(conversation: conversation.number, by: context.actor.role)),
                on: id
            )
        }
        try record(.statusChanged(StatusChanged(status: .merged)), on: id)
        try settle(id)
    }

    private func activeOrResolved(_ id: TicketID) throws(Stop) -> Ticket {
        let ticket = try workTicket(id)
        if ticket.facts.status.isFinal { throw refuse(.closed, "protocol §9") }
        return ticket
    }

    /// Ties two tickets. Both sides know.
    mutating func link(_ id: TicketID, to target: TicketID, relation: TicketLink.Relation) throws(Stop) {
        try need([.ticket(id), .ticket(target)])
        let ticket = try workTicket(id)
        let other = try workTicket(target)
        guard id != target, let number = other.facts.number, let ownNumber = ticket.facts.number else {
            throw refuse(.invalid, nil, ["field": "to"])
        }
        // The link is told to the customer, who must not learn of another's ticket.
        guard ticket.facts.contact == other.facts.contact else { throw refuse(.otherContact) }
        let link = TicketLink(ticket: target, number: number, relation: relation)
        guard !ticket.facts.links.contains(link) else { return }
        try record(.linked(link), on: id)
        try record(.linked(TicketLink(ticket: id, number: ownNumber, relation: relation.inverse)), on: target)
    }
}

extension TicketLink.Relation {
    /// How the other ticket sees it.
    var inverse: Self {
        switch self {
        case .related, .mentions: .related
        case .followUpOf: .followedBy
        case .followedBy: .followUpOf
        case .mergedInto: .mergedFrom
        case .mergedFrom: .mergedInto
        }
    }
}
