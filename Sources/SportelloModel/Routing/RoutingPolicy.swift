/// Which agent gets what waits, where the desk chooses (R-002-15, R-002-70, R-002-74).
public struct RoutingPolicy: Sendable, Hashable, Codable {
    /// A way to an agent. The ways are tried in the profile's order; the first that finds somebody free is taken.
    public enum Stage: String, Sendable, Hashable, Codable, CaseIterable {
        /// Whoever has the ticket, where the profile keeps them together.
        case holder
        /// The person whom the account names for such cases, or the deputy.
        case named
        /// Somebody with the skill of the case type (R-002-15).
        case expert
        /// The guardian of a VIP account or the deputy, where the case type has no experts (R-002-74).
        case guardian
        /// Anybody of the ticket's team.
        case pool
    }

    /// A level of support: a ticket is at exactly one (R-004-10).
    public struct Tier: Sendable, Hashable, Codable {
        /// The level, 1 to 9. Tickets begin at 1.
        public var level: Int
        /// The roles that people have at this level, as skills of their enrolment: who has a ticket here needs one of
        /// them, or is the person whom the account names where the level keeps to the account (R-004-13). Default none:
        /// anybody.
        public var skills: [String]
        /// The only level from which a ticket comes here, unless a reason is given (R-004-16). `nil`, the default: any.
        public var enteredFrom: Int?

        /// Makes a level.
        public init(level: Int, skills: [String] = [], enteredFrom: Int? = nil) {
            self.level = level
            self.skills = skills
            self.enteredFrom = enteredFrom
        }
    }

    /// The team of tickets and agents without one of their own, so that every ticket has exactly one (R-001-3). Default
    /// `support`.
    public var team: String
    /// The skill that a case type asks for, by case type. A type that is not listed has no experts. Default none.
    public var skills: [String: String]
    /// Case types that go to a person of the account: the role by case type, for example `accountExecutive` (R-003-13).
    /// Default none.
    public var accountRoles: [String: AccountRole]
    /// Who has an account where the stickiness is `account`. Default `accountExecutive`.
    public var accountRole: AccountRole
    /// The ways, in the order in which they are tried. Default all of them.
    public var chain: [Stage]
    /// For how many minutes a dialog is kept for whoever has the ticket and is only busy; then anybody may get it and a
    /// person is alerted. Nobody ever waits for somebody who is away (R-002-70). `nil`, the default: not kept, no alert.
    public var patienceMinutes: Int?
    /// The levels of support. Where there are any, a ticket moves among them only (R-004-10). Default none: levels 1 to 9
    /// without rules.
    public var tiers: [Tier]

    /// Makes a policy.
    public init(
        team: String = "support", skills: [String: String] = [:], accountRoles: [String: AccountRole] = [:],
        accountRole: AccountRole = .accountExecutive, chain: [Stage] = Stage.allCases, patienceMinutes: Int? = nil,
        tiers: [Tier] = []
    ) {
        self.team = team
        self.skills = skills
        self.accountRoles = accountRoles
        self.accountRole = accountRole
        self.chain = chain
        self.patienceMinutes = patienceMinutes
        self.tiers = tiers
    }

    /// What the profile says about a level.
    public func tier(_ level: Int) -> Tier? { tiers.first { $0.level == level } }
}
