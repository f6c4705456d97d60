/// The reports that a desk can give over a period.
public enum ReportName: String, Sendable, Hashable, Codable, CaseIterable {
    /// The share of tickets settled within so many open hours (R-002-57).
    case attainment
    /// What became of promised times, by target (R-001-19, R-002-24, R-003-10).
    case promises
    /// Promises to single customers, kept and broken (R-002-23).
    case commitments
    /// What was handled and what was fixed, by outcome (contradiction C6).
    case handled
    /// How often a solution did not hold (R-004-50).
    case reopened
    /// What customers said (R-002-58).
    case ratings
    /// By which ways people came, unofficial contacts apart (R-004-33).
    case channels
    /// What waited, and how many people it would have needed (R-002-26).
    case queue
    /// Hours worked, charged and left, by account (R-003-6).
    case hours
    /// What suggested articles solved (R-001-12).
    case deflection

    /// One line in English for somebody who chooses a report.
    public var title: String {
        switch self {
        case .attainment: "tickets settled within so many open hours, handled and fixed"
        case .promises: "promised times met and missed, by target"
        case .commitments: "promises to single customers, kept and broken"
        case .handled: "tickets handled and fixed, by outcome"
        case .reopened: "solved tickets that were reopened, by case type"
        case .ratings: "what customers said, by agent"
        case .channels: "tickets by channel, unofficial contacts apart"
        case .queue: "waits, load and the staff it needs, by channel"
        case .hours: "minutes worked, charged and left, by account"
        case .deflection: "requests that suggested articles spared"
        }
    }
}

/// What can be chosen about reports besides their period.
public struct ReportOptions: Sendable, Hashable {
    /// Amounts of open hours for ``ReportName/attainment``. Default 24 and 48.
    public var hours: [Int]
    /// The wait aimed at in ``ReportName/queue``. Default one minute.
    public var waitTarget: Duration
    /// The share of customers who should not wait longer, 0 to 99 percent. Default 80.
    public var servedPercent: Int

    /// Makes options.
    public init(hours: [Int] = [24, 48], waitTarget: Duration = .seconds(60), servedPercent: Int = 80) {
        self.hours = hours
        self.waitTarget = waitTarget
        self.servedPercent = servedPercent
    }
}
