import SportelloModel
import SportelloTesting
import Testing

@Suite("Messages and notes")
struct MessageTests {
    var world = World()

    @Test("A ticket may go on by another channel; each message keeps its own", .requirement("R-001-5"))
    mutating func channels() throws {
        let id = try world.start(.ada, "By chat", channel: .webchat)
        try world.perform(.post(id, PostMessage(text: "By mail", via: .email)), as: .ada)
        try world.perform(.post(id, PostMessage(text: "Answered by mail", via: .email)), as: .bea)
        let messages = world.log(of: .ticket(id)).compactMap { logged -> (String, ChannelKind)? in
            guard case .ticket(.messagePosted(let message)) = logged.event else { return nil }
            return (logged.record.content?.text ?? "", message.via)
        }
        #expect(messages.map(\.0) == ["By chat", "By mail", "Answered by mail"])
        #expect(messages.map(\.1) == [.webchat, .email, .email])
        #expect(try world.ticket(id).conversations.count == 1)
    }

    @Test("Texts are kept byte for byte")
    mutating func bytes() throws {
        let text = "  e\u{301} \u{200b}\r\n🧵\u{0}\" "
        let id = try world.start(.ada, text)
        #expect(try world.last("message.posted", on: id).record.content?.text.utf8.elementsEqual(text.utf8) == true)
    }

    @Test("A customer never sees a note; staff see both")
    mutating func notes() throws {
        let id = try world.claimed()
        try world.perform(.note(id, text: "Careful.", mentions: [Actor.carl.agent]), as: .bea)
        #expect(!world.kinds(id, .contact).contains("note.posted"))
        #expect(world.kinds(id, .staff).contains("note.posted"))
        world.refuses(.forbidden, .note(id, text: "I too", mentions: []), as: .ada)
        #expect(world.refuses(.invalid, .note(id, text: " \n", mentions: []), as: .bea)?.details["field"] == "text")
    }

    @Test("A stranger's ticket and one that does not exist are the same answer")
    mutating func strangers() throws {
        let id = try world.start(.ada)
        let absent: TicketID = world.mint()
        let one = world.refuses(.notFound, .post(id, PostMessage(text: "Hi")), as: .ben)
        let other = world.refuses(.notFound, .post(absent, PostMessage(text: "Hi")), as: .ben)
        #expect(one == other)
    }

    @Test("A message to a closed ticket is refused, whoever writes")
    mutating func closed() throws {
        let id = try world.resolved()
        try world.perform(.close(id), as: .bea)
        world.refuses(.closed, .post(id, PostMessage(text: "Hi")), as: .ada)
        world.refuses(.closed, .post(id, PostMessage(text: "Hi")), as: .bea)
    }

    @Test("A customer's message reopens a resolved ticket, where the profile allows and in the window")
    mutating func reopening() throws {
        let id = try world.resolved()
        world.profile.followUp.messageReopens = false
        world.refuses(.closed, .post(id, PostMessage(text: "Still broken")), as: .ada)
        world.profile.followUp.messageReopens = true
        let resolved = world.now
        world.now = resolved + .days(14) + .milliseconds(1)
        world.refuses(.closed, .post(id, PostMessage(text: "Still broken")), as: .ada)
        world.now = resolved + .days(14)
        try world.perform(.post(id, PostMessage(text: "Still broken")), as: .ada)
        #expect(
            world.kinds(id, .contact).suffix(4) == [
                "ticket.reopened", "ticket.status", "conversation.joined", "message.posted",
            ])
    }

    @Test("A staff message does not reopen a resolved ticket")
    mutating func staffAfterResolution() throws {
        let id = try world.resolved()
        try world.perform(.post(id, PostMessage(text: "One more thing")), as: .bea)
        #expect(try world.ticket(id).status == .resolved)
    }

    @Test("Where only the assignee writes, others are told so")
    mutating func assigneeOnly() throws {
        let id = try world.claimed(by: .bea)
        try world.perform(.post(id, PostMessage(text: "May I?")), as: .carl)
        world.profile.queue.onlyAssigneeWrites = true
        world.refuses(.notAssignee, .post(id, PostMessage(text: "May I?")), as: .carl)
        try world.perform(.post(id, PostMessage(text: "I may.")), as: .bea)
    }

    @Test("The oldest unanswered customer message counts until a person answers")
    mutating func unanswered() throws {
        let id = try world.start()
        let first = world.now
        world.now = first + .minutes(5)
        try world.perform(.post(id, PostMessage(text: "Anybody?")), as: .ada)
        #expect(try world.activityAndFacts(id).activity.unansweredSince == first)
        try world.perform(.note(id, text: "Looking", mentions: []), as: .bea)
        #expect(try world.activityAndFacts(id).activity.unansweredSince == first)
        try world.perform(.post(id, PostMessage(text: "Yes")), as: .bea)
        let activity = try world.activityAndFacts(id).activity
        #expect(activity.unansweredSince == nil)
        #expect(activity.lastStaffAt == world.now)
        #expect(activity.messageCount == 3)
    }

    @Test("A customer's answer ends the waiting for the customer")
    mutating func waiting() throws {
        let id = try world.claimed()
        try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
        try world.perform(.post(id, PostMessage(text: "Here it is")), as: .ada)
        #expect(try world.ticket(id).status == .open)
    }

    @Test("The transcript goes to the outbox of the own ticket only")
    mutating func transcript() throws {
        let id = try world.start()
        try world.perform(.sendTranscript(id, address: "ada@shop.example"), as: .ada)
        #expect(world.outgoing == [.transcript(ticket: id, address: "ada@shop.example")])
        world.refuses(.notFound, .sendTranscript(id, address: "ben@shop.example"), as: .ben)
        #expect(!world.log(of: .ticket(id)).contains { String(decoding: $0.record.facts, as: UTF8.self).contains("@") })
    }
}
