/// What staff found out.
public struct Triage: Sendable, Hashable {
    /// What it is about.
    public var caseType: String
    /// How bad it is.
    public var severity: Severity?
    /// The cause.
    public var cause: String?
    /// What the failure does to the customer.
    public var impact: String?
    /// Whether there is a way around it.
    public var hasWorkaround: Bool?
    /// Where the trouble comes from, for example ``CaseOrigin/customerEnvironment`` (R-000-4).
    public var origin: String?
    /// What the requester is, where that is not known from the account (R-003-19).
    public var requesterRole: RequesterRole?
    /// Who implemented what it is about, where that is not the account's implementer (R-004-6).
    public var implementer: String?
    /// The name and number of the separate talk, if the verdict asks for one (R-004-7). Without them it can be begun
    /// later.
    public var discussion: NewTicket?
    /// What the failure does, in words of the profile's severity rules; `nil` leaves what is known.
    public var impacts: [String]?

    /// Makes a finding.
    public init(
        caseType: String, severity: Severity? = nil, cause: String? = nil, impact: String? = nil,
        hasWorkaround: Bool? = nil, origin: String? = nil, requesterRole: RequesterRole? = nil,
        implementer: String? = nil, discussion: NewTicket? = nil, impacts: [String]? = nil
    ) {
        self.impacts = impacts
        self.caseType = caseType
        self.severity = severity
        self.cause = cause
        self.impact = impact
        self.hasWorkaround = hasWorkaround
        self.origin = origin
        self.requesterRole = requesterRole
        self.implementer = implementer
        self.discussion = discussion
    }
}

/// Whose turn it is while a ticket waits.
public enum WaitTarget: String, Sendable, Hashable, Codable {
    /// The customer's; the customer's clock stands still.
    case customer
    /// Another team's; the customer's clock goes on.
    case `internal`
    /// An agreed time.
    case appointment
}

/// How a dialog went.
public struct WrapUp: Sendable, Hashable {
    /// In which way it is left.
    public var kind: WrapUpKind
    /// What it produced.
    public var outcome: String
    /// The note, the answer or the reason.
    public var text: String
    /// What happens next, for the customer (R-002-29).
    public var nextStep: String?
    /// What belongs to the outcome.
    public var details: OutcomeDetails

    /// Makes a record.
    public init(
        kind: WrapUpKind, outcome: String, text: String, nextStep: String? = nil,
        details: OutcomeDetails = OutcomeDetails()
    ) {
        self.kind = kind
        self.outcome = outcome
        self.text = text
        self.nextStep = nextStep
        self.details = details
    }
}
