import SportelloModel
import SportelloTesting
import Testing

@Suite("Official ways in and out")
struct ChannelTests {
    var world = World()

    /// A vendor that phones by its own decision: written first, contracted hours, a confirmation before a time.
    private mutating func phoning() {
        world.profile.channels = [
            ChannelRule(kind: .email, standing: .official, title: "E-mail", rank: 2),
            ChannelRule(kind: .portal, standing: .official, title: "Portal", rank: 1),
            ChannelRule(
                kind: .phone, standing: .never, title: "Phone",
                requires: [.writtenTicket, .contractedHours, .confirmation],
                misroute: ["en": "We do not take calls.", "it": "Non rispondiamo al telefono."]
            ),
        ]
        world.profile.offer.plans = [
            .init(id: "basic", title: "Basic", entitlements: [.init(id: "basicSupport")]),
            .init(id: "hours", title: "Hours", entitlements: [.init(id: "phone")]),
        ]
    }

    /// A written ticket of somebody with that plan.
    private mutating func ticket(_ plan: String?) throws -> TicketID {
        try world.meet(.ada)
        if let plan {
            let account: AccountID = world.mint()
            let contract = Contract(plan: plan, from: world.now)
            try world.perform(
                .account(account, .open(OpenAccount(details: .init(name: "Shop"), contract: contract))), as: .sue)
            try world.perform(.account(account, .attach(Actor.ada.contact, roles: [])), as: .sue)
        }
        let id = try world.start(channel: .email)
        try world.perform(.claim(id), as: .bea)
        return id
    }

    @Test(
        "Inwards and outwards stand apart: calls are never taken and made by staff's decision", .requirement("R-000-38")
    )
    mutating func directions() throws {
        phoning()
        let phone = try #require(world.profile.rule(for: .phone))
        #expect(phone.standing == .never)
        #expect(phone.outbound == .staffDecision)
        for hasTicket in [false, true] {
            let contact = InboundContact(kind: .phone, hasTicket: hasTicket)
            #expect(world.profile.decide(contact) == .unofficial(.never))
        }
        let id = try ticket("hours")
        try world.perform(.channel(.startCall(id, channel: .phone)), as: .bea)
        world.profile.channels[2].outbound = .never
        world.refuses(.unofficialChannel, .channel(.startCall(id, channel: .phone)), as: .bea)
        world.refuses(.unofficialChannel, .channel(.startCall(id, channel: .personalMessenger)), as: .bea)
        for actor in [Actor.ada, .system] {
            world.refuses(.forbidden, .channel(.startCall(id, channel: .phone)), as: actor)
        }
    }

    @Test(
        "A call needs contracted hours; without them the caller is told the written ways",
        .requirement("R-000-35"))
    mutating func hours() throws {
        phoning()
        for plan in [nil, "basic"] {
            let id = try ticket(plan)
            world.refuses(.hoursNeeded, .channel(.startCall(id, channel: .phone)), as: .bea)
        }
        let note: OffChannelNoteID = world.mint()
        let tickets = world.streams.keys.filter { $0.kind == .ticket }
        let record = RecordOffChannel(channel: .phone, person: "Ada", summary: "Called about the printer")
        try world.perform(.recordOffChannel(note, record), as: .bea)
        try world.perform(.settleOffChannel(note, .redirect(language: "it")), as: .bea)
        guard case .redirect(_, let text) = try #require(world.outgoing.last) else {
            Issue.record("no redirect text was issued")
            return
        }
        #expect(text.hasPrefix("Non rispondiamo al telefono."))
        #expect(text.hasSuffix("Portal; E-mail."))
        #expect(world.streams.keys.filter { $0.kind == .ticket } == tickets)
    }

    @Test("An entitlement that ended gives no call any more", .requirement("R-000-35"))
    mutating func endedHours() throws {
        phoning()
        try world.meet(.ada)
        let account: AccountID = world.mint()
        let contract = Contract(plan: "hours", from: world.now, until: world.now + .days(1))
        try world.perform(
            .account(account, .open(OpenAccount(details: .init(name: "Shop"), contract: contract))), as: .sue)
        try world.perform(.account(account, .attach(Actor.ada.contact, roles: [])), as: .sue)
        let id = try world.start(channel: .email)
        world.now = world.now + .days(1)
        world.refuses(.hoursNeeded, .channel(.startCall(id, channel: .phone)), as: .bea)
        world.now = world.now - .milliseconds(1)
        try world.perform(.channel(.startCall(id, channel: .phone)), as: .bea)
    }

    @Test(
        "With hours and a written ticket a call is logged on the ticket and its time recorded; without one it is refused",
        .requirement("R-000-36"))
    mutating func call() throws {
        phoning()
        let id = try ticket("hours")
        world.refuses(.ticketNeeded, .channel(.startCall(nil, channel: .phone)), as: .bea)
        world.refuses(.noConversation, .channel(.endCall(id, role: "support")), as: .bea)
        try world.perform(.channel(.startCall(id, channel: .phone)), as: .bea)
        #expect(try world.ticket(id).channels.call?.agent == Actor.bea.agent)
        world.refuses(.alreadySettled, .channel(.startCall(id, channel: .phone)), as: .bea)
        world.refuses(.notAssignee, .channel(.endCall(id, role: "support")), as: .carl)
        world.now = world.now + .seconds(601)
        try world.perform(.channel(.endCall(id, role: "support")), as: .bea)
        #expect(world.kinds(id, .staff).filter { $0.hasPrefix("call.") } == ["call.started", "call.ended"])
        #expect(try world.ticket(id).minutesWorked == 11, "ten minutes and a second")
        #expect(try world.ticket(id).channels.callCount == 1)
        guard case .ticket(.channel(.callEnded(let ended))) = try world.last("call.ended", on: id).event else {
            Issue.record("no end was logged")
            return
        }
        #expect(ended.seconds == 601 && ended.channel == .phone)
        try world.perform(.channel(.startCall(id, channel: .phone)), as: .bea)
        world.now = world.now + .seconds(60)
        try world.perform(.channel(.endCall(id, role: "support")), as: .sue)
        #expect(try world.ticket(id).minutesWorked == 12, "a whole minute is one")
    }

    @Test("A ticket that staff made of a call is no written one", .requirement("R-000-36"))
    mutating func notWritten() throws {
        phoning()
        world.profile.channels[2].requires = [.writtenTicket]
        let note: OffChannelNoteID = world.mint()
        let record = RecordOffChannel(channel: .phone, person: "Ada", summary: "Called")
        try world.perform(.recordOffChannel(note, record), as: .bea)
        try world.meet(.ada)
        let new = world.newTicket()
        try world.perform(
            .convertOffChannel(
                note, ConvertOffChannel(ticket: new, contact: Actor.ada.contact, caseType: "problem", note: "")),
            as: .bea)
        world.refuses(.ticketNeeded, .channel(.startCall(new.id, channel: .phone)), as: .bea)
        world.refuses(.ticketNeeded, .channel(.confirmCall(new.id, text: nil)), as: .bea)
        try world.perform(.post(new.id, PostMessage(text: "It is like this", via: .email)), as: .ada)
        try world.perform(.channel(.startCall(new.id, channel: .phone)), as: .bea)
    }

    @Test("A call is agreed only after staff confirmed the written request", .requirement("R-000-34"))
    mutating func confirmation() throws {
        phoning()
        let id = try ticket("hours")
        let time = world.now + .hours(2)
        for actor in [Actor.ada, .bea] {
            world.refuses(.confirmationNeeded, .channel(.scheduleCall(id, channel: .phone, at: time)), as: actor)
        }
        world.refuses(.forbidden, .channel(.confirmCall(id, text: nil)), as: .ada)
        try world.perform(.channel(.confirmCall(id, text: "Let us talk")), as: .bea)
        world.refuses(.inThePast, .channel(.scheduleCall(id, channel: .phone, at: world.now)), as: .ada)
        world.refuses(.notFound, .channel(.scheduleCall(id, channel: .phone, at: time)), as: .ben)
        try world.perform(.channel(.scheduleCall(id, channel: .phone, at: time)), as: .ada)
        let facts = try world.ticket(id)
        #expect(facts.channels.callAt == time)
        #expect(facts.status == .scheduled && facts.statusUntil == time)
        world.now = time
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).status == .open)
    }

    @Test("Agreeing on a call is no way around a reason that only others may end", .requirement("R-004-47"))
    mutating func deferred() throws {
        phoning()
        world.profile.deferral.reasons = [
            .init(id: "legal", title: "Legal", liftedBy: [.supervisor], resumesOnReply: false),
            .init(id: "later", title: "Later"),
        ]
        let id = try ticket("hours")
        let written = world
        for (reason, isHeld) in [("legal", true), ("later", false)] {
            world = written
            try world.perform(.channel(.confirmCall(id, text: nil)), as: .bea)
            try world.perform(.deferral(.set(id, Deferral(.deferred, reason: reason))), as: .bea)
            let call = Command.channel(.scheduleCall(id, channel: .phone, at: world.now + .hours(2)))
            if isHeld {
                for actor in [Actor.ada, .bea] { world.refuses(.forbidden, call, as: actor) }
                #expect(try world.ticket(id).status == .deferred)
            } else {
                try world.perform(call, as: .ada)
                #expect(try world.ticket(id).status == .scheduled)
            }
        }
    }

    @Test(
        "Phone, mail, chat and portal can each be on or off", .requirement("R-001-4"),
        arguments: [ChannelKind.phone, .email, .webchat, .portal])
    func switchable(kind: ChannelKind) {
        var profile = ServiceProfile(name: "test")
        profile.channels = [ChannelKind.phone, .email, .webchat, .portal].map {
            ChannelRule(kind: $0, standing: .official, title: LocalizedText(["en": $0.rawValue]))
        }
        #expect(profile.officialChannels().count == 4)
        for index in profile.channels.indices where profile.channels[index].kind == kind {
            profile.channels[index].isEnabled = false
        }
        #expect(profile.officialChannels().count == 3)
        #expect(!profile.officialChannels().contains { $0.kind == kind })
        #expect(profile.decide(InboundContact(kind: kind)) == .unofficial(.notOffered))
        #expect(!profile.redirectText(in: "en").contains(kind.rawValue))
    }

    @Test("Ways are recommended by rank, then as they are listed", .requirement("R-000-39"))
    mutating func ranks() {
        phoning()
        #expect(world.profile.officialChannels().map(\.kind) == [.portal, .email])
        world.profile.channels[1].rank = nil
        #expect(world.profile.officialChannels().map(\.kind) == [.email, .portal])
        world.profile.channels[0].rank = nil
        #expect(world.profile.officialChannels().map(\.kind) == [.email, .portal])
    }

    @Test("A ticket that came by mail is acknowledged by mail; one from the portal is not", .requirement("R-000-39"))
    mutating func acknowledged() throws {
        phoning()
        let mail = try world.start(channel: .email)
        #expect(world.outgoing == [.mail(OutgoingMail(.acknowledgement, about: .ticket(mail)))])
        _ = try world.start(channel: .portal)
        #expect(world.outgoing.count == 1)
    }

    @Test("A mail that comes back shows on the ticket and alerts whoever has it", .requirement("R-000-40"))
    mutating func bounced() throws {
        let id = try world.start(channel: .email)
        try world.perform(.claim(id), as: .bea)
        try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
        let failure = DeliveryFailure(
            status: "5.1.1", isPermanent: true, address: "ada@shop.example", reason: "no such user")
        world.refuses(.forbidden, .mail(.recordDeliveryFailure(id, failure)), as: .bea)
        try world.perform(.mail(.recordDeliveryFailure(id, failure)), as: .system)
        #expect(world.kinds(id, .staff).contains("mail.deliveryFailed"))
        #expect(!world.kinds(id, .contact).contains("mail.deliveryFailed"))
        guard case .ticket(.notePosted(let note)) = try world.last("note.posted", on: id).event else {
            Issue.record("nobody was alerted")
            return
        }
        #expect(note.mentions == [Actor.bea.agent])
        #expect(try world.last("note.posted", on: id).record.author.role == .system)
        #expect(try world.ticket(id).status == .open, "it waits for nobody who could answer")
        #expect(try world.ticket(id).mail.deliveryFailedAt == world.now)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        let count = world.kinds(id).filter { $0 == "note.posted" }.count
        try world.perform(.mail(.recordDeliveryFailure(id, failure)), as: .system)
        #expect(world.kinds(id).filter { $0 == "note.posted" }.count == count, "there is no work to alert to")
    }

    @Test("A way used for what it is not for answers in its own words first", arguments: ["en", "it", "pl"])
    mutating func misroute(language: String) throws {
        world.profile.channels.append(
            ChannelRule(
                kind: "emergencyMail", purpose: .emergency, standing: .official, title: "Emergency",
                misroute: ["en": "Only for outages.", "it": "Solo per i guasti totali."]
            )
        )
        let text = world.profile.redirectText(in: language, from: "emergencyMail", purpose: .support)
        #expect(text.hasPrefix(language == "it" ? "Solo per i guasti totali." : "Only for outages."))
        #expect(text.hasSuffix(world.profile.redirectText(in: language)))
        let plain = world.profile.redirectText(in: language, from: .personalMessenger, purpose: .support)
        #expect(plain == world.profile.redirectText(in: language))
    }

    @Test("One minute in the pool allows a call, none and one that is set aside do not", .requirement("R-000-36"))
    mutating func poolOfHours() throws {
        phoning()
        let id = try ticket("basic")
        let account = try #require(try world.ticket(id).account)
        let call = Command.channel(.startCall(id, channel: .phone))
        world.refuses(.hoursNeeded, call, as: .bea)
        try world.grant(Minutes(1), to: account)
        let hold: HoldID = world.mint()
        try world.perform(.ledger(account, .hold(hold, .minutes(Minutes(1)), until: nil)), as: .sue)
        world.refuses(.hoursNeeded, call, as: .bea)
        try world.perform(.ledger(account, .void(hold)), as: .sue)
        try world.perform(call, as: .bea)
    }

    @Test("A call took a minute at least and a day at most, and a begun minute is one", .requirement("R-000-36"))
    mutating func lengths() throws {
        phoning()
        let id = try ticket("hours")
        for (length, minutes) in [
            (Duration.zero, 1), (.milliseconds(60_000), 1), (.milliseconds(60_001), 2), (.days(2), 1440),
        ] {
            let before = try world.ticket(id).minutesWorked
            try world.perform(.channel(.startCall(id, channel: .phone)), as: .bea)
            world.now = world.now + length
            try world.perform(.channel(.endCall(id, role: "support")), as: .bea)
            #expect(try world.ticket(id).minutesWorked - before == minutes)
        }
    }

    @Test(
        "A call that outlasts the hours ends all the same; what it costs stays open until hours come",
        .requirement("R-000-36", "R-003-32"))
    mutating func longerThanTheHours() throws {
        phoning()
        world.profile.metering = MeteringPolicy(scope: .everyTicket)
        let id = try ticket("basic")
        let account = try #require(try world.ticket(id).account)
        try world.grant(Minutes(5), to: account)
        try world.perform(.channel(.startCall(id, channel: .phone)), as: .bea)
        world.now = world.now + .minutes(10)
        try world.perform(.channel(.endCall(id, role: "support")), as: .bea)
        #expect(try world.ticket(id).channels.call == nil && world.ticket(id).minutesWorked == 10)
        #expect(try world.hours(account) == 5, "nothing goes below zero")
        world.refuses(.noHours, work(id, 1), as: .bea)
        try world.grant(Minutes(6), to: account)
        try world.work(1, on: id)
        #expect(try world.hours(account) == 0, "5 + 6 - 10 - 1")
        #expect(try world.charged(id) == 11)
    }
}
