/// What customers said about a number of dialogs: never an average without its count and the share who answered
/// (R-002-58).
///
/// A pure function of tickets' facts and the policy. All shares are in hundredths of a percent, 0 to 10 000.
public struct RatingSummary: Sendable, Hashable, Codable {
    /// Dialogs that ended.
    public private(set) var eligible = 0
    /// Dialogs that the desk did not ask about, by reason.
    public private(set) var suppressed: [RatingPolicy.Suppression: Int] = [:]
    /// Dialogs that the desk asked about.
    public private(set) var asked = 0
    /// Dialogs with an answer.
    public private(set) var answered = 0
    /// Questions that a later dialog took the place of.
    public private(set) var superseded = 0
    /// Questions whose time passed.
    public private(set) var lapsed = 0
    /// How many answers were changed at least once.
    public private(set) var amended = 0
    /// How often each score was given. Empty when figures are withheld.
    public private(set) var counts: [Int: Int] = [:]
    /// The mean score; `nil` without answers or when figures are withheld.
    public private(set) var mean: TwoDecimals?
    /// The share of good scores; `nil` as before.
    public private(set) var goodShare: Int?
    /// The Wilson lower bound of that share at the policy's z, for ranking: few answers count for little.
    public private(set) var goodShareLowerBound: Int?
    /// The mean with the policy's prior: few answers stay near it. `nil` when figures are withheld, or without answers
    /// and prior.
    public private(set) var bayesianMean: TwoDecimals?
    /// Whether figures are withheld because the answers are anonymous and too few.
    public private(set) var isWithheld = false

    /// The share of asked dialogs that were answered; `nil` when none was asked about.
    public var responseRate: Int? { asked == 0 ? nil : answered * 10_000 / asked }

    /// Sums up dialogs.
    ///
    /// - Parameters:
    ///   - tickets: The tickets, each once.
    ///   - policy: The scale, what is good, the prior, and when figures are withheld.
    ///   - isIncluded: Which dialogs count, for example those of one agent.
    public init(
        of tickets: some Sequence<TicketFacts>, policy: RatingPolicy,
        where isIncluded: (TicketFacts, Conversation) -> Bool = { _, _ in true }
    ) {
        var tally = RatingTally()
        for ticket in tickets {
            for dialog in ticket.conversations where isIncluded(ticket, dialog) { tally.add(dialog) }
        }
        self = tally.summary(policy)
    }

    /// One summary for each agent who is credited with a dialog: whoever had it when it ended, whatever happened to the
    /// ticket later.
    public static func byAgent(of tickets: some Sequence<TicketFacts>, policy: RatingPolicy) -> [AgentID: Self] {
        var tallies: [AgentID: RatingTally] = [:]
        for dialog in tickets.flatMap(\.conversations) {
            if let agent = dialog.agent { tallies[agent, default: RatingTally()].add(dialog) }
        }
        return tallies.mapValues { $0.summary(policy) }
    }

    fileprivate init() {}

    fileprivate mutating func count(_ dialog: Conversation, _ scores: inout [Int: Int]) {
        eligible += 1
        if let reason = dialog.suppression { suppressed[reason, default: 0] += 1 }
        guard let invitation = dialog.rating else { return }
        asked += 1
        if let score = invitation.score {
            answered += 1
            scores[score, default: 0] += 1
            if invitation.amendments > 0 { amended += 1 }
        } else if invitation.isSuperseded {
            superseded += 1
        } else if invitation.isLapsed {
            lapsed += 1
        }
    }

    fileprivate mutating func close(_ scores: [Int: Int], _ policy: RatingPolicy) {
        if policy.anonymity == .anonymous, answered < policy.smallestGroup {
            isWithheld = answered > 0
        } else {
            evaluate(scores, policy)
        }
    }

    private mutating func evaluate(_ scores: [Int: Int], _ policy: RatingPolicy) {
        counts = scores
        let sum = scores.reduce(0) { $0 + $1.key * $1.value }
        let weight = policy.priorWeight
        if answered + weight > 0 {
            let prior = policy.priorMean ?? (policy.lowest + policy.highest) * 50
            let total = prior * weight + sum * 100
            let count = answered + weight
            bayesianMean = TwoDecimals(hundredths: (2 * total + count) / (2 * count))
        }
        guard answered > 0 else { return }
        mean = TwoDecimals.mean(of: sum, over: answered)
        let threshold = policy.goodFrom ?? policy.highest - 1
        let good = scores.reduce(0) { $0 + ($1.key >= threshold ? $1.value : 0) }
        goodShare = good * 10_000 / answered
        goodShareLowerBound = Wilson.lowerBound(good, of: answered, z: policy.wilsonZ)
    }
}

/// Ratings as they are counted dialog by dialog; ``summary(_:)`` makes figures of them. Holds one number a score, however
/// many dialogs there are.
public struct RatingTally: Sendable, Hashable {
    private var counted = RatingSummary()
    private var scores: [Int: Int] = [:]

    /// No dialogs yet.
    public init() {}

    /// Counts a dialog, if it ended.
    public mutating func add(_ dialog: Conversation) {
        if dialog.state == .ended { counted.count(dialog, &scores) }
    }

    /// What the dialogs come to under a policy.
    public func summary(_ policy: RatingPolicy) -> RatingSummary {
        var summary = counted
        summary.close(scores, policy)
        return summary
    }
}

extension TicketFacts {
    /// The ticket's own score by the declared rule; `nil` while no dialog has one (R-004-49).
    public func score(_ rule: RatingPolicy.TicketScore) -> TwoDecimals? {
        let scores = conversations.compactMap { $0.rating?.score }
        guard let last = scores.last, let worst = scores.min() else { return nil }
        return switch rule {
        case .last: TwoDecimals(hundredths: last * 100)
        case .worst: TwoDecimals(hundredths: worst * 100)
        case .mean: TwoDecimals.mean(of: scores.reduce(0, +), over: scores.count)
        }
    }
}
