/// One permission for one remote session: asked for, decided, used once, over (DESIGN §5; R-000-12).
///
/// The desk records and gates; it never captures a screen. Silence is refusal: an unanswered request lapses.
public struct RemoteConsent: Sendable, Hashable, Codable {
    /// Where it stands. The last eight are final.
    public enum State: String, Sendable, Hashable, Codable {
        /// The customer asked; staff decide.
        case requested
        /// Staff ask the customer.
        case proposed
        /// A time is agreed; still unanswered.
        case scheduled
        /// Granted, not used yet.
        case granted
        /// In use.
        case active
        /// In use, interrupted.
        case paused
        /// Staff said no (R-000-30).
        case declinedByStaff
        /// The customer said no.
        case refused
        /// Nobody answered in time.
        case lapsed
        /// Used and over.
        case ended
        /// Taken back by the person.
        case withdrawn
        /// Taken back by staff.
        case revoked
        /// Its time ran out.
        case expired

        /// Whether nothing can follow.
        public var isFinal: Bool {
            switch self {
            case .requested, .proposed, .scheduled, .granted, .active, .paused: false
            case .declinedByStaff, .refused, .lapsed, .ended, .withdrawn, .revoked, .expired: true
            }
        }
    }

    /// How much the session matters (R-000-45).
    public enum Need: String, Sendable, Hashable, Codable {
        /// Work goes on without it.
        case notNeeded
        /// It would help.
        case useful
        /// There is no other way.
        case required
    }

    /// The name.
    public var id: ConsentID
    /// Where it stands.
    public var state: State
    /// The registered tool.
    public var tool = ""
    /// What was asked for, for example `view`, `control`.
    public var scopes: [String] = []
    /// What was granted: these or fewer.
    public var grantedScopes: [String] = []
    /// How much it matters.
    public var need = Need.useful
    /// When it was asked for.
    public var askedAt: Instant
    /// Where the customer gets the tool, as it was shown with the request (R-000-31).
    public var download: String?
    /// Times that staff can; none of them is agreed (R-000-28).
    public var slots: [Instant] = []
    /// The time that the customer accepted; `nil` while nothing is scheduled (R-000-28).
    public var scheduledFor: Instant?
    /// The customer's zone at that time, an IANA name.
    public var customerZone: String?
    /// The technician's zone at that time, an IANA name.
    public var staffZone: String?
    /// The work order that the session belongs to (R-000-9).
    public var workOrder: WorkOrderID?
    /// The refused permission in whose place this one was proposed (R-004-22).
    public var fallbackOf: ConsentID?
    /// Whether the session began outside the technician's hours (R-000-29).
    public var isOutsideHours = false
    /// The scopes that were reported as used, each once.
    public var usedScopes: [String] = []
    /// Until when it can be answered or, once granted, used.
    public var until: Instant?
    /// When the session began.
    public var startedAt: Instant?
    /// When it became final.
    public var finishedAt: Instant?
    /// Times when somebody reported use that no grant covered.
    public var violations: [Instant] = []

    /// Whether the person said no, or nothing in time, which is the same (DESIGN §2.7).
    public var wasRefused: Bool { state == .refused || state == .lapsed }
}

/// A step in the life of a permission. Content: purpose, reason or request in words.
public struct RemoteEvent: Sendable, Hashable, Codable {
    /// What happened.
    public enum Step: String, Sendable, Hashable, Codable {
        case requested, declined, proposed, scheduled, granted, refused, lapsed, started, paused, resumed, used, ended,
            withdrawn, revoked, expired, violation

        /// The event's kind on the wire.
        public var kind: String { "remote.\(rawValue)" }

        /// A violation is for staff and reviewers until a person decides how to tell it; what is used within the grant
        /// the person sees on the own screen.
        public var isPublic: Bool { self != .violation && self != .used }
    }

    /// Which permission.
    public var consent: ConsentID
    /// What happened.
    public var step: Step
    /// The tool, where one is named.
    public var tool: String?
    /// The scopes asked for or granted.
    public var scopes: [String]?
    /// How much it matters.
    public var need: RemoteConsent.Need?
    /// The agreed time.
    public var scheduledFor: Instant?
    /// Until when it can be answered or used.
    public var until: Instant?
    /// Times on offer.
    public var slots: [Instant]?
    /// The customer's zone at the agreed time.
    public var customerZone: String?
    /// The technician's zone at the agreed time.
    public var staffZone: String?
    /// Where the customer gets the tool, officially.
    public var download: String?
    /// The work order that the session belongs to.
    public var workOrder: WorkOrderID?
    /// The refused permission in whose place this one is proposed.
    public var fallbackOf: ConsentID?
    /// Whether the session begins outside the technician's hours.
    public var isOutsideHours: Bool?
    /// The scope that was used, or that a violation is about.
    public var scope: String?
    /// The notice shown: its language and the SHA-256 of its words.
    public var notice: Notice?

    /// The words a person saw before deciding, provable later.
    public struct Notice: Sendable, Hashable, Codable {
        /// The language.
        public var language: String
        /// The profile version it came from.
        public var version: Int
        /// SHA-256 of its UTF-8.
        public var sha256: Digest
    }

    init(
        _ step: Step, _ consent: ConsentID, tool: String? = nil, scopes: [String]? = nil,
        need: RemoteConsent.Need? = nil, until: Instant? = nil, notice: Notice? = nil
    ) {
        self.consent = consent
        self.step = step
        self.tool = tool
        self.scopes = scopes
        self.need = need
        self.until = until
        self.notice = notice
    }

    /// The same event with more facts.
    func with(_ change: (inout RemoteEvent) -> Void) -> RemoteEvent {
        var event = self
        change(&event)
        return event
    }
}
