extension TicketFacts {
    /// Applies an event of the ticket's promised times.
    mutating func evolveClocks(_ event: TicketEvent, _ stamp: Stamp) {
        switch event {
        case .clockStarted(let clock): start(clock)
        case .clockStopped(let event): stop(event, stamp)
        case .clock(.pinned(let event)):
            timing.policy = event.revision
            timing.metrics = event.metrics
            timing.loadMode = event.loadMode
            timing.plan = event.plan
            profileVersion = event.profileVersion
        case .clock(.atRisk(let event)):
            guard let index = clocks.firstIndex(where: { $0.number == event.number }) else { return }
            clocks[index].passed = event.passed
            clocks[index].wakeAt = event.wakeAt
            if event.noticeDue, timing.noticeDueSince == nil { timing.noticeDueSince = stamp.at }
        case .clock(.updateDue): timing.updateDueSince = timing.updateDueSince ?? stamp.at
        default: break
        }
    }

    /// A clock begins, moves, or runs again. Of those that are over only the last of its kind is kept; the results of
    /// all are counted, so that a long conversation leaves no long list.
    private mutating func start(_ clock: TicketClock) {
        if let index = clocks.firstIndex(where: { $0.number == clock.number }) {
            if clocks[index].isOver {
                timing.results[clock.target, default: ClockResults()].count(clocks[index].state, -1)
            }
            clocks[index] = clock
            return
        }
        clocks.removeAll {
            $0.isOver && $0.metric == clock.metric && $0.kind == clock.kind && $0.tier == clock.tier
        }
        clocks.append(clock)
        timing.lastNumber = max(timing.lastNumber, clock.number)
    }

    private mutating func stop(_ event: ClockStopped, _ stamp: Stamp) {
        guard let index = clocks.firstIndex(where: { $0.number == event.number }) else { return }
        clocks[index].state = event.state
        clocks[index].wakeAt = nil
        if let missed = event.missedAt {
            clocks[index].missedAt = missed
            clocks[index].missedByChange = event.missedByChange ?? false
        }
        guard event.isOver else { return }
        clocks[index].stoppedAt = stamp.at
        timing.results[event.target, default: ClockResults()].count(event.state)
        switch clocks[index].metric {
        case .progressUpdate: timing.updateDueSince = nil
        case .resolution: timing.noticeDueSince = nil
        default: break
        }
    }

    /// Time begins or ceases to stand still with a change of status.
    mutating func evolvePauses(_ change: StatusChanged, _ stamp: Stamp) {
        let cause = change.pauseCause
        if let last = pauses.last, last.to == nil {
            if last.cause == cause { return }
            if last.from == stamp.at { pauses.removeLast() } else { pauses[pauses.count - 1].to = stamp.at }
        }
        if let cause { pauses.append(ClockPause(from: stamp.at, cause: cause)) }
    }

    /// What targets are chosen by.
    public var targetContext: TargetContext {
        TargetContext(
            caseType: caseType, priority: priority, severity: severity, plan: timing.plan, tier: tier,
            loadMode: timing.loadMode?.mode, purpose: incident.isEmergency ? .emergency : .support
        )
    }

    /// Whether time stands still for clocks that the cause counts for.
    public var openPause: ClockPause? { pauses.last.flatMap { $0.to == nil ? $0 : nil } }
}

extension StatusChanged {
    /// Why time stands still from this change on; `nil` when it does not.
    var pauseCause: ClockPause.Cause? {
        switch (clocks, status) {
        case (.run?, _), (.stop?, _): nil
        case (_, .waitingCustomer): .customer
        case (_, .scheduled): .appointment
        case (_, .resolved): .resolved
        case (.pause?, _): .deferral
        case (nil, _): nil
        }
    }
}

/// What a change of status does to the customer's clocks, where a listed reason says so (R-004-47).
public enum ClockHold: String, Sendable, Hashable, Codable, CaseIterable {
    /// They stand still.
    case pause
    /// They go on.
    case run
    /// They are no longer asked for.
    case stop
}
