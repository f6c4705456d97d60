/// Who looks after accounts (R-002-72, R-002-73, R-003-1, contradiction C16).
public struct AccountRolePolicy: Sendable, Hashable, Codable {
    /// A periodic look at each account that has somebody in the role.
    public struct Review: Sendable, Hashable, Codable {
        /// Whose task it is.
        public var role: AccountRole
        /// How often, in days of 24 hours.
        public var everyDays: Int

        /// Makes a rule.
        public init(role: AccountRole, everyDays: Int) {
            self.role = role
            self.everyDays = everyDays
        }
    }

    /// Roles that every account has filled, or explicitly left to nobody. Default: none.
    public var declared: [AccountRole]
    /// Roles in which every VIP account has somebody. Default: none.
    public var vip: [AccountRole]
    /// Periodic reviews. Default: none.
    public var reviews: [Review]
    /// The case types by which a customer asks to be contacted (R-002-98). The customer is told who will; how that
    /// person got in touch is recorded. Default: none.
    public var contactRequests: [String]

    /// Makes a policy.
    public init(
        declared: [AccountRole] = [], vip: [AccountRole] = [], reviews: [Review] = [], contactRequests: [String] = []
    ) {
        self.declared = declared
        self.vip = vip
        self.reviews = reviews
        self.contactRequests = contactRequests
    }
}
