/// A promised time: what is measured, how much of which unit, and how binding it is (contradictions C4, C5, C7).
///
/// Of the targets with the same metric and kind, the first in the profile's order that fits a ticket applies
/// (R-004-11).
public struct ServiceTarget: Sendable, Hashable, Codable {
    /// What a ticket's reopening does to a resolution clock.
    public enum Reopening: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing: the first resolution counts.
        case firstResolution
        /// The clock goes on with what was left; the time spent resolved does not count.
        case totalResolution
        /// The clock goes on and the time spent resolved counts, so an old ticket may miss at once.
        case totalResolutionCountingResolved
        /// A new clock with the full amount; the earlier result stays.
        case newCycle
    }

    /// What another target, for example after a new priority, does to a running clock.
    public enum Change: String, Sendable, Hashable, Codable, CaseIterable {
        /// The same start and pauses, the new amount.
        case rebaseFromStart
        /// The new amount from the change on.
        case restart
        /// The earlier of the old and the rebased deadline.
        case keepTighter
    }

    /// A short word, unique in the profile, stored with every clock.
    public var id: String
    /// What is measured.
    public var metric: TargetMetric
    /// How binding it is. Default: an objective, since nothing may look guaranteed that was not.
    public var kind: TargetKind
    /// What the amounts count. Default: open hours (R-002-18).
    public var unit: TargetUnit
    /// The longest time allowed; `nil` for an indicative target.
    public var max: TimeAmount?
    /// The lower bound of an indicative target.
    public var notBefore: TimeAmount?
    /// The calendar's name; `nil` for the profile's service calendar. Unused by the wall clock.
    public var calendar: String?
    /// The case types it is for; `nil` for all.
    public var caseTypes: [String]?
    /// The priorities it is for; `nil` for all.
    public var priorities: [Int]?
    /// The severities it is for; `nil` for all.
    public var severities: [Severity]?
    /// The customer's plans or categories it is for; `nil` for all (R-003-9, R-004-11).
    public var plans: [String]?
    /// The tiers it is for; `nil` for all.
    public var tiers: [Int]?
    /// What the contact was for; `nil` for all. An emergency has the purpose `emergency` until it is found to be none.
    public var purposes: [Purpose]?
    /// The declared load mode it is for; `nil` for any. List it before the ordinary target (R-002-19).
    public var loadMode: String?
    /// What makes its clock stand still. Default: waiting for the customer, an agreed time, and a listed reason whose
    /// effect is a pause. Time spent resolved follows ``reopening``.
    public var pausedBy: [ClockPause.Cause]
    /// When a running clock counts as at risk. Default: at three quarters.
    public var atRisk: [AtRiskThreshold]
    /// What reopening does to a resolution clock. Default: it goes on with what was left.
    public var reopening: Reopening
    /// What replacing this target by another does to a running clock. Default: rebase from the start.
    public var change: Change
    /// Whether a commitment made in time turns a miss into `metByCommitment` (R-002-24). Default no.
    public var commitmentCounts: Bool

    /// Makes a target.
    public init(
        id: String, metric: TargetMetric, kind: TargetKind = .objective, unit: TargetUnit = .openHours,
        max: TimeAmount? = nil,
        notBefore: TimeAmount? = nil, calendar: String? = nil, caseTypes: [String]? = nil, priorities: [Int]? = nil,
        severities: [Severity]? = nil, plans: [String]? = nil, tiers: [Int]? = nil, purposes: [Purpose]? = nil,
        loadMode: String? = nil, pausedBy: [ClockPause.Cause] = [.customer, .appointment, .deferral],
        atRisk: [AtRiskThreshold] = [.used(percent: 75)], reopening: Reopening = .totalResolution,
        change: Change = .rebaseFromStart, commitmentCounts: Bool = false
    ) {
        self.id = id
        self.metric = metric
        self.kind = kind
        self.unit = unit
        self.max = max
        self.notBefore = notBefore
        self.calendar = calendar
        self.caseTypes = caseTypes
        self.priorities = priorities
        self.severities = severities
        self.plans = plans
        self.tiers = tiers
        self.purposes = purposes
        self.loadMode = loadMode
        self.pausedBy = pausedBy
        self.atRisk = atRisk
        self.reopening = reopening
        self.change = change
        self.commitmentCounts = commitmentCounts
    }
}

/// What is known about a ticket when its targets are chosen. An unknown value fits only targets that do not ask for it.
public struct TargetContext: Sendable, Hashable {
    /// The case type.
    public var caseType: String?
    /// 1 (highest) to 5.
    public var priority: Int?
    /// The severity, once judged.
    public var severity: Severity?
    /// The customer's plan or category.
    public var plan: String?
    /// The tier that has the ticket.
    public var tier: Int?
    /// The load mode that is declared now.
    public var loadMode: String?
    /// What the contact was for.
    public var purpose: Purpose?

    /// Makes a context.
    public init(
        caseType: String? = nil, priority: Int? = nil, severity: Severity? = nil, plan: String? = nil, tier: Int? = nil,
        loadMode: String? = nil, purpose: Purpose? = nil
    ) {
        self.caseType = caseType
        self.priority = priority
        self.severity = severity
        self.plan = plan
        self.tier = tier
        self.loadMode = loadMode
        self.purpose = purpose
    }
}

extension ServiceTarget {
    /// Whether every selector that the target names fits.
    public func fits(_ context: TargetContext) -> Bool {
        func fits<Value: Equatable>(_ allowed: [Value]?, _ value: Value?) -> Bool {
            guard let allowed else { return true }
            return value.map { allowed.contains($0) } ?? false
        }
        return fits(caseTypes, context.caseType) && fits(priorities, context.priority)
            && fits(severities, context.severity) && fits(plans, context.plan) && fits(tiers, context.tier)
            && fits(purposes, context.purpose)
            && (loadMode == nil || loadMode == context.loadMode)
    }
}

extension ServiceProfile {
    /// The targets that apply to a ticket: of each metric and kind the first that fits, in the profile's order.
    public func targets(for context: TargetContext) -> [ServiceTarget] { clockPolicy.targets(for: context) }

    /// The calendar that a target's open time is counted by; `nil` for the wall clock.
    ///
    /// - Throws: ``CalendarError`` when the target needs one and the profile has none of that name (R-004-23).
    public func calendar(of target: ServiceTarget) throws(CalendarError) -> ServiceCalendar? {
        try clockPolicy.calendar(of: target)
    }
}
