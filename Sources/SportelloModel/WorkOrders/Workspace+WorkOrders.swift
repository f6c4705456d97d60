extension Workspace {
    /// Decides about an ordered job.
    mutating func decide(_ command: WorkOrderCommand, on id: WorkOrderID) throws(Stop) {
        switch command {
        case .create(let request): try create(request, as: id)
        case .estimate(let minutes): try estimate(id, minutes)
        case .approve(let hold, let seen): try approve(id, hold: hold, seen: seen)
        case .start: try start(id)
        case .recordTime(let minutes, let role, let note): try recordTime(minutes, role: role, note: note, on: id)
        case .find(let area, let text): try find(area, text: text, on: id)
        case .linkSession(let consent): try link(consent, to: id)
        case .deliver: try deliver(id)
        case .cancel(let text): try cancel(id, text: text)
        case .reportDefect(let ticket): try reportDefect(in: id, by: ticket)
        }
    }

    // MARK: Ordering

    /// Describes a job and gives it to an executor. A ticket that it came from goes over to them (R-002-49, R-002-50).
    private mutating func create(_ request: WorkOrderCommand.Create, as id: WorkOrderID) throws(Stop) {
        try requireStaffOrDesk()
        guard try change(to: WorkOrder.stream(id)) == nil else { throw refuse(.alreadySettled) }
        try requireText(request.specification, field: "specification")
        guard profile.workOrders.executors.contains(request.executor) else {
            throw refuse(
                .unknownExecutor, "R-002-49", ["allowed": profile.workOrders.executors.joined(separator: ", ")])
        }
        var facts: TicketFacts?
        if let ticket = request.ticket { facts = try activeTicketForOrder(ticket) }
        var account = request.account
        if account == nil, let facts { account = facts.account }
        guard let account else { throw refuse(.accountMissing) }
        try requireOwn(request.contact ?? facts?.contact, facts, of: account)
        try record(
            .created(
                WorkOrderCreated(
                    kind: request.kind, account: account, contact: request.contact ?? facts?.contact,
                    ticket: request.ticket, contractLine: request.contractLine, targetSystem: request.targetSystem,
                    executor: request.executor, isOpenEnded: request.isOpenEnded
                )),
            on: id, content: Content(text: request.specification)
        )
        if let ticket = request.ticket { try handOver(ticket, to: id, request) }
        result = .created(WorkOrder.stream(id))
    }

    private func activeTicketForOrder(_ id: TicketID) throws(Stop) -> TicketFacts {
        if context.actor.role.isStaff { return try activeTicket(id).facts }
        let ticket = try state(id)
        try requireActive(ticket)
        return ticket.facts
    }

    private mutating func handOver(
        _ ticket: TicketID, to order: WorkOrderID, _ request: WorkOrderCommand.Create
    ) throws(Stop) {
        if request.kind != .training {
            try record(
                .metering(.handedOver(TicketMetering.HandedOver(order: order, executor: request.executor))), on: ticket)
        }
        if try state(ticket).facts.team != request.executor {
            try record(.assigned(Assigned(agent: nil, name: nil, team: request.executor, tier: nil)), on: ticket)
        }
    }

    /// Says how long it takes: the price is the hours at the one rate, or the hours themselves (R-002-51, R-002-52).
    private mutating func estimate(_ id: WorkOrderID, _ minutes: Minutes) throws(Stop) {
        let order = try staffOrder(id)
        guard !order.isOpenEnded, order.state == .specified || order.state == .offered else {
            throw refuse(.notThisStep, "R-002-51")
        }
        guard (1...600_000).contains(minutes.count) else { throw refuse(.invalid, "R-002-51", ["field": "minutes"]) }
        try record(.estimated(WorkEstimated(minutes: minutes, fee: profile.workOrders.fee(for: minutes))), on: id)
    }

    /// Approves the fee: it is set aside, and the order gets in line. Without funds it is not (R-002-53).
    private mutating func approve(_ id: WorkOrderID, hold: HoldID, seen: LedgerAmount?) throws(Stop) {
        let order = try ownOrder(id)
        if order.state == .approved, order.hold == hold { return }
        guard order.state == .offered else { throw refuse(.notThisStep, "R-002-53") }
        if let seen, seen != order.fee { throw refuse(.changedSinceSeen, "R-002-53") }
        try requireMember(of: order.account)
        if let fee = order.fee {
            let until = profile.workOrders.holdDays.map { now + .days($0) }
            try self.hold(fee, as: hold, until: until, for: .workOrder(id), of: order.account)
        }
        try record(.approved(WorkApproved(hold: order.fee == nil ? nil : hold)), on: id)
        try record(
            .queued(OrderQueued(team: order.executor, order: id, estimate: order.estimate)),
            on: ExecutorQueue.id(of: order.executor)
        )
    }

    // MARK: Doing

    /// Begins with the order that was approved first (R-002-54).
    private mutating func start(_ id: WorkOrderID) throws(Stop) {
        var order = try staffOrder(id)
        // Its hold may have timed out a moment ago.
        try catchUp(order.account)
        order = try state(id)
        guard order.state == .approved else { throw refuse(.notThisStep, "R-002-54") }
        let queue = ExecutorQueue.id(of: order.executor)
        guard try state(queue).position(of: id) == 1 else { throw refuse(.notNextInLine, "R-002-54") }
        if let hold = order.hold { try keepHold(hold, of: order.account) }
        try record(.started, on: id)
        try record(.started(OrderMoved(order: id)), on: queue)
    }

    /// Records minutes worked; for an open-ended order they are charged at once (R-000-25).
    private mutating func recordTime(
        _ minutes: WorkedMinutes, role: String, note: String?, on id: WorkOrderID
    ) throws(Stop) {
        let order = try staffOrder(id)
        guard order.state == .started else { throw refuse(.notThisStep) }
        guard (1...1440).contains(minutes.count) else { throw refuse(.invalid, nil, ["field": "minutes"]) }
        guard !role.isEmpty else { throw refuse(.invalid, nil, ["field": "role"]) }
        if order.kind != .training, profile.workOrders.supportRoles.contains(role) {
            throw refuse(.workHandedOver, "R-002-50", ["by": order.executor])
        }
        let cost = order.isOpenEnded ? try chargeOpenEnded(minutes, order) : nil
        try record(
            .timeRecorded(WorkTimeRecorded(minutes: minutes, role: role, cost: cost)), on: id,
            content: note.map { Content(text: $0) }
        )
    }

    /// The customer accepted that it takes as long as it takes, so only the policy that stops refuses.
    private mutating func chargeOpenEnded(
        _ minutes: WorkedMinutes, _ order: WorkOrder
    ) throws(Stop) -> LedgerAmount {
        try catchUp(order.account)
        let fee = profile.workOrders.fee(for: Minutes(profile.metering.rounded(minutes.count)))
        let available = try stateOrFresh(order.account.ledger).book(fee.unit).available(at: now)
        if profile.metering.exhaustion == .stop, available < fee.count {
            throw shortage(of: fee, available: available, "R-003-32")
        }
        _ = try charge(
            fee, of: order.account, for: .workOrder(order.id), key: "order:\(order.id):\(order.timeEntryCount + 1)")
        return fee
    }

    /// Writes down what was found in one area; found again, the newer words stand.
    private mutating func find(_ area: String, text: String, on id: WorkOrderID) throws(Stop) {
        let order = try staffOrder(id)
        guard order.kind == .environmentSurvey, order.state == .started else {
            throw refuse(.notThisStep, "R-000-25")
        }
        guard profile.workOrders.surveyAreas.contains(area) else {
            throw refuse(
                .invalid, "R-000-25",
                ["field": "area", "allowed": profile.workOrders.surveyAreas.joined(separator: ", ")])
        }
        try requireText(text, field: "text")
        try record(.found(SurveyFinding(area: area)), on: id, content: Content(text: text))
    }

    /// Ties a remote session to the order that it was held for.
    private mutating func link(_ consent: ConsentID, to id: WorkOrderID) throws(Stop) {
        let order = try staffOrder(id)
        guard order.state == .started else { throw refuse(.notThisStep, "R-000-9") }
        guard let ticket = order.ticket, try state(ticket).facts.consents.contains(where: { $0.id == consent }) else {
            throw refuse(.consentMissing, "R-000-9")
        }
        if !order.sessions.contains(consent) { try record(.sessionLinked(WorkSessionLinked(consent: consent)), on: id) }
    }

    // MARK: Ending

    /// Done: what was agreed is charged, whatever it took (R-002-55). A survey needs a finding for every area.
    private mutating func deliver(_ id: WorkOrderID) throws(Stop) {
        let order = try staffOrder(id)
        guard order.state == .started else { throw refuse(.notThisStep, "R-002-55") }
        if order.kind == .environmentSurvey {
            let missing = profile.workOrders.surveyAreas.filter { order.findings[$0] == nil }
            guard missing.isEmpty else {
                throw refuse(.surveyIncomplete, "R-000-25", ["missing": missing.joined(separator: ", ")])
            }
        }
        if let hold = order.hold, let fee = order.fee { try capture(hold, fee, of: order.account) }
        let warranty = profile.workOrders.warrantyDays.map { now + .days($0) }
        try record(.delivered(WorkDelivered(warrantyUntil: warranty)), on: id)
        try leaveQueue(order)
    }

    /// Called off: what was set aside is given back (R-002-55). A customer can do so until work begins.
    private mutating func cancel(_ id: WorkOrderID, text: String?) throws(Stop) {
        let order: WorkOrder
        if context.actor.role.isCustomer {
            order = try ownOrder(id)
            if order.state == .started { throw refuse(.notThisStep, "R-002-55") }
        } else {
            order = try staffOrder(id)
        }
        guard !order.state.isFinal else { throw refuse(.alreadySettled, "R-002-55") }
        if let hold = order.hold { try void(hold, of: order.account) }
        // Looking at the hold may have let it time out, and the order with it.
        guard try !state(id).state.isFinal else { return }
        try record(.cancelled, on: id, content: text.map { Content(text: $0) })
        try leaveQueue(order)
    }

    /// Its hold timed out before work began.
    mutating func lapse(_ id: WorkOrderID) throws(Stop) {
        let order = try state(id)
        guard order.state == .approved else { return }
        try record(.lapsed, on: id, by: Actor.system.author)
        try leaveQueue(order, by: Actor.system.author)
    }

    private mutating func leaveQueue(_ order: WorkOrder, by author: Author? = nil) throws(Stop) {
        guard order.approvedAt != nil else { return }
        try record(.left(OrderMoved(order: order.id)), on: ExecutorQueue.id(of: order.executor), by: author)
    }

    /// A defect in what was delivered is a bug under the same guarantee as the product's, and is not charged
    /// (R-002-101).
    private mutating func reportDefect(in id: WorkOrderID, by ticket: TicketID) throws(Stop) {
        let order = try staffOrder(id)
        let reporter = try activeTicket(ticket)
        let account = reporter.facts.account
        guard account == order.account || (order.contact != nil && order.contact == reporter.facts.contact) else {
            throw refuse(.otherContact, "R-002-101")
        }
        guard order.isUnderWarranty(at: now) else { throw refuse(.warrantyOver, "R-002-101") }
        if order.defects.contains(ticket) { return }
        try record(.defectReported(WorkDefect(ticket: ticket)), on: id)
        try triage(ticket, Triage(caseType: reporter.facts.caseType, cause: "bug"))
    }

    // MARK: Who may

    private func requireStaffOrDesk() throws(Stop) {
        guard context.actor.role.isStaff || context.actor.role == .system else { throw refuse(.forbidden) }
    }

    private func staffOrder(_ id: WorkOrderID) throws(Stop) -> WorkOrder {
        guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        return try state(id)
    }

    /// The customer's own order; a stranger's is "not found".
    private func ownOrder(_ id: WorkOrderID) throws(Stop) -> WorkOrder {
        guard let contact = context.actor.contactID else { throw refuse(.forbidden) }
        let order = try state(id)
        guard order.contact == contact else { throw refuse(.notFound) }
        return order
    }
}

extension WorkOrderPolicy {
    /// What so many minutes cost: money at the one rate, or the minutes themselves.
    func fee(for minutes: Minutes) -> LedgerAmount {
        hourlyRate.map { .money($0.money.price(of: minutes)) } ?? .minutes(minutes)
    }
}
