extension Workspace {
    /// Decides what is asked about a listed reason.
    mutating func decide(_ command: DeferralCommand) throws(Stop) {
        switch command {
        case .set(let id, let wish): try set(wish, on: id)
        case .confirm(let id): try confirm(id)
        case .reject(let id, let note):
            let (_, reason, _) = try proposal(on: id)
            guard reason.confirmedBy.contains(context.actor.role) else { throw refuse(.forbidden, "R-004-44") }
            try requireText(note, field: "note")
            try record(.deferral(.rejected), on: id, content: Content(text: note))
        case .warn(let id, let text, let messages): try warn(id, text: text, messages: messages)
        case .lift(let id, let note): try lift(id, note: note)
        case .recordLicence(let id, let check):
            // The host's word about a licence is a fact, whoever has the ticket; a person's is work on it.
            if context.actor.role == .system {
                try requireActive(try state(id))
            } else {
                _ = try activeTicket(id)
            }
            try requireText(check.source, field: "source")
            try record(.deferral(.licenceChecked(check)), on: id)
        }
    }

    /// Puts a ticket off or refuses it for a listed reason, once everything the reason asks for is shown.
    mutating func set(_ wish: Deferral, on id: TicketID) throws(Stop) {
        let ticket = try activeTicket(id)
        let reason = try listedReason(wish.reason, refusing: wish.kind == .impossible)
        guard reason.setBy.contains(context.actor.role) else { throw refuse(.forbidden, "R-004-47") }
        if let until = wish.until, until <= now { throw refuse(.inThePast) }
        try requireLiftable(ticket)
        try checkRefusalReason(wish.reason, on: ticket)
        try check(wish.evidence, for: reason, on: ticket)
        var set = DeferralSet(
            kind: wish.kind, reason: reason.id, until: wish.until, missingCount: wish.evidence.missing.count,
            code: wish.evidence.code, request: wish.evidence.request, messages: wish.evidence.messages,
            work: wish.evidence.work, licence: ticket.facts.deferral.licence, accessDenied: wish.evidence.accessDenied,
            proposedBy: nil, confirmedBy: nil
        )
        let text = shown(wish, reason, on: ticket)
        if reason.confirmedBy.isEmpty {
            try carryOut(set, reason, evidence: wish.evidence.words, text: text, on: ticket)
        } else if reason.confirmedBy.contains(context.actor.role) {
            var confirmed = set
            confirmed.confirmedBy = context.actor.agentID
            try carryOut(confirmed, reason, evidence: wish.evidence.words, text: text, on: ticket)
        } else {
            set.proposedBy = context.actor.agentID
            var details: [String: String] = [:]
            details["text"] = text
            try record(
                .deferral(.proposed(set)), on: id, content: Content(text: wish.evidence.words, details: details)
            )
        }
    }

    /// What the customer reads: the words that staff gave, or the reason's title (`nil`), and below them everything that
    /// is missing, a question of the form by its title (R-004-29).
    private func shown(_ wish: Deferral, _ reason: DeferralPolicy.Reason, on ticket: Ticket) -> String? {
        guard reason.evidence.contains(.missingItems) else { return wish.text }
        let language = ticket.facts.language
        let fields = profile.intakeForm(for: ticket.facts.caseType).fields
        let words = wish.text ?? reason.title.text(in: language)
        let items = wish.evidence.missing.map { item in
            fields.first { $0.id == item }?.title.text(in: language) ?? item
        }
        return ([words] + items.filter { !words.contains($0) }.map { "– \($0)" }).joined(separator: "\n")
    }

    private mutating func confirm(_ id: TicketID) throws(Stop) {
        let (ticket, reason, proposed) = try proposal(on: id)
        guard reason.confirmedBy.contains(context.actor.role), let agent = context.actor.agentID else {
            throw refuse(.forbidden, "R-004-44")
        }
        var confirmed = proposed
        confirmed.confirmedBy = agent
        // The evidence in words lies with the proposal.
        try carryOut(confirmed, reason, evidence: "", text: ticket.facts.deferral.proposedText, on: ticket)
    }

    private func proposal(
        on id: TicketID
    ) throws(Stop) -> (ticket: Ticket, reason: DeferralPolicy.Reason, set: DeferralSet) {
        let ticket = try activeTicket(id)
        guard let proposed = ticket.facts.deferral.proposed else { throw refuse(.nothingProposed, "R-004-44") }
        return (ticket, try listedReason(proposed.reason, refusing: proposed.kind == .impossible), proposed)
    }

    /// Everything was shown and confirmed: the reason takes effect, and the customer reads it.
    private mutating func carryOut(
        _ set: DeferralSet, _ reason: DeferralPolicy.Reason, evidence: String, text: String?, on ticket: Ticket
    ) throws(Stop) {
        var set = set
        let days = reason.reviewDays ?? profile.deferral.reviewDays
        if set.kind == .deferred { set.until = set.until ?? now + .days(days) }
        try record(
            .deferral(.set(set)), on: ticket.id, content: evidence.isEmpty ? nil : Content(text: evidence)
        )
        let words = Content(text: text ?? reason.title.text(in: ticket.facts.language))
        switch set.kind {
        case .deferred:
            try record(
                .statusChanged(
                    StatusChanged(
                        status: reason.status.ticketStatus, reason: reason.id, until: set.until, clocks: reason.clocks
                    )
                ),
                on: ticket.id, content: words
            )
        case .impossible:
            try finishConversation(of: ticket, nextStep: nil)
            try record(
                .statusChanged(StatusChanged(status: .refused, reason: reason.id)), on: ticket.id, content: words)
            try settle(ticket.id)
        }
    }

    private mutating func warn(_ id: TicketID, text: String, messages: [Int64]) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireText(text, field: "text")
        try checkMessages(messages, on: id)
        try record(.messagePosted(MessagePosted(via: ticket.facts.channel)), on: id, content: Content(text: text))
        try record(.deferral(.warned(ConductWarning(messages: messages))), on: id)
    }

    private mutating func lift(_ id: TicketID, note: String?) throws(Stop) {
        let ticket = try activeTicket(id)
        guard ticket.facts.deferral.current != nil else { throw refuse(.notDeferred, "R-004-47") }
        try requireLiftable(ticket)
        try record(.deferral(.lifted), on: id, content: note.map { Content(text: $0) })
        try record(.statusChanged(StatusChanged(status: .open)), on: id)
    }

    /// Stops unless the acting party may end the reason that holds: no other command is a way around it.
    func requireLiftable(_ ticket: Ticket) throws(Stop) {
        guard mayLift(ticket) else { throw refuse(.forbidden, "R-004-47") }
    }

    /// Whether the acting party may end the reason that holds; a customer may where a message would.
    func mayLift(_ ticket: Ticket) -> Bool {
        guard let current = ticket.facts.deferral.current,
            let reason = profile.deferral.reasons.first(where: { $0.id == current.reason })
        else { return true }
        return reason.liftedBy.contains(context.actor.role) || (context.actor.role.isCustomer && reason.resumesOnReply)
    }

    /// A customer's message may bring a ticket back that was put off.
    mutating func resumeOnReply(_ id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard facts.status == .deferred, let current = facts.deferral.current,
            profile.deferral.reasons.first(where: { $0.id == current.reason })?.resumesOnReply ?? true
        else { return }
        try record(.deferral(.lifted), on: id)
        try record(.statusChanged(StatusChanged(status: .open)), on: id)
    }

    /// The review date came: the ticket is open again, in nobody's hands, and somebody has to decide (R-004-47).
    mutating func reviewDeferral(_ id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard facts.status.isActive, let until = facts.deferral.current?.until, until <= now else { return }
        try record(.deferral(.reviewDue), on: id)
        if let holder = facts.assignee {
            try clearDesk(of: holder, ticket: id)
            try record(.released(Released(agent: holder)), on: id)
            if let conversation = facts.conversation, conversation.state == .live {
                try record(
                    .conversationQueued(
                        ConversationQueued(conversation: conversation.number, channel: conversation.channel)
                    ),
                    on: id
                )
            }
        }
        if facts.status != .open { try record(.statusChanged(StatusChanged(status: .open)), on: id) }
    }

    private func listedReason(_ id: String, refusing: Bool) throws(Stop) -> DeferralPolicy.Reason {
        let listed = profile.deferral.reasons.filter { $0.enabled && ($0.refuses || !refusing) }
        guard let reason = listed.first(where: { $0.id == id }) else {
            throw refuse(.unknownReason, "R-004-38", ["allowed": listed.map(\.id).joined(separator: ", ")])
        }
        return reason
    }
}
