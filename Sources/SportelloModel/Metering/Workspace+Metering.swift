extension Workspace {
    /// Decides about what a ticket costs.
    mutating func decide(_ command: MeteringCommand, on id: TicketID) throws(Stop) {
        switch command {
        case .recordSession(let session): try record(session, on: id)
        case .approveCharge(let text): try approveCharge(of: id, text: text)
        case .declineCharge: try forgiveCharge(of: id)
        case .reverseCharge(let text):
            try requireApprover()
            _ = try workTicket(id)
            try requireText(text, field: "text")
            try forgive(id, text: text)
        }
    }

    // MARK: Time

    /// Records minutes worked. What is charged for them is another number.
    ///
    /// - Parameter isOver: Whether it happened and no refusal undoes it, as a call that was held. Then it is recorded
    ///   though nothing pays for it yet, and what is missing stays open.
    mutating func recordTime(
        on id: TicketID, minutes: Int, role: String, activity: String?, note: String?, isOver: Bool = false
    ) throws(Stop) {
        let ticket = try workTicket(id)
        guard (1...1440).contains(minutes) else { throw refuse(.invalid, nil, ["field": "minutes"]) }
        guard !role.isEmpty else { throw refuse(.invalid, nil, ["field": "role"]) }
        try requireSupportsOwnWork(ticket.facts, role: role)
        if !isOver, activity != profile.offer.triageActivity { try requireFunding(of: id) }
        try record(
            .timeRecorded(TimeRecorded(minutes: minutes, role: role, activity: activity, day: today)), on: id,
            content: note.map { Content(text: $0) }
        )
        try settleCharge(of: id, mustBeCovered: !isOver)
    }

    /// Records a session with the customer; without a customer it costs nothing (R-003-26, R-003-27).
    private mutating func record(_ session: MeteringCommand.RecordSession, on id: TicketID) throws(Stop) {
        let ticket = try workTicket(id)
        if ticket.facts.metering.sessions.contains(session.id) { return }
        guard !session.staff.isEmpty else { throw refuse(.invalid, "R-003-26", ["field": "staff"]) }
        guard !session.role.isEmpty else { throw refuse(.invalid, nil, ["field": "role"]) }
        let times = session.staff.map(\.time) + session.customer
        guard times.allSatisfy({ !$0.isEmpty && $0.upperBound <= now && $0.upperBound - $0.lowerBound <= .hours(24) })
        else {
            throw refuse(.invalid, nil, ["field": "time"])
        }
        try requireSupportsOwnWork(ticket.facts, role: session.role)
        try requireFunding(of: id)
        let time = JointSession(
            staff: session.staff, customer: session.customer, counting: profile.metering.countStaff)
        try record(
            .metering(
                .sessionRecorded(SessionRecorded(session: session.id, role: session.role, day: today, time: time))),
            on: id, content: session.note.map { Content(text: $0) }
        )
        try settleCharge(of: id, mustBeCovered: true)
    }

    /// Support does no paid work but training: whoever does it records the time on the order (R-002-50).
    private func requireSupportsOwnWork(_ facts: TicketFacts, role: String) throws(Stop) {
        guard let work = facts.metering.handedOver, profile.workOrders.supportRoles.contains(role) else { return }
        throw refuse(.workHandedOver, "R-002-50", ["by": work.executor])
    }

    /// Today, by the service calendar's zone; UTC without one.
    private var today: Int {
        guard let name = profile.serviceCalendar, let calendar = profile.calendars[name] else {
            return Int(now.milliseconds.floorDivided(by: 86_400_000))
        }
        return calendar.date(at: now).dayNumber
    }

    // MARK: The charge

    /// Brings what is charged in line with what was worked, for what and by what cause: more, less, or nothing.
    ///
    /// - Parameter mustBeCovered: Whether to refuse when hours do not suffice. Otherwise what is missing stays open
    ///   until time is recorded or the charge approved.
    mutating func settleCharge(of id: TicketID, mustBeCovered: Bool) throws(Stop) {
        let facts = try state(id).facts
        let metering = facts.metering
        guard let account = facts.account else { return }
        let charge = Charge(of: metering.entries, caseType: facts.caseType, policy: profile.metering)
        let isPaid = try isPaidByLine(facts)
        let due = facts.isCharged(by: profile.metering) && !isPaid ? charge.minutes : .zero
        if let cause = facts.cause, profile.metering.waivedCauses.contains(cause) {
            try waive(due, cause: cause, of: facts, account)
        } else if metering.isForgiven {
            return
        } else if metering.waivedCause != nil || metering.awaitingApproval != nil {
            // Never silently: whoever found another cause cannot charge for it alone (R-003-31).
            guard due > .zero, metering.awaitingApproval != due else { return }
            try record(.metering(.approvalAsked(MinutesAwaited(minutes: due))), on: id)
        } else if due < metering.charged {
            try takeBack(metering.charged - due, of: facts, account)
        } else if due > metering.charged {
            guard let hours = try coveredByHours(due - metering.charged, of: facts, account) else {
                if mustBeCovered { throw try uncovered(due - metering.charged, account) }
                return
            }
            try post(charge, due: due, hours: hours, of: facts, account)
        }
    }

    /// Whether a bought line pays for the work, so that the hours need not. A line of hours pays through the pool.
    private func isPaidByLine(_ facts: TicketFacts) throws(Stop) -> Bool {
        guard let number = facts.coverage.line, let account = try account(of: facts) else { return false }
        return account.lines.first { $0.number == number }?.entitlement != CoverageCase.hours
    }

    /// Charges the difference to what is charged already; the earlier entries stay as they are (R-003-24).
    private mutating func post(
        _ charge: Charge, due: Minutes, hours: Minutes, of facts: TicketFacts, _ account: AccountID
    ) throws(Stop) {
        let difference = due - facts.metering.charged
        let earlier = facts.metering.charges.map(\.posting)
        var posted: TicketMetering.PostedCharge?
        if hours > .zero {
            let (number, parts) = try self.charge(
                .minutes(hours), of: account, reason: earlier.isEmpty ? .charge : .adjustment,
                for: .ticket(facts.id), key: facts.ledgerKey, corrects: earlier.isEmpty ? nil : earlier
            )
            posted = TicketMetering.PostedCharge(posting: number, parts: parts)
        }
        try record(
            .metering(
                .charged(
                    MinutesCharged(
                        minutes: difference, total: due, hours: posted, offered: difference - hours,
                        steps: charge.steps
                    ))),
            on: facts.id
        )
    }

    /// Gives back the part of a charge that is no longer due, the latest first.
    private mutating func takeBack(
        _ minutes: Minutes, of facts: TicketFacts, _ account: AccountID, cause: String? = nil, forgives: Bool = false,
        text: String? = nil, by author: Author? = nil
    ) throws(Stop) {
        var left = facts.metering.charges
        let offered = min(minutes, facts.metering.offered)
        var rest = Int64((minutes - offered).count)
        var parts: [LedgerHold.Part] = []
        var corrected: [Int] = []
        while rest > 0, var last = left.popLast() {
            corrected.append(last.posting)
            while rest > 0, var part = last.parts.popLast() {
                let taken = min(rest, part.count)
                parts.append(LedgerHold.Part(pool: part.pool, count: taken))
                rest -= taken
                part.count -= taken
                if part.count > 0 { last.parts.append(part) }
            }
            if !last.parts.isEmpty { left.append(last) }
        }
        if !parts.isEmpty {
            try reverse(
                parts, unit: .minutes, of: account, for: .ticket(facts.id), key: facts.ledgerKey, corrects: corrected
            )
        }
        try record(
            .metering(
                .reversed(
                    MinutesReversed(
                        minutes: minutes, left: left, offered: facts.metering.offered - offered, cause: cause,
                        forgives: forgives))),
            on: facts.id, content: text.map { Content(text: $0) }, by: author
        )
    }

    /// A cause that is not charged: what was charged comes back, and what would be is written down (R-003-29, R-003-30).
    private mutating func waive(
        _ due: Minutes, cause: String, of facts: TicketFacts, _ account: AccountID
    ) throws(Stop) {
        if facts.metering.charged > .zero {
            try takeBack(facts.metering.charged, of: facts, account, cause: cause)
        }
        let metering = try state(facts.id).facts.metering
        guard metering.waived != due || metering.waivedCause != cause else { return }
        guard due > .zero || metering.waived > .zero else { return }
        try waive(
            due - metering.waived, of: account, for: .ticket(facts.id), key: try state(facts.id).facts.ledgerKey)
        try record(.metering(.waived(MinutesWaived(total: due, cause: cause))), on: facts.id)
    }

    // MARK: Hours that do not suffice

    /// How many of so many minutes more the account's hours pay: all that they have, with an allowed overdraft, and less
    /// where the customer accepted an offer for the rest; `nil` when nothing covers them (R-003-32).
    private mutating func coveredByHours(
        _ minutes: Minutes, of facts: TicketFacts, _ account: AccountID
    ) throws(Stop) -> Minutes? {
        try catchUp(account)
        let available = try stateOrFresh(account.ledger).availableMinutes(at: now)
        if minutes <= available { return minutes }
        // An offer that brought hours or a line of its own is in the account; any other pays what is missing here.
        if let offer = facts.coverage.acceptedOffer, profile.offer.addOn(offer.addOn)?.entitlement == nil {
            return max(.zero, available)
        }
        guard profile.metering.exhaustion == .overdraft else { return nil }
        let limit = profile.metering.overdraftLimitMinutes.map(Minutes.init)
        return limit.map { .zero - $0 <= available - minutes } ?? true ? minutes : nil
    }

    private func uncovered(_ minutes: Minutes, _ account: AccountID) throws(Stop) -> Stop {
        let available = try stateOrFresh(account.ledger).availableMinutes(at: now)
        let details = ["available": "\(available.count) min", "needed": "\(minutes.count) min"]
        return refuse(profile.metering.exhaustion == .offer ? .offerNeeded : .noHours, "R-003-32", details)
    }

    // MARK: Reclassification

    /// Charges a reclassified ticket, after telling the customer why (R-003-31).
    private mutating func approveCharge(of id: TicketID, text: String) throws(Stop) {
        try requireApprover()
        let facts = try workTicket(id).facts
        guard facts.metering.awaitingApproval != nil, let account = facts.account else {
            throw refuse(.nothingToDecide, "R-003-31")
        }
        try requireText(text, field: "text")
        try record(.metering(.approved), on: id, content: Content(text: text))
        try waive(.zero - facts.metering.waived, of: account, for: .ticket(id), key: facts.ledgerKey)
        try record(.metering(.waived(MinutesWaived(total: .zero, cause: nil))), on: id)
        try settleCharge(of: id, mustBeCovered: true)
    }

    private mutating func forgiveCharge(of id: TicketID) throws(Stop) {
        try requireApprover()
        guard try workTicket(id).facts.metering.awaitingApproval != nil else {
            throw refuse(.nothingToDecide, "R-003-31")
        }
        try record(.metering(.forgiven), on: id)
    }

    /// Takes a ticket's whole charge back, for good. The customer reads the reason.
    mutating func forgive(_ id: TicketID, text: String?, by author: Author? = nil) throws(Stop) {
        let facts = try state(id).facts
        guard facts.metering.charged > .zero, let account = facts.account else {
            throw refuse(.nothingToDecide, "R-003-30")
        }
        try takeBack(facts.metering.charged, of: facts, account, forgives: true, text: text, by: author)
    }

    private func requireApprover() throws(Stop) {
        guard context.actor.role == .supervisor else { throw refuse(.forbidden, "R-003-31") }
    }
}

extension TicketFacts {
    /// The key of the ticket's next entry in the ledger.
    var ledgerKey: String { "ticket:\(id):\(metering.postingCount + 1)" }

    /// Whether work on it costs hours at all: not what is excluded from support.
    func isCharged(by policy: MeteringPolicy) -> Bool {
        let verdict = coverage.verdict?.kind
        return switch policy.scope {
        case .off: false
        case .billable: verdict == .billable
        case .everyTicket:
            verdict == nil || verdict == .covered || verdict == .billable || coverage.acceptedOffer != nil
        }
    }
}
