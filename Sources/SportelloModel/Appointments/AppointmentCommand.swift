/// What can be done with an appointment.
public enum AppointmentCommand: Sendable, Hashable {
    /// Proposes times to a customer (R-000-28). For staff.
    case propose(Propose)
    /// Proposes other times instead. For staff.
    case repropose([AppointmentSlot])
    /// Chooses one of the proposed times. For the customer; `hold` names what is set aside for a priced service.
    case accept(AppointmentSlot, zone: String, hold: HoldID)
    /// Says that none of the times suits. For the customer.
    case decline
    /// Adds time, at the same rate (R-000-19). For the customer and staff.
    case extend(Minutes, hold: HoldID)
    /// Says that it took place, and how long it took. For staff.
    case close(WorkedMinutes)
    /// Says who did not come (R-003-27). For staff.
    case miss(by: AppointmentMissed.Side)
    /// Calls it off. For both sides.
    case cancel(text: String?)

    /// Times for something that people meet for.
    public struct Propose: Sendable, Hashable {
        /// The service in the profile.
        public var service: String
        /// The ticket that it belongs to.
        public var ticket: TicketID?
        /// Who pays; `nil` for the account of the contact.
        public var account: AccountID?
        /// Who is invited; `nil` for the contact of the ticket.
        public var contact: ContactID?
        /// Who holds it.
        public var consultant: AgentID
        /// The times.
        public var slots: [AppointmentSlot]
        /// Over which tool.
        public var medium: String?
        /// Where.
        public var place: MeetingPlace
        /// Who takes part; empty for the invited person alone.
        public var attendees: [String]
        /// How long it is to take.
        public var minutes: Minutes
        /// The customer's experience, for a suggested length.
        public var experience: String?
        /// The consultant's time zone.
        public var zone: String
        /// What the customer reads.
        public var text: String?

        /// Makes a proposal.
        public init(
            service: String, ticket: TicketID? = nil, account: AccountID? = nil, contact: ContactID? = nil,
            consultant: AgentID, slots: [AppointmentSlot], medium: String? = nil, place: MeetingPlace = .remote,
            attendees: [String] = [], minutes: Minutes, experience: String? = nil, zone: String, text: String? = nil
        ) {
            self.service = service
            self.ticket = ticket
            self.account = account
            self.contact = contact
            self.consultant = consultant
            self.slots = slots
            self.medium = medium
            self.place = place
            self.attendees = attendees
            self.minutes = minutes
            self.experience = experience
            self.zone = zone
            self.text = text
        }
    }
}
