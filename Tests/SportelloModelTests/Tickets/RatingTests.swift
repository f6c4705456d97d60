import SportelloModel
import SportelloTesting
import Testing

@Suite("Ratings")
struct RatingTests {
    var world = World()

    private mutating func dialog(_ id: TicketID) throws {
        try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Done")), as: .bea)
    }

    @Test("The end of a dialog makes exactly one invitation for that dialog", .requirement("R-004-48"))
    mutating func invitation() throws {
        let id = try world.claimed()
        #expect(try world.ticket(id).conversation?.rating == nil)
        try world.perform(.endConversation(id), as: .ada)
        try dialog(id)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(world.kinds(id).filter { $0 == "rating.invited" }.count == 1)
        let invited = try world.last("rating.invited", on: id).record
        #expect(invited.author.role == .system, "the desk asks, not the agent")
        #expect(invited.publicSeq != nil)
    }

    @Test("The profile decides what makes the desk ask", arguments: RatingPolicy.Trigger.allCases)
    mutating func triggers(trigger: RatingPolicy.Trigger) throws {
        world.profile.rating.trigger = trigger
        let id = try world.claimed()
        func isInvited() throws -> Bool { try world.ticket(id).conversation?.rating != nil }
        try dialog(id)
        #expect(try isInvited() == (trigger == .conversationEnd))
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try isInvited() == (trigger != .ticketClosed))
        try world.perform(.close(id), as: .bea)
        #expect(try isInvited())
    }

    @Test("Three dialogs of one ticket have three ratings of their own")
    mutating func threeDialogs() throws {
        let id = try world.claimed()
        for score in [5, 1, 3] {
            try dialog(id)
            try world.perform(.rate(id, score: score, comment: nil), as: .ada)
            try world.perform(.post(id, PostMessage(text: "Next")), as: .ada)
        }
        #expect(try world.ticket(id).conversations.map(\.rating?.score) == [5, 1, 3, nil])
    }

    @Test("A later dialog takes an unanswered question's place and leaves an answer alone")
    mutating func superseding() throws {
        let id = try world.claimed()
        try dialog(id)
        try world.perform(.post(id, PostMessage(text: "Next")), as: .ada)
        #expect(try world.ticket(id).conversations[0].rating?.isSuperseded == true)
        world.refuses(.notInvited, .rate(id, score: 5, comment: nil), as: .ada)
        try dialog(id)
        try world.perform(.rate(id, score: 4, comment: nil), as: .ada)
        try world.perform(.post(id, PostMessage(text: "Next")), as: .ada)
        #expect(try world.ticket(id).conversations[1].rating?.isSuperseded == false)
        #expect(try world.ticket(id).conversations[0].rating?.score == nil)
    }

    @Test("An answer may be changed within the window; each change is a new event")
    mutating func amending() throws {
        let id = try world.resolved()
        try world.perform(.rate(id, score: 2, comment: "Slow"), as: .ada)
        try world.perform(.rate(id, score: 4, comment: nil), as: .ada)
        let rating = try #require(try world.ticket(id).conversation?.rating)
        #expect(rating.score == 4)
        #expect(rating.amendments == 1)
        #expect(world.kinds(id).filter { $0 == "rating.given" }.count == 2)
    }

    @Test("Until the window's last instant an answer is taken, after it not, with or without a tick")
    mutating func window() throws {
        let id = try world.resolved()
        let until = world.now + .days(7)
        world.now = until
        try world.perform(.tick(id), as: .system)
        try world.perform(.rate(id, score: 3, comment: nil), as: .ada)
        world.now = until + .milliseconds(1)
        world.refuses(.windowClosed, .rate(id, score: 5, comment: nil), as: .ada)

        world.now = until
        let other = try world.resolved()
        world.now = until + .days(7) + .milliseconds(1)
        try world.perform(.tick(other), as: .system)
        #expect(try world.ticket(other).conversation?.rating?.isLapsed == true)
        world.refuses(.windowClosed, .rate(other, score: 5, comment: nil), as: .ada)
    }

    @Test("A score lies on the scale that was shown, even if the profile changed since")
    mutating func scale() throws {
        let id = try world.resolved()
        world.profile.rating.highest = 10
        for score in [0, -1, 6, 10] { world.refuses(.invalid, .rate(id, score: score, comment: nil), as: .ada) }
        for score in 1...5 { try world.perform(.rate(id, score: score, comment: nil), as: .ada) }
    }

    @Test("Only the ticket's customer rates, and only when asked")
    mutating func who() throws {
        let id = try world.claimed()
        world.refuses(.notInvited, .rate(id, score: 5, comment: nil), as: .ada)
        try dialog(id)
        world.refuses(.notFound, .rate(id, score: 5, comment: nil), as: .ben)
        for actor in [Actor.bea, .sue, .quinn, .system] {
            world.refuses(.forbidden, .rate(id, score: 5, comment: nil), as: actor)
        }
    }
}
