import SportelloModel
import SportelloTesting
import Testing

@Suite("Registering a ticket")
struct RegistrationTests {
    var world = World()

    @Test("A message over an official channel is registered: a ticket with a number", .requirement("R-004-30"))
    mutating func official() throws {
        let id = try world.start(.ada, "Hello")
        let facts = try world.ticket(id)
        let number = try #require(facts.number)
        #expect(world.owners["number\(number)"] == .ticket(id))
        #expect(facts.status == .new)
        #expect(facts.contact == Actor.ada.contact)
        #expect(facts.createdAt == world.now)
        #expect(facts.firstContactAt == nil)
        #expect(try world.state(Actor.ada.contact).tickets == [id])
        #expect(world.kinds(id, .contact) == ["ticket.registered", "conversation.queued", "message.posted"])
    }

    @Test("A messenger that the profile declares official registers a ticket", .requirement("R-004-31"))
    mutating func messenger() throws {
        world.profile.channels.append(
            ChannelRule(kind: .officialMessenger, standing: .official, title: "Messenger")
        )
        let id = try world.start(.ada, channel: .officialMessenger)
        #expect(try world.ticket(id).channel == .officialMessenger)
        #expect(try world.ticket(id).number != nil)
    }

    // There is no test that an unofficial contact cannot become a ticket by accident: `OfficialContact` has no public
    // initialiser, so a program that tried would not compile. What makes one is `ServiceProfile.decide(_:)`, tested here,
    // and the conversion of an off-channel note, tested with the notes.
    @Test("Only a channel that is official for the purpose yields an official contact")
    func decisions() {
        let profile = ServiceProfile(name: "test")
        func standing(_ kind: ChannelKind, _ purpose: Purpose = .support, hasTicket: Bool = false) -> ChannelStanding {
            switch profile.decide(InboundContact(kind: kind, purpose: purpose, hasTicket: hasTicket)) {
            case .official(let contact):
                #expect(contact.channel == kind)
                return .official
            case .unofficial(let standing): return standing
            }
        }
        #expect(standing(.webchat) == .official)
        #expect(standing(.email) == .official)
        #expect(standing(.phone) == .staffDiscretion)
        #expect(standing(.personalMessenger) == .staffDiscretion)
        #expect(standing("carrierPigeon") == .notOffered)
        #expect(standing(.webchat, .training) == .notOffered)
    }

    @Test("The phone is official for quality control though not for support", .requirement("R-004-53"))
    func phone() {
        let profile = ServiceProfile(name: "test")
        guard case .official = profile.decide(InboundContact(kind: .phone, purpose: .qualityControl)),
            case .unofficial = profile.decide(InboundContact(kind: .phone, purpose: .support))
        else {
            Issue.record("the phone's standing does not depend on the purpose")
            return
        }
    }

    @Test("A channel that is official after a ticket is official exactly for who has one")
    func afterTicket() {
        var profile = ServiceProfile(name: "test")
        profile.channels = [ChannelRule(kind: .phone, standing: .officialAfterTicket, title: "Phone")]
        guard case .official = profile.decide(InboundContact(kind: .phone, hasTicket: true)),
            case .unofficial(.officialAfterTicket) = profile.decide(InboundContact(kind: .phone, hasTicket: false))
        else {
            Issue.record("the ticket makes no difference")
            return
        }
    }

    @Test("A rule for an address goes before the rule for its kind")
    func addresses() {
        var profile = ServiceProfile(name: "test")
        profile.channels = [
            ChannelRule(kind: .email, standing: .official, title: "Mail"),
            ChannelRule(kind: .email, address: "old@shop.example", standing: .notOffered, title: "Old"),
        ]
        guard case .unofficial(.notOffered) = profile.decide(InboundContact(kind: .email, address: "old@shop.example")),
            case .official = profile.decide(InboundContact(kind: .email, address: "help@shop.example"))
        else {
            Issue.record("the address makes no difference")
            return
        }
    }

    @Test("A case type is needed and must be one of the profile's", .requirement("R-002-14"))
    mutating func caseTypes() throws {
        try world.meet(.ada)
        for type in ["", "unknown"] {
            let request = StartConversation(
                contact: Actor.ada.contact, ticket: world.newTicket(), official: try world.official(), caseType: type,
                text: "Hello"
            )
            let refusal = world.refuses(.invalid, .start(request), as: .ada)
            #expect(refusal?.details["field"] == "caseType")
        }
    }

    @Test("Nobody starts a conversation in another's name")
    mutating func impersonation() throws {
        try world.meet(.ada)
        let request = StartConversation(
            contact: Actor.ada.contact, ticket: world.newTicket(), official: try world.official(),
            caseType: "problem", text: "Hello"
        )
        for actor in [Actor.ben, .bea, .sue, .system] { world.refuses(.forbidden, .start(request), as: actor) }
    }

    @Test("A ticket pins the profile's version, the case type's priority and team")
    mutating func pinned() throws {
        world.profile.version = 7
        world.profile.caseTypes = [CaseType(id: "problem", title: "Problem", priority: 2, team: "print")]
        let id = try world.start()
        world.profile.version = 8
        try world.perform(.post(id, PostMessage(text: "More")), as: .ada)
        let facts = try world.ticket(id)
        #expect(facts.profileVersion == 7)
        #expect(facts.priority == 2)
        #expect(facts.team == "print")
    }
}
