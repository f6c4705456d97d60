/// What happens to a ticket because of a listed reason to wait or to refuse.
public enum DeferralEvent: Sendable, Hashable {
    /// Content: the evidence in words.
    case set(DeferralSet)
    /// Content: the evidence in words, and under `text` what the customer is to read.
    case proposed(DeferralSet)
    /// Content: why not.
    case rejected
    /// Content: nothing; the warning itself is the public message before.
    case warned(ConductWarning)
    /// Content: a note.
    case lifted
    /// The review date came: somebody has to decide.
    case reviewDue
    case licenceChecked(LicenceCheck)

    /// Stable for ever.
    var kind: String {
        switch self {
        case .set: "deferral.set"
        case .proposed: "deferral.proposed"
        case .rejected: "deferral.rejected"
        case .warned: "deferral.warned"
        case .lifted: "deferral.lifted"
        case .reviewDue: "deferral.reviewDue"
        case .licenceChecked: "deferral.licenceChecked"
        }
    }

    func encodedFacts() throws -> [UInt8] {
        switch self {
        case .set(let facts), .proposed(let facts): try FactsCoding.encode(facts)
        case .warned(let facts): try FactsCoding.encode(facts)
        case .licenceChecked(let facts): try FactsCoding.encode(facts)
        case .rejected, .lifted, .reviewDue: FactsCoding.none
        }
    }

    static func decode(kind: String, facts: [UInt8]) throws -> Self? {
        switch kind {
        case "deferral.set": .set(try FactsCoding.decode(facts))
        case "deferral.proposed": .proposed(try FactsCoding.decode(facts))
        case "deferral.rejected": .rejected
        case "deferral.warned": .warned(try FactsCoding.decode(facts))
        case "deferral.lifted": .lifted
        case "deferral.reviewDue": .reviewDue
        case "deferral.licenceChecked": .licenceChecked(try FactsCoding.decode(facts))
        default: nil
        }
    }
}

/// A reason, with the facts that were shown for it.
public struct DeferralSet: Sendable, Hashable, Codable {
    /// Later, or never.
    public var kind: Deferral.Kind
    /// The listed reason.
    public var reason: String
    /// When it is looked at again.
    public var until: Instant?
    /// How many missing items were listed; their words are content.
    public var missingCount: Int
    /// The sub-reason or the scope rule.
    public var code: String?
    /// The unanswered request.
    public var request: Int64?
    /// The offending messages.
    public var messages: [Int64]
    /// The separate work item.
    public var work: WorkReference?
    /// The licence check it rests on.
    public var licence: LicenceCheck?
    /// Whether access was asked for and not given.
    public var accessDenied: Bool
    /// Who wished it, where somebody else confirmed it.
    public var proposedBy: AgentID?
    /// Who confirmed it, where somebody had to.
    public var confirmedBy: AgentID?
}

/// The customer was warned about the tone.
public struct ConductWarning: Sendable, Hashable, Codable {
    /// The messages that were meant, by their public numbers.
    public var messages: [Int64]
}

/// What a ticket keeps about reasons to wait or to refuse.
public struct DeferralFacts: Sendable, Hashable, Codable {
    /// The reason that holds now, or for which the ticket was refused.
    public var current: DeferralSet?
    /// A reason that somebody has to confirm first.
    public var proposed: DeferralSet?
    /// What the customer is to read once it is confirmed; content.
    public var proposedText: String?
    /// Since when somebody has to decide, because the review date came (R-004-47).
    public var decisionDueSince: Instant?
    /// How often the customer was warned about the tone.
    public var warnings = 0
    /// The last licence check.
    public var licence: LicenceCheck?
    /// The request for information that the customer has not answered.
    public var request: InformationRequest?

    /// Nothing yet.
    public init() {}
}

/// The customer was asked for something and has not answered.
public struct InformationRequest: Sendable, Hashable, Codable {
    /// The public number of the event that asked.
    public var number: Int64
    /// When.
    public var at: Instant
}

extension TicketFacts {
    mutating func evolveDeferral(_ event: DeferralEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .set(let set):
            deferral.current = set
            clearProposal()
            deferral.decisionDueSince = nil
        case .proposed(let set):
            deferral.proposed = set
            deferral.proposedText = content?.details["text"]
        case .rejected: clearProposal()
        case .warned: deferral.warnings += 1
        case .lifted: deferral.current = nil
        case .reviewDue:
            deferral.current = nil
            deferral.decisionDueSince = stamp.at
        case .licenceChecked(let check): deferral.licence = check
        }
    }

    private mutating func clearProposal() {
        deferral.proposed = nil
        deferral.proposedText = nil
    }

    /// A wait for the customer is a request for information until it ends; a decision is no longer due once the ticket
    /// waits again or ends.
    mutating func evolveRequest(_ change: StatusChanged, _ stamp: Stamp) {
        if change.status == .waitingCustomer {
            if deferral.request == nil, let number = stamp.publicSeq {
                deferral.request = InformationRequest(number: number, at: stamp.at)
            }
        } else if !(change.status == .deferred && status == .waitingCustomer) {
            deferral.request = nil
        }
        if change.status != .open { deferral.decisionDueSince = nil }
        if !change.status.isActive { clearProposal() }
    }
}
