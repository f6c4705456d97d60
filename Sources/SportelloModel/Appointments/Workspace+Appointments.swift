extension Workspace {
    /// Decides about an appointment.
    mutating func decide(_ command: AppointmentCommand, on id: AppointmentID) throws(Stop) {
        switch command {
        case .propose(let request): try propose(request, as: id)
        case .repropose(let slots): try repropose(slots, on: id)
        case .accept(let slot, let zone, let hold): try accept(slot, zone: zone, hold: hold, on: id)
        case .decline: try decline(id)
        case .extend(let minutes, let hold): try extend(id, by: minutes, hold: hold)
        case .close(let minutes): try close(id, minutes)
        case .miss(let side): try miss(id, by: side)
        case .cancel(let text): try cancel(id, text: text)
        }
    }

    // MARK: Proposing

    /// Proposes times. Nothing is scheduled by it (R-000-28).
    private mutating func propose(_ request: AppointmentCommand.Propose, as id: AppointmentID) throws(Stop) {
        guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        guard try change(to: Appointment.stream(id)) == nil else { throw refuse(.alreadySettled) }
        guard let service = profile.appointments.service(request.service) else {
            throw refuse(
                .invalid, nil,
                ["field": "service", "allowed": profile.appointments.services.map(\.id).joined(separator: ", ")])
        }
        let agreed = try minutes(request.minutes, of: service)
        try require(service, holds: request)
        try require(request.slots, of: agreed)
        guard ZoneRules.isZone(request.zone) else { throw refuse(.invalid, nil, ["field": "zone"]) }
        var facts: TicketFacts?
        if let ticket = request.ticket { facts = try activeTicket(ticket).facts }
        guard let contact = request.contact ?? facts?.contact else { throw refuse(.invalid, nil, ["field": "contact"]) }
        var account = request.account
        if account == nil, let facts { account = facts.account }
        if let account { try requireOwn(contact, facts, of: account) }
        let entitlement = try usableEntitlement(of: service, account, for: id)
        if service.price != .none, account == nil { throw refuse(.accountMissing) }
        var details: [String: String] = [:]
        for (index, name) in request.attendees.enumerated() { details["attendee\(index)"] = name }
        let suggestion = service.suggestions.first { $0.experience == request.experience }
        try record(
            .proposed(
                AppointmentProposed(
                    service: service.id, ticket: request.ticket, account: account, contact: contact,
                    consultant: request.consultant, slots: request.slots, medium: request.medium,
                    place: request.place, attendeeCount: max(request.attendees.count, 1),
                    suggested: suggestion.map { Minutes($0.minutes) }, agreed: agreed,
                    rate: service.price == .money ? service.hourlyRate?.money : nil,
                    isMetered: service.price == .hours, isPerHead: service.perHead, entitlement: entitlement,
                    equipment: service.equipment.map { .init(id: $0.id, isOptional: $0.isOptional) },
                    staffZone: request.zone
                )),
            on: id, content: Content(text: request.text ?? "", details: details)
        )
        result = .created(Appointment.stream(id))
    }

    /// The entitlement that pays, while any of it is left; without one the service has its price, and a service without
    /// a price cannot be had (R-003-2).
    private func usableEntitlement(
        of service: AppointmentPolicy.Service, _ account: AccountID?, for id: AppointmentID
    ) throws(Stop) -> String? {
        guard let entitlement = service.entitlement else { return nil }
        if let account, try self.account(account).has(entitlement, at: now, for: id.description) { return entitlement }
        guard service.price != .none else {
            throw refuse(.entitlementMissing, "R-003-2", ["entitlement": entitlement])
        }
        return nil
    }

    /// The longest appointment, in minutes: a week.
    private static let longestAppointment = 10_080

    /// What is agreed to take so long; too short a time is refused or costs the minimum, by the profile (R-000-20).
    private func minutes(_ minutes: Minutes, of service: AppointmentPolicy.Service) throws(Stop) -> Minutes {
        guard (1...Self.longestAppointment).contains(minutes.count) else {
            throw refuse(.invalid, nil, ["field": "minutes"])
        }
        if minutes.count >= service.minimumMinutes { return minutes }
        switch service.belowMinimum {
        case .reject: throw refuse(.belowMinimum, "R-000-20", ["minimum": "\(service.minimumMinutes) min"])
        case .bill: return Minutes(service.minimumMinutes)
        }
    }

    private func require(
        _ service: AppointmentPolicy.Service, holds request: AppointmentCommand.Propose
    ) throws(Stop) {
        guard service.places.contains(request.place) else {
            throw refuse(
                .placeNotOffered, "R-000-17", ["allowed": service.places.map(\.rawValue).joined(separator: ", ")])
        }
        if let skill = service.skill, try !stateOrFresh(request.consultant.desk).skills.contains(skill) {
            throw refuse(.notPerformed, "R-000-15", ["allowed": skill])
        }
        if let media = service.media {
            guard let medium = request.medium, media.contains(medium) else {
                throw refuse(.notPerformed, "R-000-15", ["allowed": media.joined(separator: ", ")])
            }
        }
        guard request.attendees.count <= service.maximumAttendees else {
            throw refuse(.tooManyAttendees, "R-001-13", ["limit": "\(service.maximumAttendees)"])
        }
    }

    /// One to twenty times, each in the future and within the hours in which appointments are held (R-000-29).
    private func require(_ slots: [AppointmentSlot], of minutes: Minutes) throws(Stop) {
        guard (1...20).contains(slots.count) else { throw refuse(.invalid, "R-000-28", ["field": "slots"]) }
        for slot in slots {
            guard slot.start > now else { throw refuse(.inThePast, "R-000-28") }
            try requireHours(from: slot.start, for: minutes)
        }
    }

    private func requireHours(from start: Instant, for minutes: Minutes) throws(Stop) {
        guard let name = profile.appointments.calendar, let calendar = profile.calendars[name] else { return }
        let end = start + .minutes(minutes.count)
        guard calendar.openTime(from: start, to: end) == end - start else { throw refuse(.outsideHours, "R-000-29") }
    }

    private mutating func repropose(_ slots: [AppointmentSlot], on id: AppointmentID) throws(Stop) {
        let appointment = try staffAppointment(id)
        guard appointment.state == .proposed else { throw refuse(.alreadyAnswered, "R-000-28") }
        try require(slots, of: appointment.agreed)
        try record(.reproposed(AppointmentReproposed(slots: slots)), on: id)
    }

    // MARK: Agreeing

    /// The customer chose a time: it is kept as an instant with both time zones, and takes the consultant's time
    /// (R-000-28, R-002-9). What it costs is set aside once, however many take part (R-000-16).
    private mutating func accept(
        _ slot: AppointmentSlot, zone: String, hold: HoldID, on id: AppointmentID
    ) throws(Stop) {
        let appointment = try ownAppointment(id)
        guard appointment.state == .proposed else { throw refuse(.alreadyAnswered, "R-000-28") }
        guard appointment.slots.contains(slot) else { throw refuse(.slotNotOffered, "R-000-28") }
        guard slot.start > now else { throw refuse(.inThePast, "R-000-28") }
        guard ZoneRules.isZone(zone) else { throw refuse(.invalid, nil, ["field": "zone"]) }
        try requirePayer(of: appointment)
        try occupy(appointment, from: slot.start, for: appointment.agreed)
        let isHeld = try setAside(appointment.fee, as: hold, for: appointment)
        if let entitlement = appointment.entitlement, let account = appointment.account {
            try takeUnit(of: entitlement, reference: id.description, from: account)
        }
        try record(
            .accepted(
                AppointmentAccepted(
                    start: slot.start, customerZone: zone, staffZone: appointment.staffZone ?? zone,
                    hold: isHeld ? hold : nil
                )),
            on: id
        )
        guard let ticket = appointment.ticket, case let known = try state(ticket), known.facts.status.isActive,
            mayLift(known)
        else { return }
        try record(.statusChanged(StatusChanged(status: .scheduled, until: slot.start)), on: ticket)
    }

    /// What costs something is agreed to by somebody of the account that pays.
    private func requirePayer(of appointment: Appointment) throws(Stop) {
        guard let account = appointment.account, appointment.fee != nil || appointment.entitlement != nil else {
            return
        }
        try requireMember(of: account)
    }

    private mutating func setAside(
        _ fee: LedgerAmount?, as hold: HoldID, for appointment: Appointment
    ) throws(Stop) -> Bool {
        guard let fee, let account = appointment.account else { return false }
        try self.hold(fee, as: hold, until: nil, for: .appointment(appointment.id), of: account)
        return true
    }

    /// Takes the consultant's time, unless another occupation has it.
    private mutating func occupy(
        _ appointment: Appointment, from start: Instant, for minutes: Minutes
    ) throws(Stop) {
        let agent = appointment.consultant
        let occupation = AgentDesk.Occupation(
            id: appointment.id.description, reason: appointment.service, from: start,
            until: start + .minutes(minutes.count)
        )
        let isTaken = try stateOrFresh(agent.desk).occupations.contains { other in
            other.id != occupation.id && other.from < occupation.until && occupation.from < other.until
        }
        if isTaken { throw refuse(.alreadyBooked, "R-002-9") }
        try record(.occupied(AgentOccupied(agent: agent, occupation: occupation)), on: agent.desk)
    }

    private mutating func decline(_ id: AppointmentID) throws(Stop) {
        guard try ownAppointment(id).state == .proposed else { throw refuse(.alreadyAnswered, "R-000-28") }
        try record(.declined, on: id)
    }

    /// More time at the same rate: an entry of its own, and what it costs is set aside too (R-000-19). In all no longer
    /// than can be booked at once.
    private mutating func extend(_ id: AppointmentID, by minutes: Minutes, hold: HoldID) throws(Stop) {
        let appointment = try eitherSides(id)
        guard !appointment.state.isFinal else { throw refuse(.alreadySettled, "R-000-19") }
        if appointment.holds.contains(hold) { return }
        guard (1...Self.longestAppointment).contains(minutes.count) else {
            throw refuse(.invalid, "R-000-19", ["field": "minutes"])
        }
        let total = appointment.agreed + minutes
        guard total.count <= Self.longestAppointment else { throw refuse(.invalid, "R-000-19", ["field": "minutes"]) }
        var isHeld = false
        if let start = appointment.start {
            try requirePayer(of: appointment)
            try requireHours(from: start, for: total)
            try occupy(appointment, from: start, for: total)
            isHeld = try setAside(appointment.fee(ofExtension: minutes), as: hold, for: appointment)
        }
        try record(
            .extended(
                AppointmentExtended(minutes: minutes, fee: appointment.fee(of: total), hold: isHeld ? hold : nil)),
            on: id
        )
    }

    // MARK: Ending

    /// It took place. What was agreed is charged, once, however long it took.
    private mutating func close(_ id: AppointmentID, _ minutes: WorkedMinutes) throws(Stop) {
        let appointment = try scheduled(id)
        guard (1...Self.longestAppointment).contains(minutes.count) else {
            throw refuse(.invalid, nil, ["field": "minutes"])
        }
        try settle(appointment, isCharged: true)
        try record(.held(AppointmentHeld(minutes: minutes)), on: id)
        try free(appointment)
    }

    /// Somebody did not come: without a customer it was no session, and costs what the profile says (R-003-27).
    private mutating func miss(_ id: AppointmentID, by side: AppointmentMissed.Side) throws(Stop) {
        let appointment = try scheduled(id)
        try settle(appointment, isCharged: side == .customer && profile.appointments.noShow == .charged)
        try record(.missed(AppointmentMissed(by: side)), on: id)
        try free(appointment)
    }

    private mutating func cancel(_ id: AppointmentID, text: String?) throws(Stop) {
        let appointment = try eitherSides(id)
        guard !appointment.state.isFinal else { throw refuse(.alreadySettled) }
        try settle(appointment, isCharged: false)
        try record(.cancelled, on: id, content: text.map { Content(text: $0) })
        try free(appointment)
    }

    /// An agreed appointment that has begun.
    private func scheduled(_ id: AppointmentID) throws(Stop) -> Appointment {
        let appointment = try staffAppointment(id)
        guard appointment.state == .scheduled, let start = appointment.start, start <= now else {
            throw refuse(appointment.state.isFinal ? .alreadySettled : .notThisStep)
        }
        return appointment
    }

    private mutating func settle(_ appointment: Appointment, isCharged: Bool) throws(Stop) {
        guard let account = appointment.account else { return }
        if !isCharged, let entitlement = appointment.entitlement {
            try returnUnit(of: entitlement, reference: appointment.id.description, to: account)
        }
        for id in appointment.holds {
            guard let (hold, unit) = try stateOrFresh(account.ledger).hold(id) else { continue }
            if isCharged {
                try capture(id, LedgerAmount(hold.count, unit), of: account)
            } else {
                try void(id, of: account)
            }
        }
    }

    /// The consultant's time is free again, and a ticket that waited for the appointment is worked on.
    private mutating func free(_ appointment: Appointment) throws(Stop) {
        guard appointment.state == .scheduled else { return }
        let desk = appointment.consultant.desk
        if try stateOrFresh(desk).occupations.contains(where: { $0.id == appointment.id.description }) {
            try record(.vacated(AgentVacated(occupation: appointment.id.description)), on: desk)
        }
        guard let ticket = appointment.ticket else { return }
        let facts = try state(ticket).facts
        if facts.status == .scheduled, facts.statusUntil == appointment.start {
            try record(.statusChanged(StatusChanged(status: .open)), on: ticket)
        }
    }

    // MARK: Who may

    private func staffAppointment(_ id: AppointmentID) throws(Stop) -> Appointment {
        guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        return try state(id)
    }

    /// The customer's own appointment; a stranger's is "not found".
    private func ownAppointment(_ id: AppointmentID) throws(Stop) -> Appointment {
        guard let contact = context.actor.contactID else { throw refuse(.forbidden) }
        let appointment = try state(id)
        guard appointment.contact == contact else { throw refuse(.notFound) }
        return appointment
    }

    private func eitherSides(_ id: AppointmentID) throws(Stop) -> Appointment {
        context.actor.role.isCustomer ? try ownAppointment(id) : try staffAppointment(id)
    }
}

extension Appointment {
    /// What an extension adds to the fee, so that the holds together are the fee of the whole.
    func fee(ofExtension minutes: Minutes) -> LedgerAmount? {
        guard let whole = fee(of: agreed + minutes) else { return nil }
        let before = fee?.count ?? 0
        return whole.count > before ? LedgerAmount(whole.count - before, whole.unit) : nil
    }
}
