extension Workspace {
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
        case (.start, .granted), (.start, .paused): try begin(known, on: ticket)
        case (.start, .requested), (.start, .proposed), (.start, .scheduled), (.start, .refused), (.start, .lapsed),
            (.start, .declinedByStaff):
            try recordViolation(id, consent, .consentMissing)
        case (.start, .ended), (.start, .withdrawn), (.start, .revoked), (.start, .expired):
            try recordViolation(id, consent, .consentConsumed)
        case (.pause, .active): try recordConsent(RemoteEvent(.paused, consent), on: id)
        case (.end, .active), (.end, .paused): try recordConsent(RemoteEvent(.ended, consent), on: id)
        case (.revoke, _) where !known.state.isFinal: try recordConsent(RemoteEvent(.revoked, consent), on: id)
        default: throw refuse(known.state.isFinal ? .consentConsumed : .consentMissing, "R-000-12")
        }
    }

    /// Begins a granted session or goes on with a paused one: within the time of the grant, by who decides on it, and
    /// within the technician's hours (R-000-29).
    private mutating func begin(_ known: RemoteConsent, on ticket: Ticket) throws(Stop) {
        let (id, consent) = (ticket.id, known.id)
        guard known.until.map({ now <= $0 }) ?? true else { return try recordViolation(id, consent, .consentConsumed) }
        // A grant for an agreed time covers nothing before it.
        if let agreed = known.scheduledFor, now < agreed { return try recordViolation(id, consent, .consentMissing) }
        guard known.state == .granted else { return try recordConsent(RemoteEvent(.resumed, consent), on: id) }
        try requireDecider(of: ticket)
        let isOutside = try isOutsideHours(now)
        if isOutside, profile.remote.outsideHours == .block {
            throw refuse(.outsideHours, "R-000-29", ["next": nextOpening ?? ""])
        }
        try check(known.workOrder, on: ticket, scopes: known.grantedScopes)
        try recordConsent(
            RemoteEvent(.started, consent, until: now + .minutes(profile.remote.maximumMinutes)).with {
                $0.isOutsideHours = isOutside ? true : nil
            },
            on: id
        )
        try linkSession(known, on: id)
    }

    /// What is used in a session is reported. Within the grant it is recorded; anything else is refused, and the attempt
    /// is recorded as a violation: a scope that was not granted, such as hiding the screen from the person who watches
    /// (R-000-10), or another tool than the one agreed (R-000-31).
    mutating func useRemote(_ id: TicketID, _ consent: ConsentID, scope: String, tool: String?) throws(Stop) {
        let ticket = try workTicket(id)
        let known = try self.consent(consent, on: ticket)
        guard known.state == .active, known.until.map({ now <= $0 }) ?? true else {
            return try recordViolation(
                id, consent, known.startedAt == nil && !known.state.isFinal ? .consentMissing : .consentConsumed
            )
        }
        if let tool, tool != known.tool {
            return try recordViolation(
                id, consent, .toolNotAllowed, scope: scope, rule: "R-000-31", ["allowed": known.tool]
            )
        }
        guard known.grantedScopes.contains(scope) else {
            return try recordViolation(
                id, consent, .scopeNotAllowed, scope: scope, rule: "R-000-10",
                ["allowed": known.grantedScopes.joined(separator: ", ")]
            )
        }
        guard !known.usedScopes.contains(scope) else { return }
        try recordConsent(RemoteEvent(.used, consent).with { $0.scope = scope }, on: id)
    }

    private mutating func recordViolation(
        _ id: TicketID, _ consent: ConsentID, _ code: Refusal.Code, scope: String? = nil, rule: String? = nil,
        _ details: [String: String] = [:]
    ) throws(Stop) {
        try recordConsent(RemoteEvent(.violation, consent).with { $0.scope = scope }, on: id)
        let rule = rule ?? (code == .consentConsumed ? "R-000-12" : "R-004-19")
        result = .refused(Refusal(code, rule: rule, details: details))
    }
}
