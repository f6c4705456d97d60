/// What can happen to the answers of a ticket's form.
public enum IntakeEvent: Sendable, Hashable {
    case recorded(IntakeRecorded)
    case asked(IntakeAsked)
    case answered(IntakeAnswered)
    /// The customer wants a full analysis, and staff who judge the case are reminded of that path (R-002-36).
    case analysisPrompted

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .recorded: "intake.recorded"
        case .asked: "intake.asked"
        case .answered: "intake.answered"
        case .analysisPrompted: "intake.analysisPrompted"
        }
    }

    /// The question and its answer are the customer's too.
    public var visibility: Visibility {
        switch self {
        case .asked, .answered: .everyone
        case .recorded, .analysisPrompted: .staff
        }
    }
}

/// What was answered, read and shown when the ticket was made.
public struct IntakeRecorded: Sendable, Hashable, Codable {
    /// Questions with an answer.
    public var answered: [String]
    /// Articles that the person said to have read, as they were (R-000-6).
    public var acknowledged: [KnowledgeReference]
    /// Articles that were shown as advice (R-002-87).
    public var advised: [String]
    /// Whether a full analysis is wanted (R-002-36).
    public var wantsAnalysis: Bool
}

/// The customer is asked for what is missing, once (R-004-24).
public struct IntakeAsked: Sendable, Hashable, Codable {
    /// The questions.
    public var fields: [String]
}

/// Answers that came later. Content: the answers, by question.
public struct IntakeAnswered: Sendable, Hashable, Codable {
    /// The questions.
    public var fields: [String]
    /// Whether a full analysis is wanted, if that was among them.
    public var wantsAnalysis: Bool
}

/// What is known of the form.
public struct IntakeFacts: Sendable, Hashable, Codable {
    /// Questions with an answer.
    public var answered: Set<String> = []
    /// Questions that were asked once.
    public var asked: Set<String> = []
    /// Articles that the person said to have read.
    public var acknowledged: [KnowledgeReference] = []
    /// Articles that were shown as advice.
    public var advised: [String] = []
    /// Whether a full analysis is wanted.
    public var wantsAnalysis = false
    /// Whether staff were reminded of it.
    public var analysisPrompted = false
}

extension TicketFacts {
    /// Applies an event of the form.
    mutating func evolveIntake(_ event: IntakeEvent, _ content: Content?) {
        switch event {
        case .recorded(let event):
            intake.answered = Set(event.answered)
            intake.acknowledged = event.acknowledged
            intake.advised = event.advised
            intake.wantsAnalysis = event.wantsAnalysis
        case .asked(let event): intake.asked.formUnion(event.fields)
        case .answered(let event):
            intake.answered.formUnion(event.fields)
            intake.wantsAnalysis = intake.wantsAnalysis || event.wantsAnalysis
            for (field, answer) in content?.details ?? [:] { context[field] = answer }
        case .analysisPrompted: intake.analysisPrompted = true
        }
    }
}

extension IntakeEvent {
    func encodedFacts() throws -> [UInt8] {
        switch self {
        case .recorded(let facts): try FactsCoding.encode(facts)
        case .asked(let facts): try FactsCoding.encode(facts)
        case .answered(let facts): try FactsCoding.encode(facts)
        case .analysisPrompted: FactsCoding.none
        }
    }

    /// `nil` for a kind that is no event of the form.
    init?(kind: String, facts: [UInt8]) throws {
        switch kind {
        case "intake.recorded": self = .recorded(try FactsCoding.decode(facts))
        case "intake.asked": self = .asked(try FactsCoding.decode(facts))
        case "intake.answered": self = .answered(try FactsCoding.decode(facts))
        case "intake.analysisPrompted": self = .analysisPrompted
        default: return nil
        }
    }
}
