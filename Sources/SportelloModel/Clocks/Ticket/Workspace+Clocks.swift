extension Workspace {
    /// Lets the promised times of every ticket that a command changed follow what happened.
    ///
    /// It runs once, after the command's own rules, and reads what they recorded: no rule has to think of clocks, and
    /// none can forget them. ``TargetMetric/effect(of:)`` is the only table.
    mutating func followClocks() throws(Stop) {
        for stream in changes.keys.filter({ $0.kind == .ticket }).sorted() {
            guard case .ticket(let change)? = changes[stream], let id = stream.ticketID, !change.drafts.isEmpty else {
                continue
            }
            try followClocks(of: id, change)
        }
    }

    private mutating func followClocks(of id: TicketID, _ change: Change<Ticket>) throws(Stop) {
        if case .registered? = change.drafts.first?.event { try pin(id) }
        guard try state(id).facts.timing.policy != nil else { return }
        try followAccount(of: id)
        try recordMisses(of: id)
        for draft in change.drafts {
            if let signal = signal(of: draft, on: change.state) { try signalClocks(signal, on: id) }
        }
        try rereadClocks(of: id)
    }

    /// What an event of a ticket means to its clocks.
    private func signal(of draft: Draft<TicketEvent>, on ticket: Ticket) -> ClockSignal? {
        switch draft.event {
        case .registered: return .registered
        case .messagePosted(let message):
            if draft.stamp.author.role.isCustomer { return .customerMessage }
            guard message.isHuman, message.isNoAnswer != true, draft.stamp.author.role.isStaff else {
                return .automaticMessage
            }
            return isOfficial(message.via) ? .humanReply : nil
        case .notePosted: return .internalNote
        case .statusChanged(let change):
            if change.clocks == .stop { return .dropped }
            return switch change.status {
            case .resolved: .resolved
            case .merged, .refused: .dropped
            default: nil
            }
        case .reopened: return .reopened
        case .assigned(let event):
            return event.tier != nil && ticket.facts.timing.enteredAt == draft.stamp.at ? .tierChanged : nil
        case .coverage(.ownerNamed): return .ownerNamed
        default: return nil
        }
    }

    /// Whether an answer by that way is one at all: what staff say by an unofficial way is no answer of the desk.
    private func isOfficial(_ channel: ChannelKind) -> Bool {
        if case .official = profile.decide(InboundContact(kind: channel, hasTicket: true)) { true } else { false }
    }

    /// Lets every metric that the ticket's promises measure answer a signal.
    private mutating func signalClocks(_ signal: ClockSignal, on id: TicketID) throws(Stop) {
        for metric in try state(id).facts.timing.metrics {
            switch metric.effect(of: signal) {
            case .none: break
            case .begin: try beginClocks(metric, on: id)
            case .done: try finishClocks(metric, on: id, as: .met)
            case .doneAndBegin:
                try finishClocks(metric, on: id, as: .met)
                try beginClocks(metric, on: id)
            case .cancel: try finishClocks(metric, on: id, as: .cancelled)
            case .cancelAndBegin:
                try finishClocks(metric, on: id, as: .cancelled)
                try beginClocks(metric, on: id)
            case .reopen: try reopenClocks(metric, on: id)
            }
        }
    }

    /// Begins the clocks of a metric that apply and do not run yet: the oldest unanswered message counts.
    private mutating func beginClocks(_ metric: TargetMetric, on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard facts.status.isActive else { return }
        for target in try policy(of: facts).targets(for: facts.targetContext) where target.metric == metric {
            if facts.clocks.contains(where: { $0.metric == metric && $0.kind == target.kind && !$0.isOver }) {
                continue
            }
            try begin(target, on: id, from: now)
        }
    }

    mutating func begin(_ target: ServiceTarget, on id: TicketID, from start: Instant) throws(Stop) {
        let facts = try state(id).facts
        guard let policy = facts.timing.policy else { return }
        var clock = TicketClock(target, number: facts.timing.lastNumber + 1, policy: policy, start: start)
        if target.metric == .tierReaction { clock.tier = facts.tier }
        if start < now { clock.since = now }
        try put(clock, on: id)
    }

    private mutating func finishClocks(
        _ metric: TargetMetric, on id: TicketID, as end: TicketClock.State
    ) throws(Stop) {
        for clock in try state(id).facts.clocks where clock.metric == metric && !clock.isOver {
            try finish(clock, on: id, as: end)
        }
    }

    /// What was promised is done or no longer asked for; what was missed before stays missed.
    mutating func finish(_ clock: TicketClock, on id: TicketID, as end: TicketClock.State) throws(Stop) {
        let state = clock.state == .running ? end : clock.state
        try recordTime(
            .clockStopped(ClockStopped(number: clock.number, target: clock.target, state: state, isOver: true)), on: id
        )
    }

    /// The resolved ticket is open again: its solution's clock goes on in the target's way.
    private mutating func reopenClocks(_ metric: TargetMetric, on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        let targets = try policy(of: facts).targets(for: facts.targetContext).filter { $0.metric == metric }
        for target in targets {
            guard var clock = facts.clocks.last(where: { $0.metric == metric && $0.kind == target.kind }) else {
                try begin(target, on: id, from: now)
                continue
            }
            switch target.reopening {
            case .firstResolution: break
            case .newCycle: try begin(target, on: id, from: now)
            case .totalResolution, .totalResolutionCountingResolved:
                guard clock.state == .met, let done = clock.stoppedAt else { continue }
                clock.doneBefore = clock.doneBefore ?? done
                clock.stoppedAt = nil
                clock.state = .running
                try put(clock, on: id)
            }
        }
    }

    /// Records a clock as it reads now, and its miss if it is late at once.
    mutating func put(_ clock: TicketClock, on id: TicketID) throws(Stop) {
        var clock = clock
        if let reading = try reading(of: clock, on: id) { clock.take(reading) }
        try recordTime(.clockStarted(clock), on: id)
        try recordMiss(of: clock, on: id)
    }

    /// What a clock says now; `nil` where its calendar cannot tell, which the profile's validation reports.
    func reading(of clock: TicketClock, on id: TicketID) throws(Stop) -> ClockReading? {
        let desk = try stateOrFresh(ServiceDesk.only)
        return try? state(id).facts.reading(of: clock, desk, at: now)
    }

    /// Records the misses that time alone made, before anything else moves a deadline.
    mutating func recordMisses(of id: TicketID) throws(Stop) {
        for clock in try state(id).facts.clocks where clock.state == .running { try recordMiss(of: clock, on: id) }
    }

    private mutating func recordMiss(of clock: TicketClock, on id: TicketID) throws(Stop) {
        guard clock.kind != .indicative, let due = clock.due, due < now else { return }
        let missed = clock.since.map { max($0, due) } ?? due
        let commitments = try state(id).facts.commitments
        let isExcused = clock.commitmentCounts && commitments.contains { $0.isInForce(at: missed) }
        try recordTime(
            .clockStopped(
                ClockStopped(
                    number: clock.number, target: clock.target, state: isExcused ? .metByCommitment : .breached,
                    missedAt: missed, missedByChange: clock.since.map { due < $0 } ?? false, isOver: false
                )
            ),
            on: id
        )
        if clock.metric == .progressUpdate {
            try recordTime(.clock(.updateDue(ClockNumber(number: clock.number, target: clock.target))), on: id)
        }
    }

    /// The promises that a ticket is pinned to.
    func policy(of facts: TicketFacts) throws(Stop) -> ClockPolicy {
        let desk = try stateOrFresh(ServiceDesk.only)
        return facts.timing.policy.flatMap { desk.policy($0) } ?? ClockPolicy()
    }

    /// Time is the desk's own act, whoever's command let it show.
    mutating func recordTime(_ event: TicketEvent, on id: TicketID, content: Content? = nil) throws(Stop) {
        try record(event, on: id, content: content, by: Actor.system.author)
    }
}
