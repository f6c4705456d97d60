/// What was worked on a ticket and what it cost.
public struct TicketMetering: Sendable, Hashable, Codable {
    /// The entries of time, in order.
    public var entries: [TimeEntry] = []
    /// The sessions that are among them.
    public var sessions: [SessionID] = []
    /// What is charged to the account's hours, by posting; what was taken back is gone from here but not from the
    /// ledger.
    public var charges: [PostedCharge] = []
    /// What is charged to an offer that the customer accepted, where the hours did not suffice (R-003-32).
    public var offered = Minutes.zero
    /// What is not charged because of its cause.
    public var waived = Minutes.zero
    /// The cause for which it is not charged.
    public var waivedCause: String?
    /// What would be charged after a reclassification, and waits for approval (R-003-31).
    public var awaitingApproval: Minutes?
    /// Whether somebody decided that a reclassified ticket is not charged.
    public var isForgiven = false
    /// The ordered job that the ticket was handed over to; support works on it no more (R-002-50).
    public var handedOver: HandedOver?
    /// How many times the ledger was written for it: makes the keys of its postings.
    public var postingCount = 0

    /// Nothing worked.
    public init() {}

    /// What is charged now, to hours and offer.
    public var charged: Minutes { charges.reduce(offered) { $0 + $1.minutes } }

    /// Minutes that people recorded as worked, sessions with the customer included.
    public var counted: WorkedMinutes { entries.reduce(.zero) { $0 + $1.minutes } }

    /// A charge in the ledger.
    public struct PostedCharge: Sendable, Hashable, Codable {
        /// The number of the posting.
        public var posting: Int
        /// What it took from where.
        public var parts: [LedgerHold.Part]

        /// How much.
        public var minutes: Minutes { Minutes(Int(parts.reduce(0) { $0 + $1.count })) }
    }

    /// The job that a ticket went over to.
    public struct HandedOver: Sendable, Hashable, Codable {
        /// The order.
        public var order: WorkOrderID
        /// The team that does it.
        public var executor: String
    }
}

/// What happened to what a ticket costs.
public enum MeteringEvent: Sendable, Hashable {
    /// A session was held.
    case sessionRecorded(SessionRecorded)
    /// Hours were charged.
    case charged(MinutesCharged)
    /// Charged hours were given back. Content: a reason, where somebody gave one.
    case reversed(MinutesReversed)
    /// Time is not charged, because of its cause.
    case waived(MinutesWaived)
    /// A reclassified ticket waits for approval of its charge.
    case approvalAsked(MinutesAwaited)
    /// The charge was approved. Content: what the customer is told.
    case approved
    /// It stays uncharged.
    case forgiven
    /// The matter went to whoever does the ordered job.
    case handedOver(TicketMetering.HandedOver)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .sessionRecorded: "session.recorded"
        case .charged: "charge.posted"
        case .reversed: "charge.reversed"
        case .waived: "charge.waived"
        case .approvalAsked: "charge.approvalAsked"
        case .approved: "charge.approved"
        case .forgiven: "charge.forgiven"
        case .handedOver: "ticket.handedOver"
        }
    }

    /// The customer sees what it costs and why; what is not decided yet is the staff's.
    public var isPublic: Bool {
        switch self {
        case .charged, .reversed, .waived, .approved, .handedOver: true
        case .sessionRecorded, .approvalAsked, .forgiven: false
        }
    }
}

/// A session with the customer was held. Content: a note.
public struct SessionRecorded: Sendable, Hashable, Codable {
    /// The session.
    public var session: SessionID
    /// In which role.
    public var role: String
    /// The day, counted from 1970-01-01.
    public var day: Int
    /// What it took the provider's people, and the time together.
    public var time: JointSession
}

/// Hours were charged for a ticket.
public struct MinutesCharged: Sendable, Hashable, Codable {
    /// How much more.
    public var minutes: Minutes
    /// How much is charged for the ticket now.
    public var total: Minutes
    /// What the account's hours pay of it: the posting in the ledger; `nil` when an accepted offer pays it all.
    public var hours: TicketMetering.PostedCharge?
    /// What an accepted offer pays of it.
    public var offered: Minutes
    /// How the total came about.
    public var steps: [Charge.Step]
}

/// Charged hours were given back.
public struct MinutesReversed: Sendable, Hashable, Codable {
    /// How much.
    public var minutes: Minutes
    /// What is still charged to the hours, by posting.
    public var left: [TicketMetering.PostedCharge]
    /// What is still charged to an accepted offer.
    public var offered: Minutes
    /// The cause that made it so, where one did.
    public var cause: String?
    /// Whether somebody decided that the ticket is not charged at all.
    public var forgives: Bool
}

/// Time is not charged because of its cause.
public struct MinutesWaived: Sendable, Hashable, Codable {
    /// How much would be charged for the ticket otherwise; nothing where an approval ended the waiver.
    public var total: Minutes
    /// The cause.
    public var cause: String?
}

/// So much waits for somebody's word.
public struct MinutesAwaited: Sendable, Hashable, Codable {
    /// How much.
    public var minutes: Minutes
}

extension TicketMetering {
    /// Applies an event.
    mutating func evolve(_ event: MeteringEvent, _ stamp: Stamp) {
        switch event {
        case .sessionRecorded(let event):
            sessions.append(event.session)
            add(event.time.joint, role: event.role, kind: .session, day: event.day, at: stamp.at)
        case .charged(let event):
            postingCount += 1
            if let hours = event.hours { charges.append(hours) }
            offered = offered + event.offered
            awaitingApproval = nil
        case .reversed(let event):
            postingCount += 1
            charges = event.left
            offered = event.offered
            if event.forgives { isForgiven = true }
        case .waived(let event):
            postingCount += 1
            waived = event.total
            waivedCause = event.cause
            awaitingApproval = nil
        case .approvalAsked(let event): awaitingApproval = event.minutes
        case .approved: awaitingApproval = nil
        case .forgiven:
            awaitingApproval = nil
            isForgiven = true
        case .handedOver(let event): handedOver = event
        }
    }

    /// Adds an entry of time.
    mutating func add(_ minutes: WorkedMinutes, role: String, kind: TimeEntry.Kind, day: Int, at instant: Instant) {
        entries.append(
            TimeEntry(number: entries.count + 1, at: instant, day: day, role: role, kind: kind, minutes: minutes)
        )
    }
}

extension MeteringEvent {
    func encodedFacts() throws -> [UInt8] {
        switch self {
        case .sessionRecorded(let facts): try FactsCoding.encode(facts)
        case .charged(let facts): try FactsCoding.encode(facts)
        case .reversed(let facts): try FactsCoding.encode(facts)
        case .waived(let facts): try FactsCoding.encode(facts)
        case .approvalAsked(let facts): try FactsCoding.encode(facts)
        case .handedOver(let facts): try FactsCoding.encode(facts)
        case .approved, .forgiven: FactsCoding.none
        }
    }

    /// Reads an event as it was stored; `nil` for kinds that are not about what a ticket costs.
    init?(kind: String, facts: [UInt8]) throws {
        switch kind {
        case "session.recorded": self = .sessionRecorded(try FactsCoding.decode(facts))
        case "charge.posted": self = .charged(try FactsCoding.decode(facts))
        case "charge.reversed": self = .reversed(try FactsCoding.decode(facts))
        case "charge.waived": self = .waived(try FactsCoding.decode(facts))
        case "charge.approvalAsked": self = .approvalAsked(try FactsCoding.decode(facts))
        case "charge.approved": self = .approved
        case "charge.forgiven": self = .forgiven
        case "ticket.handedOver": self = .handedOver(try FactsCoding.decode(facts))
        default: return nil
        }
    }
}
