/// Who pays for a case: one line of the coverage matrix (R-000-21, contradictions C13, C23, C28).
///
/// A selector that is `nil` fits everything; an empty one fits nothing and is reported by the profile's validation. A
/// rule fits when all its selectors do.
public struct CoverageRule: Sendable, Hashable, Codable {
    /// A short word; the customer reads it beside the reason (R-000-44).
    public var id: String
    /// What the customer reads.
    public var reason: LocalizedText

    // Which cases it is about
    /// The plans.
    public var plans: [String]?
    /// The case types.
    public var caseTypes: [String]?
    /// The causes, as triage found them.
    public var causes: [String]?
    /// Where the trouble comes from: ``CaseOrigin`` and other words (R-000-4).
    public var origins: [String]?
    /// What the requester is; one of them is enough (R-003-19).
    public var roles: [RequesterRole]?
    /// Who implemented what the case is about (R-004-6).
    public var implementers: [String]?
    /// Only for accounts that may use one of these now (R-003-12).
    public var entitled: [String]?
    /// Only beyond (`true`) or only within (`false`) what is fair use of the case type (R-000-22).
    public var beyondFairUse: Bool?

    // What follows
    /// Who pays.
    public var verdict: CoverageVerdict.Kind
    /// Why it is excluded, for a program, for example `apiIntegration`. Default `notCovered`.
    public var code: String
    /// Entitlements that pay for it while the account has any left (R-000-24).
    public var paidBy: [String]
    /// Where the customer is sent.
    public var redirects: [String]
    /// Add-ons that are offered.
    public var offers: [String]
    /// Somebody with one of these roles must have asked for it or agree (R-004-5). Default: nobody need.
    public var authorisedBy: [RequesterRole]
    /// What the customer can do meanwhile, told before anything is offered (R-000-26).
    public var workaround: Workaround?
    /// The role to whose holder the ticket is handed (R-003-13).
    public var handsTo: AccountRole?
    /// The case type of the separate talk about it, linked to the ticket (R-004-7).
    public var discussion: String?
    /// Whether the wish is kept as a proposal, linked to the ticket (R-003-17).
    public var isProposal: Bool

    /// A way around that a customer can take.
    public struct Workaround: Sendable, Hashable, Codable {
        /// A short word, for example `rollback`.
        public var id: String
        /// What the customer reads.
        public var text: LocalizedText

        /// Makes a way around.
        public init(id: String, text: LocalizedText) {
            self.id = id
            self.text = text
        }
    }

    /// Makes a rule.
    public init(
        id: String, reason: LocalizedText, plans: [String]? = nil, caseTypes: [String]? = nil,
        causes: [String]? = nil, origins: [String]? = nil, roles: [RequesterRole]? = nil,
        implementers: [String]? = nil, entitled: [String]? = nil, beyondFairUse: Bool? = nil,
        verdict: CoverageVerdict.Kind, code: String = "notCovered", paidBy: [String] = [], redirects: [String] = [],
        offers: [String] = [], authorisedBy: [RequesterRole] = [], workaround: Workaround? = nil,
        handsTo: AccountRole? = nil, discussion: String? = nil, isProposal: Bool = false
    ) {
        self.id = id
        self.reason = reason
        self.plans = plans
        self.caseTypes = caseTypes
        self.causes = causes
        self.origins = origins
        self.roles = roles
        self.implementers = implementers
        self.entitled = entitled
        self.beyondFairUse = beyondFairUse
        self.verdict = verdict
        self.code = code
        self.paidBy = paidBy
        self.redirects = redirects
        self.offers = offers
        self.authorisedBy = authorisedBy
        self.workaround = workaround
        self.handsTo = handsTo
        self.discussion = discussion
        self.isProposal = isProposal
    }
}

/// Words for where trouble comes from. A profile may use others.
public enum CaseOrigin {
    /// The provider's product.
    public static let product = "product"
    /// What the customer runs: shop, computers, network.
    public static let customerEnvironment = "customerEnvironment"
    /// The firm that hosts the customer's shop.
    public static let hosting = "hosting"
    /// Somebody else's product.
    public static let thirdParty = "thirdParty"
}
