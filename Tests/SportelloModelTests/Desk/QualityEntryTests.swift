import SportelloModel
import SportelloTesting
import Testing

@Suite("How quality cases come in and what they cause")
struct QualityEntryTests {
    var world = World()

    private func known(_ id: QualityCaseID) throws -> QualityCase { try world.state(id) }

    private mutating func transferred(by actor: Actor = .bea) throws -> (TicketID, QualityCaseID) {
        let id = try world.claimed(by: .bea)
        let known: QualityCaseID = world.mint()
        try world.perform(.quality(.transfer(id, known, text: "Quality control, please")), as: actor)
        return (id, known)
    }

    @Test("A dialog that is transferred belongs to quality control; its handler has no say", .requirement("R-004-52"))
    mutating func transfer() throws {
        let (id, known) = try transferred()
        let facts = try world.ticket(id)
        #expect(facts.team == "quality")
        #expect(facts.assignee == nil)
        #expect(facts.quality.isTransferred)
        #expect(facts.qualityCases == [known])
        #expect(try self.known(known).entry == .transfer)
        #expect(try self.known(known).contact == Actor.ada.contact)
        #expect(try world.desk(of: .bea).work.isEmpty && world.desk(of: .bea).pendingWrapUps.isEmpty)
        for actor in [Actor.bea, .carl, .sue] {
            for command in [
                Command.claim(id), .assign(id, agent: actor.agent, team: nil, tier: nil), .close(id),
                .resolve(id, outcome: "help", text: nil), .post(id, PostMessage(text: "No")),
                .refuseTicket(id, reason: "outOfScope", evidence: nil, text: nil),
                .quality(.transfer(id, world.mint(), text: "Back")),
                .deferral(.recordLicence(id, LicenceCheck(.invalid, source: "me"))),
            ] { world.refuses(.withQualityControl, command, as: actor) }
            world.refuses(.notFound, .closeQuality(known, nil), as: actor)
        }
        #expect(!world.kinds(id, .staff).contains { $0.hasPrefix("qualityCase") })
        // The host's word about a licence is no work on the ticket.
        try world.perform(.deferral(.recordLicence(id, LicenceCheck(.valid, source: "server 1"))), as: .system)
        try world.perform(.claim(id), as: .quinn)
        try world.perform(.deferral(.recordLicence(id, LicenceCheck(.valid, source: "server 2"))), as: .quinn)
        try world.perform(.post(id, PostMessage(text: "I listen")), as: .quinn)
        try world.perform(.post(id, PostMessage(text: "It was like this")), as: .ada)
        world.refuses(.alreadySettled, .quality(.transfer(id, world.mint(), text: "Again")), as: .ada)
    }

    @Test("The customer can have the dialog transferred without anybody's help; a stranger cannot")
    mutating func customerTransfers() throws {
        let (id, _) = try transferred(by: .ada)
        #expect(try world.ticket(id).quality.isTransferred)
        let other = try world.claimed()
        world.refuses(.notFound, .quality(.transfer(other, world.mint(), text: "Me too")), as: .ben)
        world.refuses(.invalid, .quality(.transfer(other, world.mint(), text: " ")), as: .ada)
        world.refuses(.forbidden, .quality(.transfer(other, world.mint(), text: "Hm")), as: .system)
    }

    @Test("Talking on a transferred ticket is reviewing, not handling; whoever handled it before stays a handler")
    mutating func reviewersTalk() throws {
        let (id, known) = try transferred()
        try world.perform(.claim(id), as: .quinn)
        try world.perform(.post(id, PostMessage(text: "I listen")), as: .quinn)
        #expect(try world.ticket(id).handlers == [Actor.bea.agent])
        try world.perform(.assignQuality(known, reviewer: Actor.quinn.agent), as: .quinn)
        world.refuses(.notIndependent, .assignQuality(known, reviewer: Actor.bea.agent), as: .quinn)
    }

    @Test("A new request that follows an old ticket complains about the old one", .requirement("R-004-52"))
    mutating func aboutTheOldTicket() throws {
        let old = try world.resolved(by: .carl)
        world.now = world.now + .days(20)
        let id = try world.start(.ada, "I want quality control") { $0.continues = old }
        try world.perform(.claim(id), as: .bea)
        let known: QualityCaseID = world.mint()
        try world.perform(.quality(.transfer(id, known, text: "Asked for it")), as: .bea)
        #expect(try self.known(known).ticket == old)
        world.refuses(.notIndependent, .assignQuality(known, reviewer: Actor.carl.agent), as: .quinn)
    }

    @Test("Somebody a ticket was given to is a handler, whatever they did with it", .requirement("R-004-55"))
    mutating func assigned() throws {
        let id = try world.claimed(by: .bea)
        try world.perform(.assign(id, agent: Actor.quinn.agent, team: nil, tier: nil), as: .sue)
        try world.perform(.assign(id, agent: Actor.bea.agent, team: nil, tier: nil), as: .sue)
        let known: QualityCaseID = world.mint()
        try world.perform(.requestQualityControl(id, known, text: "Hm", remedy: nil), as: .ada)
        world.refuses(.notIndependent, .assignQuality(known, reviewer: Actor.quinn.agent), as: .rita)
    }

    @Test(
        "A call to quality control makes a case, though the phone is unofficial for support",
        .requirement("R-004-53"))
    mutating func phone() throws {
        let note: OffChannelNoteID = world.mint()
        let record = RecordOffChannel(channel: .phone, purpose: .qualityControl, person: "Ms Gray", summary: "Rude")
        guard case .created(let stream) = try world.perform(.recordOffChannel(note, record), as: .bea) else {
            Issue.record("nothing was made")
            return
        }
        #expect(stream.kind == .qualityCase)
        #expect(world.log(of: .offChannelNote(note)).isEmpty)
        let known = try self.known(QualityCaseID(high: stream.key.high, low: stream.key.low))
        #expect(known.entry == .channel && known.channel == .phone && known.ticket == nil)
        #expect(known.text == "Rude")
        #expect(try world.state(try #require(known.contact)).name == "Ms Gray")
        let support = RecordOffChannel(channel: .phone, person: "Ms Gray", summary: "It does not print")
        let plain: OffChannelNoteID = world.mint()
        try world.perform(.recordOffChannel(plain, support), as: .bea)
        #expect((try world.state(plain) as OffChannelNote).state == .recorded)
        let messenger = ReceiveQuality(channel: .personalMessenger, contact: Actor.ada.contact, text: "Rude")
        try world.meet(.ada)
        world.refuses(.unofficialChannel, .quality(.receive(world.mint(), messenger)), as: .bea)
    }

    @Test("A written complaint may name a ticket of the person's own, and of nobody else's")
    mutating func named() throws {
        let id = try world.resolved()
        let known: QualityCaseID = world.mint()
        var request = ReceiveQuality(channel: .phone, contact: Actor.ada.contact, ticket: id, text: "Rude")
        try world.perform(.quality(.receive(known, request)), as: .carl)
        #expect(try self.known(known).ticket == id)
        #expect(try world.ticket(id).qualityCases == [known])
        #expect(try !world.ticket(id).handlers.contains(Actor.carl.agent), "taking it down is no work on it")
        request.contact = Actor.ben.contact
        try world.meet(.ben)
        world.refuses(.otherContact, .quality(.receive(world.mint(), request)), as: .carl)
        world.refuses(.forbidden, .quality(.receive(world.mint(), request)), as: .ada)
    }

    @Test("A mail to quality control makes a case past the handling team", .requirement("R-004-54"))
    mutating func mail() throws {
        let id = try world.resolved(by: .bea)
        let known: QualityCaseID = world.mint()
        try world.perform(
            .mail(.openQualityCase(known, from: Actor.ada.contact, about: id, text: "Nobody listened")), as: .system)
        #expect(try self.known(known).entry == .channel)
        #expect(try self.known(known).channel == .email)
        #expect(!world.kinds(id, .staff).contains { $0.hasPrefix("qualityCase") })
        world.refuses(.notFound, .acknowledgeQuality(known), as: .bea)
        try world.perform(.acknowledgeQuality(known), as: .quinn)
    }

    // MARK: Actions

    private mutating func decided(
        _ actions: [QualityCase.Action], on known: QualityCaseID, agent: AgentID? = nil
    ) throws {
        let review = QualityReview(outcome: .upheld, actions: actions, text: "The log shows it", agent: agent)
        try world.perform(.reviewQuality(known, review), as: .quinn)
    }

    @Test("An apology reaches the customer in the organisation's words, never the reviewer's", .requirement("R-004-56"))
    mutating func apology() throws {
        let id = try world.start { $0.language = "it" }
        try world.perform(.claim(id), as: .bea)
        let known: QualityCaseID = world.mint()
        try world.perform(.requestQualityControl(id, known, text: "Hm", remedy: nil), as: .ada)
        try decided([.apologise], on: known)
        let message = try world.last("message.posted", on: id).record
        #expect(message.content?.text == QualityPolicy.standardApology.text(in: "it"))
        #expect(message.author.role == .system && message.publicSeq != nil)
        #expect(try !world.ticket(id).handlers.contains(Actor.quinn.agent))
        try world.perform(.closeQuality(known, nil), as: .quinn)
        #expect(try world.last("qualityCase.closed", on: id).record.content == nil)
    }

    @Test("On a ticket that takes no messages the apology comes with the case's end")
    mutating func lateApology() throws {
        let (id, known) = try world.complained()
        try world.perform(.close(id), as: .bea)
        try decided([.apologise], on: known)
        #expect(try world.last("message.posted", on: id).record.author.role != .system)
        try world.perform(.closeQuality(known, nil), as: .quinn)
        let closed = try world.last("qualityCase.closed", on: id).record
        #expect(closed.content?.text == QualityPolicy.standardApology.text(in: "en"))
        #expect(closed.publicSeq != nil)
    }

    @Test("A case on no ticket ends with an answer by the way it came")
    mutating func answer() throws {
        try world.meet(.ada)
        try world.perform(
            .updateContact(Actor.ada.contact, name: nil, email: "ada@shop.example", language: "it"), as: .ada)
        for (actions, text) in [
            ([QualityCase.Action.apologise], QualityPolicy.standardApology),
            ([.changeArticle], QualityPolicy.standardAnswer),
        ] {
            let known: QualityCaseID = world.mint()
            let request = ReceiveQuality(channel: .phone, contact: Actor.ada.contact, text: "Rude")
            try world.perform(.quality(.receive(known, request)), as: .bea)
            try decided(actions, on: known)
            try world.perform(.closeQuality(known, nil), as: .quinn)
            #expect(
                world.outgoing.last
                    == .qualityAnswer(
                        qualityCase: known, channel: .phone, address: "ada@shop.example", text: text.text(in: "it")))
        }
        let known: QualityCaseID = world.mint()
        let request = ReceiveQuality(channel: .phone, contact: Actor.ada.contact, text: "Rude")
        try world.perform(.quality(.receive(known, request)), as: .bea)
        for action in [QualityCase.Action.reopen, .reverseCharge, .coach] {
            let review = QualityReview(outcome: .upheld, actions: [action], text: "So")
            world.refuses(.invalid, .reviewQuality(known, review), as: .quinn)
        }
    }

    @Test("A reversal is asked for on the ticket and stays open until it is done", .requirement("R-004-56"))
    mutating func reversal() throws {
        let (id, known) = try world.complained()
        #expect(try world.ticket(id).quality.reversalRequestedAt == nil)
        try decided([.reverseCharge, .changeArticle, .coach], on: known)
        #expect(try world.ticket(id).quality.reversalRequestedAt == world.now)
        #expect(world.kinds(id, .staff).contains("quality.reversalRequested"))
        #expect(!world.kinds(id, .contact).contains("quality.reversalRequested"))
        #expect(try !world.ticket(id).handlers.contains(Actor.quinn.agent))
        #expect(try self.known(known).openTasks == [.reverseCharge, .changeArticle])
        let done = Command.quality(.finishTask(known, .reverseCharge, reference: "entry 17"))
        world.refuses(.notFound, done, as: .bea)
        world.refuses(.invalid, .quality(.finishTask(known, .reverseCharge, reference: " ")), as: .quinn)
        world.refuses(.alreadySettled, .quality(.finishTask(known, .coach, reference: "x")), as: .quinn)
        try world.perform(.closeQuality(known, nil), as: .quinn)
        try world.perform(done, as: .quinn)
        #expect(try self.known(known).openTasks == [.changeArticle])
        world.refuses(.alreadySettled, done, as: .quinn)
    }

    @Test("A coaching note lies on the desk of whoever is credited, or of the one named", .requirement("R-004-56"))
    mutating func coaching() throws {
        let (_, known) = try world.complained()
        try decided([.coach], on: known)
        #expect(try world.desk(of: .bea).coachings == 1)
        let note = try #require(world.log(of: .agentDesk(Actor.bea.agent)).last).record
        #expect(note.kind == "work.coached" && note.content?.text == "The log shows it")
        let (_, second) = try world.complained()
        try decided([.coach], on: second, agent: Actor.carl.agent)
        #expect(try world.desk(of: .carl).coachings == 1)
        #expect(try world.desk(of: .bea).coachings == 1)
    }

    // MARK: Scorecards and samples

    private static let card = [
        QualityPolicy.Criterion(id: "tone", title: "Tone", weight: 1, highest: 5),
        QualityPolicy.Criterion(id: "solution", title: "Solution", weight: 3, highest: 2, isCritical: true),
    ]

    @Test(
        "A score is the weighted share of what could be reached, rounded down; a critical nought fails all",
        arguments: [(5, 2, 100), (0, 2, 54), (5, 1, 72), (1, 1, 36), (5, 0, 0), (0, 0, 0)])
    func score(tone: Int, solution: Int, result: Int) {
        let policy = QualityPolicy(scorecard: Self.card)
        #expect(policy.result(of: ["tone": tone, "solution": solution]) == result)
    }

    @Test("A review is scored by the whole scorecard or not at all")
    mutating func scored() throws {
        world.profile.qualityControl.scorecard = Self.card
        let (_, known) = try world.complained()
        var review = QualityReview(outcome: .partly, actions: [], text: "So")
        for scores in [
            ["tone": 5], ["tone": 6, "solution": 1], ["tone": -1, "solution": 1], ["tone": 5, "solution": 3],
            ["tone": 1, "solution": 1, "speed": 1],
        ] {
            review.scores = scores
            world.refuses(.invalid, .reviewQuality(known, review), as: .quinn)
        }
        review.scores = ["tone": 5, "solution": 1]
        try world.perform(.reviewQuality(known, review), as: .quinn)
        #expect(try self.known(known).score == 72)
        #expect(try self.known(known).scores == review.scores)
        let (_, unscored) = try world.complained()
        try world.perform(
            .reviewQuality(unscored, QualityReview(outcome: .partly, actions: [], text: "So")), as: .quinn)
        #expect(try self.known(unscored).score == nil)
    }

    private mutating func pile(_ count: Int) throws -> [TicketFacts] {
        var ids: [TicketID] = []
        for index in 0..<count {
            let id = try world.resolved()
            try world.perform(.rate(id, score: index.isMultiple(of: 5) ? 1 : 5, comment: nil), as: .ada)
            if index.isMultiple(of: 7) {
                try world.perform(.reopen(id, text: "Again", followUp: world.newTicket()), as: .ada)
                try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
            }
            ids.append(id)
        }
        return try ids.map { try world.ticket($0) }
    }

    @Test("The same seed draws the same, from every stratum its share, in whatever order the tickets come")
    mutating func sampling() throws {
        world.profile.qualityControl.sampling = [
            .init(.lowRating, perMille: 500), .init(.reopened, perMille: 1000), .init(.any, perMille: 100),
        ]
        let tickets = try pile(35)
        func draw(_ tickets: [TicketFacts], _ seed: UInt64) -> [QualitySample] {
            QualitySample.draw(from: tickets, policy: world.profile, seed: seed)
        }
        let drawn = draw(tickets, 1)
        #expect(drawn == draw(tickets.reversed(), 1))
        #expect(drawn != draw(tickets, 2))
        #expect(Set(drawn).count == drawn.count)
        let dialogs = tickets.flatMap { ticket in ticket.conversations.map { (ticket, $0) } }
        let low = dialogs.filter { $0.1.rating?.score == 1 }.count
        let reopened = dialogs.filter { $0.1.rating?.score != 1 && $0.0.reopenCount > 0 }.count
        let rest = dialogs.count - low - reopened
        #expect(low == 7 && rest > 20)
        #expect(drawn.filter { $0.trait == .lowRating }.count == 4, "seven at a half, rounded up")
        #expect(drawn.filter { $0.trait == .reopened }.count == reopened)
        #expect(drawn.filter { $0.trait == .any }.count == (rest + 9) / 10)
        world.profile.qualityControl.sampling = [.init(.any, perMille: 0)]
        #expect(draw(tickets, 1).isEmpty)
        world.profile.qualityControl.sampling = [.init(.any, perMille: 1000)]
        #expect(draw(tickets, 1).count == dialogs.count)
    }

    @Test("Over many seeds every dialog is drawn about equally often")
    mutating func fairness() throws {
        world.profile.qualityControl.sampling = [.init(.any, perMille: 250)]
        let ids = try (0..<8).map { _ in try world.resolved() }
        let tickets = try ids.map { try world.ticket($0) }
        var hits: [TicketID: Int] = [:]
        for seed in 0..<400 as Range<UInt64> {
            let drawn = QualitySample.draw(from: tickets, policy: world.profile, seed: seed)
            #expect(drawn.count == 2)
            for sample in drawn { hits[sample.ticket, default: 0] += 1 }
        }
        for ticket in tickets { #expect((60...140).contains(hits[ticket.id] ?? 0)) }
    }

    @Test("Only what is over is drawn; a missed promise is a stratum of its own")
    mutating func eligible() throws {
        world.profile.targets = [ServiceTarget(id: "answer", metric: .firstResponse, unit: .wallClock, max: .hours(1))]
        world.profile.qualityControl.sampling = [.init(.breached, perMille: 1000)]
        let open = try world.claimed()
        try world.perform(.endConversation(open), as: .ada)
        let late = try world.claimed()
        world.now = world.now + .hours(2)
        for id in [open, late] { try world.perform(.tick(id), as: .system) }
        try world.perform(.resolve(late, outcome: "help", text: nil), as: .bea)
        let prompt = try world.resolved()
        let tickets = try [open, late, prompt].map { try world.ticket($0) }
        let drawn = QualitySample.draw(from: tickets, policy: world.profile, seed: 3)
        #expect(drawn.map(\.ticket) == [late])
    }

    @Test("A drawn dialog is reviewed by somebody independent, by the scorecard, and without the customer")
    mutating func openSample() throws {
        world.profile.qualityControl.scorecard = Self.card
        world.profile.qualityControl.sampling = [.init(.any, perMille: 1000)]
        let id = try world.resolved(by: .bea)
        let sample = try #require(
            QualitySample.draw(from: [try world.ticket(id)], policy: world.profile, seed: 1).first)
        let known: QualityCaseID = world.mint()
        world.refuses(.forbidden, .quality(.openSample(known, sample)), as: .bea)
        try world.perform(.note(id, text: "I looked", mentions: []), as: .rita)
        world.refuses(.notIndependent, .quality(.openSample(known, sample)), as: .rita)
        var missing = sample
        missing.conversation = 9
        world.refuses(.notFound, .quality(.openSample(known, missing)), as: .quinn)
        let before = world.log(of: .ticket(id)).count
        try world.perform(.quality(.openSample(known, sample)), as: .quinn)
        #expect(try self.known(known).reviewer == Actor.quinn.agent)
        #expect(try self.known(known).entry == .sample)
        world.refuses(
            .invalid, .reviewQuality(known, QualityReview(outcome: .notUpheld, actions: [], text: "Fine")), as: .quinn)
        try world.perform(
            .closeQuality(
                known,
                QualityReview(
                    outcome: .notUpheld, actions: [], text: "Fine", scores: ["tone": 5, "solution": 2])), as: .quinn)
        #expect(try self.known(known).score == 100)
        #expect(world.log(of: .ticket(id)).count == before, "the customer is not troubled with it")
        #expect(world.outgoing.isEmpty)
    }
}
