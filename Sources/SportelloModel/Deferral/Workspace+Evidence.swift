extension Workspace {
    /// Stops unless everything is shown that a reason asks for.
    func check(_ evidence: DeferralEvidence, for reason: DeferralPolicy.Reason, on ticket: Ticket) throws(Stop) {
        for kind in reason.evidence { try check(evidence, kind, reason, ticket) }
        if reason.warnsFirst, ticket.facts.deferral.warnings == 0 { throw refuse(.warnFirst, "R-004-44") }
    }

    private func check(
        _ evidence: DeferralEvidence, _ kind: EvidenceKind, _ reason: DeferralPolicy.Reason, _ ticket: Ticket
    ) throws(Stop) {
        func missing(_ rule: String) -> Stop { refuse(.evidenceNeeded, rule, ["evidence": kind.rawValue]) }
        switch kind {
        case .note: if Self.isBlank(evidence.note) { throw missing("R-004-38") }
        case .notReproduced:
            if Self.isBlank(evidence.notReproducedOn) { throw missing("R-004-39") }
            guard evidence.accessDenied || ticket.facts.wasDeniedAccess else { throw refuse(.accessFirst, "R-004-39") }
        case .licence:
            guard let check = ticket.facts.deferral.licence else { throw missing("R-004-40") }
            if check.state == .valid { throw refuse(.licenceValid, "R-004-40", ["source": check.source]) }
        case .missingItems:
            if evidence.missing.isEmpty || evidence.missing.contains(where: { Self.isBlank($0) }) {
                throw missing("R-004-41")
            }
        case .code, .scopeRule:
            let rule = kind == .code ? "R-004-42" : "R-004-46"
            guard let code = evidence.code, !Self.isBlank(code) else { throw missing(rule) }
            if !reason.codes.isEmpty, !reason.codes.contains(code) {
                throw refuse(.unknownReason, rule, ["allowed": reason.codes.joined(separator: ", ")])
            }
        case .unansweredRequest:
            guard let request = ticket.facts.deferral.request, request.number == evidence.request else {
                throw missing("R-004-43")
            }
            guard now - request.at > .hours(profile.deferral.unansweredHours) else {
                throw refuse(.tooEarly, "R-004-43", ["hours": String(profile.deferral.unansweredHours)])
            }
        case .messages: try checkMessages(evidence.messages, on: ticket.id)
        case .work:
            guard let work = evidence.work, try exists(work, for: ticket) else { throw missing("R-004-45") }
        case .notCovered:
            guard ticket.facts.coverage.verdict?.outcome == "notCovered" else { throw missing("R-000-3") }
        }
    }

    /// The numbers must be those of messages that the customer can see; at least one.
    func checkMessages(_ messages: [Int64], on id: TicketID) throws(Stop) {
        guard !messages.isEmpty else {
            throw refuse(.evidenceNeeded, "R-004-44", ["evidence": EvidenceKind.messages.rawValue])
        }
        guard case .ticket(let change)? = changes[.ticket(id)],
            messages.allSatisfy({ (1...max(1, change.head.publicSeq)).contains($0) })
        else { throw refuse(.invalid, "R-004-44", ["field": "messages"]) }
    }

    private func exists(_ work: WorkReference, for ticket: Ticket) throws(Stop) -> Bool {
        switch work {
        case .issue(let id): ticket.facts.issues.contains(id)
        case .ticket(let id): ticket.facts.links.contains { $0.ticket == id }
        case .workOrder(let id): try change(to: WorkOrder.stream(id)) != nil
        case .offer(let number): ticket.facts.coverage.offers.contains { $0.number == number }
        }
    }

    private static func isBlank(_ text: String?) -> Bool { text?.allSatisfy(\.isWhitespace) ?? true }
}

extension DeferralEvidence {
    /// What was shown, in words.
    var words: String {
        ([note, notReproducedOn] + missing).compactMap(\.self).reduce(into: []) { words, word in
            if !words.contains(word) { words.append(word) }
        }.joined(separator: "\n")
    }
}

extension TicketFacts {
    /// Whether the customer was asked for a session on the own system and did not give it.
    var wasDeniedAccess: Bool { consents.contains { $0.state == .refused || $0.state == .lapsed } }
}
