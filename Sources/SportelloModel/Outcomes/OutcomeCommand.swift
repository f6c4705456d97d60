/// What is done about the product of a ticket.
public enum OutcomeCommand: Sendable, Hashable {
    /// Staff say what it will be. Answers with the steps that are left (R-002-56); hands paid work over (R-002-50).
    case choose(outcome: String)
    /// Staff did a step of the procedure; only the next one in order.
    case completeStep(outcome: String, step: String, note: String?)
    /// The customer or staff say that an analysis is asked for (R-002-32). The hint is the customer's own idea.
    case requestAnalysis(hint: String?)
    /// Staff found out that no analysis is wanted after all, and why.
    case withdrawAnalysis(reason: String)
    /// Staff say under which load something is too slow or fails; the documented limits decide what it is (R-002-46).
    case classify(quantity: String, load: Int)
    /// Staff declare the work done, with everything that belongs to the outcome.
    case resolve(outcome: String, text: String?, details: OutcomeDetails)
    /// Staff make a proposal of "there is no such function", in one step (R-002-91), or of a ticket that was refused for
    /// a reason that leaves one (R-003-17).
    case convertToProposal(InternalIssueID, text: String, proposal: ProposalDetails)
}

/// What belongs to an outcome besides its name.
public struct OutcomeDetails: Sendable, Hashable {
    /// What kind of help it was.
    public var help: HelpKind?
    /// Where the customer was pointed to; one of them alone is help (R-002-38).
    public var references: [CitedReference]
    /// How a bug was mended; `nil` when it was not.
    public var fix: SeverityPolicy.Fix?
    /// What is proposed.
    public var proposal: ProposalDetails?

    /// Makes details.
    public init(
        help: HelpKind? = nil, references: [CitedReference] = [], fix: SeverityPolicy.Fix? = nil,
        proposal: ProposalDetails? = nil
    ) {
        self.help = help
        self.references = references
        self.fix = fix
        self.proposal = proposal
    }
}

/// What kind of help it was.
public enum HelpKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// How something is done, or where that is written.
    case answer
    /// There is no such function, which means: not now (R-002-91).
    case noSuchFunction
}

/// What is proposed, and the short analysis (R-002-45, R-002-47).
public struct ProposalDetails: Sendable, Hashable {
    /// One of the profile's types; `nil` for its first, where the profile allows that.
    public var type: String?
    /// The part of the product; `nil` for the case type, where the profile allows that.
    public var area: String?
    /// The short analysis; content.
    public var analysis: [AnalysisField: String]
    /// Whether staff confirmed that parts of the analysis are missing.
    public var isConfirmed: Bool

    /// Makes a proposal.
    public init(
        type: String? = nil, area: String? = nil, analysis: [AnalysisField: String] = [:], isConfirmed: Bool = false
    ) {
        self.type = type
        self.area = area
        self.analysis = analysis
        self.isConfirmed = isConfirmed
    }
}
