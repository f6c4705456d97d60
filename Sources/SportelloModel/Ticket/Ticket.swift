/// A registered case with a number people can quote (DESIGN §4).
///
/// The state is the fold of the ticket's events. What changes with every message lies in ``activity`` and is a few
/// numbers; everything else lies in ``facts``, behind one reference, so that a message costs the same in a ticket of
/// ten events and in one of ten thousand.
public struct Ticket: Sendable {
    /// What changes with every message.
    public internal(set) var activity = TicketActivity()
    private var storage: CopyOnWrite<TicketFacts>

    /// Everything else.
    public internal(set) var facts: TicketFacts {
        _read { yield storage.value }
        set { storage.value = newValue }
    }

    /// Starts the fold: a ticket that was not registered yet.
    public init(id: TicketID) {
        storage = CopyOnWrite(TicketFacts(id: id))
    }

    /// Puts a stored ticket together again.
    public init(activity: TicketActivity, facts: TicketFacts) {
        self.activity = activity
        self.storage = CopyOnWrite(facts)
    }

    /// The name.
    public var id: TicketID { facts.id }

    /// Whether the rarely changing facts are the very ones of `other`, so that a store need not write them again.
    public func sharesFacts(with other: Ticket) -> Bool { storage.isSame(as: other.storage) }
}

extension Ticket: Hashable {
    /// Whether activity and facts agree.
    public static func == (left: Self, right: Self) -> Bool {
        left.activity == right.activity && left.facts == right.facts
    }

    /// Feeds the id.
    public func hash(into hasher: inout Hasher) { hasher.combine(facts.id) }
}

/// The part of a ticket that changes with every message.
public struct TicketActivity: Sendable, Hashable {
    /// When the customer last wrote.
    public var lastCustomerAt: Instant?
    /// When the staff last wrote to the customer.
    public var lastStaffAt: Instant?
    /// When the oldest customer message without a human answer came (facts: next-response runs from the first).
    public var unansweredSince: Instant?
    /// How many public messages there are.
    public var messageCount: Int64 = 0
    /// Whether the customer's last message came by mail, so that answers go the same way (R-001-5).
    public var writesByMail = false

    /// No activity.
    public init() {}
}

/// Where a ticket stands (DESIGN §4, state table).
public enum TicketStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// Registered; nobody answered yet.
    case new
    /// Somebody works on it.
    case open
    /// The customer's turn.
    case waitingCustomer
    /// Another team's turn.
    case waitingInternal
    /// An appointment is agreed.
    case scheduled
    /// Put off for a listed reason.
    case deferred
    /// Done, and the customer may still say no.
    case resolved
    /// Final; a follow-up is a new, linked ticket.
    case closed
    /// Went on as another ticket.
    case merged
    /// Refused for a listed reason.
    case refused

    /// Whether work remains.
    public var isActive: Bool {
        switch self {
        case .new, .open, .waitingCustomer, .waitingInternal, .scheduled, .deferred: true
        case .resolved, .closed, .merged, .refused: false
        }
    }

    /// Whether nothing can happen to it any more but links and records.
    public var isFinal: Bool { self == .closed || self == .merged || self == .refused }
}

/// The part of a ticket that does not change with every message.
public struct TicketFacts: Sendable, Hashable, Codable {
    /// The name.
    public var id: TicketID
    /// The public number.
    public var number: TicketNumber?
    /// When it was registered; clocks start here.
    public var createdAt = Instant(milliseconds: 0)
    /// When the person first got in touch, where that was earlier and unofficial (R-004-36).
    public var firstContactAt: Instant?
    /// The version of the profile it was registered under.
    public var profileVersion = 0
    /// The way it came.
    public var channel: ChannelKind = .webchat
    /// The person.
    public var contact: ContactID?
    /// The customer organisation that the person belongs to.
    public var account: AccountID?
    /// Which of the provider's products it is about (R-000-1).
    public var product: String?
    /// What it is about.
    public var caseType = ""
    /// A short title; content.
    public var subject = ""
    /// The person's name as told at the start; content.
    public var contactName: String?
    /// The language the person chose.
    public var language = "en"
    /// Page address, product version, edition and answers to the form.
    public var context: [String: String] = [:]
    /// Where it stands.
    public var status = TicketStatus.new
    /// Why it waits or was refused.
    public var statusReason: String?
    /// When a deferred ticket is looked at again, or an appointment is.
    public var statusUntil: Instant?
    /// 1 (highest) to 5 (lowest).
    public var priority = 3
    /// The severity, once set.
    public var severity: Severity?
    /// The cause, once known.
    public var cause: String?
    /// What the failure does to the customer, in facts that rules can read.
    public var impact: String?
    /// Whether there is a way around it, once known.
    public var hasWorkaround: Bool?
    /// The team that has it.
    public var team: String?
    /// The tier that has it, 1 or more.
    public var tier = 1
    /// The agent who has it.
    public var assignee: AgentID?
    /// The assignee's name as customers see it, where it is known.
    public var assigneeName: String?
    /// Everybody of the staff who ever acted on it: none of them may review it (R-004-55).
    public var handlers: Set<AgentID> = []
    /// The dialogs, oldest first.
    public var conversations: [Conversation] = []
    /// What the last finished dialog produced.
    public var outcome: String?
    /// When it was last resolved.
    public var resolvedAt: Instant?
    /// When it was first resolved; a reopening does not change it.
    public var firstResolvedAt: Instant?
    /// When it became final.
    public var closedAt: Instant?
    /// How often it was reopened.
    public var reopenCount = 0
    /// Ties to other tickets.
    public var links: [TicketLink] = []
    /// Promises made to this customer.
    public var commitments: [Commitment] = []
    /// Promised times.
    public var clocks: [TicketClock] = []
    /// Intervals that customers' clocks do not count.
    public var pauses: [ClockPause] = []
    /// What else there is to know about its promised times.
    public var timing = TicketTiming()
    /// Reasons to wait or to refuse.
    public var deferral = DeferralFacts()
    /// Outages and calls.
    public var incident = IncidentFacts()
    /// Permissions for remote sessions.
    public var consents: [RemoteConsent] = []
    /// How much a remote session matters, and in which mode one is held.
    public var remote = RemoteFacts()
    /// Calls and failed deliveries.
    public var channels = ChannelFacts()
    /// What quality control did to the ticket.
    public var quality = QualityFacts()
    /// Internal issues created from it.
    public var issues: [InternalIssueID] = []
    /// Quality cases about it.
    public var qualityCases: [QualityCaseID] = []
    /// What is known about its product: the procedure, references, the proposal.
    public var outcomeRecord = OutcomeRecord()
    /// What is known about its severity besides the severity itself.
    public var severityRecord = SeverityRecord()
    /// What is known about its escalations.
    public var escalation = EscalationFacts()
    /// What is known about its mail.
    public var mail = TicketMail()
    /// What the account is entitled to in this case.
    public var coverage = CoverageFacts()
    /// Minutes that people recorded as worked. Not minutes charged.
    public var minutesWorked = 0
    /// What its place in the queue follows from.
    public var queue = QueueFacts()
    /// What is known of its form.
    public var intake = IntakeFacts()
    /// What was worked, entry by entry, and what it cost.
    public var metering = TicketMetering()

    init(id: TicketID) { self.id = id }

    /// The dialog that is going on or was the last.
    public var conversation: Conversation? { conversations.last }
}

/// How bad a failure is (R-002-39).
public enum Severity: String, Sendable, Hashable, Codable {
    /// The default (R-002-40).
    case nonCritical
    /// Orders cannot be placed or fulfilled, and there is no way around (R-002-75).
    case critical
}

/// A tie between two tickets.
public struct TicketLink: Sendable, Hashable, Codable {
    /// What the other ticket is to this one.
    public enum Relation: String, Sendable, Hashable, Codable {
        /// About the same.
        case related
        /// This one follows the other.
        case followUpOf
        /// The other follows this one.
        case followedBy
        /// This one went on as the other.
        case mergedInto
        /// The other went on as this one.
        case mergedFrom
        /// A message named the other's number (R-002-34).
        case mentions
    }

    /// The other ticket.
    public var ticket: TicketID
    /// Its number.
    public var number: TicketNumber
    /// What it is to this one.
    public var relation: Relation
}

/// A promise made to one customer (R-002-22).
public struct Commitment: Sendable, Hashable, Codable {
    /// 1, 2, 3, … within the ticket.
    public var number: Int
    /// When it was made.
    public var madeAt: Instant
    /// By when.
    public var due: Instant
    /// Who promised.
    public var agent: AgentID?
    /// When it was kept: the ticket was resolved or a newer promise replaced it.
    public var settledAt: Instant?
    /// When its time passed without being kept.
    public var brokenAt: Instant?
}
