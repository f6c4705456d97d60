extension TicketFacts {
    /// What a clock of this ticket says, from the ticket's own pauses and commitments and the promises it is pinned to.
    ///
    /// An end during a pause counts as in time, and a pause that begins after the deadline does not move it.
    ///
    /// - Parameter desk: The desk as a whole, which keeps all promises that tickets are pinned to.
    /// - Returns: `nil` when the desk does not have the clock's target.
    /// - Throws: ``CalendarError`` when the target's calendar is missing or has too little open time.
    public func reading(
        of clock: TicketClock, _ desk: ServiceDesk, at now: Instant
    ) throws(CalendarError) -> ClockReading? {
        guard var service = try serviceClock(of: clock, desk) else { return nil }
        let reading = try service.reading(at: now)
        guard clock.commitmentCounts, let breach = reading.breach,
            let commitment = commitments.first(where: { $0.isInForce(at: breach.at) })
        else { return reading }
        service.committedAt = commitment.madeAt
        return try service.reading(at: now)
    }

    /// How a clock's deadline came about, segment by segment (R-001-19).
    ///
    /// - Returns: Nothing when the desk does not have the clock's target.
    /// - Throws: ``CalendarError`` as ``reading(of:_:at:)``.
    public func explanation(
        of clock: TicketClock, _ desk: ServiceDesk, at now: Instant
    ) throws(CalendarError) -> [ClockSegment] {
        try serviceClock(of: clock, desk)?.explanation(at: now) ?? []
    }

    /// The pure clock that a ticket's clock stands for.
    func serviceClock(of clock: TicketClock, _ desk: ServiceDesk) throws(CalendarError) -> ServiceClock? {
        var bases: [ServiceClock.Basis] = []
        for basis in (clock.earlier ?? []) + [clock.basis] {
            guard let policy = desk.policy(basis.policy), let target = policy.target(basis.target) else { continue }
            let calendar = try policy.calendar(of: target)
            bases.append(ServiceClock.Basis(target: target, calendar: calendar, start: basis.start))
        }
        guard let target = bases.last?.target, target.id == clock.target else { return nil }
        let end: ServiceClock.End? = clock.stoppedAt.map { clock.state == .cancelled ? .cancelled($0) : .done($0) }
        return ServiceClock(
            bases: bases, since: clock.since ?? clock.start,
            pauses: pauses.filter { target.isPaused(by: $0.cause) }, end: end
        )
    }
}

extension Commitment {
    /// Whether it was made and neither settled nor over at an instant.
    func isInForce(at instant: Instant) -> Bool {
        madeAt <= instant && instant <= due && settledAt.map { instant < $0 } ?? true
    }
}
