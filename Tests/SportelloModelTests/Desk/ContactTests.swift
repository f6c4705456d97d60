import SportelloModel
import SportelloTesting
import Testing

@Suite("Contacts")
struct ContactTests {
    var world = World()

    @Test("A secret and a subject belong to one contact")
    mutating func keys() throws {
        let secret = Digest(hashing: [1, 2, 3])
        let id = Actor.ada.contact
        try world.perform(.registerContact(RegisterContact(id: id, secret: secret, subject: "c-1")), as: .ada)
        #expect(world.owners == ["secret\(secret)": .contact(id), "subjectc-1": .contact(id)])
        world.refuses(.invalid, .registerContact(RegisterContact(id: id)), as: .ada)
    }

    @Test("What a person says of themselves is content, not facts, and only news is recorded")
    mutating func update() throws {
        try world.meet(.ada)
        let id = Actor.ada.contact
        let update = Command.updateContact(id, name: "Ada", email: "ada@shop.example", language: "it")
        try world.perform(update, as: .ada)
        let contact = try world.state(id)
        #expect([contact.name, contact.email, contact.language] == ["Ada", "ada@shop.example", "it"])
        let before = world.eventCount
        try world.perform(update, as: .ada)
        #expect(world.eventCount == before)
        for event in world.log(of: .contact(id)) {
            #expect(!String(decoding: event.record.facts, as: UTF8.self).contains("Ada"))
        }
        world.refuses(.notFound, update, as: .ben)
        world.refuses(.notFound, update, as: .bea)
    }

    @Test("A visitor's tickets pass to the host's contact once, and the secret is retired")
    mutating func passing() throws {
        let secret = Digest(hashing: [9])
        try world.perform(.registerContact(RegisterContact(id: Actor.ben.contact, secret: secret)), as: .ben)
        let id = try world.start(.ben)
        try world.perform(.registerContact(RegisterContact(id: Actor.ada.contact, subject: "c-1")), as: .ada)
        let pass = Command.passTickets(from: Actor.ben.contact, to: Actor.ada.contact)
        try world.perform(pass, as: .ada)
        #expect(try world.ticket(id).contact == Actor.ada.contact)
        #expect(try world.state(Actor.ada.contact).tickets == [id])
        #expect(try world.state(Actor.ben.contact).mergedInto == Actor.ada.contact)
        #expect(world.owners["secret\(secret)"] == nil)
        let before = world.eventCount
        try world.perform(pass, as: .ada)
        #expect(world.eventCount == before)
        world.refuses(.notFound, .post(id, PostMessage(text: "Mine?")), as: .ben)
        try world.perform(.post(id, PostMessage(text: "Mine.")), as: .ada)
    }

    @Test("A contact whom the host named keeps its tickets")
    mutating func namedContacts() throws {
        for (actor, subject) in [(Actor.ada, "c-1"), (.ben, "c-2")] {
            try world.perform(.registerContact(RegisterContact(id: actor.contact, subject: subject)), as: actor)
        }
        world.refuses(.otherContact, .passTickets(from: Actor.ben.contact, to: Actor.ada.contact), as: .ada)
    }

    @Test("Only the desk or the receiving contact passes tickets")
    mutating func whoPasses() throws {
        try world.meet(.ada)
        try world.meet(.ben)
        let pass = Command.passTickets(from: Actor.ben.contact, to: Actor.ada.contact)
        world.refuses(.forbidden, pass, as: .ben)
        world.refuses(.forbidden, pass, as: .bea)
        try world.perform(pass, as: .system)
    }

    @Test("Presence is the agent's own and only news is recorded")
    mutating func presence() throws {
        world.refuses(.forbidden, .setPresence(.available, reason: nil), as: .ada)
        world.refuses(.forbidden, .setPresence(.available, reason: nil), as: .system)
        try world.perform(.setPresence(.available, reason: nil), as: .bea)
        let before = world.eventCount
        try world.perform(.setPresence(.available, reason: nil), as: .bea)
        #expect(world.eventCount == before)
        #expect(try world.desk(of: .bea).presence == .available)
        try world.perform(.setPresence(.away, reason: "lunch"), as: .bea)
        #expect(try world.desk(of: .bea).reason == "lunch")
    }
}
