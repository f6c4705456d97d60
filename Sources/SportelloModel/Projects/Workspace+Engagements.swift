extension Workspace {
    /// Decides about an engagement.
    mutating func decide(_ command: EngagementCommand, on id: EngagementID) throws(Stop) {
        if case .approve(let artefact, let seen) = command { return try approve(artefact, seen: seen, of: id) }
        guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        switch command {
        case .create(let type, let account, let contact, let basis):
            try create(id, type: type, account: account, contact: contact, basis: basis)
        case .attach(let artefact, let text):
            _ = try running(id)
            try requireText(text, field: "text")
            try record(.attached(ArtefactAttached(artefact: artefact)), on: id, content: Content(text: text))
        case .plan(let steps, let rate): try plan(steps, rate: rate, of: id)
        case .start: try start(id)
        case .postTime(let minutes, let role): try postTime(minutes, role: role, on: id)
        case .complete: try complete(id)
        case .cancel:
            _ = try running(id)
            try record(.cancelled, on: id)
        case .approve: break
        }
    }

    /// Begins to prepare an engagement; a contract not without an approved specification (R-002-95).
    private mutating func create(
        _ id: EngagementID, type: String, account: AccountID, contact: ContactID, basis: EngagementID?
    ) throws(Stop) {
        guard try change(to: Engagement.stream(id)) == nil else { throw refuse(.alreadySettled) }
        guard let kind = profile.engagements.kind(type) else {
            throw refuse(
                .invalid, "R-002-94",
                ["field": "type", "allowed": profile.engagements.kinds.map(\.id).joined(separator: ", ")])
        }
        try requireOwn(contact, nil, of: account)
        if let basis, try state(basis).account != account { throw refuse(.otherAccount) }
        if kind.needsSpecification {
            guard let basis, try state(basis).documents[.specification]?.approvedAt != nil else {
                throw refuse(.specificationNeeded, "R-002-95")
            }
        }
        try record(
            .created(
                EngagementCreated(type: type, account: account, contact: contact, basis: basis, artefact: kind.artefact)
            ),
            on: id
        )
        result = .created(Engagement.stream(id))
    }

    /// Agrees to the document that was shown, not to one that took its place meanwhile (R-002-95).
    private mutating func approve(_ artefact: Artefact, seen: Digest?, of id: EngagementID) throws(Stop) {
        guard let contact = context.actor.contactID else { throw refuse(.forbidden) }
        guard try state(id).contact == contact else { throw refuse(.notFound) }
        let engagement = try running(id)
        guard let document = engagement.documents[artefact] else { throw refuse(.artefactNeeded, "R-002-94") }
        if let seen, seen != document.digest { throw refuse(.changedSinceSeen, "R-002-95") }
        if document.approvedAt == nil { try record(.approved(ArtefactApproved(artefact: artefact)), on: id) }
    }

    private mutating func plan(
        _ steps: [Engagement.PlannedStep], rate: Money?, of id: EngagementID
    ) throws(Stop) {
        _ = try running(id)
        guard (1...500).contains(steps.count), steps.allSatisfy({ (1...600_000).contains($0.minutes.count) }) else {
            throw refuse(.invalid, "R-002-96", ["field": "steps"])
        }
        if let rate, !(1...Engagement.largestRate).contains(rate.minor) {
            throw refuse(.invalid, "R-002-96", ["field": "rate"])
        }
        try record(
            .planned(EngagementPlanned(steps: steps.sorted { $0.due < $1.due }, rate: rate)), on: id)
    }

    private mutating func start(_ id: EngagementID) throws(Stop) {
        let engagement = try running(id)
        guard engagement.state == .drafted else { throw refuse(.alreadySettled) }
        try requireArtefact(of: engagement, at: .start)
        try record(.started, on: id)
    }

    /// Minutes count against the budget at once (R-002-96).
    private mutating func postTime(_ minutes: WorkedMinutes, role: String, on id: EngagementID) throws(Stop) {
        guard try running(id).state == .active else { throw refuse(.notThisStep, "R-002-96") }
        guard (1...1440).contains(minutes.count) else { throw refuse(.invalid, nil, ["field": "minutes"]) }
        guard !role.isEmpty else { throw refuse(.invalid, nil, ["field": "role"]) }
        try record(.timePosted(EngagementTime(minutes: minutes, role: role)), on: id)
    }

    private mutating func complete(_ id: EngagementID) throws(Stop) {
        let engagement = try running(id)
        guard engagement.state == .active else { throw refuse(.notThisStep) }
        try requireArtefact(of: engagement, at: .start)
        try requireArtefact(of: engagement, at: .completion)
        try record(.completed, on: id)
    }

    /// What an engagement must leave on paper by now. A schedule is a plan with steps; a contract or a specification
    /// counts once the customer agreed to it (R-002-94).
    private func requireArtefact(of engagement: Engagement, at gate: EngagementPolicy.Gate) throws(Stop) {
        guard profile.engagements.kind(engagement.type)?.gate == gate else { return }
        let isThere =
            switch engagement.artefact {
            case .schedule: !engagement.plan.isEmpty
            case .minutes: engagement.documents[.minutes] != nil
            case .specification, .contract: engagement.documents[engagement.artefact]?.approvedAt != nil
            }
        guard isThere else {
            throw refuse(.artefactNeeded, "R-002-94", ["artefact": engagement.artefact.rawValue])
        }
    }

    private func running(_ id: EngagementID) throws(Stop) -> Engagement {
        let engagement = try state(id)
        guard engagement.finishedAt == nil else { throw refuse(.alreadySettled) }
        return engagement
    }
}
