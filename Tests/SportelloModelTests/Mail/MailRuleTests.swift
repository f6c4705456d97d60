import SportelloModel
import SportelloTesting
import Testing

@Suite("What mail may do to a ticket, and what goes out by mail")
struct MailRuleTests {
    var world = World()

    private var mails: [OutgoingMail] {
        world.outgoing.compactMap { if case .mail(let mail) = $0 { mail } else { nil } }
    }

    @Test(
        "A ticket that came by mail is acknowledged, unless a machine wrote or the profile says no",
        .requirement("R-000-39"))
    mutating func acknowledgement() throws {
        let id = try world.start(channel: .email)
        #expect(mails == [OutgoingMail(.acknowledgement, about: .ticket(id))])
        _ = try world.start(channel: .email) { $0.isAutomatic = true }
        _ = try world.start(channel: .webchat)
        #expect(mails.count == 1)
        world.profile.email.acknowledges = false
        _ = try world.start(channel: .email)
        #expect(mails.count == 1)
    }

    @Test("Answers go the way the customer last wrote", .requirement("R-001-5"))
    mutating func answers() throws {
        let id = try world.start(channel: .email) { $0.isAutomatic = true }
        try world.perform(.claim(id), as: .bea)
        try world.perform(.post(id, PostMessage(text: "By mail.")), as: .bea)
        #expect(mails == [OutgoingMail(.answer, about: .ticket(id))])
        try world.perform(.post(id, PostMessage(text: "I am in the chat now.")), as: .ada)
        try world.perform(.post(id, PostMessage(text: "In the chat.")), as: .bea)
        #expect(mails.count == 1)
    }

    @Test("In the webchat an answer also goes by mail after the profile's minutes, and never without them")
    mutating func away() throws {
        let id = try world.claimed()
        try world.perform(.post(id, PostMessage(text: "One.")), as: .bea)
        #expect(mails.isEmpty)
        world.profile.email.awayMinutes = 7
        try world.perform(.post(id, PostMessage(text: "Two.")), as: .bea)
        #expect(mails == [OutgoingMail(.answer, about: .ticket(id), delay: .minutes(7))])
        try world.perform(.note(id, text: "Internal.", mentions: []), as: .bea)
        #expect(mails.count == 1)
    }

    @Test("An unverified message is marked; contact, channel of answers and status stay")
    mutating func unverified() throws {
        let id = try world.claimed()
        let before = try world.ticket(id)
        let stranger: ContactID = world.mint()
        let command = MailCommand.addUnverified(id, by: stranger, PostMessage(text: "Let me in.", via: .email))
        try world.perform(.mail(command), as: .system)
        let event = try world.last("message.posted", on: id)
        guard case .ticket(.messagePosted(let message)) = event.event else {
            return #expect(Bool(false), "not a message")
        }
        #expect(message.isUnverified == true)
        #expect(event.record.author.id == stranger.description)
        #expect(try world.ticket(id).contact == before.contact)
        #expect(try world.activityAndFacts(id).activity.writesByMail == false)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        world.refuses(.resolved, .mail(command), as: .system)
        #expect(try world.ticket(id).status == .resolved)
    }

    @Test("Only the desk itself may say who is behind an address")
    mutating func onlySystem() throws {
        let id = try world.claimed()
        let stranger: ContactID = world.mint()
        let command = Command.mail(.addUnverified(id, by: stranger, PostMessage(text: "x", via: .email)))
        world.refuses(.forbidden, command, as: .ada)
        world.refuses(.forbidden, command, as: .bea)
    }

    @Test("Automatic mail and bounces reopen nothing, and the ticket shows the failure", .requirement("R-000-40"))
    mutating func machines() throws {
        let id = try world.resolved()
        try world.perform(.mail(.recordAutomatic(id, MachineMail(kind: "reply", text: "Away."))), as: .system)
        #expect(try world.ticket(id).mail.deliveryFailedAt == nil)
        let failure = DeliveryFailure(
            status: "5.1.1", isPermanent: true, address: "a@b.example", reason: "no such user")
        try world.perform(.mail(.recordDeliveryFailure(id, failure)), as: .system)
        let facts = try world.ticket(id)
        #expect(facts.status == .resolved)
        #expect(facts.mail.deliveryFailedAt == world.now)
        #expect(facts.mail.isUndeliverable)
        #expect(facts.mail.failures == 1)
        #expect(!world.kinds(id, .contact).contains { $0.hasPrefix("mail.") })
    }

    @Test("A mail to quality control makes a case of its own, with or without a ticket", .requirement("R-004-54"))
    mutating func quality() throws {
        try world.meet(.ada)
        let contact = try #require(Actor.ada.contactID)
        let known: QualityCaseID = world.mint()
        try world.perform(
            .mail(.openQualityCase(known, from: contact, about: nil, text: "Nobody listens.")), as: .system)
        let state = try world.state(known)
        #expect(state.ticket == nil)
        #expect(state.contact == contact)
        #expect(state.text == "Nobody listens.")
        // Another's ticket cannot be complained about.
        let foreign = try world.start(.ada)
        let stranger: ContactID = world.mint()
        try world.perform(
            .registerContact(RegisterContact(id: stranger)), as: .customer(stranger, role: .contact, name: nil))
        let another: QualityCaseID = world.mint()
        let complaint = MailCommand.openQualityCase(another, from: stranger, about: foreign, text: "Mine.")
        world.refuses(.otherContact, .mail(complaint), as: .system)
    }

    @Test("Which way answers go survives storage", arguments: [true, false])
    func activityCoding(byMail: Bool) throws {
        var activity = TicketActivity()
        activity.messageCount = 3
        activity.writesByMail = byMail
        #expect(TicketActivity(encoded: activity.encoded()) == activity)
        #expect(TicketActivity(encoded: Array(",,,3,x".utf8)) == nil)
    }

    @Test("Minutes away stay within a day", arguments: [(0, true), (1440, true), (-1, false), (1441, false)])
    func bounds(minutes: Int, isSound: Bool) {
        var profile = ServiceProfile(name: "bounds")
        profile.email.awayMinutes = minutes
        #expect(profile.validate().isEmpty == isSound)
    }
}
