extension Workspace {
    mutating func decide(_ command: QualityCommand) throws(Stop) {
        switch command {
        case .transfer(let id, let known, let text): try transferToQuality(id, known, text: text)
        case .receive(let id, let request): try receiveQuality(id, request)
        case .openSample(let id, let sample): try openSample(sample, as: id)
        case .finishTask(let id, let action, let reference): try finishTask(action, of: id, reference: reference)
        }
    }

    /// The ticket goes to quality control, which owns it from then on; whoever had it has no say (R-004-52).
    ///
    /// A request that was opened only to ask for this names the matter by a link; the case is about that ticket then.
    private mutating func transferToQuality(
        _ id: TicketID, _ known: QualityCaseID, text: String
    ) throws(Stop) {
        let ticket = context.actor.role.isCustomer ? try ownTicket(id) : try workTicket(id)
        try requireActive(ticket)
        guard !ticket.facts.quality.isTransferred else { throw refuse(.alreadySettled, "R-004-52") }
        guard let contact = ticket.facts.contact else { throw refuse(.notFound) }
        try requireText(text, field: "text")
        let about = ticket.facts.links.first { $0.relation == .followUpOf || $0.relation == .mentions }?.ticket ?? id
        try open(
            known, QualityReceived(ticket: about, contact: contact, entry: .transfer), text: text, remedy: nil, on: id
        )
        if let holder = ticket.facts.assignee { try record(.released(Released(agent: holder)), on: id) }
        try clearDesks(ticket: id)
        try record(.quality(.transferred), on: id)
        try record(
            .assigned(Assigned(agent: nil, name: nil, team: profile.qualityControl.team, tier: nil)), on: id,
            by: Actor.system.author
        )
        if let conversation = ticket.facts.conversation, conversation.state == .live {
            try record(
                .conversationQueued(
                    ConversationQueued(conversation: conversation.number, channel: conversation.channel)
                ),
                on: id
            )
        }
    }

    /// A complaint that came by another way is written down. Anybody of the staff must take it, and the way must be
    /// official for quality control (R-004-53).
    mutating func receiveQuality(_ id: QualityCaseID, _ request: ReceiveQuality) throws(Stop) {
        guard context.actor.role.isStaff || context.actor.role == .system else { throw refuse(.forbidden) }
        try requireText(request.text, field: "text")
        guard case .official = profile.decide(InboundContact(kind: request.channel, purpose: .qualityControl)) else {
            throw refuse(.unofficialChannel, "R-004-53")
        }
        if try change(to: Contact.stream(request.contact)) == nil {
            let details = request.person.isEmpty ? [:] : ["name": request.person]
            try record(.registered(ContactRegistered()), on: request.contact, content: Content(details: details))
        }
        if let ticket = request.ticket {
            guard try state(ticket).facts.contact == request.contact else { throw refuse(.otherContact) }
        }
        try open(
            id,
            QualityReceived(
                ticket: request.ticket, contact: request.contact, entry: .channel, channel: request.channel
            ),
            text: request.text, remedy: request.remedy, on: request.ticket
        )
    }

    /// A reviewer looks at a drawn dialog. Independent of it like of any other; the customer is not troubled with it.
    private mutating func openSample(_ sample: QualitySample, as id: QualityCaseID) throws(Stop) {
        guard context.actor.role == .quality, let agent = context.actor.agentID else { throw refuse(.forbidden) }
        let facts = try state(sample.ticket).facts
        guard let contact = facts.contact,
            facts.conversations.contains(where: { $0.number == sample.conversation && $0.state == .ended })
        else { throw refuse(.notFound) }
        if facts.handlers.contains(agent) { throw refuse(.notIndependent, "R-004-55") }
        try open(
            id,
            QualityReceived(
                ticket: sample.ticket, contact: contact, entry: .sample, conversation: sample.conversation
            ),
            text: "", remedy: nil, on: nil
        )
        try record(.assigned(QualityAssigned(reviewer: agent)), on: id)
    }

    /// Makes the case and, where a ticket's customer asked for it, tells that customer.
    mutating func open(
        _ id: QualityCaseID, _ received: QualityReceived, text: String, remedy: String?, on ticket: TicketID?
    ) throws(Stop) {
        guard try change(to: QualityCase.stream(id)) == nil else { throw refuse(.invalid, nil, ["field": "id"]) }
        var details: [String: String] = [:]
        details["remedy"] = remedy
        try record(
            .received(received), on: id, content: text.isEmpty ? nil : Content(text: text, details: details)
        )
        // Taking down a complaint is no work on the ticket, so it makes nobody a handler.
        let author = context.actor.role.isStaff ? Actor.system.author : context.actor.author
        if let ticket {
            try record(.qualityCaseReceived(QualityCaseReceived(qualityCase: id)), on: ticket, by: author)
        }
        result = .created(QualityCase.stream(id))
    }

    /// What a decision asked of others was done.
    private mutating func finishTask(
        _ action: QualityCase.Action, of id: QualityCaseID, reference: String
    ) throws(Stop) {
        let known = try reviewable(id)
        guard known.openTasks.contains(action) else { throw refuse(.alreadySettled, "R-004-56") }
        try requireText(reference, field: "reference")
        try record(
            .taskFinished(QualityTaskFinished(action: action)), on: id, content: Content(text: reference)
        )
    }
}
