extension Workspace {
    /// Decides what is done about the product of a ticket.
    mutating func decide(_ command: OutcomeCommand, on id: TicketID) throws(Stop) {
        switch command {
        case .choose(let outcome): try choose(outcome, on: id)
        case .completeStep(let outcome, let step, let note):
            try completeStep(step, of: outcome, note: note, on: id)
        case .requestAnalysis(let hint): try requestAnalysis(of: id, hint: hint)
        case .withdrawAnalysis(let reason):
            let ticket = try activeTicket(id)
            try requireText(reason, field: "reason")
            guard ticket.facts.wantsAnalysis else { return }
            try record(.outcome(OutcomeEvent(.analysisWithdrawn)), on: id, content: Content(text: reason))
        case .classify(let quantity, let load): try classify(quantity, load: load, on: id)
        case .resolve(let outcome, let text, let details):
            try resolve(id, outcome: outcome, text: text, details: details)
        case .convertToProposal(let issue, let text, let proposal):
            try convertToProposal(id, as: issue, text: text, proposal)
        }
    }

    /// The rule of an outcome that the profile knows (R-002-37).
    func outcomeRule(_ outcome: String) throws(Stop) -> OutcomeRule {
        guard let rule = profile.outcome(outcome) else { throw refuse(.invalid, "R-002-37", ["field": "outcome"]) }
        return rule
    }

    /// Says what the ticket's product will be, lists what is left to do, and hands over what support does not perform.
    private mutating func choose(_ outcome: String, on id: TicketID) throws(Stop) {
        let ticket = try activeTicket(id)
        let rule = try outcomeRule(outcome)
        try requireFit(rule, for: ticket)
        if ticket.facts.outcomeRecord.chosen != outcome {
            try record(.outcome(OutcomeEvent(.chosen, outcome: outcome)), on: id)
        }
        try handOver(ticket, by: rule)
        result = .steps(rule.openSteps(try state(id).facts.outcomeRecord))
    }

    /// Marks the next step of a procedure as done; a step that was done before changes nothing.
    private mutating func completeStep(
        _ step: String, of outcome: String, note: String?, on id: TicketID
    ) throws(Stop) {
        let ticket = try activeTicket(id)
        let rule = try outcomeRule(outcome)
        let open = rule.openSteps(ticket.facts.outcomeRecord)
        guard rule.steps.contains(where: { $0.id == step }) else {
            throw refuse(.invalid, "R-002-56", ["field": "step"])
        }
        if open.contains(where: { $0.id == step }) {
            guard open.first?.id == step else { throw refuseOpenSteps(open, for: ticket) }
            var event = OutcomeEvent(.stepDone, outcome: outcome)
            event.done = step
            try record(.outcome(event), on: id, content: note.map { Content(text: $0) })
        }
        result = .steps(open.filter { $0.id != step })
    }

    private func refuseOpenSteps(_ open: [OutcomeRule.Step], for ticket: Ticket) -> Stop {
        let language = profile.language
        return refuse(
            .stepsOpen, "R-002-56", ["steps": open.map { $0.title.text(in: language) }.joined(separator: "; ")]
        )
    }

    /// An analysis is asked for: by the customer, or by staff in the customer's name.
    private mutating func requestAnalysis(of id: TicketID, hint: String?) throws(Stop) {
        let ticket = context.actor.role.isCustomer ? try ownTicket(id) : try workTicket(id)
        try requireActive(ticket)
        guard !ticket.facts.wantsAnalysis else { return }
        try record(.outcome(OutcomeEvent(.analysisRequested)), on: id, content: hint.map { Content(text: $0) })
    }

    /// The documented limits decide whether slowness is a bug or a wish (R-002-46).
    private mutating func classify(_ quantity: String, load: Int, on id: TicketID) throws(Stop) {
        _ = try activeTicket(id)
        guard !quantity.isEmpty else { throw refuse(.invalid, "R-002-46", ["field": "quantity"]) }
        guard load >= 0 else { throw refuse(.invalid, "R-002-46", ["field": "load"]) }
        var event = OutcomeEvent(.classified)
        let nature = profile.proposals.nature(of: quantity, load: load)
        event.nature = nature
        event.outcome = profile.outcome(of: nature)
        event.quantity = quantity
        event.load = load
        try record(.outcome(event), on: id)
    }

    /// Whether the outcome may be the product of this ticket at all.
    ///
    /// A request for an analysis leaves as paid work or as a proposal (R-002-32); where the documented limits decided
    /// between bug and proposal, nobody decides otherwise (R-002-46).
    func requireFit(_ rule: OutcomeRule, for ticket: Ticket) throws(Stop) {
        let known = ticket.facts.outcomeRecord
        if ticket.facts.wantsAnalysis, rule.nature != .paidWork, rule.nature != .proposal {
            throw refuse(
                .analysisAsked, "R-002-32",
                ["allowed": [profile.outcome(of: .paidWork), profile.outcome(of: .proposal)].joined(separator: ", ")]
            )
        }
        if let ruled = known.ruled, ruled != rule.nature, rule.nature == .bug || rule.nature == .proposal {
            throw refuse(.outcomeRuled, "R-002-46", ["outcome": profile.outcome(of: ruled)])
        }
    }

    /// Whether everything is done that must be before the ticket can be resolved with that outcome.
    func requireReady(_ rule: OutcomeRule, for ticket: Ticket, _ details: OutcomeDetails) throws(Stop) {
        try requireFit(rule, for: ticket)
        let open = rule.openSteps(ticket.facts.outcomeRecord)
        if !open.isEmpty { throw refuseOpenSteps(open, for: ticket) }
        // A work order hands the ticket over too, and then its team is the executors'.
        if let team = rule.executor(of: ticket.facts.caseType), ticket.facts.team != team,
            ticket.facts.outcomeRecord.handedOverTo != team
        {
            throw refuse(.handoverNeeded, "R-002-50", ["team": team])
        }
        if ticket.facts.severityRecord.appealedAt != nil { throw refuse(.appealOpen, "R-002-77") }
        try requireCriticalIssuesResolved(ticket)
        if let fix = details.fix, profile.severity.releasedFixes.contains(fix) { try requireReleasedIssue(ticket) }
    }

    /// Records what belongs to an outcome. A bug has a severity from then on (R-002-39), a proposal a type and an area
    /// (R-002-45).
    mutating func describe(_ rule: OutcomeRule, _ details: OutcomeDetails, on id: TicketID) throws(Stop) {
        let ticket = try state(id)
        if details.help != nil, rule.nature != .help { throw refuse(.invalid, "R-002-91", ["field": "help"]) }
        if details.fix != nil, rule.nature != .bug { throw refuse(.invalid, "R-002-88", ["field": "fix"]) }
        guard details.references.count <= 20 else { throw refuse(.invalid, "R-002-38", ["field": "references"]) }
        let references = try resolve(details.references, language: ticket.facts.language)
        if rule.nature == .bug { try requireSeverity(on: id) }
        var event = OutcomeEvent(.described, outcome: rule.id)
        event.help = details.help
        event.fix = details.fix
        event.references = references.isEmpty ? nil : references
        if rule.nature == .proposal, details.proposal != nil || ticket.facts.outcomeRecord.proposal == nil {
            event.proposal = try proposalRecord(details.proposal ?? ProposalDetails(), for: ticket, warns: false)
        }
        guard event != OutcomeEvent(.described, outcome: rule.id) else { return }
        try record(.outcome(event), on: id, content: details.proposal?.content)
    }

    /// The words that a customer gets: what staff wrote, or the addresses alone, which are an answer too (R-002-38).
    func answer(_ text: String, _ details: OutcomeDetails, to ticket: Ticket) throws(Stop) -> String? {
        if !text.isEmpty { return text }
        let references = try resolve(details.references, language: ticket.facts.language)
        return references.isEmpty ? nil : references.map(\.address).joined(separator: "\n")
    }

    /// The facts of a proposal: what was said, or the first type and the case type where the profile allows that.
    ///
    /// - Parameters:
    ///   - mustSay: Whether type and area must be said where the profile asks for them.
    ///   - warns: Whether staff must confirm that parts of the short analysis are missing (R-002-47).
    func proposalRecord(
        _ details: ProposalDetails, for ticket: Ticket, mustSay: Bool = true, warns: Bool
    ) throws(Stop) -> ProposalRecord {
        let policy = profile.proposals
        if let type = details.type, !policy.types.contains(type) {
            throw refuse(.invalid, "R-002-45", ["field": "type"])
        }
        let area = details.area.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        if mustSay, policy.mustSayTypeAndArea {
            if details.type == nil { throw refuse(.invalid, "R-002-45", ["field": "type"]) }
            if area == nil { throw refuse(.invalid, "R-002-45", ["field": "area"]) }
        }
        let missing = policy.warnsWithout.filter { details.analysis[$0]?.allSatisfy(\.isWhitespace) ?? true }
        if warns, !missing.isEmpty, !details.isConfirmed {
            throw refuse(
                .analysisIncomplete, "R-002-47", ["missing": missing.map(\.rawValue).joined(separator: ", ")]
            )
        }
        return ProposalRecord(
            type: details.type ?? policy.types.first ?? "", area: area ?? ticket.facts.caseType,
            confirmedWithout: missing
        )
    }

    /// The executor team gets what support does not perform (R-002-50).
    mutating func handOver(_ ticket: Ticket, by rule: OutcomeRule) throws(Stop) {
        guard let team = rule.executor(of: ticket.facts.caseType), ticket.facts.outcomeRecord.handedOverTo != team
        else { return }
        var event = OutcomeEvent(.handedOver, outcome: rule.id)
        event.team = team
        try record(.outcome(event), on: ticket.id)
        try record(.assigned(Assigned(agent: nil, name: nil, team: team, tier: nil)), on: ticket.id)
        guard let holder = ticket.facts.assignee else { return }
        try clearDesk(of: holder, ticket: ticket.id)
        try record(.released(Released(agent: holder)), on: ticket.id)
        if let conversation = ticket.facts.conversation, conversation.state == .live {
            try record(
                .conversationQueued(
                    ConversationQueued(conversation: conversation.number, channel: conversation.channel)
                ),
                on: ticket.id
            )
        }
    }

    /// Makes a proposal of "there is no such function" in one step (R-002-91), or of a ticket that was refused for a
    /// reason that leaves one (R-003-17). The ticket stays as it is.
    private mutating func convertToProposal(
        _ id: TicketID, as issue: InternalIssueID, text: String, _ details: ProposalDetails
    ) throws(Stop) {
        let ticket = try workTicket(id)
        let known = ticket.facts.outcomeRecord
        let isHelp = ticket.facts.outcome.flatMap { profile.outcome($0) }?.nature == .help
        let isRefused =
            ticket.facts.status == .refused
            && ticket.facts.statusReason.map { profile.proposals.fromReasons.contains($0) } ?? false
        guard isRefused || (isHelp && known.help == .noSuchFunction) else {
            throw refuse(.notConvertible, "R-002-91")
        }
        guard known.convertedTo == nil else { throw refuse(.alreadySettled, "R-002-91") }
        try leaveProposal(of: ticket, as: issue, text: text, details)
        result = .created(InternalIssue.stream(issue))
    }

    /// A ticket leaves a proposal behind, linked both ways.
    mutating func leaveProposal(
        of ticket: Ticket, as issue: InternalIssueID, text: String, _ details: ProposalDetails = ProposalDetails()
    ) throws(Stop) {
        try requireText(text, field: "description")
        let proposal = try proposalRecord(details, for: ticket, mustSay: false, warns: false)
        try open(
            issue, EscalationRequest(kind: .proposal, text: text, proposal: details), severity: nil, proposal,
            on: ticket
        )
        var event = OutcomeEvent(.converted)
        event.issue = issue
        event.proposal = proposal
        try record(.outcome(event), on: ticket.id)
    }
}

extension OutcomeRule {
    /// The steps that are left, in order.
    public func openSteps(_ known: OutcomeRecord) -> [Step] {
        let done = known.stepsDone[id] ?? []
        return steps.filter { !done.contains($0.id) }
    }

    /// The team that performs it for a case type; `nil` when support does.
    public func executor(of caseType: String) -> String? {
        handover.flatMap { $0.except.contains(caseType) ? nil : $0.team }
    }
}

extension ProposalDetails {
    /// The analysis by field, if there is one.
    var content: Content? {
        analysis.isEmpty ? nil : Content(details: analysisDetails)
    }

    /// The analysis under names that cannot meet others.
    var analysisDetails: [String: String] {
        Dictionary(uniqueKeysWithValues: analysis.map { ("analysis.\($0.key.rawValue)", $0.value) })
    }
}
