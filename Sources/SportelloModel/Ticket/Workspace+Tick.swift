extension Workspace {
    /// Does what time alone makes due. Decided at the stream's version like any command, so that two nodes which wake
    /// the same ticket cause one effect (DESIGN §1); a tick too early does nothing.
    mutating func tick(_ id: TicketID) throws(Stop) {
        guard context.actor.role == .system else { throw refuse(.forbidden) }
        try reviewDeferral(id)
        try tickStatus(id)
        try tickRatings(id)
        try tickConsents(id)
        try tickCommitments(id)
        try tickClocks(id)
        try tickQueue(id)
        try tickEscalation(id)
    }

    private mutating func tickStatus(_ id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        switch facts.status {
        case .resolved:
            if let closing = facts.closesAt(profile), closing <= now { try close(id) }
        case .deferred, .scheduled:
            if let until = facts.statusUntil, until <= now {
                try record(.statusChanged(StatusChanged(status: .open)), on: id)
            }
        default: break
        }
    }

    private mutating func tickRatings(_ id: TicketID) throws(Stop) {
        for conversation in try state(id).facts.conversations {
            guard let invitation = conversation.rating, invitation.isOpen, invitation.until < now else { continue }
            try record(.ratingLapsed(RatingLapsed(conversation: conversation.number)), on: id)
        }
    }

    private mutating func tickConsents(_ id: TicketID) throws(Stop) {
        for consent in try state(id).facts.consents where !consent.state.isFinal {
            guard let until = consent.until, until < now else { continue }
            let step: RemoteEvent.Step =
                switch consent.state {
                case .requested, .proposed, .scheduled: .lapsed
                default: .expired
                }
            try recordConsent(RemoteEvent(step, consent.id), on: id)
            if step == .lapsed, consent.state != .requested { try fallBack(from: consent, on: id) }
        }
    }

    private mutating func tickCommitments(_ id: TicketID) throws(Stop) {
        for commitment in try state(id).facts.commitments
        where commitment.settledAt == nil && commitment.brokenAt == nil && commitment.due < now {
            try record(.commitmentSettled(CommitmentSettled(number: commitment.number, kept: false)), on: id)
        }
    }
}

extension TicketFacts {
    /// When a resolved ticket closes for good.
    func closesAt(_ profile: ServiceProfile) -> Instant? {
        resolvedAt.map { $0 + .days(max(profile.followUp.closeAfterDays, profile.followUp.reopenWithinDays)) }
    }

    /// When the ticket next needs time to act; `nil` for never. What is allowed *until* an instant ends one
    /// millisecond after it.
    public func wakeAt(_ profile: ServiceProfile) -> Instant? {
        var times: [Instant] = []
        func after(_ instant: Instant) -> Instant { instant + .milliseconds(1) }
        switch status {
        case .resolved: if let closing = closesAt(profile) { times.append(closing) }
        case .deferred, .scheduled: if let until = statusUntil { times.append(until) }
        case .waitingCustomer: if let until = deferral.current?.until { times.append(until) }
        default: break
        }
        for conversation in conversations {
            if let invitation = conversation.rating, invitation.isOpen { times.append(after(invitation.until)) }
        }
        for consent in consents where !consent.state.isFinal {
            if let until = consent.until { times.append(after(until)) }
        }
        for commitment in commitments where commitment.settledAt == nil && commitment.brokenAt == nil {
            times.append(after(commitment.due))
        }
        for watch in escalation.watches where watch.overdueSince == nil { times.append(after(watch.due)) }
        for clock in clocks where clock.state == .running {
            if let wake = clock.wakeAt { times.append(wake) }
        }
        times += [agesAt(profile), waitAlertAt(profile), longDialogAt(profile)?.at].compactMap(\.self)
        return times.min()
    }

    /// Whether staff have something to do: work on it, or a customer to tell after its end (R-002-65).
    public var needsStaff: Bool { status.isActive || !escalation.returnTasks.isEmpty }
}
