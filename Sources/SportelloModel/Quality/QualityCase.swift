/// A complaint or review, linked to a ticket and independent of who handled it (R-004-51, R-004-55).
public struct QualityCase: Sendable, Hashable, Codable {
    /// Where it stands.
    public enum State: String, Sendable, Hashable, Codable {
        /// It came in; nobody could refuse it.
        case received
        /// The person was told that it is looked at.
        case acknowledged
        /// Somebody independent looks at it.
        case underReview
        /// Decided; actions remain.
        case decided
        /// Over.
        case closed
    }

    /// How it was decided.
    public enum Outcome: String, Sendable, Hashable, Codable {
        /// The person was right.
        case upheld
        /// The person was right in part.
        case partly
        /// The person was not right.
        case notUpheld
        /// The person took it back.
        case withdrawn
    }

    /// How it came in.
    public enum Entry: String, Sendable, Hashable, Codable {
        /// The customer asked for it on the ticket (R-004-51).
        case request
        /// A dialog was transferred (R-004-52).
        case transfer
        /// By a way that is official for quality control: a call, a mail (R-004-53, R-004-54).
        case channel
        /// It was drawn; nobody complained.
        case sample
    }

    /// What a decision causes (R-004-56).
    public enum Action: String, Sendable, Hashable, Codable {
        /// The ticket is reopened.
        case reopen
        /// A charge is taken back.
        case reverseCharge
        /// The person gets an apology.
        case apologise
        /// Somebody is trained.
        case coach
        /// An article is mended.
        case changeArticle
    }

    /// The name.
    public var id: QualityCaseID
    /// How it came in.
    public var entry = Entry.request
    /// By which way, where it did not come on a ticket.
    public var channel: ChannelKind?
    /// The dialog that it is about, where one was named.
    public var conversation: Int?
    /// Where it stands.
    public var state = State.received
    /// What it is about.
    public var ticket: TicketID?
    /// Who asked for it.
    public var contact: ContactID?
    /// When it came in.
    public var receivedAt = Instant(milliseconds: 0)
    /// When the person was told that it is looked at.
    public var acknowledgedAt: Instant?
    /// Who looks at it.
    public var reviewer: AgentID?
    /// How it was decided.
    public var outcome: Outcome?
    /// What that causes.
    public var actions: [Action] = []
    /// Those of them that others must do and have not done yet.
    public var openTasks: Set<Action> = []
    /// The scores by criterion, where the review was scored.
    public var scores: [String: Int] = [:]
    /// What the scores come to, 0 to 100.
    public var score: Int?
    /// When it was over.
    public var closedAt: Instant?
    /// What the person wrote; content.
    public var text = ""
    /// What the person wants; content.
    public var remedy: String?

    /// Starts the fold.
    public init(id: QualityCaseID) { self.id = id }
}

/// What can happen to a quality case.
public enum QualityCaseEvent: StreamEvent {
    case received(QualityReceived)
    case acknowledged
    case assigned(QualityAssigned)
    case decided(QualityDecided)
    case taskFinished(QualityTaskFinished)
    case closed

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .received: "qualityCase.received"
        case .acknowledged: "qualityCase.acknowledged"
        case .assigned: "qualityCase.assigned"
        case .decided: "qualityCase.decided"
        case .taskFinished: "qualityCase.taskFinished"
        case .closed: "qualityCase.closed"
        }
    }

    /// For reviewers; the desk shows the stream to nobody else.
    public var visibility: Visibility { .staff }
}

/// It came in. Content: the text, and the remedy sought under `remedy`.
public struct QualityReceived: Sendable, Hashable, Codable {
    /// About which ticket; `nil` for one that came without (R-004-54).
    public var ticket: TicketID?
    /// From whom; for a drawn dialog, whose it is.
    public var contact: ContactID
    /// How it came in; `nil` for a request on the ticket.
    public var entry: QualityCase.Entry?
    /// By which way, where it did not come on a ticket.
    public var channel: ChannelKind?
    /// About which dialog, where one was named.
    public var conversation: Int?
}

/// Somebody independent looks at it.
public struct QualityAssigned: Sendable, Hashable, Codable {
    /// Who.
    public var reviewer: AgentID
}

/// It was decided. Content: the reasons.
public struct QualityDecided: Sendable, Hashable, Codable {
    /// How.
    public var outcome: QualityCase.Outcome
    /// What that causes.
    public var actions: [QualityCase.Action]
    /// The scores by criterion; `nil` where none were given.
    public var scores: [String: Int]?
    /// What they come to, 0 to 100.
    public var score: Int?
}

/// What the decision asked of others was done. Content: a reference to it.
public struct QualityTaskFinished: Sendable, Hashable, Codable {
    /// Which action.
    public var action: QualityCase.Action
}

extension QualityCase: Aggregate {
    /// What can happen to a quality case.
    public typealias Event = QualityCaseEvent

    /// Applies one event.
    public mutating func evolve(_ event: QualityCaseEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .received(let event):
            ticket = event.ticket
            contact = event.contact
            entry = event.entry ?? .request
            channel = event.channel
            conversation = event.conversation
            receivedAt = stamp.at
            text = content?.text ?? ""
            remedy = content?.details["remedy"]
        case .acknowledged:
            state = .acknowledged
            acknowledgedAt = stamp.at
        case .assigned(let event):
            state = .underReview
            reviewer = event.reviewer
        case .decided(let event):
            state = .decided
            outcome = event.outcome
            actions = event.actions
            openTasks = Set(event.actions).intersection([.reverseCharge, .changeArticle])
            scores = event.scores ?? [:]
            score = event.score
        case .taskFinished(let event): openTasks.remove(event.action)
        case .closed:
            state = .closed
            closedAt = stamp.at
        }
    }
}
