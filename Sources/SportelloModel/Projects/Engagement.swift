/// Names an engagement.
public typealias EngagementID = Identifier<Engagement>

/// What an engagement must leave on paper (R-002-94).
public enum Artefact: String, Sendable, Hashable, Codable, CaseIterable {
    /// What was said at a meeting or training.
    case minutes
    /// What is to be built.
    case specification
    /// What is promised, with time and cost.
    case contract
    /// What is done when, with the running cost.
    case schedule
}

/// A larger service beside support: a strategy meeting, an analysis, a project contract, ongoing contract work
/// (R-002-94).
public struct Engagement: Sendable, Hashable, Codable {
    /// Where it stands.
    public enum State: String, Sendable, Hashable, Codable {
        /// Being prepared.
        case drafted
        /// Under way.
        case active
        /// Done, with its artefact.
        case completed
        /// Called off.
        case cancelled
    }

    /// A document of the engagement.
    public struct Document: Sendable, Hashable, Codable {
        /// Where it lies or what it says; content.
        public var reference: String
        /// When it was attached.
        public var attachedAt: Instant
        /// When the customer agreed to it.
        public var approvedAt: Instant?
        /// SHA-256 of ``reference`` in UTF-8: which document an agreement is about.
        public var digest: Digest { Digest(hashing: Array(reference.utf8)) }
    }

    /// One step of the plan.
    public struct PlannedStep: Sendable, Hashable, Codable {
        /// By when it should be done.
        public var due: Instant
        /// How long it should take.
        public var minutes: Minutes

        /// Makes a step.
        public init(due: Instant, minutes: Minutes) {
            self.due = due
            self.minutes = minutes
        }
    }

    /// Work that was done.
    public struct Actual: Sendable, Hashable, Codable {
        /// When it was recorded.
        public var at: Instant
        /// How long it took.
        public var minutes: WorkedMinutes
    }

    /// The name.
    public var id: EngagementID
    /// Where it stands.
    public var state = State.drafted
    /// The id of the type in the profile.
    public var type = ""
    /// Whose it is.
    public var account = AccountID(high: 0, low: 0)
    /// Who agrees for the customer.
    public var contact: ContactID?
    /// The engagement whose approved specification it builds on (R-002-95).
    public var basis: EngagementID?
    /// What it must leave on paper.
    public var artefact = Artefact.minutes
    /// What it left on paper so far.
    public var documents: [Artefact: Document] = [:]
    /// The plan, in order of time.
    public var plan: [PlannedStep] = []
    /// What an hour of it costs, for the budget in money.
    public var rate: Money?
    /// The work done so far, in order of time.
    public var actuals: [Actual] = []
    /// When it was created.
    public var createdAt = Instant(milliseconds: 0)
    /// When it became final.
    public var finishedAt: Instant?

    /// Starts the fold.
    public init(id: EngagementID) { self.id = id }
}

extension Artefact: CodingKeyRepresentable {}

/// What can happen to an engagement.
public enum EngagementEvent: StreamEvent {
    case created(EngagementCreated)
    case attached(ArtefactAttached)
    case approved(ArtefactApproved)
    case planned(EngagementPlanned)
    case started
    case timePosted(EngagementTime)
    case completed
    case cancelled

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .created: "engagement.created"
        case .attached: "engagement.attached"
        case .approved: "engagement.approved"
        case .planned: "engagement.planned"
        case .started: "engagement.started"
        case .timePosted: "engagement.time"
        case .completed: "engagement.completed"
        case .cancelled: "engagement.cancelled"
        }
    }

    /// The customer sees cost and progress (R-002-96).
    public var visibility: Visibility { .everyone }
}

/// An engagement began to be prepared.
public struct EngagementCreated: Sendable, Hashable, Codable {
    /// The type in the profile.
    public var type: String
    /// Whose.
    public var account: AccountID
    /// Who agrees for the customer.
    public var contact: ContactID
    /// What it builds on.
    public var basis: EngagementID?
    /// What it must leave on paper.
    public var artefact: Artefact
}

/// A document was attached. Content: where it lies or what it says.
public struct ArtefactAttached: Sendable, Hashable, Codable {
    /// Which.
    public var artefact: Artefact
}

/// The customer agreed to a document.
public struct ArtefactApproved: Sendable, Hashable, Codable {
    /// Which.
    public var artefact: Artefact
}

/// The plan was made or changed.
public struct EngagementPlanned: Sendable, Hashable, Codable {
    /// The steps, in order of time.
    public var steps: [Engagement.PlannedStep]
    /// What an hour costs.
    public var rate: Money?
}

/// Somebody worked on it.
public struct EngagementTime: Sendable, Hashable, Codable {
    /// How long.
    public var minutes: WorkedMinutes
    /// In which role.
    public var role: String
}

extension Engagement: Aggregate {
    /// What can happen to an engagement.
    public typealias Event = EngagementEvent

    /// Applies one event.
    public mutating func evolve(_ event: EngagementEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .created(let event):
            type = event.type
            account = event.account
            contact = event.contact
            basis = event.basis
            artefact = event.artefact
            createdAt = stamp.at
        case .attached(let event):
            documents[event.artefact] = Document(reference: content?.text ?? "", attachedAt: stamp.at)
        case .approved(let event): documents[event.artefact]?.approvedAt = stamp.at
        case .planned(let event):
            plan = event.steps
            rate = event.rate
        case .started: state = .active
        case .timePosted(let event): actuals.append(Actual(at: stamp.at, minutes: event.minutes))
        case .completed:
            state = .completed
            finishedAt = stamp.at
        case .cancelled:
            state = .cancelled
            finishedAt = stamp.at
        }
    }
}

extension EngagementEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .created(let facts): try FactsCoding.encode(facts)
        case .attached(let facts): try FactsCoding.encode(facts)
        case .approved(let facts): try FactsCoding.encode(facts)
        case .planned(let facts): try FactsCoding.encode(facts)
        case .timePosted(let facts): try FactsCoding.encode(facts)
        case .started, .completed, .cancelled: FactsCoding.none
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "engagement.created": .created(try FactsCoding.decode(facts))
        case "engagement.attached": .attached(try FactsCoding.decode(facts))
        case "engagement.approved": .approved(try FactsCoding.decode(facts))
        case "engagement.planned": .planned(try FactsCoding.decode(facts))
        case "engagement.started": .started
        case "engagement.time": .timePosted(try FactsCoding.decode(facts))
        case "engagement.completed": .completed
        case "engagement.cancelled": .cancelled
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
