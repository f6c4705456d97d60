import SportelloModel
import SportelloTesting
import Testing

/// Bounds and single conditions of quality control.
@Suite("Bounds of quality control")
struct QualityBoundTests {
    var world = World()

    @Test("A case that is decided and not yet closed is decided, acknowledged and given to nobody again")
    mutating func decidedOnce() throws {
        let (_, known) = try world.complained()
        try world.perform(.acknowledgeQuality(known), as: .quinn)
        world.refuses(.alreadySettled, .acknowledgeQuality(known), as: .quinn)
        let review = QualityReview(outcome: .partly, actions: [], text: "In part")
        try world.perform(.reviewQuality(known, review), as: .quinn)
        #expect((try world.state(known) as QualityCase).state == .decided)
        for command in [
            Command.reviewQuality(known, review), .assignQuality(known, reviewer: Actor.rita.agent),
            .acknowledgeQuality(known),
        ] { world.refuses(.alreadySettled, command, as: .quinn) }
        try world.perform(.closeQuality(known, nil), as: .quinn)
    }

    @Test("A case that was not acknowledged can be given to a reviewer, and given on", .requirement("R-004-55"))
    mutating func givenOn() throws {
        let (_, known) = try world.complained()
        for reviewer in [Actor.rita, .quinn] {
            try world.perform(.assignQuality(known, reviewer: reviewer.agent), as: .quinn)
            #expect((try world.state(known) as QualityCase).reviewer == reviewer.agent)
        }
        world.refuses(.notIndependent, .assignQuality(known, reviewer: Actor.bea.agent), as: .quinn)
    }

    @Test(
        "A rating is low below what counts as good: by default the last step but one, and not at it",
        arguments: [(nil, [3]), (3, []), (4, [3]), (5, [3, 4])] as [(Int?, [Int])])
    mutating func lowRatings(good: Int?, low: [Int]) throws {
        world.profile.rating.goodFrom = good
        world.profile.qualityControl.sampling = [.init(.lowRating, perMille: 1000)]
        var scores: [TicketID: Int] = [:]
        for score in 3...5 {
            let id = try world.resolved()
            try world.perform(.rate(id, score: score, comment: nil), as: .ada)
            scores[id] = score
        }
        let tickets = try scores.keys.map { try world.ticket($0) }
        let drawn = QualitySample.draw(from: tickets, policy: world.profile, seed: 1)
        #expect(drawn.compactMap { scores[$0.ticket] }.sorted() == low)
    }

    @Test("A dialog that still goes on is no sample")
    mutating func liveSample() throws {
        let id = try world.claimed()
        let sample = QualitySample(ticket: id, conversation: 1, trait: .any)
        world.refuses(.notFound, .quality(.openSample(world.mint(), sample)), as: .quinn)
        try world.perform(.endConversation(id), as: .ada)
        try world.perform(.quality(.openSample(world.mint(), sample)), as: .quinn)
    }
}
