extension Workspace {
    /// The customer asks for a remote session; staff decide (R-000-30).
    mutating func requestRemote(_ id: TicketID, _ consent: ConsentID, text: String) throws(Stop) {
        let ticket = try ownTicket(id)
        try requireActive(ticket)
        try requireText(text, field: "text")
        try recordConsent(
            RemoteEvent(.requested, consent, until: now + .minutes(profile.remote.answerMinutes)), on: id,
            content: Content(text: text)
        )
        result = .created(StreamID(kind: .ticket, key: Identifier(high: consent.high, low: consent.low)))
    }

    /// The technician in charge asks for permission: an allowed tool with the place to get it, scopes it can honour, the
    /// words that the person is shown, and times on offer, if any (R-000-27, R-000-31).
    mutating func proposeRemote(_ id: TicketID, _ proposal: ProposeRemote) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireDecider(of: ticket)
        if let known = ticket.facts.consent(proposal.consent), known.state != .requested {
            throw refuse(.alreadyAnswered)
        }
        // Nobody is asked for what is not needed (R-000-45).
        guard proposal.need != .notNeeded else { throw refuse(.invalid, "R-000-45", ["field": "need"]) }
        let tool = try allowedTool(proposal.tool, for: proposal.scopes)
        try check(proposal.workOrder, on: ticket, scopes: proposal.scopes)
        try checkSlots(proposal.slots)
        let event = RemoteEvent(
            .proposed, proposal.consent, tool: tool.id, scopes: proposal.scopes, need: proposal.need,
            until: answerUntil(proposal.slots), notice: notice(for: ticket)
        ).with {
            $0.download = tool.download
            $0.workOrder = proposal.workOrder
            $0.slots = proposal.slots.isEmpty ? nil : proposal.slots
        }
        try recordConsent(
            event, on: id, content: proposal.purpose.isEmpty ? nil : Content(text: proposal.purpose)
        )
        try noteMode(of: proposal.scopes, proposal.consent, on: id)
        result = .created(
            StreamID(kind: .ticket, key: Identifier(high: proposal.consent.high, low: proposal.consent.low))
        )
    }

    /// The tool that is asked for, or the preselected one; registered, not denied, able to honour the scopes.
    private func allowedTool(_ named: String?, for scopes: [String]) throws(Stop) -> RemotePolicy.Tool {
        let allowed = profile.remote.allowedTools.map(\.id).joined(separator: ", ")
        let found = named.map { profile.remote.tool($0) } ?? profile.remote.preselectedTool(for: scopes)
        guard let tool = found else { throw refuse(.toolNotAllowed, "R-000-31", ["allowed": allowed]) }
        if let reason = tool.denied {
            throw refuse(.toolNotAllowed, "R-000-32", ["reason": reason, "allowed": allowed])
        }
        guard !scopes.isEmpty, Set(scopes).isSubset(of: tool.scopes) else {
            throw refuse(.scopeNotAllowed, nil, ["allowed": tool.scopes.joined(separator: ", ")])
        }
        return tool
    }

    func notice(for ticket: Ticket) -> RemoteEvent.Notice {
        let text = profile.remote.notice.text(in: ticket.facts.language)
        return RemoteEvent.Notice(
            language: ticket.facts.language, version: profile.version, sha256: Digest(hashing: Array(text.utf8))
        )
    }

    /// Staff say no to a request, with a reason and no prompt shown (R-000-30).
    mutating func declineRemote(_ id: TicketID, _ consent: ConsentID, reason: String) throws(Stop) {
        let ticket = try workTicket(id)
        try requireDecider(of: ticket)
        let known = try self.consent(consent, on: ticket)
        guard known.state == .requested else { throw refuse(.alreadyAnswered) }
        try requireText(reason, field: "reason")
        try recordConsent(RemoteEvent(.declined, consent), on: id, content: Content(text: reason))
    }

    /// The person grants what was asked for or less, or refuses. A grant is for the time that the person accepts with it
    /// or accepted before; where times are on offer and none is named, the only one counts (R-000-28).
    mutating func answerRemote(
        _ id: TicketID, _ consent: ConsentID, grant: Bool, scopes: [String]?, slot: SlotChoice?
    ) throws(Stop) {
        let ticket = try ownTicket(id)
        if grant { try requireActive(ticket) }
        let known = try self.consent(consent, on: ticket)
        guard known.state == .proposed || known.state == .scheduled else { throw refuse(.alreadyAnswered) }
        guard grant else {
            try recordConsent(RemoteEvent(.refused, consent), on: id)
            return try fallBack(from: known, on: id)
        }
        // Silence was refusal: the time to grant is over even if nobody has woken the ticket yet.
        guard known.until.map({ now <= $0 }) ?? true else { throw refuse(.windowClosed, "R-000-12") }
        let granted = scopes ?? known.scopes
        guard !granted.isEmpty, Set(granted).isSubset(of: known.scopes) else {
            throw refuse(.scopeNotAllowed, nil, ["allowed": known.scopes.joined(separator: ", ")])
        }
        if known.state == .proposed, !known.slots.isEmpty || slot != nil {
            try accept(slot ?? known.onlySlot, of: known, on: id)
        }
        let agreed = try self.consent(consent, on: state(id)).scheduledFor
        let start = max(now, agreed ?? now)
        try recordConsent(
            RemoteEvent(
                .granted, consent, scopes: granted, until: start + .minutes(profile.remote.validMinutes),
                notice: notice(for: ticket)
            ),
            on: id
        )
        try noteMode(of: granted, consent, on: id)
    }

    /// The person takes it back: at once, in any state that is not over (R-000-11).
    mutating func withdrawRemote(_ id: TicketID, _ consent: ConsentID) throws(Stop) {
        let known = try self.consent(consent, on: ownTicket(id))
        guard !known.state.isFinal else { throw refuse(.alreadyAnswered) }
        try recordConsent(RemoteEvent(.withdrawn, consent), on: id)
    }

    func consent(_ id: ConsentID, on ticket: Ticket) throws(Stop) -> RemoteConsent {
        guard let consent = ticket.facts.consent(id) else { throw refuse(.notFound) }
        return consent
    }
}
