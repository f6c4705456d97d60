/// What can happen to a ticket's place in the queue.
public enum QueueEvent: Sendable, Hashable {
    case titleMatched(TitleMatched)
    case aged(QueueAged)
    /// The wait has been longer than the profile's limit: somebody must look (R-002-70).
    case waitAlerted
    /// An agent took it although it was not the next. Content: why (R-002-2).
    case outOfTurn
    /// Moved to another level of support, past its gate if need be. Content: why (R-004-16).
    case tierChanged
    /// Given back without a dialog: it waits again.
    case returned
    case longDialog(LongDialog)
    case nextStep(NextStepTold)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .titleMatched: "queue.titleMatched"
        case .aged: "queue.aged"
        case .waitAlerted: "queue.waitAlerted"
        case .outOfTurn: "queue.outOfTurn"
        case .tierChanged: "queue.tierChanged"
        case .returned: "queue.returned"
        case .longDialog: "queue.longDialog"
        case .nextStep: "ticket.nextStep"
        }
    }

    /// Only the next step is for the customer.
    public var visibility: Visibility {
        if case .nextStep = self { .everyone } else { .staff }
    }
}

/// Title rules applied (R-002-5).
public struct TitleMatched: Sendable, Hashable, Codable {
    /// Their ids.
    public var rules: [String]
    /// Priority steps that the title lends to the first wait, the cap included.
    public var points: Int
    /// The team that they route to.
    public var team: String?
}

/// Waiting raised the priority.
public struct QueueAged: Sendable, Hashable, Codable {
    /// How many steps in all.
    public var steps: Int
}

/// A dialog has lasted longer than dialogs usually do. For its agent only; nothing ends by it (R-002-12).
public struct LongDialog: Sendable, Hashable, Codable {
    /// Which dialog.
    public var conversation: Int
    /// Whom it is for.
    public var agent: AgentID
}

/// What the customer is told when a dialog is wrapped up: what came of it, who has the matter now, and what happens next
/// (R-002-29). Content: the next step in words.
public struct NextStepTold: Sendable, Hashable, Codable {
    /// Which dialog.
    public var conversation: Int
    /// What it produced.
    public var outcome: String
    /// The team that has the matter now.
    public var team: String?
}

extension QueueEvent {
    func encodedFacts() throws -> [UInt8] {
        switch self {
        case .titleMatched(let facts): try FactsCoding.encode(facts)
        case .aged(let facts): try FactsCoding.encode(facts)
        case .longDialog(let facts): try FactsCoding.encode(facts)
        case .nextStep(let facts): try FactsCoding.encode(facts)
        case .waitAlerted, .outOfTurn, .tierChanged, .returned: FactsCoding.none
        }
    }

    /// `nil` for a kind that is no event of the queue.
    init?(kind: String, facts: [UInt8]) throws {
        switch kind {
        case "queue.titleMatched": self = .titleMatched(try FactsCoding.decode(facts))
        case "queue.aged": self = .aged(try FactsCoding.decode(facts))
        case "queue.waitAlerted": self = .waitAlerted
        case "queue.outOfTurn": self = .outOfTurn
        case "queue.tierChanged": self = .tierChanged
        case "queue.returned": self = .returned
        case "queue.longDialog": self = .longDialog(try FactsCoding.decode(facts))
        case "ticket.nextStep": self = .nextStep(try FactsCoding.decode(facts))
        default: return nil
        }
    }
}
