import SportelloModel
import SportelloTesting
import Testing

@Suite("Conversations")
struct ConversationTests {
    var world = World()

    private func wrapUp(_ kind: WrapUpKind = .note, _ outcome: String = "help", _ text: String = "Done") -> WrapUp {
        WrapUp(kind: kind, outcome: outcome, text: text, nextStep: "Nothing more to do")
    }

    @Test("An agent whose dialog is not wrapped up cannot become available", .requirement("R-002-25"))
    mutating func wrapUpFirst() throws {
        let id = try world.claimed()
        try world.perform(.setPresence(.busy, reason: "call"), as: .bea)
        try world.perform(.endConversation(id), as: .ada)
        world.refuses(.wrapUpPending, .setPresence(.available, reason: nil), as: .bea)
        try world.perform(.wrapUp(id, wrapUp()), as: .bea)
        try world.perform(.setPresence(.available, reason: nil), as: .bea)
        #expect(try world.desk(of: .bea).presence == .available)
        #expect(try world.desk(of: .bea).work.isEmpty)
    }

    @Test("A dialog is left with a note, a reply or an escalation and one listed outcome", .requirement("R-002-37"))
    mutating func wrapUps() throws {
        for kind in [WrapUpKind.note, .reply, .escalation] {
            let id = try world.claimed()
            world.refuses(.invalid, .wrapUp(id, wrapUp(kind, "shrug")), as: .bea)
            world.refuses(.invalid, .wrapUp(id, wrapUp(kind, "help", " ")), as: .bea)
            try world.perform(.wrapUp(id, wrapUp(kind)), as: .bea)
            #expect(try world.ticket(id).outcome == "help")
            #expect(try world.ticket(id).conversation?.isWrappedUp == true)
            let messages = world.kinds(id, .contact).filter { $0 == "message.posted" }.count
            #expect(messages == (kind == .reply ? 2 : 1), "only a reply is a message")
        }
        for outcome in ["bug", "proposal", "paidWork"] {
            let id = try world.claimed()
            try world.perform(.wrapUp(id, wrapUp(.note, outcome)), as: .bea)
        }
        world.profile.outcomes.append("thanks")
        let id = try world.claimed()
        try world.perform(.wrapUp(id, wrapUp(.note, "thanks")), as: .bea)
    }

    @Test("A dialog is wrapped up once, by whoever had it or a supervisor")
    mutating func onlyTheAgent() throws {
        let id = try world.claimed(by: .bea)
        world.refuses(.notAssignee, .wrapUp(id, wrapUp()), as: .carl)
        world.refuses(.forbidden, .wrapUp(id, wrapUp()), as: .ada)
        try world.perform(.wrapUp(id, wrapUp()), as: .sue)
        world.refuses(.noConversation, .wrapUp(id, wrapUp()), as: .bea)
        #expect(try world.desk(of: .bea).work.isEmpty)
    }

    @Test("The customer reads the next step and not the note")
    mutating func nextStep() throws {
        let id = try world.claimed()
        try world.perform(.wrapUp(id, wrapUp(.note, "help", "Difficult person")), as: .bea)
        let shown = world.log(of: .ticket(id)).filter { $0.record.publicSeq != nil }.compactMap(\.record.content?.text)
        #expect(shown.contains("Nothing more to do"))
        #expect(!shown.contains("Difficult person"))
    }

    @Test("Only a dialog that goes on can be ended, by the ticket's own customer")
    mutating func ending() throws {
        let id = try world.start()
        world.refuses(.notFound, .endConversation(id), as: .ben)
        world.refuses(.forbidden, .endConversation(id), as: .bea)
        try world.perform(.endConversation(id), as: .ada)
        world.refuses(.noConversation, .endConversation(id), as: .ada)
    }

    @Test("In a pool, the next dialog of a ticket is anybody's", .requirement("R-002-28"))
    mutating func pooled() throws {
        world.profile.queue.stickiness = .none
        let id = try world.claimed(by: .bea)
        try world.perform(.wrapUp(id, wrapUp()), as: .bea)
        #expect(try world.ticket(id).assignee == nil)
        try world.perform(.post(id, PostMessage(text: "Me again")), as: .ada)
        #expect(try world.ticket(id).conversation?.state == .queued)
        try world.perform(.claim(id), as: .carl)
        #expect(try world.ticket(id).conversation?.agent == Actor.carl.agent)
    }

    @Test("A dialog can still be wrapped up after the customer began the next one")
    mutating func lateWrapUp() throws {
        world.profile.queue.stickiness = .none
        let id = try world.claimed(by: .bea)
        try world.perform(.endConversation(id), as: .ada)
        try world.perform(.post(id, PostMessage(text: "And another thing")), as: .ada)
        world.refuses(.wrapUpPending, .setPresence(.available, reason: nil), as: .bea)
        world.refuses(.notAssignee, .wrapUp(id, wrapUp()), as: .carl)
        try world.perform(.wrapUp(id, wrapUp()), as: .bea)
        try world.perform(.setPresence(.available, reason: nil), as: .bea)
        #expect(try world.ticket(id).conversations.map(\.isWrappedUp) == [true, false])
        #expect(try world.ticket(id).conversation?.state == .queued, "the new dialog goes on waiting")
    }

    @Test("A resolution leaves nothing of the ticket on anybody's desk")
    mutating func resolutionClearsDesks() throws {
        world.profile.queue.stickiness = .none
        let id = try world.claimed(by: .bea)
        try world.perform(.endConversation(id), as: .ada)
        try world.perform(.post(id, PostMessage(text: "And another thing")), as: .ada)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .carl)
        #expect(try world.desk(of: .bea).work.isEmpty)
        try world.perform(.setPresence(.available, reason: nil), as: .bea)
    }

    @Test("A closed ticket's dialog can be wrapped up with a note, not with a reply")
    mutating func wrapUpClosed() throws {
        let id = try world.resolved(by: .bea)
        try world.perform(.close(id), as: .bea)
        world.refuses(.closed, .wrapUp(id, wrapUp(.reply)), as: .bea)
        try world.perform(.wrapUp(id, wrapUp(.note)), as: .bea)
    }

    @Test("Where ticket and agent stay together, the next dialog is the same agent's")
    mutating func sticky() throws {
        let id = try world.claimed(by: .bea)
        try world.perform(.wrapUp(id, wrapUp()), as: .bea)
        try world.perform(.post(id, PostMessage(text: "Me again")), as: .ada)
        let conversation = try #require(try world.ticket(id).conversation)
        #expect(conversation.number == 2)
        #expect(conversation.state == .live)
        #expect(conversation.agent == Actor.bea.agent)
        #expect(try world.desk(of: .bea).work == [id])
    }
}
