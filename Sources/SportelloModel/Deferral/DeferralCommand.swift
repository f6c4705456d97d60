/// What is asked about putting a ticket off or refusing it for a listed reason.
public enum DeferralCommand: Sendable, Hashable {
    /// Put it off, or refuse it, for a listed reason.
    case set(TicketID, Deferral)
    /// Whoever must confirm a reason does so.
    case confirm(TicketID)
    /// Whoever must confirm a reason says no.
    case reject(TicketID, note: String)
    /// The customer is warned about the tone, by a public message (R-004-44).
    case warn(TicketID, text: String, messages: [Int64])
    /// The reason no longer holds.
    case lift(TicketID, note: String?)
    /// The host or a person knows how it stands with the licence (R-004-40).
    case recordLicence(TicketID, LicenceCheck)

    var ticket: TicketID {
        switch self {
        case .set(let id, _), .confirm(let id), .reject(let id, _), .warn(let id, _, _), .lift(let id, _),
            .recordLicence(let id, _):
            id
        }
    }
}

/// A wish to put a ticket off or to refuse it.
public struct Deferral: Sendable, Hashable {
    /// Later, or never.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Later.
        case deferred
        /// Never (R-004-38).
        case impossible
    }

    /// Later, or never.
    public var kind: Kind
    /// The listed reason.
    public var reason: String
    /// What is shown for it.
    public var evidence: DeferralEvidence
    /// When it is looked at again; `nil` for the reason's own time.
    public var until: Instant?
    /// What the customer reads instead of the reason's title.
    public var text: String?

    /// Makes a wish.
    public init(
        _ kind: Kind, reason: String, evidence: DeferralEvidence = DeferralEvidence(), until: Instant? = nil,
        text: String? = nil
    ) {
        self.kind = kind
        self.reason = reason
        self.evidence = evidence
        self.until = until
        self.text = text
    }
}

/// What is shown for a reason. Which parts are needed is the reason's to say.
public struct DeferralEvidence: Sendable, Hashable {
    /// A few words.
    public var note: String?
    /// The like configuration on which it could not be reproduced.
    public var notReproducedOn: String?
    /// Whether access to the customer's own system was asked for and not given.
    public var accessDenied: Bool
    /// What is missing, item by item.
    public var missing: [String]
    /// The sub-reason, or the rule of the scope of support.
    public var code: String?
    /// The public number of the unanswered request for information.
    public var request: Int64?
    /// The public numbers of the customer's offending messages.
    public var messages: [Int64]
    /// The separate work item.
    public var work: WorkReference?

    /// Makes evidence.
    public init(
        note: String? = nil, notReproducedOn: String? = nil, accessDenied: Bool = false, missing: [String] = [],
        code: String? = nil, request: Int64? = nil, messages: [Int64] = [], work: WorkReference? = nil
    ) {
        self.note = note
        self.notReproducedOn = notReproducedOn
        self.accessDenied = accessDenied
        self.missing = missing
        self.code = code
        self.request = request
        self.messages = messages
        self.work = work
    }

    /// What one line of text can show: it is the note, the one missing item and the named code.
    public init(text: String?) {
        let text = text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        self.init(note: text, missing: text.map { [$0] } ?? [], code: text)
    }
}

/// A work item apart from the ticket.
public enum WorkReference: Sendable, Hashable, Codable {
    /// What an escalation created.
    case issue(InternalIssueID)
    /// A linked ticket.
    case ticket(TicketID)
    /// An ordered job.
    case workOrder(WorkOrderID)
    /// An offer on the ticket, by its number.
    case offer(Int)
}

/// How it stands with the customer's licence.
public struct LicenceCheck: Sendable, Hashable, Codable {
    /// What the check found.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// The copy in use is licensed.
        case valid
        /// It is not.
        case invalid
    }

    /// What the check found.
    public var state: State
    /// Where the answer comes from, for example the host's licence server and its request number.
    public var source: String

    /// Makes a check.
    public init(_ state: State, source: String) {
        self.state = state
        self.source = source
    }
}
