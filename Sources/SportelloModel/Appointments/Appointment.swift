/// Names an appointment.
public typealias AppointmentID = Identifier<Appointment>

/// Where people meet (R-000-46).
public enum MeetingPlace: String, Sendable, Hashable, Codable, CaseIterable {
    /// Over a call tool.
    case remote
    /// On the provider's premises.
    case providerPremises
    /// On the customer's premises.
    case customerPremises
}

/// A time that is proposed: a start, as an instant. How long it takes is the appointment's.
public struct AppointmentSlot: Sendable, Hashable, Codable {
    /// When it would begin.
    public var start: Instant

    /// Makes a slot.
    public init(start: Instant) { self.start = start }
}

/// A time that people agreed to meet at: a call, a remote session, a guided session, a training.
///
/// Nothing is scheduled before the customer accepts one of the proposed times (R-000-28).
public struct Appointment: Sendable, Hashable, Codable {
    /// Where it stands. The last five are final.
    public enum State: String, Sendable, Hashable, Codable {
        /// Times are proposed; the customer chooses.
        case proposed
        /// A time is agreed.
        case scheduled
        /// It took place.
        case held
        /// The customer did not come (R-003-27).
        case missedByCustomer
        /// The consultant did not come.
        case missedByStaff
        /// None of the times suited.
        case declined
        /// Called off.
        case cancelled

        /// Whether nothing can follow.
        public var isFinal: Bool { self != .proposed && self != .scheduled }
    }

    /// The name.
    public var id: AppointmentID
    /// Where it stands.
    public var state = State.proposed
    /// The id of the service in the profile, for example `training`.
    public var service = ""
    /// The ticket that it belongs to.
    public var ticket: TicketID?
    /// Who pays, where anything is charged.
    public var account: AccountID?
    /// Who is invited and chooses.
    public var contact: ContactID?
    /// Who holds it: for a training, the trainer (R-000-15).
    public var consultant = AgentID(rawValue: "")
    /// The proposed times.
    public var slots: [AppointmentSlot] = []
    /// Over which tool.
    public var medium: String?
    /// Where.
    public var place = MeetingPlace.remote
    /// Who takes part, by name; content.
    public var attendees: [String] = []
    /// How many take part.
    public var attendeeCount = 1
    /// How long it should take, by experience (R-000-19).
    public var suggested: Minutes?
    /// How long it is agreed to take, extensions included.
    public var agreed = Minutes.zero
    /// The extensions, in order: each is an entry of its own (R-000-19).
    public var extensions: [Minutes] = []
    /// How long it took, once held.
    public var actual: WorkedMinutes?
    /// The rate that was agreed, an hour; extensions cost the same.
    public var rate: Money?
    /// Whether it costs the account hours of its pool.
    public var isMetered = false
    /// Whether each attendee costs the whole (R-000-16).
    public var isPerHead = false
    /// The entitlement that pays for it, where it is included (R-003-2).
    public var entitlement: String?
    /// What the customer needs, by the words of the profile; each with whether it is optional.
    public var equipment: [Equipment] = []
    /// When it begins, once agreed.
    public var start: Instant?
    /// The customer's time zone when it was agreed.
    public var customerZone: String?
    /// The consultant's time zone when it was agreed.
    public var staffZone: String?
    /// What is set aside for it.
    public var holds: [HoldID] = []
    /// When it became final.
    public var finishedAt: Instant?

    /// A thing that the customer needs to take part (R-000-18).
    public struct Equipment: Sendable, Hashable, Codable {
        /// The word in the profile.
        public var id: String
        /// Whether it also goes without.
        public var isOptional: Bool

        /// Makes an entry.
        public init(id: String, isOptional: Bool) {
            self.id = id
            self.isOptional = isOptional
        }
    }

    /// Starts the fold.
    public init(id: AppointmentID) { self.id = id }

    /// When it ends, once agreed.
    public var end: Instant? { start.map { $0 + .minutes(agreed.count) } }

    /// What it costs: the rate for the agreed time, times the attendees where each costs the whole; hours where it is
    /// metered; `nil` where it costs nothing.
    public var fee: LedgerAmount? { fee(of: agreed) }

    /// What so many minutes of it cost.
    func fee(of minutes: Minutes) -> LedgerAmount? {
        guard entitlement == nil, minutes > .zero else { return nil }
        let heads = isPerHead ? max(attendeeCount, 1) : 1
        if let rate { return .money(rate.price(of: minutes).times(heads)) }
        return isMetered ? .minutes(Minutes(minutes.count * heads)) : nil
    }
}

extension Appointment: Aggregate {
    /// What can happen to an appointment.
    public typealias Event = AppointmentEvent

    /// Applies one event.
    public mutating func evolve(_ event: AppointmentEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .proposed(let event):
            propose(event)
            attendees = (0..<event.attendeeCount).compactMap { content?.details["attendee\($0)"] }
        case .reproposed(let event): slots = event.slots
        case .accepted(let event):
            state = .scheduled
            start = event.start
            customerZone = event.customerZone
            staffZone = event.staffZone
            if let hold = event.hold { holds.append(hold) }
        case .extended(let event):
            extensions.append(event.minutes)
            agreed = agreed + event.minutes
            if let hold = event.hold { holds.append(hold) }
        case .held(let event):
            state = .held
            actual = event.minutes
            finishedAt = stamp.at
        case .missed(let event):
            state = event.by == .staff ? .missedByStaff : .missedByCustomer
            finishedAt = stamp.at
        case .declined:
            state = .declined
            finishedAt = stamp.at
        case .cancelled:
            state = .cancelled
            finishedAt = stamp.at
        }
    }

    private mutating func propose(_ event: AppointmentProposed) {
        service = event.service
        ticket = event.ticket
        account = event.account
        contact = event.contact
        consultant = event.consultant
        slots = event.slots
        medium = event.medium
        place = event.place
        attendeeCount = event.attendeeCount
        suggested = event.suggested
        agreed = event.agreed
        rate = event.rate
        isMetered = event.isMetered
        isPerHead = event.isPerHead
        entitlement = event.entitlement
        equipment = event.equipment
        staffZone = event.staffZone
    }
}
