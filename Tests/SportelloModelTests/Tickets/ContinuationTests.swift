import SportelloModel
import SportelloTesting
import Testing

@Suite("Continuing an earlier ticket")
struct ContinuationTests {
    var world = World()

    private mutating func request(_ subject: String? = nil, type: String = "problem") throws -> StartConversation {
        StartConversation(
            contact: Actor.ada.contact, ticket: world.newTicket(), official: try world.official(), caseType: type,
            text: "Again", subject: subject
        )
    }

    @Test("The open ticket about the same is offered before a new one is made", .requirement("R-002-33"))
    mutating func offers() throws {
        let id = try world.start { $0.subject = "The  Printer" }
        let number = try #require(try world.ticket(id).number)
        let before = world.eventCount
        for subject in ["the printer", " THE PRINTER ", nil, ""] {
            guard case .existing(let offers) = try world.perform(.start(try request(subject)), as: .ada) else {
                Issue.record("no offer for \(subject ?? "no subject")")
                continue
            }
            #expect(offers.map(\.id) == [id])
            #expect(offers.map(\.number) == [number])
            #expect(offers.map(\.subject) == ["The  Printer"])
        }
        #expect(world.eventCount == before, "an offer commits nothing")
    }

    @Test("Another subject, another case type, an insistence or a profile without offers makes a new ticket")
    mutating func news() throws {
        let id = try world.start { $0.subject = "Printer" }
        for request in [try request("Scanner"), try request("Printer", type: "question")] {
            #expect(try world.perform(.start(request), as: .ada) == .ticket(request.ticket.id, request.ticket.number))
        }
        var insisting = try request("Printer")
        insisting.insistsOnNew = true
        #expect(try world.perform(.start(insisting), as: .ada) == .ticket(insisting.ticket.id, insisting.ticket.number))
        world.profile.followUp.offersExisting = false
        let unoffered = try request("Printer")
        #expect(try world.perform(.start(unoffered), as: .ada) == .ticket(unoffered.ticket.id, unoffered.ticket.number))
        #expect(try world.state(Actor.ada.contact).tickets.count == 5)
        #expect(try world.ticket(id).conversations.count == 1)
    }

    @Test("A resolved ticket is not offered; naming it reopens it")
    mutating func continuing() throws {
        let id = try world.resolved()
        let number = try #require(try world.ticket(id).number)
        var continuation = try request()
        continuation.continues = id
        #expect(try world.perform(.start(continuation), as: .ada) == .ticket(id, number))
        #expect(try world.ticket(id).status == .open)
        #expect(try world.ticket(id).reopenCount == 1)
    }

    @Test("Continuing a closed ticket makes a new one, linked both ways")
    mutating func followUp() throws {
        let id = try world.resolved()
        let number = try #require(try world.ticket(id).number)
        try world.perform(.close(id), as: .bea)
        var continuation = try request()
        continuation.continues = id
        let new = continuation.ticket
        #expect(try world.perform(.start(continuation), as: .ada) == .ticket(new.id, new.number))
        #expect(try world.ticket(new.id).links == [TicketLink.of(id, number, .followUpOf)])
        #expect(try world.ticket(id).links == [TicketLink.of(new.id, new.number, .followedBy)])
        #expect(try world.ticket(id).status == .closed)
    }

    @Test("Another's ticket cannot be continued and is not even there")
    mutating func strangers() throws {
        let id = try world.start(.ben)
        try world.meet(.ada)
        var continuation = try request()
        continuation.continues = id
        world.refuses(.notFound, .start(continuation), as: .ada)
        continuation.continues = world.mint()
        world.refuses(.notFound, .start(continuation), as: .ada)
    }

    @Test("A number in a text links the own ticket and reveals no other", .requirement("R-002-34"))
    mutating func mentions() throws {
        let first = try world.start(.ada)
        let second = try world.start(.ada)
        let others = try world.start(.ben)
        let number = try #require(try world.ticket(first).number)
        try world.perform(
            .post(second, PostMessage(text: "As in #\(number)", mentioned: [first, others, second])), as: .ada
        )
        #expect(try world.ticket(second).links == [TicketLink.of(first, number, .mentions)])
        try world.perform(.post(second, PostMessage(text: "#\(number) again", mentioned: [first])), as: .bea)
        #expect(try world.ticket(second).links.count == 1)
        #expect(try world.ticket(others).links.isEmpty)
        #expect(!world.kinds(others).contains("ticket.linked"))
    }
}

extension TicketLink {
    /// What a test compares with; links are made by rules only.
    static func of(_ ticket: TicketID, _ number: TicketNumber, _ relation: Relation) -> TicketLink {
        let facts = #"{"ticket":"\#(ticket)","number":"\#(number)","relation":"\#(relation.rawValue)"}"#
        guard case .linked(let link)? = try? TicketEvent.decode(kind: "ticket.linked", facts: Array(facts.utf8)) else {
            preconditionFailure("a link's own form is not readable")
        }
        return link
    }
}
