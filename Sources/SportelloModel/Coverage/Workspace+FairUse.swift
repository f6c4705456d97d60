extension Workspace {
    /// Counts a ticket under its case type's fair-use rule; says whether it is beyond (R-000-22). Without a rule nothing
    /// is counted (R-002-90). A ticket counts once; under another case type it stops counting here.
    mutating func countUse(of facts: TicketFacts, _ account: Account?) throws(Stop) -> Bool {
        let rule = profile.offer.fairUse.first { $0.caseType == facts.caseType }
        let contact = try facts.contact.map { id throws(Stop) in try state(id) }
        let wasCounted = (account?.uses ?? []) + (contact?.uses ?? [])
        if let old = wasCounted.first(where: { $0.ticket == facts.id }), old.caseType != facts.caseType {
            try recordUse(UseCounted(ticket: facts.id, caseType: nil, forgotten: []), account, contact)
        }
        guard let rule else { return false }
        let counted = (rule.per == .account ? account?.uses : nil) ?? contact?.uses ?? []
        let all = counted.filter { $0.caseType == rule.caseType }
        if let index = all.firstIndex(where: { $0.ticket == facts.id }) {
            return all[..<index].filter { all[index].at - $0.at < .days(rule.windowDays) }.count >= rule.threshold
        }
        let recent = all.filter { now - $0.at < .days(rule.windowDays) }
        let kept = recent.suffix(rule.threshold).map(\.ticket)
        let event = UseCounted(
            ticket: facts.id, caseType: rule.caseType, forgotten: all.map(\.ticket).filter { !kept.contains($0) }
        )
        try recordUse(event, rule.per == .account ? account : nil, contact)
        return recent.count >= rule.threshold
    }

    /// On the account's log where there is one, otherwise on the person's.
    private mutating func recordUse(
        _ event: UseCounted, _ account: Account?, _ contact: Contact?
    ) throws(Stop) {
        if let account, event.caseType != nil || account.uses.contains(where: { $0.ticket == event.ticket }) {
            try record(.useCounted(event), on: account.id)
        } else if let contact {
            try record(.useCounted(event), on: contact.id)
        }
    }

    /// Asks staff what to suggest when a use is beyond what is fair (R-000-23).
    mutating func promptFairUse(on id: TicketID, _ basis: CoverageCase) throws(Stop) {
        guard basis.isBeyondFairUse, let rule = profile.offer.fairUse.first(where: { $0.caseType == basis.caseType })
        else { return }
        try record(
            .coverage(
                .fairUseExceeded(
                    FairUseExceeded(
                        caseType: rule.caseType, threshold: rule.threshold, offers: rule.offers,
                        redirects: rule.redirects
                    )
                )
            ),
            on: id
        )
    }

    /// Staff choose what to suggest; that is logged, and done (R-000-23).
    mutating func chooseFairUse(_ choice: FairUseChoice, on id: TicketID) throws(Stop) {
        let ticket = try activeTicket(id)
        guard let prompt = ticket.facts.coverage.fairUsePrompt else { throw refuse(.alreadySettled, "R-000-23") }
        switch choice {
        case .offer(let addOn):
            guard prompt.offers.contains(addOn) else { throw refuse(.invalid, "R-000-23", ["field": "offer"]) }
            try offer(addOn, on: id)
        case .redirect(let target):
            guard prompt.redirects.contains(target) else { throw refuse(.invalid, "R-000-23", ["field": "redirect"]) }
            try send(id, to: target, edition: account(of: ticket.facts)?.edition)
        case .answer: break
        }
        try record(.coverage(.fairUseChosen(FairUseChosen(choice: choice))), on: id)
    }

    /// Stops while staff were asked what to suggest and have not said (R-000-23).
    func requireFairUseChoice(_ ticket: Ticket) throws(Stop) {
        guard ticket.facts.coverage.fairUsePrompt == nil else { throw refuse(.choiceNeeded, "R-000-23") }
    }
}
