/// Something about the product of a ticket. Content: a note, a hint, or the analysis by field.
public struct OutcomeEvent: Sendable, Hashable, Codable {
    /// What happened.
    public enum Step: String, Sendable, Hashable, Codable, CaseIterable {
        /// Staff said what it will be.
        case chosen
        /// A step of the procedure was done.
        case stepDone
        /// An analysis is asked for.
        case analysisRequested
        /// No analysis is wanted after all.
        case analysisWithdrawn
        /// The documented limits decided.
        case classified
        /// What belongs to the outcome was recorded.
        case described
        /// The executors have it.
        case handedOver
        /// A proposal was made of it.
        case converted

        /// The event's kind.
        public var kind: String { "outcome.\(rawValue)" }
    }

    /// What happened.
    public var step: Step
    /// The outcome.
    public var outcome: String?
    /// The step of the procedure.
    public var done: String?
    /// What a rule decided.
    public var nature: OutcomeRule.Nature?
    /// What is counted.
    public var quantity: String?
    /// How much of it there is.
    public var load: Int?
    /// What kind of help it was.
    public var help: HelpKind?
    /// Where the customer was pointed to.
    public var references: [KnowledgeReference]?
    /// How a bug was mended.
    public var fix: SeverityPolicy.Fix?
    /// What is proposed.
    public var proposal: ProposalRecord?
    /// The issue that was made.
    public var issue: InternalIssueID?
    /// The team that performs it.
    public var team: String?

    init(_ step: Step, outcome: String? = nil) {
        self.step = step
        self.outcome = outcome
    }
}

/// What is proposed, in facts (R-002-45).
public struct ProposalRecord: Sendable, Hashable, Codable {
    /// The type.
    public var type: String
    /// The part of the product.
    public var area: String
    /// Parts of the analysis that were missing when staff confirmed (R-002-47).
    public var confirmedWithout: [AnalysisField]
}

extension TicketFacts {
    /// Whether an analysis is asked for: by what was said last, or else by the form (R-002-32, R-002-36).
    public var wantsAnalysis: Bool { outcomeRecord.wantsAnalysis ?? intake.wantsAnalysis }
}

/// What is known about the product of a ticket.
public struct OutcomeRecord: Sendable, Hashable, Codable {
    /// What staff said it will be.
    public var chosen: String?
    /// The steps that were done, in order, by outcome.
    public var stepsDone: [String: [String]] = [:]
    /// Whether an analysis is asked for, where that was said after the form.
    public var wantsAnalysis: Bool?
    /// What the documented limits decided.
    public var ruled: OutcomeRule.Nature?
    /// What kind of help it was.
    public var help: HelpKind?
    /// Where the customer was pointed to, each once.
    public var references: [KnowledgeReference] = []
    /// How a bug was mended.
    public var fix: SeverityPolicy.Fix?
    /// What is proposed.
    public var proposal: ProposalRecord?
    /// The proposal that was made of it.
    public var convertedTo: InternalIssueID?
    /// The team that performs it, once it was handed over.
    public var handedOverTo: String?

    init() {}

    mutating func evolve(_ event: OutcomeEvent) {
        switch event.step {
        case .chosen: chosen = event.outcome
        case .stepDone:
            if let outcome = event.outcome, let done = event.done { stepsDone[outcome, default: []].append(done) }
        case .analysisRequested: wantsAnalysis = true
        case .analysisWithdrawn: wantsAnalysis = false
        case .classified: ruled = event.nature
        case .described:
            help = event.help ?? help
            fix = event.fix ?? fix
            proposal = event.proposal ?? proposal
            for reference in event.references ?? [] where !references.contains(reference) {
                references.append(reference)
            }
        case .handedOver: handedOverTo = event.team
        case .converted: convertedTo = event.issue
        }
    }

    /// A reopened ticket is worked through again: what was found for its last resolution does not count for the next.
    mutating func reopen() {
        chosen = nil
        stepsDone = [:]
        help = nil
        fix = nil
    }
}
