/// How an engagement stands against its plan (R-002-96): a pure projection, so that time counts as soon as it is posted.
public struct EngagementBurn: Sendable, Hashable {
    /// What the whole plan comes to.
    public var budget: Minutes
    /// What should be done by now.
    public var planned: Minutes
    /// What was done by now.
    public var actual: WorkedMinutes
    /// The budget in money, where an hour has a price.
    public var budgetCost: Money?
    /// What was done by now, in money.
    public var actualCost: Money?

    /// Whether more was done than the whole plan has.
    public var isOverBudget: Bool { actual.count > budget.count }
    /// How much of the budget is left; negative when it was passed.
    public var left: Minutes { Minutes(budget.count - actual.count) }
    /// How much of the budget was used, in whole percent, rounded down; `nil` without a budget.
    public var percentUsed: Int? { budget > .zero ? actual.count * 100 / budget.count : nil }
}

extension Engagement {
    /// The most that an hour costs, in minor units: the longest plan at this rate is still far from overflow.
    static let largestRate: Int64 = 1_000_000_000

    /// How it stands at an instant: steps due by then are planned, time posted by then is actual.
    public func burn(at instant: Instant) -> EngagementBurn {
        let budget = plan.reduce(Minutes.zero) { $0 + $1.minutes }
        let planned = plan.filter { $0.due <= instant }.reduce(Minutes.zero) { $0 + $1.minutes }
        let actual = actuals.filter { $0.at <= instant }.reduce(WorkedMinutes.zero) { $0 + $1.minutes }
        return EngagementBurn(
            budget: budget, planned: planned, actual: actual, budgetCost: rate?.price(of: budget),
            actualCost: rate?.price(of: Minutes(actual.count))
        )
    }
}
