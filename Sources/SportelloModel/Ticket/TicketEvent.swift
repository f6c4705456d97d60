/// What can happen to a ticket. Facts only; the words lie in the event's ``Content``.
public enum TicketEvent: StreamEvent {
    // What is rare and large lies behind a reference, so that a message is small to hand on.

    // The case
    indirect case registered(TicketRegistered)
    case statusChanged(StatusChanged)
    case reopened(Reopened)
    case linked(TicketLink)
    indirect case contactChanged(ContactChanged)
    // Work
    case assigned(Assigned)
    case released(Released)
    case triaged(Triaged)
    case severitySet(SeveritySet)
    case severityAppealed
    case escalated(Escalated)
    case timeRecorded(TimeRecorded)
    case commitmentMade(CommitmentMade)
    case commitmentSettled(CommitmentSettled)
    indirect case clockStarted(TicketClock)
    case clockStopped(ClockStopped)
    indirect case clock(ClockEvent)
    indirect case deferral(DeferralEvent)
    indirect case incident(IncidentEvent)
    // Dialog
    case messagePosted(MessagePosted)
    case notePosted(NotePosted)
    case conversationQueued(ConversationQueued)
    case conversationJoined(ConversationJoined)
    case conversationEnded(ConversationEnded)
    case conversationWrappedUp(WrappedUp)
    case ratingInvited(RatingInvited)
    case ratingGiven(RatingGiven)
    case ratingLapsed(RatingLapsed)
    case ratingSuppressed(RatingSuppressed)
    // Remote sessions
    indirect case remote(RemoteEvent)
    // The queue
    indirect case queue(QueueEvent)
    // The form
    indirect case intake(IntakeEvent)
    indirect case remoteFact(RemoteFactEvent)
    // Calls, deliveries
    indirect case channel(ChannelEvent)
    // Quality control
    case qualityCaseReceived(QualityCaseReceived)
    case qualityCaseClosed(QualityCaseClosed)
    // Outcomes, severity, escalations
    indirect case outcome(OutcomeEvent)
    indirect case severity(SeverityEvent)
    indirect case escalation(EscalationEvent)
    // Mail
    indirect case mail(MailEvent)
    // What the account is entitled to
    indirect case coverage(CoverageEvent)
    indirect case quality(QualityTicketEvent)
    // Records
    case transcriptRequested
    // What it costs
    indirect case metering(MeteringEvent)

    /// Stable for ever: stored, and on the wire for what a customer sees (protocol §6).
    public var kind: String {
        switch self {
        case .registered: "ticket.registered"
        case .statusChanged: "ticket.status"
        case .reopened: "ticket.reopened"
        case .linked: "ticket.linked"
        case .contactChanged: "ticket.contact"
        case .assigned: "ticket.assigned"
        case .released: "ticket.released"
        case .triaged: "ticket.triaged"
        case .severitySet: "severity.set"
        case .severityAppealed: "severity.appealed"
        case .escalated: "ticket.escalated"
        case .timeRecorded: "time.recorded"
        case .commitmentMade: "commitment.made"
        case .commitmentSettled: "commitment.settled"
        case .clockStarted: "ticket.due"
        case .clockStopped: "clock.stopped"
        case .clock(let event): event.kind
        case .deferral(let event): event.kind
        case .incident(let event): event.kind
        case .messagePosted: "message.posted"
        case .notePosted: "note.posted"
        case .conversationQueued: "conversation.queued"
        case .conversationJoined: "conversation.joined"
        case .conversationEnded: "conversation.ended"
        case .conversationWrappedUp: "conversation.wrappedUp"
        case .ratingInvited: "rating.invited"
        case .ratingGiven: "rating.given"
        case .ratingLapsed: "rating.lapsed"
        case .ratingSuppressed: "rating.suppressed"
        case .remote(let event): event.step.kind
        case .queue(let event): event.kind
        case .intake(let event): event.kind
        case .remoteFact(let event): event.kind
        case .channel(let event): event.kind
        case .quality(let event): event.kind
        case .qualityCaseReceived: "qualityCase.received"
        case .qualityCaseClosed: "qualityCase.closed"
        case .outcome(let event): event.step.kind
        case .severity(let event): event.step.kind
        case .escalation(let event): event.step.kind
        case .mail(let event): event.step.kind
        case .coverage(let event): event.kind
        case .transcriptRequested: "transcript.requested"
        case .metering(let event): event.kind
        }
    }

    /// Who may see it. A quality case about a handler is kept from handlers (R-004-55).
    public var visibility: Visibility {
        switch self {
        case .registered, .statusChanged, .reopened, .linked, .severitySet, .severityAppealed, .commitmentMade,
            .clockStarted, .messagePosted, .conversationQueued, .conversationJoined,
            .conversationEnded, .ratingInvited:
            .everyone
        case .ratingGiven(let event): event.isHidden == true ? .contact : .everyone
        case .contactChanged, .assigned, .released, .triaged, .escalated, .timeRecorded, .commitmentSettled,
            .clockStopped, .clock, .deferral, .notePosted, .conversationWrappedUp, .ratingLapsed, .mail,
            .ratingSuppressed, .remoteFact, .channel, .quality, .outcome, .severity, .escalation, .transcriptRequested:
            .staff
        case .incident(let event): event.visibility
        case .remote(let event): event.step.isPublic ? .everyone : .staff
        case .coverage(let event): event.visibility
        case .queue(let event): event.visibility
        case .intake(let event): event.visibility
        case .metering(let event): event.isPublic ? .everyone : .staff
        case .qualityCaseReceived, .qualityCaseClosed: .contact
        }
    }
}

/// The ticket exists. Content: the subject.
public struct TicketRegistered: Sendable, Hashable, Codable {
    /// The public number.
    public var number: TicketNumber
    /// What it is about.
    public var caseType: String
    /// The way it came.
    public var channel: ChannelKind
    /// The person.
    public var contact: ContactID
    /// The customer organisation that the person belongs to.
    public var account: AccountID?
    /// Which of the provider's products it is about.
    public var product: String?
    /// The language chosen.
    public var language: String
    /// When the person first got in touch, where that was earlier and unofficial.
    public var firstContactAt: Instant?
    /// The pinned profile version.
    public var profileVersion: Int
    /// 1 (highest) to 5 (lowest).
    public var priority: Int
    /// The team that has such cases.
    public var team: String?
    /// Page address, product version, edition, answers.
    public var context: [String: String]
}

/// The status changed. Content: a text for the customer, if there is one.
public struct StatusChanged: Sendable, Hashable, Codable {
    /// The new status.
    public var status: TicketStatus
    /// The listed reason, where one is needed.
    public var reason: String?
    /// The outcome, for a resolution.
    public var outcome: String?
    /// When a deferred ticket is looked at again.
    public var until: Instant?
    /// What it does to the customer's clocks, where that does not follow from the status.
    public var clocks: ClockHold?
}

/// A resolved ticket is open again, under the same number.
public struct Reopened: Sendable, Hashable, Codable {
    /// How often that has happened now.
    public var count: Int
}

/// The visitor turned out to be, or became, another contact.
public struct ContactChanged: Sendable, Hashable, Codable {
    /// The contact who has the ticket from now on.
    public var contact: ContactID
}

/// Somebody has it.
public struct Assigned: Sendable, Hashable, Codable {
    /// The agent; `nil` when only the team or tier changed.
    public var agent: AgentID?
    /// The name that customers see, where it is known.
    public var name: String?
    /// The team.
    public var team: String?
    /// The tier, 1 or more.
    public var tier: Int?
    /// Why this agent, where the desk chose.
    public var stage: RoutingPolicy.Stage?
}

/// Nobody has it any more; it is back in the pool.
public struct Released: Sendable, Hashable, Codable {
    /// Who had it.
    public var agent: AgentID
}

/// What staff found out about the case.
public struct Triaged: Sendable, Hashable, Codable {
    /// What it is about.
    public var caseType: String
    /// The cause, once known.
    public var cause: String?
    /// What the failure does to the customer.
    public var impact: String?
    /// Whether there is a way around it.
    public var hasWorkaround: Bool?
    /// What the failure does, in words of the profile's severity rules.
    public var impacts: [String]?
    /// The priority that follows, 1 to 5.
    public var priority: Int
}

/// How bad the failure is; the customer sees it and can appeal (R-002-77, R-002-78).
public struct SeveritySet: Sendable, Hashable, Codable {
    /// The severity.
    public var severity: Severity
    /// Why.
    public var basis: SeverityBasis?
}

/// The matter went to the product teams.
public struct Escalated: Sendable, Hashable, Codable {
    /// What was created there.
    public var issue: InternalIssueID
    /// What it is.
    public var kind: IssueKind
}

/// Somebody worked on it. Minutes worked are not minutes charged. Content: a note.
public struct TimeRecorded: Sendable, Hashable, Codable {
    /// Minutes, 1 or more.
    public var minutes: Int
    /// The role in which it was done, for example `support` or `development`.
    public var role: String
    /// What was done.
    public var activity: String?
    /// The day, counted from 1970-01-01, by the service calendar's zone.
    public var day: Int
}

/// A promise to the customer. Content: the promise.
public struct CommitmentMade: Sendable, Hashable, Codable {
    /// 1, 2, 3, … within the ticket.
    public var number: Int
    /// By when.
    public var due: Instant
}

/// What became of a promise.
public struct CommitmentSettled: Sendable, Hashable, Codable {
    /// Which.
    public var number: Int
    /// Whether it was kept or replaced in time.
    public var kept: Bool
}

/// A public message. Content: the text.
public struct MessagePosted: Sendable, Hashable, Codable {
    /// The way it came or went.
    public var via: ChannelKind
    /// Files, in order.
    public var files: [FileReference]
    /// The public number of the message it answers.
    public var replyTo: Int64?
    /// Whether a person wrote it. An automatic message is no first response (facts, SLA definitions).
    public var isHuman: Bool
    /// `true` when it came from somebody who is no party of the ticket, with a valid reply token (facts, mail §1).
    public var isUnverified: Bool?
    /// Typed links, where there are some (R-004-37).
    public var references: [KnowledgeReference]?
    /// `true` for links of the staff that are no answer by themselves (R-001-16).
    public var isNoAnswer: Bool?

    /// Makes a message's facts.
    public init(via: ChannelKind, files: [FileReference] = [], replyTo: Int64? = nil, isHuman: Bool = true) {
        self.via = via
        self.files = files
        self.replyTo = replyTo
        self.isHuman = isHuman
    }
}

/// A file that lies in the attachment store. Its name is content of the message, under the file's id.
public struct FileReference: Sendable, Hashable, Codable {
    /// The file.
    public var id: FileID
    /// The media type that its bytes showed.
    public var type: String
    /// Its size.
    public var bytes: Int64
    /// SHA-256 of its bytes.
    public var sha256: Digest

    /// Makes a reference.
    public init(id: FileID, type: String, bytes: Int64, sha256: Digest) {
        self.id = id
        self.type = type
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// An internal note. Content: the text. A note is not a message: there is no way to turn one into the other.
public struct NotePosted: Sendable, Hashable, Codable {
    /// Who should read it.
    public var mentions: [AgentID]
}

/// The customer waits for somebody.
public struct ConversationQueued: Sendable, Hashable, Codable {
    /// Which dialog.
    public var conversation: Int
    /// The way it is held.
    public var channel: ChannelKind
}

/// Somebody is there.
public struct ConversationJoined: Sendable, Hashable, Codable {
    /// Which dialog.
    public var conversation: Int
    /// Who.
    public var agent: AgentID
    /// The name shown.
    public var name: String
    /// The way it is held; matters when the dialog begins with this event.
    public var channel: ChannelKind
}

/// The dialog is over. Content: the next step, if one was named.
public struct ConversationEnded: Sendable, Hashable, Codable {
    /// Which dialog.
    public var conversation: Int
    /// Who ended it.
    public var by: Role
}

/// How a dialog may be left: exactly one of these (R-002-25).
public enum WrapUpKind: String, Sendable, Hashable, Codable {
    /// An internal note says how it went.
    case note
    /// The customer got an answer.
    case reply
    /// It went on to somebody else.
    case escalation
}

/// The agent recorded how a dialog went. Content: the text.
public struct WrappedUp: Sendable, Hashable, Codable {
    /// Which dialog.
    public var conversation: Int
    /// In which way.
    public var kind: WrapUpKind
    /// What it produced.
    public var outcome: String
}

/// The desk asks for a rating.
public struct RatingInvited: Sendable, Hashable, Codable {
    /// Of which dialog.
    public var conversation: Int
    /// The lowest score.
    public var lowest: Int
    /// The highest score.
    public var highest: Int
    /// Until when.
    public var until: Instant
}

/// A rating. Content: the comment.
public struct RatingGiven: Sendable, Hashable, Codable {
    /// Of which dialog.
    public var conversation: Int
    /// The score.
    public var score: Int
    /// Whether it changes an earlier answer.
    public var amended: Bool
    /// Whether the staff who handle tickets must not see it; `nil` where they may.
    public var isHidden: Bool?
}

/// The desk did not ask for a rating, and why (facts, ratings).
public struct RatingSuppressed: Sendable, Hashable, Codable {
    /// Of which dialog.
    public var conversation: Int
    /// Why.
    public var reason: RatingPolicy.Suppression
}

/// Nobody answered in time.
public struct RatingLapsed: Sendable, Hashable, Codable {
    /// Of which dialog.
    public var conversation: Int
}

/// A quality case about the ticket was opened. Content: nothing; the words lie in the case.
public struct QualityCaseReceived: Sendable, Hashable, Codable {
    /// The case.
    public var qualityCase: QualityCaseID
}

/// How the quality case ended.
public struct QualityCaseClosed: Sendable, Hashable, Codable {
    /// The case.
    public var qualityCase: QualityCaseID
    /// How it was decided.
    public var outcome: QualityCase.Outcome
}
