extension Workspace {
    mutating func decide(_ command: RemoteCommand) throws(Stop) {
        switch command {
        case .judge(let id, let need, let reason): try judgeRemote(id, need, reason: reason)
        case .offerSlots(let id, let consent, let slots): try offerSlots(slots, for: consent, on: id)
        case .acceptSlot(let id, let consent, let choice): try acceptSlot(choice, of: consent, on: id)
        case .use(let id, let consent, let scope, let tool): try useRemote(id, consent, scope: scope, tool: tool)
        case .settleRefusal(let id, let consent, let text): try settleRefusal(of: consent, on: id, text: text)
        }
    }

    /// Stops unless the acting agent is the technician who has the ticket, or has a role that the profile lets decide
    /// (R-000-27).
    func requireDecider(of ticket: Ticket) throws(Stop) {
        guard
            ticket.facts.assignee == context.actor.agentID || profile.remote.deciders.contains(context.actor.role)
        else { throw refuse(.notAssignee, "R-000-27") }
    }

    /// Records how much a session matters, by the technician's judgement (R-000-45).
    private mutating func judgeRemote(
        _ id: TicketID, _ need: RemoteConsent.Need, reason: String
    ) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireDecider(of: ticket)
        try requireText(reason, field: "reason")
        try record(.remoteFact(.needJudged(RemoteNeedJudged(need: need))), on: id, content: Content(text: reason))
    }

    /// A session of more than a view must belong to a work order where the profile says so for the case type (R-000-9).
    func check(_ order: WorkOrderID?, on ticket: Ticket, scopes: [String]) throws(Stop) {
        if let order { try check(order, of: ticket.id) }
        guard profile.remote.workOrderCaseTypes.contains(ticket.facts.caseType),
            scopes.contains(where: { $0 != RemotePolicy.view })
        else { return }
        if order == nil { throw refuse(.workOrderNeeded, "R-000-9") }
    }

    /// A named order must be an open one of this very ticket.
    private func check(_ order: WorkOrderID, of id: TicketID) throws(Stop) {
        guard let known = try change(to: WorkOrder.stream(order)).flatMap(WorkOrder.unwrap)?.state,
            known.ticket == id, !known.state.isFinal
        else { throw refuse(.workOrderNeeded, "R-000-9") }
    }

    /// The session that begins is listed with its order (R-000-9).
    mutating func linkSession(_ known: RemoteConsent, on id: TicketID) throws(Stop) {
        guard let order = known.workOrder else { return }
        try check(order, of: id)
        try record(.sessionLinked(WorkSessionLinked(consent: known.id)), on: order)
    }

    /// Notes in which way work goes on, when that is another than before (R-004-21).
    mutating func noteMode(of scopes: [String], _ consent: ConsentID, on id: TicketID) throws(Stop) {
        try noteMode(scopes.contains { $0 != RemotePolicy.view } ? .control : .view, consent, on: id)
    }

    private mutating func noteMode(_ mode: RemoteFacts.Mode, _ consent: ConsentID, on id: TicketID) throws(Stop) {
        guard try state(id).facts.remote.mode != mode else { return }
        try record(
            .remoteFact(.modeNoted(RemoteModeNoted(mode: mode, consent: consent))), on: id, by: Actor.system.author
        )
    }

    /// The next way after a refusal is proposed before anything else happens: the desk asks at once, in the technician's
    /// place and under the same need (R-004-22).
    mutating func fallBack(from refused: RemoteConsent, on id: TicketID) throws(Stop) {
        let ticket = try state(id)
        guard ticket.facts.status.isActive, let next = profile.remote.step(after: refused.scopes) else { return }
        switch next {
        case .text: try noteMode(.text, refused.id, on: id)
        case .propose(let scope, let tool):
            // A name that follows from the refused one: deciding the same again gives the same.
            let consent = ConsentID(derivedFrom: Digest(hashing: Array("\(refused.id)\u{0}\(scope)".utf8)))
            guard ticket.facts.consent(consent) == nil else { return }
            let event = RemoteEvent(
                .proposed, consent, tool: tool.id, scopes: [scope], need: refused.need,
                until: now + .minutes(profile.remote.answerMinutes), notice: notice(for: ticket)
            ).with {
                $0.download = tool.download
                $0.workOrder = refused.workOrder
                $0.fallbackOf = refused.id
            }
            try recordConsent(event, on: id, by: Actor.system.author)
            try noteMode(of: [scope], consent, on: id)
        }
    }

    /// A required session was refused. Only when every lesser way was refused too, and the technician still judges that
    /// there is no other, does the profile's effect follow, with the reason shown; the ticket never just ends (R-000-13).
    private mutating func settleRefusal(
        of consent: ConsentID, on id: TicketID, text: String?
    ) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireDecider(of: ticket)
        try requireUnsupportable(try self.consent(consent, on: ticket), on: ticket)
        let reason = profile.remote.refusalReason
        switch profile.remote.onRefusal {
        case .continueDegraded: throw refuse(.alternativeExists, "R-004-22")
        case .deferWithReason:
            let evidence = DeferralEvidence(text: consent.description)
            try set(Deferral(.deferred, reason: reason, evidence: evidence, text: text), on: id)
        case .unsupportable:
            let evidence = DeferralEvidence(text: consent.description)
            try set(Deferral(.impossible, reason: reason, evidence: evidence, text: text), on: id)
        }
    }

    /// Stops unless a required session was refused and nothing lesser is open or agreed.
    private func requireUnsupportable(_ known: RemoteConsent, on ticket: Ticket) throws(Stop) {
        guard known.wasRefused else { throw refuse(.notRefused, "R-000-13") }
        let need = ticket.facts.remote.need ?? known.need
        let others = ticket.facts.consents.filter { $0.id != known.id && $0.askedAt >= known.askedAt }
        let isOpen = others.contains { !$0.state.isFinal || $0.state == .ended }
        guard need == .required, known.need == .required, !isOpen else {
            throw refuse(.alternativeExists, need == .required ? "R-004-22" : "R-000-45")
        }
    }

    /// The reason that stands for a refused session may be given only where one was refused (R-000-13).
    func checkRefusalReason(_ reason: String, on ticket: Ticket) throws(Stop) {
        guard reason == profile.remote.refusalReason, profile.remote.onRefusal != .continueDegraded else { return }
        guard let last = ticket.facts.consents.last(where: { $0.need == .required && $0.wasRefused }) else {
            throw refuse(.notRefused, "R-000-13")
        }
        try requireUnsupportable(last, on: ticket)
    }
}
