/// What an escalation does to the customer's ticket, by what is escalated (contradiction C20; R-002-41, R-002-44,
/// R-002-48).
public struct EscalationPolicy: Sendable, Hashable, Codable {
    /// What happens to the ticket.
    public enum Effect: String, Sendable, Hashable, Codable, CaseIterable {
        /// It closes with the outcome; the linked issue goes on (R-002-41, R-002-48).
        case closeLinked
        /// It stays open, staff look at the issue at intervals, and it cannot be resolved before the issue is, or before
        /// the severity is lowered (R-002-44).
        case keepOpenMonitored
        /// It stays open, and the customer hears from staff at intervals.
        case keepOpenInformed
    }

    /// An effect with its interval.
    public struct Rule: Sendable, Hashable, Codable {
        /// What happens to the ticket.
        public var effect: Effect
        /// How often somebody looks or tells, in minutes of the wall clock, 5 or more; without meaning where the ticket
        /// closes. Default: 240 (four hours) to look, 10 080 (a week) to tell.
        public var everyMinutes: Int

        /// Makes a rule.
        public init(_ effect: Effect, everyMinutes: Int? = nil) {
            self.effect = effect
            self.everyMinutes = everyMinutes ?? (effect == .keepOpenMonitored ? 240 : 10_080)
        }
    }

    /// Bugs that are not critical. Default: the ticket stays open, the customer is told.
    public var nonCritical: Rule
    /// Critical bugs. Default: the ticket stays open and is monitored.
    public var critical: Rule
    /// Proposals. Default: the ticket stays open, the customer is told.
    public var proposal: Rule

    /// Makes a policy.
    public init(
        nonCritical: Rule = Rule(.keepOpenInformed), critical: Rule = Rule(.keepOpenMonitored),
        proposal: Rule = Rule(.keepOpenInformed)
    ) {
        self.nonCritical = nonCritical
        self.critical = critical
        self.proposal = proposal
    }

    /// The rule for what is escalated.
    public func rule(for kind: IssueKind, _ severity: Severity?) -> Rule {
        switch (kind, severity) {
        case (.proposal, _): proposal
        case (.bug, .critical): critical
        case (.bug, _): nonCritical
        }
    }
}

/// What the product teams may decide about an issue (R-002-60 to R-002-64).
public struct TriagePolicy: Sendable, Hashable, Codable {
    /// Why an issue may be rejected.
    public struct Reason: Sendable, Hashable, Codable {
        /// A short word.
        public var id: String
        /// What the customer is told.
        public var title: LocalizedText

        /// Makes a reason.
        public init(id: String, title: LocalizedText) {
            self.id = id
            self.title = title
        }
    }

    /// Who decides. Default: agents and supervisors.
    public var deciders: [Role]
    /// Teams with a backlog; empty for any. Default empty.
    public var teams: [String]
    /// Why an issue may be rejected. Default: another module serves, achievable otherwise, not reproducible, the module
    /// has changed (R-002-64).
    public var rejectReasons: [Reason]

    /// Makes a policy.
    public init(
        deciders: [Role] = [.agent, .supervisor], teams: [String] = [],
        rejectReasons: [Reason] = TriagePolicy.standardReasons
    ) {
        self.deciders = deciders
        self.teams = teams
        self.rejectReasons = rejectReasons
    }
}

/// How reports count, and how issues are ranked (R-002-60, R-002-61, R-002-93). Points come by report.
public struct PointsPolicy: Sendable, Hashable, Codable {
    /// What the rank is computed from.
    public enum Formula: String, Sendable, Hashable, Codable, CaseIterable {
        /// Points for each unit of cost.
        case ratio
        /// Points less cost, both weighted.
        case difference
    }

    /// Points of a reported bug that is not critical, 0 to 1000. Default 1.
    public var nonCritical: Int
    /// Points of a reported critical bug, 0 to 1000. Default 5.
    public var critical: Int
    /// Points of a proposal, 0 to 1000. Default 1.
    public var proposal: Int
    /// Whether an account counts once for an issue, however often it reports it. Default yes (R-002-61).
    public var oncePerAccount: Bool
    /// How points and cost make a score. Default: points for each unit of cost.
    public var formula: Formula
    /// How much a point weighs, 1 to 1000. Default 1.
    public var pointWeight: Int
    /// How much a unit of cost weighs, 1 to 1000. Default 1.
    public var costWeight: Int

    /// Makes a policy.
    public init(
        nonCritical: Int = 1, critical: Int = 5, proposal: Int = 1, oncePerAccount: Bool = true,
        formula: Formula = .ratio, pointWeight: Int = 1, costWeight: Int = 1
    ) {
        self.nonCritical = nonCritical
        self.critical = critical
        self.proposal = proposal
        self.oncePerAccount = oncePerAccount
        self.formula = formula
        self.pointWeight = pointWeight
        self.costWeight = costWeight
    }

    /// What one report weighs.
    public func weight(of kind: IssueKind, _ severity: Severity?) -> Int {
        switch (kind, severity) {
        case (.proposal, _): proposal
        case (.bug, .critical): critical
        case (.bug, _): nonCritical
        }
    }
}

/// Whom the fate of an issue is told, and how (contradiction C21; R-001-9, R-002-65, R-002-66).
public struct NoticePolicy: Sendable, Hashable, Codable {
    /// Who tells the customer.
    public enum Teller: String, Sendable, Hashable, Codable, CaseIterable {
        /// The desk, by an automatic message.
        case desk
        /// A person: a return task lies with the common pool until somebody has told it (R-002-65).
        case consultant
    }

    /// What a resolved ticket does when a notice comes.
    public enum AfterResolution: String, Sendable, Hashable, Codable, CaseIterable {
        /// The notice is a message; the ticket stays as it is.
        case message
        /// A resolved ticket is open again. A closed one is final and gets a message in any case.
        case reopen
    }

    /// The results that are told. Default: a release and a rejection.
    public var results: [IssueResult]
    /// Who tells. Default: the desk.
    public var by: Teller
    /// What a resolved ticket does. Default: it stays as it is.
    public var afterResolution: AfterResolution

    /// Makes a policy.
    public init(
        results: [IssueResult] = [.released, .rejected], by: Teller = .desk,
        afterResolution: AfterResolution = .message
    ) {
        self.results = results
        self.by = by
        self.afterResolution = afterResolution
    }
}

/// What became of an issue.
public enum IssueResult: String, Sendable, Hashable, Codable, CaseIterable {
    /// It is part of another issue.
    case duplicate
    /// It waits for a larger package.
    case roadmap
    /// A team has it.
    case backlog
    /// It is done and delivered.
    case released
    /// It will not be done.
    case rejected
}
