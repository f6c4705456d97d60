extension Workspace {
    /// A customer starts a conversation: on a new ticket, on one that it continues, or not yet, when an open ticket
    /// about the same is offered first (R-002-33).
    mutating func start(_ request: StartConversation) throws(Stop) {
        guard context.actor.contactID == request.contact else { throw refuse(.forbidden) }
        let contact = try state(request.contact)
        guard profile.caseType(request.caseType) != nil else {
            throw refuse(.invalid, "R-002-14", ["field": "caseType"])
        }
        if let continued = request.continues {
            return try start(request, from: contact, continuing: continued)
        }
        if profile.followUp.offersExisting, !request.insistsOnNew {
            try need(contact.tickets.map(StreamID.ticket))
            let offers = try openTickets(like: request, of: contact)
            if !offers.isEmpty {
                result = .existing(offers)
                return
            }
        }
        try requireForm(request)
        try updateDetails(of: contact, name: request.name, email: request.email, language: request.language)
        try register(request, from: contact)
        result = .ticket(request.ticket.id, request.ticket.number)
    }

    private mutating func start(
        _ request: StartConversation, from contact: Contact, continuing id: TicketID
    ) throws(Stop) {
        let old = try ownTicket(id)
        guard let oldNumber = old.facts.number else { throw refuse(.notFound) }
        let message = request.message
        if old.facts.status.isActive || (old.facts.status == .resolved && isInReopenWindow(old)) {
            if old.facts.status == .resolved { try reopenSameNumber(old) }
            try postAsCustomer(message, to: id)
            result = .ticket(id, oldNumber)
            return
        }
        try register(request, from: contact)
        try linkFollowUp(request.ticket, after: old, number: oldNumber)
        result = .ticket(request.ticket.id, request.ticket.number)
    }

    /// Ties a new ticket and the one it follows, both ways (features: a follow-up must show its predecessor).
    mutating func linkFollowUp(_ new: NewTicket, after old: Ticket, number: TicketNumber) throws(Stop) {
        try record(.linked(TicketLink(ticket: old.id, number: number, relation: .followUpOf)), on: new.id)
        try record(.linked(TicketLink(ticket: new.id, number: new.number, relation: .followedBy)), on: old.id)
    }

    private func openTickets(
        like request: StartConversation, of contact: Contact
    ) throws(Stop) -> [CommandResult.ExistingTicket] {
        var offers: [CommandResult.ExistingTicket] = []
        for id in contact.tickets {
            let facts = try state(id).facts
            guard facts.status.isActive, facts.caseType == request.caseType, let number = facts.number else { continue }
            if let subject = request.subject.map(Self.folded), !subject.isEmpty, !facts.subject.isEmpty,
                subject != Self.folded(facts.subject)
            {
                continue
            }
            offers.append(.init(id: id, number: number, subject: facts.subject))
        }
        return offers
    }

    /// Case and spaces folded, as the contract compares subjects (protocol §5).
    private static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Registers the ticket. There is no other way to one than an ``OfficialContact`` (DESIGN §2.6).
    private mutating func register(_ request: StartConversation, from contact: Contact) throws(Stop) {
        try registerTicket(
            request.ticket, official: request.official, contact: contact, caseType: request.caseType,
            subject: request.subject ?? "", language: request.language ?? contact.language ?? profile.language,
            details: request.details, product: request.product, team: request.team
        )
        try record(.ticketOpened(request.ticket.id), on: contact.id)
        try beginConversation(on: request.ticket.id, channel: request.official.channel)
        try postAsCustomer(
            request.message, to: request.ticket.id
        )
        try recordIntake(of: request)
    }

    /// Makes the ticket.
    mutating func registerTicket(
        _ ticket: NewTicket, official: OfficialContact, contact: Contact, caseType: String, subject: String,
        language: String, details: [String: String], product: String? = nil, team: String? = nil
    ) throws(Stop) {
        guard try change(to: .ticket(ticket.id)) == nil else { throw refuse(.invalid, nil, ["field": "ticket"]) }
        let type = profile.caseType(caseType)
        try record(
            .registered(
                TicketRegistered(
                    number: ticket.number, caseType: caseType, channel: official.channel, contact: contact.id,
                    account: contact.account, product: try self.product(product, of: contact, details),
                    language: language, firstContactAt: official.firstContactAt, profileVersion: profile.version,
                    priority: type?.priority ?? 3, team: team ?? type?.team ?? profile.routing.team, context: details
                )
            ),
            on: ticket.id, content: try content(subject: subject, of: contact)
        )
        claims.append((.number, ticket.number.description, .ticket(ticket.id)))
        try judgeTitle(subject, of: ticket.id)
        if official.purpose == .emergency { try openIncident(ticket.id, service: nil) }
        try offerAlternatives(on: ticket.id, to: contact)
    }

    private func content(subject: String, of contact: Contact) throws(Stop) -> Content? {
        var details: [String: String] = [:]
        // The newest name: it may just have been told.
        details["name"] = try state(contact.id).name
        return subject.isEmpty && details.isEmpty ? nil : Content(text: subject, details: details)
    }

    /// Begins the next dialog: with the agent who has the ticket, where the profile keeps them together and the agent is
    /// there and has room (R-002-71), or in the queue.
    mutating func beginConversation(on id: TicketID, channel: ChannelKind) throws(Stop) {
        let facts = try state(id).facts
        let number = (facts.conversation?.number ?? 0) + 1
        if let agent = facts.assignee, try isKept(facts, for: agent, channel) {
            try record(
                .conversationJoined(
                    ConversationJoined(
                        conversation: number, agent: agent, name: facts.assigneeName ?? agent.rawValue,
                        channel: channel
                    )
                ),
                on: id
            )
            try take(id, channel, onto: agent)
        } else {
            try record(.conversationQueued(ConversationQueued(conversation: number, channel: channel)), on: id)
        }
    }

    private func isKept(_ facts: TicketFacts, for agent: AgentID, _ channel: ChannelKind) throws(Stop) -> Bool {
        let desk = try stateOrFresh(agent.desk)
        switch profile.queue.stickiness(inTier: facts.tier) {
        case .none: return false
        case .conversation: if !desk.pendingWrapUps.contains(facts.id) { return false }
        case .ticket, .account: break
        }
        // Busy with the wrap-up of this very ticket is not away.
        let isAway = desk.pendingWrapUps == [facts.id] ? desk.occupation(at: now) != nil : desk.isAway(at: now)
        return !isAway && desk.shortage(for: channel, profile.queue, besides: facts.id) == nil
    }

    /// The customer leaves.
    mutating func endConversation(of id: TicketID) throws(Stop) {
        let ticket = try ownTicket(id)
        guard let conversation = ticket.facts.conversation, conversation.state != .ended else {
            throw refuse(.noConversation)
        }
        try finishConversation(of: ticket, nextStep: nil)
        if let agent = conversation.agent { try askForWrapUp(agent, id) }
    }

    /// Ends the dialog that is going on and invites a rating, where the profile asks at a dialog's end.
    mutating func finishConversation(of ticket: Ticket, nextStep: String?) throws(Stop) {
        guard let conversation = ticket.facts.conversation, conversation.state != .ended else { return }
        try record(
            .conversationEnded(ConversationEnded(conversation: conversation.number, by: context.actor.role)),
            on: ticket.id, content: nextStep.map { Content(text: $0) }
        )
        if profile.rating.trigger == .conversationEnd { try inviteRating(of: ticket.id) }
    }

    /// The agent records how a dialog went: with a note, a reply or an escalation, and nothing else (R-002-25).
    mutating func wrapUp(_ wrapUp: WrapUp, of id: TicketID) throws(Stop) {
        let agent = try actingAgent()
        let ticket = try workTicket(id)
        // The customer may have written again and begun a dialog with somebody else before this one was wrapped up.
        let pending = ticket.facts.conversations.filter { !$0.isWrappedUp }
        guard let last = pending.last else { throw refuse(.noConversation, "R-002-25") }
        let own = pending.last { $0.agent == agent }
        guard let conversation = own ?? (context.actor.role == .supervisor ? last : nil) else {
            throw refuse(.notAssignee)
        }
        let rule = try outcomeRule(wrapUp.outcome)
        try requireFit(rule, for: ticket)
        // A reference alone is an answer (R-002-38).
        let text = try answer(wrapUp.text, wrapUp.details, to: ticket) ?? ""
        try requireText(text, field: "text")
        if wrapUp.kind == .reply {
            if ticket.facts.status.isFinal { throw refuse(.closed, "protocol §9") }
            try record(
                .messagePosted(MessagePosted(via: conversation.channel)), on: id, content: Content(text: text)
            )
        }
        try describe(rule, wrapUp.details, on: id)
        try record(
            .conversationWrappedUp(
                WrappedUp(conversation: conversation.number, kind: wrapUp.kind, outcome: wrapUp.outcome)
            ),
            on: id, content: Content(text: text)
        )
        if let holder = conversation.agent {
            try clearDesk(of: holder, ticket: id)
            try returnToPool(holder)
        }
        if conversation.number == ticket.facts.conversation?.number {
            try finishConversation(of: ticket, nextStep: wrapUp.nextStep)
            if !profile.queue.stickiness(inTier: ticket.facts.tier).keepsTicket, let holder = ticket.facts.assignee {
                try record(.released(Released(agent: holder)), on: id)
            }
        }
        if ticket.facts.status.isActive { try handOver(try state(id), by: rule) }
        try tellNextStep(after: wrapUp, conversation.number, on: id)
    }

    /// The customer reads what came of the dialog, who has the matter now, and what happens next (R-002-29).
    private mutating func tellNextStep(after wrapUp: WrapUp, _ conversation: Int, on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard !facts.status.isFinal else { return }
        let told = NextStepTold(
            conversation: conversation, outcome: wrapUp.outcome, team: facts.team ?? profile.routing.team
        )
        try record(.queue(.nextStep(told)), on: id, content: wrapUp.nextStep.map { Content(text: $0) })
    }

    /// Takes a ticket's dialog off an agent's desk, if it is there.
    mutating func clearDesk(of agent: AgentID, ticket: TicketID) throws(Stop) {
        let desk = try stateOrFresh(agent.desk)
        if desk.work.contains(ticket) || desk.pendingWrapUps.contains(ticket) {
            try record(.done(DeskWork(agent: agent, ticket: ticket)), on: agent.desk)
        }
    }

    /// Takes all of a ticket's dialogs off everybody's desk: nothing of them is left to do.
    mutating func clearDesks(ticket id: TicketID) throws(Stop) {
        for agent in Set(try state(id).facts.conversations.compactMap(\.agent)).sorted() {
            try clearDesk(of: agent, ticket: id)
        }
    }

    /// The customer wants the public log by mail.
    mutating func sendTranscript(of id: TicketID, to address: String) throws(Stop) {
        _ = try ownTicket(id)
        try record(.transcriptRequested, on: id, content: Content(details: ["address": address]))
        outgoing.append(.transcript(ticket: id, address: address))
    }
}

extension StartConversation {
    /// The first message.
    var message: PostMessage {
        var message = PostMessage(text: text, files: files, via: official.channel)
        message.details = messageDetails
        return message
    }
}
