/// When a dialog is rated, and how; what a ticket's score and a report's figures are (R-004-48, R-004-49, R-002-58,
/// contradiction C19).
public struct RatingPolicy: Sendable, Hashable, Codable {
    /// What makes the desk invite.
    public enum Trigger: String, Sendable, Hashable, Codable, CaseIterable {
        /// The end of every dialog.
        case conversationEnd
        /// The ticket's resolution.
        case ticketResolved
        /// The ticket's closing.
        case ticketClosed
    }

    /// How a ticket's score follows from its dialogs' scores (R-004-49).
    public enum TicketScore: String, Sendable, Hashable, Codable, CaseIterable {
        /// The score of the last dialog that has one.
        case last
        /// The mean of all scores.
        case mean
        /// The lowest score.
        case worst
    }

    /// Who learns a single score.
    public enum Anonymity: String, Sendable, Hashable, Codable, CaseIterable {
        /// The staff see each rating on its ticket.
        case attributed
        /// Only reports show ratings; no event of one reaches those who handle tickets.
        case hiddenFromAgents
        /// As before, and a report about fewer answers than ``RatingPolicy/smallestGroup`` shows no figures.
        case anonymous
    }

    /// Why the desk does not ask.
    public enum Suppression: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nobody of the staff took part in the dialog.
        case unanswered
        /// Mail to the customer comes back for good, so the question would not arrive.
        case undeliverable
    }

    /// What makes the desk invite. Default: the end of every dialog.
    public var trigger: Trigger
    /// The lowest score. Default 1.
    public var lowest: Int
    /// The highest score. Default 5.
    public var highest: Int
    /// For how long an answer is taken or amended, in days of 24 hours. Default 7.
    public var windowDays: Int
    /// How a ticket's score follows from its dialogs'. Default: the last one counts.
    public var ticketScore: TicketScore
    /// The lowest score that counts as good in shares; `nil` for one below the highest. Default `nil`.
    public var goodFrom: Int?
    /// Who learns a single score. Default: the staff.
    public var anonymity: Anonymity
    /// How many answers an anonymous report needs to show figures. Default 5.
    public var smallestGroup: Int
    /// When the desk does not ask although the trigger says so; each such case is recorded. Default: undeliverable.
    public var suppressedFor: [Suppression]
    /// The z of the Wilson lower bound, in hundredths. Default 196, which is 95 % confidence.
    public var wilsonZ: Int
    /// The score that the Bayesian mean starts from, in hundredths; `nil` for the middle of the scale. Default `nil`.
    public var priorMean: Int?
    /// How many answers the prior counts for; 0 for none. Default 5.
    public var priorWeight: Int

    /// Makes a policy.
    public init(
        trigger: Trigger = .conversationEnd, lowest: Int = 1, highest: Int = 5, windowDays: Int = 7,
        ticketScore: TicketScore = .last, goodFrom: Int? = nil, anonymity: Anonymity = .attributed,
        smallestGroup: Int = 5, suppressedFor: [Suppression] = [.undeliverable], wilsonZ: Int = 196,
        priorMean: Int? = nil, priorWeight: Int = 5
    ) {
        self.trigger = trigger
        self.lowest = lowest
        self.highest = highest
        self.windowDays = windowDays
        self.ticketScore = ticketScore
        self.goodFrom = goodFrom
        self.anonymity = anonymity
        self.smallestGroup = smallestGroup
        self.suppressedFor = suppressedFor
        self.wilsonZ = wilsonZ
        self.priorMean = priorMean
        self.priorWeight = priorWeight
    }
}

extension RatingPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case trigger, lowest, highest, windowDays, ticketScore, goodFrom, anonymity, smallestGroup, suppressedFor
        case wilsonZ, priorMean, priorWeight
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = RatingPolicy()
        self.init(
            trigger: try values.value(.trigger, or: standard.trigger),
            lowest: try values.value(.lowest, or: standard.lowest),
            highest: try values.value(.highest, or: standard.highest),
            windowDays: try values.value(.windowDays, or: standard.windowDays),
            ticketScore: try values.value(.ticketScore, or: standard.ticketScore),
            goodFrom: try values.optional(.goodFrom),
            anonymity: try values.value(.anonymity, or: standard.anonymity),
            smallestGroup: try values.value(.smallestGroup, or: standard.smallestGroup),
            suppressedFor: try values.value(.suppressedFor, or: standard.suppressedFor),
            wilsonZ: try values.value(.wilsonZ, or: standard.wilsonZ),
            priorMean: try values.optional(.priorMean),
            priorWeight: try values.value(.priorWeight, or: standard.priorWeight)
        )
    }
}

extension ProfileChecker {
    mutating func checkRating() {
        let rating = profile.rating
        check(rating.windowDays, in: 1...3660, "rating", "windowDays")
        check(rating.lowest, in: 0...100, "rating", "lowest")
        check(rating.highest, in: 1...100, "rating", "highest")
        guard rating.highest > rating.lowest else {
            return report(
                ["rating", "highest"], "the highest score is not above the lowest",
                remedy: "write more than \(rating.lowest)"
            )
        }
        if let good = rating.goodFrom { check(good, in: rating.lowest + 1...rating.highest, "rating", "goodFrom") }
        check(rating.smallestGroup, in: 1...1000, "rating", "smallestGroup")
        check(rating.wilsonZ, in: 1...500, "rating", "wilsonZ")
        if let mean = rating.priorMean {
            check(mean, in: rating.lowest * 100...rating.highest * 100, "rating", "priorMean")
        }
        check(rating.priorWeight, in: 0...10_000, "rating", "priorWeight")
    }
}
