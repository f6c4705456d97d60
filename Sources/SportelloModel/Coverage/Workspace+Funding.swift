extension Workspace {
    /// Stops work that nobody pays for: on a billable ticket it waits for an accepted offer, a paid entitlement or hours
    /// in the account's pool; on one that support does not do, for an accepted offer (R-000-3, R-000-4, R-000-24). Work
    /// that needs somebody's agreement waits for it (R-004-5).
    mutating func requireFunding(of id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard let verdict = facts.coverage.verdict else { return }
        if !verdict.authorisedBy.isEmpty, facts.coverage.authorisedBy == nil {
            throw refuse(
                .authorisationNeeded, "R-004-5",
                ["roles": verdict.authorisedBy.map(\.rawValue).joined(separator: ", ")]
            )
        }
        switch verdict.kind {
        case .covered: return
        case .billable:
            guard try isPaid(facts, by: verdict) else {
                throw refuse(.offerNeeded, "R-000-24", ["rule": verdict.rule])
            }
        case .excluded, .redirect:
            guard facts.coverage.acceptedOffer != nil else {
                throw refuse(.notCovered, "R-000-3", ["rule": verdict.rule])
            }
        }
    }

    /// Whether something pays for a billable ticket.
    func isPaid(_ facts: TicketFacts, by verdict: CoverageVerdict) throws(Stop) -> Bool {
        if facts.coverage.acceptedOffer != nil || facts.coverage.line != nil { return true }
        guard let id = facts.account else { return false }
        try need([.account(id), Ledger.stream(id.ledger)])
        let ledger = try stateOrFresh(id.ledger)
        if ledger.availableMinutes(at: now) > .zero { return true }
        if profile.metering.exhaustion == .overdraft, !ledger.book(.minutes).pools.isEmpty { return true }
        let account = try state(id)
        return verdict.paidBy.contains { $0 != CoverageCase.hours && account.has($0, at: now) }
    }
}
