extension TicketFacts {
    /// What a clock of this ticket says, from the ticket's own pauses and commitments and the pinned profile.
    ///
    /// An end during a pause counts as in time, and a pause that begins after the deadline does not move it.
    ///
    /// - Returns: `nil` when the profile does not have the clock's target.
    /// - Throws: ``CalendarError`` when the target's calendar is missing or has too little open time.
    public func reading(
        of clock: TicketClock, _ profile: ServiceProfile, at now: Instant
    ) throws(CalendarError) -> ClockReading? {
        try serviceClock(of: clock, profile)?.reading(at: now)
    }

    /// How a clock's deadline came about (R-001-19).
    ///
    /// - Returns: Nothing when the profile does not have the clock's target.
    /// - Throws: ``CalendarError`` as ``reading(of:_:at:)``.
    public func explanation(
        of clock: TicketClock, _ profile: ServiceProfile, at now: Instant
    ) throws(CalendarError) -> [ClockSegment] {
        try serviceClock(of: clock, profile)?.explanation(at: now) ?? []
    }

    private func serviceClock(
        of clock: TicketClock, _ profile: ServiceProfile
    ) throws(CalendarError) -> ServiceClock? {
        guard let target = profile.targets.first(where: { $0.id == clock.target }) else { return nil }
        let end: ServiceClock.End? =
            switch (clock.stoppedAt, clock.state) {
            case (nil, _): nil
            case (let at?, .cancelled): .cancelled(at)
            case (let at?, _): .done(at)
            }
        return ServiceClock(
            target: target, calendar: try profile.calendar(of: target), start: clock.start, pauses: pauses, end: end
        )
    }
}
