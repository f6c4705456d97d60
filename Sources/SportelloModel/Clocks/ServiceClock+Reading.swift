extension ServiceClock {
    /// What the clock says at an instant. Pauses that begin later are not known yet.
    ///
    /// - Throws: ``CalendarError`` when the calendar is missing or has too little open time.
    public func reading(at now: Instant) throws(CalendarError) -> ClockReading {
        let last = end.map { min($0.at, now) } ?? now
        let isEnded = end.map { $0.at <= now } ?? false
        let known = Self.merged(pauses, until: last)
        let isWaiting = known.last.map { $0.to == nil } ?? false
        // What would be due if the customer answered at this moment: an end within a pause is judged by it.
        let resumed = known.map { ClockPause(from: $0.from, to: $0.to ?? last) }

        let term = terms[terms.count - 1]
        let counted = isEnded ? resumed : known
        let deadline = try Self.deadline(of: term, counted)
        let reference = try Self.deadline(of: term, resumed)
        let breach = try firstBreach(until: last, pauses: counted)
        let state = state(breach: breach, isPaused: isWaiting && deadline == nil, isEnded: isEnded, now: now)

        var passed: [AtRiskThreshold] = []
        var upcoming: [Instant] = []
        if !isEnded, breach == nil {
            for threshold in target.atRisk {
                guard let instant = try Self.instant(of: threshold, in: term, known) else { continue }
                if instant <= now { passed.append(threshold) } else { upcoming.append(instant) }
            }
            if let deadline { upcoming.append(Instant(milliseconds: deadline.milliseconds + 1)) }
        }
        let meter = Meter(current)
        let bound = try Self.notBefore(of: current, counted)
        if let bound, bound > now, !isEnded { upcoming.append(bound) }
        return ClockReading(
            state: state, deadline: deadline, margin: reference.map { meter.time(from: last, to: $0) }, passed: passed,
            breach: breach, notBefore: bound, nextChange: upcoming.filter { $0 > now }.min()
        )
    }

    /// How the deadline came about, from the start up to the deadline, or up to now while there is none.
    ///
    /// - Throws: ``CalendarError`` as ``reading(at:)``.
    public func explanation(at now: Instant) throws(CalendarError) -> [ClockSegment] {
        let last = end.map { min($0.at, now) } ?? now
        let known = Self.merged(pauses, until: last)
        let term = terms[terms.count - 1]
        var deciding = term.bases[term.bases.count - 1]
        var earliest = try Self.deadline(of: deciding, known)
        for basis in term.bases {
            guard let deadline = try Self.deadline(of: basis, known) else { continue }
            if let best = earliest, best <= deadline { continue }
            (deciding, earliest) = (basis, deadline)
        }
        let until = earliest ?? max(last, deciding.start)
        return Meter(deciding).segments(from: deciding.start, to: until, pauses: known)
    }

    private func state(breach: ClockBreach?, isPaused: Bool, isEnded: Bool, now: Instant) -> ClockState {
        if isEnded, case .cancelled = end, breach == nil { return .cancelled }
        if let breach {
            let excused = target.commitmentCounts && committedAt.map { $0 <= breach.at && $0 <= now } ?? false
            return excused ? .metByCommitment : .breached
        }
        if isEnded { return .met }
        return isPaused ? .paused : .running
    }

    /// The first miss under any target that applied while it applied.
    private func firstBreach(until last: Instant, pauses: [ClockPause]) throws(CalendarError) -> ClockBreach? {
        for (index, term) in terms.enumerated() {
            guard let deadline = try Self.deadline(of: term, pauses) else { continue }
            let missed = max(Instant(milliseconds: deadline.milliseconds + 1), term.since)
            let isOver = index + 1 < terms.count && terms[index + 1].since <= missed
            if missed > last || isOver { continue }
            let target = term.bases[term.bases.count - 1].target
            return ClockBreach(
                at: max(deadline, term.since), causedByChange: deadline < term.since, target: target.id,
                isContractual: target.kind == .contractual
            )
        }
        return nil
    }
}

extension ServiceClock {
    /// The pauses known at an instant, in order, without overlap and without empty ones. Only the last can be open.
    static func merged(_ pauses: [ClockPause], until last: Instant) -> [ClockPause] {
        var merged: [ClockPause] = []
        for pause in pauses.sorted(by: { $0.from < $1.from }) where pause.from <= last {
            let to = pause.to.flatMap { $0 <= last ? $0 : nil }
            if let to, to <= pause.from { continue }
            if let previous = merged.last {
                guard let end = previous.to else { break }
                if pause.from <= end {
                    merged[merged.count - 1].to = to.map { max($0, end) }
                    continue
                }
            }
            merged.append(ClockPause(from: pause.from, to: to))
        }
        return merged
    }

    static func deadline(of term: Term, _ pauses: [ClockPause]) throws(CalendarError) -> Instant? {
        var earliest: Instant?
        for basis in term.bases {
            guard let deadline = try deadline(of: basis, pauses) else { continue }
            earliest = earliest.map { min($0, deadline) } ?? deadline
        }
        return earliest
    }

    static func deadline(of basis: Basis, _ pauses: [ClockPause]) throws(CalendarError) -> Instant? {
        guard basis.target.kind != .indicative, let amount = basis.target.max else { return nil }
        return try Meter(basis).instant(of: amount, from: basis.start, pauses: pauses)
    }

    static func notBefore(of basis: Basis, _ pauses: [ClockPause]) throws(CalendarError) -> Instant? {
        guard let amount = basis.target.notBefore else { return nil }
        return try Meter(basis).instant(of: amount, from: basis.start, pauses: pauses)
    }

    /// When a threshold is passed: the earliest over the bases.
    static func instant(
        of threshold: AtRiskThreshold, in term: Term, _ pauses: [ClockPause]
    ) throws(CalendarError) -> Instant? {
        var earliest: Instant?
        for basis in term.bases where basis.target.kind != .indicative {
            guard let amount = basis.target.max else { continue }
            let meter = Meter(basis)
            let budget = try meter.budget(of: amount, from: basis.start)
            let used: Duration =
                switch threshold {
                case .used(let percent): .milliseconds(budget.milliseconds * Int64(percent) / 100)
                case .left(let amount): budget - amount.wallClock
                }
            guard let instant = try meter.instant(used: used, from: basis.start, pauses: pauses) else { continue }
            earliest = earliest.map { min($0, instant) } ?? instant
        }
        return earliest
    }
}
