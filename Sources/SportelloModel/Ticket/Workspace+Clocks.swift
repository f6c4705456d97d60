extension Workspace {
    /// Starts the clocks that the profile promises for a new ticket. No target, no clock (R-001-20).
    mutating func startClocks(on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        let context = TargetContext(caseType: facts.caseType, priority: facts.priority, tier: facts.tier)
        for target in profile.targets(for: context)
        where target.metric == .firstResponse || target.metric == .resolution {
            try start(target, on: id)
        }
    }

    private mutating func start(_ target: ServiceTarget, on id: TicketID) throws(Stop) {
        // A target whose calendar never opens has no due time; the profile's validation reports it.
        let due = try? target.max.map { try profile.deadline(of: target, $0, from: now) }
        try record(
            .clockStarted(
                TicketClock(
                    target: target.id, metric: target.metric, kind: target.kind, start: now, due: due, state: .running
                )
            ),
            on: id
        )
    }

    /// Stops running clocks of some metrics: met at the deadline instant, missed one millisecond later.
    mutating func stopClocks(on id: TicketID, _ metrics: [TargetMetric]) throws(Stop) {
        let facts = try state(id).facts
        for clock in facts.clocks where clock.state == .running && metrics.contains(clock.metric) {
            let state = facts.result(of: clock, at: now, profile)
            try record(.clockStopped(ClockStopped(target: clock.target, state: state)), on: id)
        }
    }

    /// A reopened ticket gets its resolution clock again, unless only the first resolution counts.
    mutating func restartClocks(on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        let context = TargetContext(
            caseType: facts.caseType, priority: facts.priority, severity: facts.severity, tier: facts.tier
        )
        for target in profile.targets(for: context)
        where target.metric == .resolution && target.reopening != .firstResolution {
            try start(target, on: id)
        }
    }

    /// Records the misses that time alone made. Indicative targets never miss (contradiction C5).
    mutating func tickClocks(_ id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard !facts.status.pausesClocks else { return }
        for clock in facts.clocks where clock.state == .running && clock.kind != .indicative {
            let state = facts.result(of: clock, at: now, profile)
            guard state != .met else { continue }
            try record(.clockStopped(ClockStopped(target: clock.target, state: state)), on: id)
        }
    }
}

extension TicketFacts {
    /// Whether a clock is still counting.
    var hasRunningClocks: Bool { clocks.contains { $0.state == .running } }

    /// What a clock comes to if it stops now: met at the deadline instant, missed one millisecond later. Where the target
    /// lets a promise count, one that was in force at the deadline covers the miss, whenever that is noticed (R-002-24).
    func result(of clock: TicketClock, at now: Instant, _ profile: ServiceProfile) -> TicketClock.State {
        guard let due = currentDue(of: clock, profile, at: now), due < now else { return .met }
        let counts = profile.targets.first { $0.id == clock.target }?.commitmentCounts ?? false
        return counts && commitments.contains { $0.isInForce(at: due) } ? .metByCommitment : .breached
    }

    /// When a clock runs out, the pauses since its start included; one that still lasts counts until `now`, if given,
    /// and moves it further.
    public func currentDue(of clock: TicketClock, _ profile: ServiceProfile, at now: Instant? = nil) -> Instant? {
        guard let due = clock.due else { return nil }
        let ended = pauses.compactMap { pause in
            (pause.to ?? now).flatMap { $0 > clock.start ? (max(pause.from, clock.start), $0) : nil }
        }
        guard !ended.isEmpty, let target = profile.targets.first(where: { $0.id == clock.target }) else { return due }
        return profile.deadline(due, of: target, extendedBy: ended)
    }
}

extension Commitment {
    /// Whether it was made and neither settled nor over at an instant.
    fileprivate func isInForce(at instant: Instant) -> Bool {
        madeAt <= instant && instant <= due && settledAt.map { instant < $0 } ?? true
    }
}

extension ServiceProfile {
    /// The instant at which an amount of a target's unit is used up.
    func deadline(of target: ServiceTarget, _ amount: TimeAmount, from start: Instant) throws -> Instant {
        guard let calendar = try calendar(of: target) else { return start + amount.wallClock }
        return switch amount {
        case .seconds(let count): try calendar.add(.seconds(count), to: start)
        case .days(let count): try calendar.add(workingDays: count, to: start)
        }
    }

    /// A deadline moved by pauses: by their open part where open hours count, by all of them otherwise.
    func deadline(_ due: Instant, of target: ServiceTarget, extendedBy pauses: [(Instant, Instant)]) -> Instant {
        let calendar = target.unit == .openHours ? try? self.calendar(of: target) : nil  // validated with the profile
        guard let calendar else {
            return pauses.reduce(due) { $0 + ($1.1 - $1.0) }
        }
        let paused = pauses.reduce(Duration.zero) { $0 + calendar.openTime(from: $1.0, to: $1.1) }
        return (try? calendar.add(paused, to: due)) ?? due  // the calendar opened before, when `due` was found
    }
}
