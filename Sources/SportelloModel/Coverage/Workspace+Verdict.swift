extension Workspace {
    /// Decides who pays for a case, and does what follows from that (R-000-21). Exactly one verdict a triage; the first
    /// rule that fits makes it, and a case that none fits is covered.
    mutating func assess(_ id: TicketID, _ finding: Triage) throws(Stop) {
        let facts = try state(id).facts
        let account = try account(of: facts)
        let basis = try basis(of: facts, account, finding)
        let rule = profile.offer.rule(for: basis)
        let verdict = CoverageVerdict(
            number: (facts.coverage.verdict?.number ?? 0) + 1, kind: rule?.verdict ?? .covered,
            code: rule.flatMap { $0.verdict == .covered || $0.verdict == .billable ? nil : $0.code },
            rule: rule?.id ?? CoverageVerdict.defaultRule, policyVersion: profile.version, basis: basis,
            paidBy: rule?.paidBy ?? [], redirects: rule?.redirects ?? [],
            authorisedBy: missingAuthorisation(rule, facts, account)
        )
        let reason = rule?.reason.text(in: facts.language)
        try record(
            .coverage(.decided(CoverageDecided(verdict: verdict))), on: id, content: reason.map { Content(text: $0) }
        )
        try promptFairUse(on: id, basis)
        guard let rule else { return }
        try follow(rule, on: id, finding, account)
        try tell(rule, to: id, before: facts.coverage.verdict, edition: account?.edition)
        try settleWaiting(id, verdict)
    }

    /// The account to which a ticket belongs.
    func account(of facts: TicketFacts) throws(Stop) -> Account? {
        guard let id = facts.account else { return nil }
        return try state(id)
    }

    /// What the rules look at. What triage does not say again stays as it was found before.
    private mutating func basis(
        of facts: TicketFacts, _ account: Account?, _ finding: Triage
    ) throws(Stop) -> CoverageCase {
        let before = facts.coverage.verdict?.basis
        var roles = facts.contact.flatMap { account?.requesterRoles(of: $0) } ?? []
        if roles.isEmpty { roles = before?.roles ?? [] }
        if let told = finding.requesterRole, !roles.contains(told) { roles.append(told) }
        return CoverageCase(
            plan: account?.plan ?? profile.offer.defaultPlan, caseType: facts.caseType, cause: facts.cause,
            origin: finding.origin ?? before?.origin, roles: roles,
            implementer: finding.implementer ?? before?.implementer ?? account?.implementer,
            entitlements: try usableEntitlements(of: account),
            isBeyondFairUse: try countUse(of: facts, account)
        )
    }

    /// What the account may use now; ``CoverageCase/hours`` while there are minutes in its pool.
    private func usableEntitlements(of account: Account?) throws(Stop) -> [String] {
        guard let account else { return [] }
        var words: [String] = []
        for line in account.entitlements(at: now)
        where line.left != 0 && line.entitlement != CoverageCase.hours && !words.contains(line.entitlement) {
            words.append(line.entitlement)
        }
        if try stateOrFresh(account.id.ledger).availableMinutes(at: now) > .zero { words.append(CoverageCase.hours) }
        return words
    }

    /// Roles of which somebody must still agree: none when the account says that the requester is one (R-004-5).
    private func missingAuthorisation(
        _ rule: CoverageRule?, _ facts: TicketFacts, _ account: Account?
    ) -> [RequesterRole] {
        guard let needed = rule?.authorisedBy, !needed.isEmpty else { return [] }
        let own = facts.contact.flatMap { account?.requesterRoles(of: $0) } ?? []
        return own.contains { needed.contains($0) } ? [] : needed
    }

    /// What a rule brings: first what the customer can do alone, then where to go, then what can be bought.
    private mutating func follow(
        _ rule: CoverageRule, on id: TicketID, _ finding: Triage, _ account: Account?
    ) throws(Stop) {
        let language = try state(id).facts.language
        if let workaround = rule.workaround, try state(id).facts.coverage.workaround?.workaround != workaround.id {
            try record(
                .coverage(.workaroundOffered(WorkaroundOffered(workaround: workaround.id))), on: id,
                content: Content(text: workaround.text.text(in: language))
            )
        }
        for redirect in rule.redirects { try send(id, to: redirect, edition: account?.edition) }
        for addOn in rule.offers { try offer(addOn, on: id) }
        if let role = rule.handsTo { try handOver(id, to: role, of: account) }
        if rule.isProposal { try keepProposal(of: id) }
        if let caseType = rule.discussion { try beginDiscussion(of: id, as: finding.discussion, caseType: caseType) }
    }

    /// Tells the customer, in the words of the rule and with its name, before any cost can arise (R-000-44). Told again
    /// only when another rule decides.
    private mutating func tell(
        _ rule: CoverageRule, to id: TicketID, before: CoverageVerdict?, edition: String?
    ) throws(Stop) {
        guard rule.verdict != .covered, before?.rule != rule.id else { return }
        let facts = try state(id).facts
        let language = facts.language
        var lines = ["\(rule.reason.text(in: language)) (\(rule.id))"]
        if let workaround = rule.workaround { lines.append(workaround.text.text(in: language)) }
        lines += rule.redirects.compactMap { profile.offer.redirect($0)?.line(in: language, edition: edition) }
        lines += rule.offers.compactMap { profile.offer.addOn($0)?.title.text(in: language) }
        let message = MessagePosted(via: facts.conversation?.channel ?? facts.channel, isHuman: false)
        try record(.messagePosted(message), on: id, content: Content(text: lines.joined(separator: "\n")))
    }

    /// A billable ticket that nobody pays for waits for the customer's answer (R-000-4); one that waited for that and is
    /// paid for goes on.
    mutating func settleWaiting(_ id: TicketID, _ verdict: CoverageVerdict) throws(Stop) {
        let facts = try state(id).facts
        let waits = facts.status == .waitingCustomer && facts.statusReason == Self.offerOpen
        let isUnpaid = verdict.kind == .billable ? try !isPaid(facts, by: verdict) : false
        let mustWait = isUnpaid && facts.coverage.offers.contains { $0.state == .open }
        if mustWait, facts.status.isActive, !waits {
            try record(.statusChanged(StatusChanged(status: .waitingCustomer, reason: Self.offerOpen)), on: id)
        } else if !mustWait, waits {
            try record(.statusChanged(StatusChanged(status: .open)), on: id)
        }
    }

    /// Why a ticket waits whose work must be paid first.
    static let offerOpen = "offerOpen"
}
