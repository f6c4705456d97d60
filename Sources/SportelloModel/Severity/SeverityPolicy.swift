/// How the severity of a failure follows from facts, and who may judge otherwise (R-002-39 to R-002-42, R-002-75 to
/// R-002-78, R-002-86, R-002-88).
public struct SeverityPolicy: Sendable, Hashable, Codable {
    /// Facts that decide without anybody's discretion (R-002-42).
    public struct Rule: Sendable, Hashable, Codable {
        /// Words for what the failure does; one of them is enough. For example `preventsOrders`.
        public var impacts: [String]
        /// Whether a way around it takes the rule away. Default yes (R-002-75).
        public var unlessWorkaround: Bool
        /// What follows.
        public var severity: Severity

        /// Makes a rule.
        public init(impacts: [String], unlessWorkaround: Bool = true, severity: Severity = .critical) {
            self.impacts = impacts
            self.unlessWorkaround = unlessWorkaround
            self.severity = severity
        }
    }

    /// A way in which a failure is mended.
    public enum Fix: String, Sendable, Hashable, Codable, CaseIterable {
        /// A setting or stored data was put right.
        case configuration
        /// The environment was put right: hosting, network, computer.
        case environment
        /// The product itself was changed.
        case codeChange
    }

    /// Rules in order; the first that fits decides. Default: what keeps orders from being placed or shipped in time is
    /// critical where there is no way around it.
    public var rules: [Rule]
    /// Words for what is a nuisance and never critical (R-002-76). Default: `inconvenience`.
    public var inconveniences: [String]
    /// What a bug is where neither a rule nor anybody says. Default not critical (R-002-40); `nil` when staff must say.
    public var standard: Severity?
    /// Whether staff may call a failure critical where no rule does. Default yes.
    public var staffMayRaise: Bool
    /// Whether the customer may ask for a review of the severity. Default yes (R-002-77).
    public var appeals: Bool
    /// Who may decide such a review. Default: agents and supervisors.
    public var deciders: [Role]
    /// Fixes that need a linked released issue before the ticket can be resolved as mended (R-002-88). Default: a change
    /// of the product.
    public var releasedFixes: [Fix]

    /// Makes a policy.
    public init(
        rules: [Rule] = [Rule(impacts: ["preventsOrders", "preventsShipping"])],
        inconveniences: [String] = ["inconvenience"], standard: Severity? = .nonCritical, staffMayRaise: Bool = true,
        appeals: Bool = true, deciders: [Role] = [.agent, .supervisor], releasedFixes: [Fix] = [.codeChange]
    ) {
        self.rules = rules
        self.inconveniences = inconveniences
        self.standard = standard
        self.staffMayRaise = staffMayRaise
        self.appeals = appeals
        self.deciders = deciders
        self.releasedFixes = releasedFixes
    }

    /// Every word for an impact that the policy knows.
    public var knownImpacts: [String] {
        var seen: Set<String> = []
        return (rules.flatMap(\.impacts) + inconveniences).filter { seen.insert($0).inserted }
    }
}

/// What the facts and the people come to.
public struct SeverityVerdict: Sendable, Hashable {
    /// The severity.
    public var severity: Severity
    /// Why.
    public var basis: SeverityBasis

    /// Makes a verdict.
    public init(_ severity: Severity, _ basis: SeverityBasis) {
        self.severity = severity
        self.basis = basis
    }
}

/// Why a severity is what it is.
public enum SeverityBasis: String, Sendable, Hashable, Codable {
    /// A rule of the profile decided, without discretion (R-002-42).
    case rule
    /// There is a way around it (R-002-75, R-002-86).
    case workaround
    /// It is a nuisance (R-002-76).
    case inconvenience
    /// Staff said so.
    case stated
    /// Nobody said anything: the default (R-002-40).
    case standard
    /// Somebody allowed to decided on the customer's appeal (R-002-77).
    case review
}

extension SeverityPolicy {
    /// Judges a failure from facts. An unknown way around counts as none.
    ///
    /// In this order: a rule that fits; a way around it is never critical; nuisances alone are never critical; what
    /// staff say, where they may; the default.
    ///
    /// - Parameters:
    ///   - impacts: Words for what the failure does.
    ///   - hasWorkaround: Whether there is a way around it, if that is known.
    ///   - stated: What staff say.
    /// - Returns: `nil` where nothing decides and the profile has no default.
    public func judge(impacts: [String], hasWorkaround: Bool?, stated: Severity?) -> SeverityVerdict? {
        let isAvoidable = hasWorkaround ?? false
        for rule in rules where !(rule.unlessWorkaround && isAvoidable) {
            if rule.impacts.contains(where: impacts.contains) { return SeverityVerdict(rule.severity, .rule) }
        }
        if isAvoidable { return SeverityVerdict(.nonCritical, .workaround) }
        if !impacts.isEmpty, impacts.allSatisfy(inconveniences.contains) {
            return SeverityVerdict(.nonCritical, .inconvenience)
        }
        if let stated, stated != .critical || staffMayRaise { return SeverityVerdict(stated, .stated) }
        return standard.map { SeverityVerdict($0, .standard) }
    }
}
