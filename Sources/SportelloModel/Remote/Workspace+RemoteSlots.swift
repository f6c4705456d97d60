extension RemoteConsent {
    /// The time on offer, when there is just one.
    var onlySlot: SlotChoice? { slots.count == 1 ? slots.first.map { SlotChoice(at: $0) } : nil }
}

extension Workspace {
    /// Staff name times that they can, within their own hours. That schedules nothing (R-000-28, R-000-29).
    mutating func offerSlots(_ slots: [Instant], for consent: ConsentID, on id: TicketID) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireDecider(of: ticket)
        let known = try self.consent(consent, on: ticket)
        guard known.state == .proposed || known.state == .scheduled else { throw refuse(.alreadyAnswered) }
        guard !slots.isEmpty else { throw refuse(.invalid, "R-000-28", ["field": "slots"]) }
        try checkSlots(slots)
        try recordConsent(
            RemoteEvent(.proposed, consent, until: answerUntil(slots)).with { $0.slots = slots }, on: id
        )
    }

    /// The customer accepts a time; what may be done then is another question, answered by the grant.
    mutating func acceptSlot(_ choice: SlotChoice, of consent: ConsentID, on id: TicketID) throws(Stop) {
        let ticket = try ownTicket(id)
        try requireActive(ticket)
        let known = try self.consent(consent, on: ticket)
        guard known.state == .proposed else { throw refuse(.alreadyAnswered) }
        guard known.until.map({ now <= $0 }) ?? true else { throw refuse(.windowClosed, "R-000-28") }
        try accept(choice, of: known, on: id)
    }

    /// Stores the accepted instant with both zones (R-000-28).
    mutating func accept(_ choice: SlotChoice?, of known: RemoteConsent, on id: TicketID) throws(Stop) {
        guard let choice, known.slots.contains(choice.at) else {
            throw refuse(.invalid, "R-000-28", ["field": "slot"])
        }
        guard choice.at > now else { throw refuse(.inThePast, "R-000-28") }
        if let zone = choice.zone, !ZoneRules.isZone(zone) {
            throw refuse(.invalid, "R-000-28", ["field": "zone"])
        }
        let staffZone = hours(of: try state(id).facts.assignee)?.zone ?? "UTC"
        try recordConsent(
            RemoteEvent(.scheduled, known.id, until: choice.at + .minutes(profile.remote.answerMinutes)).with {
                $0.scheduledFor = choice.at
                $0.customerZone = choice.zone ?? staffZone
                $0.staffZone = staffZone
            },
            on: id
        )
    }

    /// Every time must lie ahead and within the technician's hours; a time at which the hours end lies outside.
    func checkSlots(_ slots: [Instant]) throws(Stop) {
        guard slots.count <= 20, Set(slots).count == slots.count else {
            throw refuse(.invalid, "R-000-28", ["field": "slots"])
        }
        for slot in slots {
            guard slot > now else { throw refuse(.inThePast, "R-000-28") }
            if try isOutsideHours(slot) { throw refuse(.outsideHours, "R-000-29", ["next": nextOpening ?? ""]) }
        }
    }

    /// Until when a proposal can be answered: as long as any, or until the last time on offer begins.
    func answerUntil(_ slots: [Instant]) -> Instant {
        let usual = now + .minutes(profile.remote.answerMinutes)
        return max(usual, slots.max() ?? usual)
    }

    /// Whether an instant lies outside the acting technician's hours; without a calendar nothing does.
    func isOutsideHours(_ instant: Instant) throws(Stop) -> Bool {
        hours(of: context.actor.agentID).map { !$0.isOpen(at: instant) } ?? false
    }

    /// When the acting technician's hours begin next, for a person to read: date, local time and zone.
    var nextOpening: String? {
        guard let hours = hours(of: context.actor.agentID), let next = try? hours.nextOpening(after: now) else {
            return nil  // a calendar that never opens is a problem of the profile, reported there
        }
        let date = hours.date(at: next)
        let local = next.milliseconds / 1000 + Int64(hours.offset(at: next))
        let seconds = Int(local.modulo(86_400))
        let clock = LocalTime(hour: seconds / 3600, minute: seconds / 60 % 60).map { "\($0)" } ?? ""
        return "\(date) \(clock) (\(hours.zone))"
    }

    /// A technician's hours for sessions: the own calendar, else the common one.
    private func hours(of agent: AgentID?) -> ServiceCalendar? {
        let name = agent.flatMap { profile.remote.agentCalendars[$0.rawValue] } ?? profile.remote.calendar
        return name.flatMap { profile.calendars[$0] }
    }
}
