import SportelloModel
import SportelloTesting
import Testing

@Suite("What ratings come to")
struct RatingReportTests {
    var world = World()

    private mutating func dialog(_ id: TicketID, as agent: Actor = .bea) throws {
        try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: agent)
    }

    /// A ticket with a dialog for each score; `nil` leaves the question open.
    @discardableResult
    private mutating func rated(_ scores: [Int?], by agent: Actor = .bea) throws -> TicketID {
        let id = try world.claimed(by: agent)
        for (index, score) in scores.enumerated() {
            if index > 0 { try world.perform(.post(id, PostMessage(text: "Next")), as: .ada) }
            try dialog(id, as: agent)
            if let score { try world.perform(.rate(id, score: score, comment: nil), as: .ada) }
        }
        return id
    }

    private var tickets: [TicketFacts] {
        get throws { try world.streams.keys.compactMap(\.ticketID).sorted().map { try world.ticket($0) } }
    }

    private func summary(_ change: (inout RatingPolicy) -> Void = { _ in }) throws -> RatingSummary {
        var policy = world.profile.rating
        change(&policy)
        return RatingSummary(of: try tickets, policy: policy)
    }

    @Test(
        "Three rated dialogs have three ratings, and the ticket's score follows by the declared rule",
        .requirement("R-004-49"))
    mutating func ticketScore() throws {
        let id = try rated([5, 1, 4])
        let facts = try world.ticket(id)
        #expect(facts.conversations.compactMap(\.rating?.score) == [5, 1, 4])
        #expect(facts.score(.last)?.description == "4.00")
        #expect(facts.score(.mean)?.description == "3.33")
        #expect(facts.score(.worst)?.description == "1.00")
        let (unrated, open) = (try rated([nil]), try rated([2, nil]))
        #expect(try world.ticket(unrated).score(.mean) == nil)
        #expect(try world.ticket(open).score(.last)?.description == "2.00", "an open question is no score")
        #expect(RatingPolicy().ticketScore == .last)
    }

    @Test("An average has two decimals and never stands without count and response rate", .requirement("R-002-58"))
    mutating func average() throws {
        world.profile.rating.trigger = .ticketClosed
        let scores: [Int?] = [5, 5, 4, 5, 5, 5, 5, 5, nil, nil]
        for score in scores {
            let id = try world.resolved()
            try world.perform(.close(id), as: .bea)
            if let score { try world.perform(.rate(id, score: score, comment: nil), as: .ada) }
        }
        let summary = try summary()
        #expect(summary.mean?.description == "4.88", "39 / 8 = 4.875")
        #expect(summary.answered == 8)
        #expect(summary.asked == 10)
        #expect(summary.responseRate == 8000)
        #expect(summary.counts == [4: 1, 5: 7])
        #expect(RatingSummary(of: [], policy: RatingPolicy()).mean == nil)
        #expect(RatingSummary(of: [], policy: RatingPolicy()).responseRate == nil)
    }

    @Test(
        "Two decimals round half up", arguments: [(1, 1, "1.00"), (487, 100, "4.87"), (2, 3, "0.67"), (1, 200, "0.01")])
    func rounding(sum: Int, count: Int, text: String) {
        #expect(TwoDecimals.mean(of: sum, over: count).description == text)
    }

    @Test("Asked, answered, superseded, lapsed and amended are counted apart")
    mutating func counts() throws {
        try rated([nil, 3])  // the first question gave way to the second
        let amended = try rated([2])
        try world.perform(.rate(amended, score: 4, comment: nil), as: .ada)
        let lapsed = try rated([nil])
        world.now = world.now + .days(7) + .milliseconds(1)
        try world.perform(.tick(lapsed), as: .system)
        try rated([nil])
        _ = try world.claimed()
        let summary = try summary()
        #expect(summary.eligible == 5)
        #expect(summary.asked == 5)
        #expect(summary.answered == 2)
        #expect(summary.superseded == 1)
        #expect(summary.lapsed == 1)
        #expect(summary.amended == 1)
        #expect(summary.counts == [3: 1, 4: 1])
    }

    @Test("Few answers are ranked low: the Wilson bound at 1.96 and at a named other z")
    mutating func wilson() throws {
        try rated([5, 5])
        #expect(try summary().goodShare == 10_000)
        #expect(try summary().goodShareLowerBound == 3423, "2 of 2")
        #expect(try summary { $0.wilsonZ = 269 }.goodShareLowerBound == 2165)
        for _ in 0..<8 { try rated([4]) }
        try rated([1])
        try rated([3])
        #expect(try summary().goodShare == 8333)
        #expect(try summary().goodShareLowerBound == 5519, "10 of 12")
        #expect(try summary { $0.wilsonZ = 269 }.goodShareLowerBound == 4472)
        #expect(try summary { $0.goodFrom = 3 }.goodShare == 9166)
        #expect(try summary { $0.goodFrom = 5 }.goodShare == 1666)
    }

    @Test("No good answer has the bound nought, and many have one near the share")
    mutating func wilsonBounds() throws {
        try rated([1, 2, 3])
        #expect(try summary().goodShareLowerBound == 0)
        #expect(try summary { $0.goodFrom = 2 }.goodShareLowerBound == 2076, "2 of 3")
    }

    @Test("The Bayesian mean starts from its prior and moves with the answers")
    mutating func bayesian() throws {
        #expect(RatingSummary(of: [], policy: RatingPolicy()).bayesianMean?.description == "3.00")
        try rated([5])
        #expect(try summary().bayesianMean?.description == "3.33", "(5 · 3 + 5) / 6")
        #expect(try summary { $0.priorWeight = 0 }.bayesianMean?.description == "5.00")
        #expect(try summary { $0.priorMean = 450 }.bayesianMean?.description == "4.58")
        #expect(try summary { $0.priorWeight = 1 }.bayesianMean?.description == "4.00")
    }

    @Test("A dialog is credited to who had it at its end, whatever happens to the ticket later")
    mutating func credited() throws {
        let id = try rated([nil])
        try world.perform(.assign(id, agent: Actor.carl.agent, team: nil, tier: nil), as: .sue)
        try world.perform(.rate(id, score: 5, comment: nil), as: .ada)
        try rated([2], by: .carl)
        let summaries = RatingSummary.byAgent(of: try tickets, policy: world.profile.rating)
        #expect(summaries[Actor.bea.agent]?.mean?.description == "5.00")
        #expect(summaries[Actor.carl.agent]?.mean?.description == "2.00")
        #expect(summaries.count == 2)
    }

    @Test("What the staff may see of a rating depends on the profile", arguments: RatingPolicy.Anonymity.allCases)
    mutating func anonymity(_ anonymity: RatingPolicy.Anonymity) throws {
        world.profile.rating.anonymity = anonymity
        let id = try rated([5])
        #expect(world.kinds(id, .staff).contains("rating.given") == (anonymity == .attributed))
        #expect(world.kinds(id, .contact).contains("rating.given"))
        for _ in 0..<3 { try rated([4]) }
        #expect(try summary().isWithheld == (anonymity == .anonymous), "four of five")
        #expect(try (summary().mean == nil) == (anonymity == .anonymous))
        #expect(try summary().counts.isEmpty == (anonymity == .anonymous))
        #expect(try summary().answered == 4, "the count is told")
        try rated([4])
        #expect(try !summary().isWithheld)
        #expect(try summary().mean?.description == "4.20")
    }

    @Test("Where the profile says not to ask, the desk records why")
    mutating func suppression() throws {
        world.profile.rating.suppressedFor = [.unanswered]
        let id = try world.start()
        try world.perform(.endConversation(id), as: .ada)
        #expect(try world.ticket(id).conversation?.suppression == .unanswered)
        #expect(!world.kinds(id).contains("rating.invited"))
        #expect(!world.kinds(id, .contact).contains("rating.suppressed"))
        world.refuses(.notInvited, .rate(id, score: 5, comment: nil), as: .ada)
        let other = try rated([nil])
        #expect(try world.ticket(other).conversation?.rating != nil, "somebody was there")
        #expect(try summary().suppressed == [.unanswered: 1])
        #expect(try summary().asked == 1)
        world.profile.rating.suppressedFor = []
        let asked = try world.start()
        try world.perform(.endConversation(asked), as: .ada)
        #expect(try world.ticket(asked).conversation?.rating != nil)
    }

    @Test("A customer whose mail comes back for good is not asked by mail")
    mutating func undeliverable() throws {
        for isPermanent in [false, true] {
            let id = try world.start(channel: .email)
            try world.perform(.claim(id), as: .bea)
            let failure = DeliveryFailure(
                status: "5.1.1", isPermanent: isPermanent, address: "ada@shop.example", reason: "no such user")
            try world.perform(.mail(.recordDeliveryFailure(id, failure)), as: .system)
            try dialog(id)
            #expect((try world.ticket(id).conversation?.suppression == .undeliverable) == isPermanent)
            #expect((try world.ticket(id).conversation?.rating == nil) == isPermanent)
        }
    }
}
