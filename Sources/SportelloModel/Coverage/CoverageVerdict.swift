/// Who pays for a case, decided at triage under one version of the policy (R-000-21, R-000-44).
public struct CoverageVerdict: Sendable, Hashable, Codable {
    /// The four answers.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Support does it.
        case covered
        /// Support does it once it is paid for.
        case billable
        /// Support does not do it.
        case excluded
        /// Somebody else does it.
        case redirect
    }

    /// 1, 2, 3, … within the ticket; a new triage makes a new verdict.
    public var number: Int
    /// The answer.
    public var kind: Kind
    /// Why it is not covered, for a program; `nil` for what is.
    public var code: String?
    /// The rule that decided, or `default` where none fits.
    public var rule: String
    /// The version of the profile.
    public var policyVersion: Int
    /// What the rule looked at.
    public var basis: CoverageCase
    /// Entitlements that pay for it while there are any left.
    public var paidBy: [String] = []
    /// Where the customer is sent.
    public var redirects: [String] = []
    /// Somebody with one of these roles must agree; empty when nobody need, or when the requester is one.
    public var authorisedBy: [RequesterRole] = []

    /// The verdict in one word for reports: `covered`, `billable` or `notCovered` (R-000-3).
    public var outcome: String {
        switch kind {
        case .covered, .billable: kind.rawValue
        case .excluded, .redirect: "notCovered"
        }
    }

    /// The rule's name where no rule fits.
    public static let defaultRule = "default"
}

/// What a coverage rule looks at.
public struct CoverageCase: Sendable, Hashable, Codable {
    /// The plan.
    public var plan: String?
    /// The case type.
    public var caseType: String
    /// The cause.
    public var cause: String?
    /// Where the trouble comes from.
    public var origin: String?
    /// What the requester is.
    public var roles: [RequesterRole]
    /// Who implemented what it is about.
    public var implementer: String?
    /// What the account may use now.
    public var entitlements: [String]
    /// Whether it is beyond what is fair use of the case type.
    public var isBeyondFairUse: Bool

    /// Makes a case.
    public init(
        plan: String? = nil, caseType: String, cause: String? = nil, origin: String? = nil,
        roles: [RequesterRole] = [], implementer: String? = nil, entitlements: [String] = [],
        isBeyondFairUse: Bool = false
    ) {
        self.plan = plan
        self.caseType = caseType
        self.cause = cause
        self.origin = origin
        self.roles = roles
        self.implementer = implementer
        self.entitlements = entitlements
        self.isBeyondFairUse = isBeyondFairUse
    }
}

extension CoverageRule {
    /// Whether the rule is about a case.
    public func fits(_ known: CoverageCase) -> Bool {
        func fits<Value: Equatable>(_ allowed: [Value]?, _ values: [Value]) -> Bool {
            allowed.map { $0.contains { values.contains($0) } } ?? true
        }
        return fits(plans, [known.plan].compactMap(\.self)) && fits(caseTypes, [known.caseType])
            && fits(causes, [known.cause].compactMap(\.self)) && fits(origins, [known.origin].compactMap(\.self))
            && fits(roles, known.roles) && fits(implementers, [known.implementer].compactMap(\.self))
            && fits(entitled, known.entitlements) && beyondFairUse.map { $0 == known.isBeyondFairUse } ?? true
    }
}

extension OfferPolicy {
    /// The rule that decides a case: the first that fits; `nil` where none does and the case is covered.
    public func rule(for known: CoverageCase) -> CoverageRule? { coverage.first { $0.fits(known) } }
}

extension CoverageCase {
    /// The entitlement that an account has while there are minutes in its pool of hours.
    public static let hours = "hours"
}
