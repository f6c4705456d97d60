extension Workspace {
    /// The customer asks for a remote session; staff decide (R-000-30).
    mutating func requestRemote(_ id: TicketID, _ consent: ConsentID, text: String) throws(Stop) {
        let ticket = try ownTicket(id)
        try requireActive(ticket)
        try requireText(text, field: "text")
        try record(
            .remote(
                RemoteEvent(.requested, consent, until: now + .minutes(profile.remote.answerMinutes))
            ),
            on: id, content: Content(text: text)
        )
        result = .created(StreamID(kind: .ticket, key: Identifier(high: consent.high, low: consent.low)))
    }

    /// Staff ask for permission: an allowed tool, scopes it can honour, and the words that the person is shown.
    mutating func proposeRemote(_ id: TicketID, _ proposal: ProposeRemote) throws(Stop) {
        let ticket = try activeTicket(id)
        if let known = ticket.facts.consent(proposal.consent), known.state != .requested {
            throw refuse(.alreadyAnswered)
        }
        guard let tool = profile.remote.tools.first(where: { $0.id == proposal.tool }) else {
            throw refuse(.toolNotAllowed, "R-000-31", ["allowed": allowedTools])
        }
        if let reason = tool.denied {
            throw refuse(.toolNotAllowed, "R-000-32", ["reason": reason, "allowed": allowedTools])
        }
        guard !proposal.scopes.isEmpty, Set(proposal.scopes).isSubset(of: tool.scopes) else {
            throw refuse(.scopeNotAllowed, nil, ["allowed": tool.scopes.joined(separator: ", ")])
        }
        try record(
            .remote(
                RemoteEvent(
                    .proposed, proposal.consent, tool: proposal.tool, scopes: proposal.scopes, need: proposal.need,
                    until: now + .minutes(profile.remote.answerMinutes), notice: notice(for: ticket)
                )
            ),
            on: id, content: Content(text: proposal.purpose)
        )
    }

    private var allowedTools: String {
        profile.remote.tools.filter { $0.denied == nil }.map(\.id).joined(separator: ", ")
    }

    private func notice(for ticket: Ticket) -> RemoteEvent.Notice {
        let text = profile.remote.notice.text(in: ticket.facts.language)
        return RemoteEvent.Notice(
            language: ticket.facts.language, version: profile.version, sha256: Digest(hashing: Array(text.utf8))
        )
    }

    /// Staff say no to a request, with a reason and no prompt shown (R-000-30).
    mutating func declineRemote(_ id: TicketID, _ consent: ConsentID, reason: String) throws(Stop) {
        let known = try self.consent(consent, on: workTicket(id))
        guard known.state == .requested else { throw refuse(.alreadyAnswered) }
        try requireText(reason, field: "reason")
        try record(.remote(RemoteEvent(.declined, consent)), on: id, content: Content(text: reason))
    }

    /// A time is agreed. It grants nothing.
    mutating func scheduleRemote(_ id: TicketID, _ consent: ConsentID, at time: Instant) throws(Stop) {
        let known = try self.consent(consent, on: activeTicket(id))
        guard known.state == .proposed || known.state == .scheduled else { throw refuse(.alreadyAnswered) }
        guard time > now else { throw refuse(.inThePast) }
        try record(
            .remote(
                RemoteEvent(
                    .scheduled, consent, scheduledFor: time, until: time + .minutes(profile.remote.answerMinutes)
                )
            ),
            on: id
        )
    }

    /// The person grants all or less, or refuses. Nothing but this grants (DESIGN §2.7).
    mutating func answerRemote(_ id: TicketID, _ consent: ConsentID, grant: Bool, scopes: [String]?) throws(Stop) {
        let ticket = try ownTicket(id)
        if grant { try requireActive(ticket) }
        let known = try self.consent(consent, on: ticket)
        guard known.state == .proposed || known.state == .scheduled else { throw refuse(.alreadyAnswered) }
        guard grant else {
            try record(.remote(RemoteEvent(.refused, consent)), on: id)
            return
        }
        // Silence was refusal: the time to grant is over even if nobody has woken the ticket yet.
        guard known.until.map({ now <= $0 }) ?? true else { throw refuse(.windowClosed, "R-000-12") }
        let granted = scopes ?? known.scopes
        guard !granted.isEmpty, Set(granted).isSubset(of: known.scopes) else {
            throw refuse(.scopeNotAllowed, nil, ["allowed": known.scopes.joined(separator: ", ")])
        }
        let start = max(now, known.scheduledFor ?? now)
        try record(
            .remote(
                RemoteEvent(
                    .granted, consent, scopes: granted, until: start + .minutes(profile.remote.validMinutes),
                    notice: notice(for: ticket)
                )
            ),
            on: id
        )
    }

    /// The person takes it back: at once, in any state that is not over (R-000-11).
    mutating func withdrawRemote(_ id: TicketID, _ consent: ConsentID) throws(Stop) {
        let known = try self.consent(consent, on: ownTicket(id))
        guard !known.state.isFinal else { throw refuse(.alreadyAnswered) }
        try record(.remote(RemoteEvent(.withdrawn, consent)), on: id)
    }

    /// Staff begin, interrupt, finish or revoke. Beginning without a grant that covers it is refused, and the attempt
    /// is recorded as a violation (DESIGN §2.7, R-004-20).
    mutating func stepRemote(_ id: TicketID, _ consent: ConsentID, _ step: RemoteStep) throws(Stop) {
        let ticket = try workTicket(id)
        let known = try self.consent(consent, on: ticket)
        // A permission is bound to its ticket: no session begins once there is no work on it.
        if step == .start, !known.state.isFinal {
            try requireActive(ticket)
            try requireFunding(of: id)
        }
        switch (step, known.state) {
        case (.start, .granted):
            guard known.until.map({ now <= $0 }) ?? true else {
                return try recordViolation(id, consent, .consentConsumed)
            }
            try record(
                .remote(RemoteEvent(.started, consent, until: now + .minutes(profile.remote.maximumMinutes))), on: id
            )
        case (.start, .paused):
            guard known.until.map({ now <= $0 }) ?? true else {
                return try recordViolation(id, consent, .consentConsumed)
            }
            try record(.remote(RemoteEvent(.resumed, consent)), on: id)
        case (.start, .requested), (.start, .proposed), (.start, .scheduled), (.start, .refused), (.start, .lapsed),
            (.start, .declinedByStaff):
            try recordViolation(id, consent, .consentMissing)
        case (.start, .ended), (.start, .withdrawn), (.start, .revoked), (.start, .expired):
            try recordViolation(id, consent, .consentConsumed)
        case (.pause, .active): try record(.remote(RemoteEvent(.paused, consent)), on: id)
        case (.end, .active), (.end, .paused): try record(.remote(RemoteEvent(.ended, consent)), on: id)
        case (.revoke, _) where !known.state.isFinal: try record(.remote(RemoteEvent(.revoked, consent)), on: id)
        default: throw refuse(known.state.isFinal ? .consentConsumed : .consentMissing, "R-000-12")
        }
    }

    private mutating func recordViolation(
        _ id: TicketID, _ consent: ConsentID, _ code: Refusal.Code
    ) throws(Stop) {
        try record(.remote(RemoteEvent(.violation, consent)), on: id)
        result = .refused(Refusal(code, rule: code == .consentConsumed ? "R-000-12" : "R-004-19"))
    }

    private func consent(_ id: ConsentID, on ticket: Ticket) throws(Stop) -> RemoteConsent {
        guard let consent = ticket.facts.consent(id) else { throw refuse(.notFound) }
        return consent
    }
}
