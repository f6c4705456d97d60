/// What can be done about what a ticket costs, besides recording time (`Command.recordTime`).
public enum MeteringCommand: Sendable, Hashable {
    /// Records a session with the customer (R-003-26).
    case recordSession(RecordSession)
    /// Lets a reclassified ticket be charged; the customer reads the text first (R-003-31). For supervisors.
    case approveCharge(text: String)
    /// Leaves a reclassified ticket uncharged. For supervisors.
    case declineCharge
    /// Takes a charge back, for a reason that the customer reads. For supervisors.
    case reverseCharge(text: String)

    /// A session of the provider's people with somebody of the customer.
    public struct RecordSession: Sendable, Hashable {
        /// The name: the same session twice is one session.
        public var id: SessionID
        /// When the provider's people were there.
        public var staff: [Presence]
        /// When somebody of the customer was there; empty when nobody came (R-003-27).
        public var customer: [Range<Instant>]
        /// The role in which it was held, for example `accountExecutive`.
        public var role: String
        /// A note for the staff.
        public var note: String?

        /// Makes a record.
        public init(
            id: SessionID, staff: [Presence], customer: [Range<Instant>], role: String, note: String? = nil
        ) {
            self.id = id
            self.staff = staff
            self.customer = customer
            self.role = role
            self.note = note
        }
    }

    /// When one of the provider's people was there.
    public struct Presence: Sendable, Hashable, Codable {
        /// Who.
        public var agent: AgentID
        /// When.
        public var time: Range<Instant>

        /// Makes a presence.
        public init(agent: AgentID, time: Range<Instant>) {
            self.agent = agent
            self.time = time
        }
    }
}

/// Names a session with a customer.
public typealias SessionID = Identifier<JointSession>
