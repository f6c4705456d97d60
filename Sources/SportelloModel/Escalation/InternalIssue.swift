/// What an escalation is about.
public enum IssueKind: String, Sendable, Hashable, Codable {
    /// Something does not work as it should.
    case bug
    /// Something could be better.
    case proposal
}

/// What an escalation creates on the provider's side; linked many-to-many with tickets (R-002-41).
public struct InternalIssue: Sendable, Hashable, Codable {
    /// Where it stands.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// Waits for triage by the product teams.
        case submitted
        /// Part of another; final.
        case duplicate
        /// Waits for a larger package.
        case roadmap
        /// A team has it.
        case backlog
        /// Will not be done; final.
        case rejected
        /// Done and delivered; final.
        case released

        /// Whether nothing but telling follows.
        public var isFinal: Bool { self == .duplicate || self == .rejected || self == .released }
        /// Whether the product teams are done with it (R-002-44).
        public var isResolved: Bool { self == .rejected || self == .released }
    }

    /// The name.
    public var id: InternalIssueID
    /// Where it stands.
    public var state = State.submitted
    /// What it is about.
    public var kind = IssueKind.bug
    /// How bad the failure was when it was reported; `nil` for proposals.
    public var severity: Severity?
    /// What is proposed, for proposals (R-002-45).
    public var proposal: ProposalRecord?
    /// The tickets it came from, those of its duplicates included.
    public var tickets: [TicketID] = []
    /// Whose reports count, and how much: the points by account, or by contact where no account is known.
    public var votes: [String: Int] = [:]
    /// The issue that it is part of.
    public var parent: InternalIssueID?
    /// The issues that are part of it.
    public var duplicates: [InternalIssueID] = []
    /// The team that has it in its backlog.
    public var team: String?
    /// Why it is in the backlog, in words, or the listed reason of a rejection.
    public var reason: String?
    /// The estimated cost; `nil` while unknown.
    public var cost: Int?
    /// The package that it is part of.
    public var package: ReleasePackageID?
    /// When the package is to be delivered. Nothing else gives an issue a date (R-002-62).
    public var plannedFor: Instant?
    /// The version that contains it.
    public var version: String?
    /// When it was made.
    public var createdAt = Instant(milliseconds: 0)
    /// When its result last changed.
    public var settledAt: Instant?
    /// Tickets that have not been told the last result.
    public var untold: [TicketID] = []
    /// Contacts that were told the last result: each is told once (R-001-9).
    public var toldContacts: [ContactID] = []
    /// What it says; content.
    public var description = ""

    /// Starts the fold.
    public init(id: InternalIssueID) { self.id = id }

    /// How much the reports weigh together.
    public var points: Int { votes.values.reduce(0, +) }

    /// What became of it last; `nil` before the triage.
    public var result: IssueResult? { IssueResult(rawValue: state.rawValue) }

    /// When it next needs time to act: at once while tickets are to be told.
    public var wakeAt: Instant? { untold.isEmpty ? nil : settledAt ?? createdAt }
}

extension InternalIssue {
    /// How it ranks by demand and cost; `nil` while the cost is unknown. Larger is more urgent (R-002-93).
    ///
    /// In thousandths, so that a ratio keeps its order among whole numbers.
    public func score(_ policy: PointsPolicy) -> Int? {
        guard let cost else { return nil }
        let gain = points * policy.pointWeight * 1000
        return switch policy.formula {
        case .ratio: gain / (max(cost, 1) * policy.costWeight)
        case .difference: gain - cost * policy.costWeight * 1000
        }
    }

    /// Issues by rank: the best score first; without a known cost after all others, by points; then the older.
    public static func ranked(_ issues: [InternalIssue], _ policy: PointsPolicy) -> [InternalIssue] {
        issues.map { (issue: $0, score: $0.score(policy) ?? Int.min) }
            .sorted { left, right in
                (left.score, left.issue.points, right.issue.createdAt, right.issue.id) > (
                    right.score, right.issue.points, left.issue.createdAt, left.issue.id
                )
            }
            .map(\.issue)
    }
}
