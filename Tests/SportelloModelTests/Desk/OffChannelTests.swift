import SportelloModel
import SportelloTesting
import Testing

@Suite("Contacts that are not tickets")
struct OffChannelTests {
    var world = World()

    private mutating func noted(_ channel: ChannelKind = .personalMessenger) throws -> OffChannelNoteID {
        let id: OffChannelNoteID = world.mint()
        let record = RecordOffChannel(channel: channel, person: "Somebody's cousin", summary: "Asked about printing")
        try world.perform(.recordOffChannel(id, record), as: .bea)
        return id
    }

    private mutating func conversion(_ contact: ContactID) -> ConvertOffChannel {
        ConvertOffChannel(ticket: world.newTicket(), contact: contact, caseType: "question", note: "It matters")
    }

    @Test(
        "A contact by an unofficial way makes no ticket, no number and no clock", .requirement("R-004-32", "R-000-37"))
    mutating func recorded() throws {
        world.profile.targets = [ServiceTarget(id: "answer", metric: .firstResponse, unit: .wallClock, max: .hours(1))]
        for channel in [ChannelKind.phone, .personalMessenger, "skype"] {
            let id = try noted(channel)
            let note: OffChannelNote = try world.state(id)
            #expect(note.state == .recorded)
            #expect(note.recordedBy == Actor.bea.agent)
        }
        #expect(world.streams.keys.allSatisfy { $0.kind == .offChannelNote })
        #expect(world.owners.isEmpty)
        #expect(world.outgoing.isEmpty)
    }

    @Test("Staff may advise informally: kept, and no promise comes of it", .requirement("R-004-34"))
    mutating func advised() throws {
        let id = try noted()
        world.refuses(.invalid, .settleOffChannel(id, .advise(" ")), as: .bea)
        try world.perform(.settleOffChannel(id, .advise("Try another cable")), as: .bea)
        #expect((try world.state(id) as OffChannelNote).state == .advised)
        let record = try #require(world.log(of: .offChannelNote(id)).last).record
        #expect(record.kind == "offChannel.advised")
        #expect(record.content?.text == "Try another cable")
        #expect(world.streams.keys.allSatisfy { $0.kind == .offChannelNote })
    }

    @Test(
        "The redirect names the official ways in the person's language and its sending is logged",
        .requirement("R-004-35", "R-000-33"), arguments: ["en", "it", "pl", "es", "ru", "uk"])
    mutating func redirected(language: String) throws {
        let id = try noted(.phone)
        try world.perform(.settleOffChannel(id, .redirect(language: language)), as: .bea)
        let text = world.profile.redirectText(in: language)
        #expect(world.outgoing == [.redirect(note: id, text: text)])
        let official = world.profile.officialChannels()
        #expect(!official.isEmpty)
        for rule in official { #expect(text.contains(rule.title.text(in: language))) }
        #expect(!text.contains(ChannelRule.standard.first { $0.kind == .phone }!.title.text(in: language)))
        let note: OffChannelNote = try world.state(id)
        #expect(note.state == .redirected)
        #expect(note.redirectLanguage == language)
        #expect(note.redirectedAt == world.now)
        #expect(world.streams.keys.allSatisfy { $0.kind == .offChannelNote })
    }

    @Test("A named person makes it a ticket: the clock starts at the conversion", .requirement("R-004-36"))
    mutating func converted() throws {
        world.profile.targets = [ServiceTarget(id: "answer", metric: .firstResponse, unit: .wallClock, max: .hours(1))]
        world.now = Wall.utc("2026-05-04 10:00")
        let id = try noted()
        world.now = Wall.utc("2026-05-04 12:00")
        try world.meet(.ada)
        let request = conversion(Actor.ada.contact)
        let result = try world.perform(.convertOffChannel(id, request), as: .carl)
        #expect(result == .ticket(request.ticket.id, request.ticket.number))
        let facts = try world.ticket(request.ticket.id)
        #expect(facts.createdAt == Wall.utc("2026-05-04 12:00"))
        #expect(facts.firstContactAt == Wall.utc("2026-05-04 10:00"))
        #expect(facts.clocks.map(\.start) == [Wall.utc("2026-05-04 12:00")])
        #expect(facts.clocks.map(\.due) == [Wall.utc("2026-05-04 13:00")])
        #expect(facts.contact == Actor.ada.contact)
        #expect(try world.state(Actor.ada.contact).tickets == [request.ticket.id])
        let note: OffChannelNote = try world.state(id)
        #expect(note.state == .converted)
        #expect(note.ticket == request.ticket.id)
        #expect(world.log(of: .offChannelNote(id)).last?.record.author.id == "carl")
    }

    @Test("It becomes a ticket once, and is settled then")
    mutating func convertedOnce() throws {
        let id = try noted()
        world.refuses(
            .invalid,
            .convertOffChannel(
                id,
                ConvertOffChannel(
                    ticket: world.newTicket(), contact: Actor.ada.contact, caseType: "unknown", note: ""
                )), as: .bea)
        try world.perform(.convertOffChannel(id, conversion(world.mint())), as: .bea)
        world.refuses(.alreadySettled, .convertOffChannel(id, conversion(world.mint())), as: .bea)
        world.refuses(.alreadySettled, .settleOffChannel(id, .ignore), as: .bea)
    }

    @Test("A note that was ignored, redirected or advised can still become a ticket")
    mutating func convertedLater() throws {
        for step in [OffChannelStep.ignore, .redirect(language: "it"), .advise("Well…")] {
            let id = try noted()
            try world.perform(.settleOffChannel(id, step), as: .bea)
            try world.perform(.convertOffChannel(id, conversion(world.mint())), as: .bea)
        }
    }

    @Test("Only a person of the staff records, settles and converts")
    mutating func who() throws {
        let id = try noted()
        for actor in [Actor.ada, .ben, .system] {
            let record = RecordOffChannel(channel: .phone, person: "Me", summary: "Hello")
            world.refuses(.forbidden, .recordOffChannel(world.mint(), record), as: actor)
            world.refuses(.forbidden, .settleOffChannel(id, .ignore), as: actor)
            world.refuses(.forbidden, .convertOffChannel(id, conversion(Actor.ada.contact)), as: actor)
        }
        world.refuses(.notFound, .settleOffChannel(world.mint(), .ignore), as: .bea)
    }

    @Test("A note that exists is not recorded over")
    mutating func fresh() throws {
        let id = try noted()
        let record = RecordOffChannel(channel: .phone, person: "Me", summary: "Hello")
        world.refuses(.invalid, .recordOffChannel(id, record), as: .carl)
    }
}
