extension Workspace {
    /// Posts a public message.
    mutating func post(_ message: PostMessage, to id: TicketID) throws(Stop) {
        if context.actor.role.isCustomer {
            let ticket = try ownTicket(id)
            if ticket.facts.status.isFinal { throw refuse(.closed, "protocol §9") }
            if ticket.facts.status == .resolved {
                guard profile.followUp.messageReopens, isInReopenWindow(ticket) else {
                    throw refuse(.closed, "R-004-50")
                }
                try reopenSameNumber(ticket)
            }
            try requireFiles(message.files, for: ticket.facts.caseType, via: message.via)
            try postAsCustomer(message, to: id)
        } else {
            try postAsStaff(message, to: id)
        }
    }

    /// A customer's message to an open ticket; a dialog begins when none is going on.
    mutating func postAsCustomer(_ message: PostMessage, to id: TicketID) throws(Stop) {
        let ticket = try state(id)
        if ticket.facts.conversation?.state ?? .ended == .ended {
            try beginConversation(on: id, channel: message.via)
        }
        try resumeOnReply(id)
        if ticket.facts.status == .waitingCustomer {
            try record(.statusChanged(StatusChanged(status: .open)), on: id)
        }
        try record(message, on: id)
    }

    private mutating func postAsStaff(_ message: PostMessage, to id: TicketID) throws(Stop) {
        let ticket = try workTicket(id)
        if ticket.facts.status.isFinal { throw refuse(.closed, "protocol §9") }
        if profile.queue.onlyAssigneeWrites, ticket.facts.assignee != context.actor.agentID {
            throw refuse(.notAssignee)
        }
        let references = try resolve(message.references, language: ticket.facts.language)
        let isAnswer = isAnswer(message.text, references)
        try record(message, references, isAnswer: isAnswer, on: id)
        guard isAnswer else { return }
        if ticket.facts.status == .new { try record(.statusChanged(StatusChanged(status: .open)), on: id) }
        if ticket.facts.escalation.isOverdue { try endOverdueTelling(on: id) }
    }

    private mutating func record(
        _ message: PostMessage, _ references: [KnowledgeReference] = [], isAnswer: Bool = true, on id: TicketID
    ) throws(Stop) {
        var facts = MessagePosted(via: message.via, files: message.files.map(\.file), replyTo: message.replyTo)
        if !references.isEmpty { facts.references = references }
        if !isAnswer { facts.isNoAnswer = true }
        try record(.messagePosted(facts), on: id, content: message.content)
        for other in message.mentioned where other != id { try linkMention(of: other, on: id) }
    }

    /// A number in a text links only to a ticket of the same contact; another's is not even looked at (R-002-34).
    private mutating func linkMention(of other: TicketID, on id: TicketID) throws(Stop) {
        let mentioned = try state(other).facts
        let facts = try state(id).facts
        guard mentioned.contact == facts.contact, let number = mentioned.number else { return }
        let link = TicketLink(ticket: other, number: number, relation: .mentions)
        if !facts.links.contains(where: { $0.ticket == other }) { try record(.linked(link), on: id) }
    }

    /// Posts an internal note. Customers never see one, and it stops no clock.
    mutating func note(_ text: String, mentions: [AgentID], on id: TicketID) throws(Stop) {
        _ = try workTicket(id)
        try requireText(text, field: "text")
        try record(.notePosted(NotePosted(mentions: mentions)), on: id, content: Content(text: text))
    }
}

extension PostMessage {
    /// The personal text: the words, the files' names, and what else came along.
    var content: Content {
        var details = details
        for file in files { details[file.file.id.description] = file.name }
        return Content(text: text, details: details)
    }
}
