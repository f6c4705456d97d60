extension Workspace {
    /// Decides what is done about the severity of a failure.
    mutating func decide(_ command: SeverityCommand, on id: TicketID) throws(Stop) {
        switch command {
        case .review(let decision, let reason): try reviewSeverity(of: id, decision, reason: reason)
        case .confirmWorkaround(let kind, let text): try confirmWorkaround(kind, text: text, on: id)
        }
    }

    /// The impacts that a finding names, all of them known; a single known word may also come as the text.
    func knownImpacts(of finding: Triage) throws(Stop) -> [String]? {
        let known = profile.severity.knownImpacts
        guard let impacts = finding.impacts else {
            return finding.impact.flatMap { known.contains($0) ? [$0] : nil }
        }
        guard impacts.allSatisfy(known.contains) else { throw refuse(.invalid, "R-002-42", ["field": "impacts"]) }
        var seen: Set<String> = []
        return impacts.filter { seen.insert($0).inserted }
    }

    /// Judges a failure after a triage. Rules decide before people (R-002-42); what a review decided stays until the
    /// facts change (R-002-77).
    mutating func judgeSeverity(after finding: Triage, before old: TicketFacts, on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        if let stated = finding.severity, facts.severityRecord.appealedAt != nil, let reason = finding.impact,
            profile.severity.deciders.contains(context.actor.role)
        {
            return try reviewSeverity(of: id, stated, reason: reason)
        }
        let hasNews =
            facts.hasWorkaround != old.hasWorkaround || facts.severityRecord.impacts != old.severityRecord.impacts
        if facts.severityRecord.basis == .review, !hasNews {
            guard finding.severity == nil || finding.severity == facts.severity else {
                throw refuse(.severityRuled, "R-002-77")
            }
            return
        }
        guard finding.severity != nil || facts.severity != nil || !facts.severityRecord.impacts.isEmpty else { return }
        guard finding.severity != nil || hasNews else { return }
        guard let verdict = judge(facts, stated: finding.severity) else { return }
        try requireSaid(finding.severity, is: verdict)
        try setSeverity(of: id, verdict)
    }

    /// What the facts come to; what somebody said or decided earlier counts as said.
    private func judge(_ facts: TicketFacts, stated: Severity?) -> SeverityVerdict? {
        let basis = facts.severityRecord.basis
        let earlier = basis == .stated || basis == .review ? facts.severity : nil
        return profile.severity.judge(
            impacts: facts.severityRecord.impacts, hasWorkaround: facts.hasWorkaround, stated: stated ?? earlier
        )
    }

    /// Where staff may not raise the severity themselves, they are told what would.
    private func requireSaid(_ stated: Severity?, is verdict: SeverityVerdict) throws(Stop) {
        guard stated == .critical, verdict.severity != .critical, verdict.basis == .standard else { return }
        let impacts = profile.severity.rules.filter { $0.severity == .critical }.flatMap(\.impacts)
        throw refuse(.severityRuled, "R-002-42", ["impacts": impacts.joined(separator: ", ")])
    }

    /// The severity with which a bug is escalated.
    mutating func settleSeverity(of id: TicketID, stated: Severity?) throws(Stop) -> Severity {
        let facts = try state(id).facts
        if facts.severityRecord.basis == .review, let decided = facts.severity { return decided }
        guard let verdict = judge(facts, stated: stated ?? facts.severity) else {
            throw refuse(.severityNeeded, "R-002-39")
        }
        try requireSaid(stated, is: verdict)
        try setSeverity(of: id, verdict)
        return verdict.severity
    }

    /// A bug has a severity: what the facts say, or the default (R-002-39, R-002-40).
    mutating func requireSeverity(on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard facts.severity == nil else { return }
        guard let verdict = judge(facts, stated: nil) else { throw refuse(.severityNeeded, "R-002-39") }
        try setSeverity(of: id, verdict)
    }

    private mutating func setSeverity(of id: TicketID, _ verdict: SeverityVerdict, always: Bool = false) throws(Stop) {
        let severity = try state(id).facts.severity
        guard always || severity != verdict.severity else { return }
        try record(.severitySet(SeveritySet(severity: verdict.severity, basis: verdict.basis)), on: id)
        if verdict.severity == .critical { try monitorIssues(of: id) }
    }

    /// The customer explains why the severity is wrong; silence changes nothing (R-002-77, R-002-78).
    mutating func appealSeverity(of id: TicketID, justification: String) throws(Stop) {
        let ticket = try ownTicket(id)
        try requireActive(ticket)
        try requireText(justification, field: "justification")
        guard profile.severity.appeals else { throw refuse(.noAppeal, "R-002-77") }
        try record(.severityAppealed, on: id, content: Content(text: justification))
    }

    /// Decides the appeal. The customer sees the severity again, also when it stays.
    private mutating func reviewSeverity(
        of id: TicketID, _ decision: Severity, reason: String
    ) throws(Stop) {
        let ticket = try activeTicket(id)
        guard profile.severity.deciders.contains(context.actor.role) else { throw refuse(.forbidden, "R-002-77") }
        guard ticket.facts.severityRecord.appealedAt != nil else { throw refuse(.noAppeal, "R-002-77") }
        try requireText(reason, field: "reason")
        try record(
            .severity(SeverityEvent(.reviewed, decision: decision)), on: id, content: Content(text: reason)
        )
        try setSeverity(of: id, SeverityVerdict(decision, .review), always: true)
    }

    /// There is a way around the failure: it is judged again, and is not critical for that any more (R-002-86).
    private mutating func confirmWorkaround(_ kind: WorkaroundKind, text: String?, on id: TicketID) throws(Stop) {
        let ticket = context.actor.role.isCustomer ? try ownTicket(id) : try workTicket(id)
        try requireActive(ticket)
        try record(
            .severity(SeverityEvent(.workaroundConfirmed, workaround: kind)), on: id,
            content: text.map { Content(text: $0) }
        )
        guard ticket.facts.severity != nil, let verdict = judge(try state(id).facts, stated: nil) else { return }
        try setSeverity(of: id, verdict)
    }
}
