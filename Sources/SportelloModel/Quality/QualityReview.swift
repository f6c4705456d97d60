/// How a reviewer decides a quality case.
public struct QualityReview: Sendable, Hashable {
    /// How.
    public var outcome: QualityCase.Outcome
    /// What that causes; at least one action when upheld (R-004-56).
    public var actions: [QualityCase.Action]
    /// The reasons.
    public var text: String
    /// The scores by criterion of the profile's scorecard; empty for none.
    public var scores: [String: Int]
    /// Whom a coaching note is for; `nil` for whoever is credited with the dialog.
    public var agent: AgentID?

    /// Makes a decision.
    public init(
        outcome: QualityCase.Outcome, actions: [QualityCase.Action], text: String, scores: [String: Int] = [:],
        agent: AgentID? = nil
    ) {
        self.outcome = outcome
        self.actions = actions
        self.text = text
        self.scores = scores
        self.agent = agent
    }
}
