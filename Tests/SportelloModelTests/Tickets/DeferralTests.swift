import SportelloModel
import SportelloTesting
import Testing

@Suite("Reasons to wait and to refuse")
struct DeferralTests {
    var world = World()

    init() {
        world.profile.targets = [
            ServiceTarget(id: "solution", metric: .resolution, unit: .wallClock, max: .hours(100), atRisk: [])
        ]
        world.profile.deferral = DeferralPolicy(
            reasons: [
                .init(id: "cannotReproduce", title: "Not reproduced", evidence: [.notReproduced]),
                .init(id: "unlicensed", title: "No licence", refuses: true, clocks: .stop, evidence: [.licence]),
                .init(
                    id: "information", title: "More information", status: .waitingCustomer, clocks: .pause,
                    evidence: [.missingItems]),
                .init(
                    id: "unsupportedUse", title: "Misuse", refuses: true, evidence: [.code],
                    codes: ["coreModified", "installations"]),
                .init(id: "unconstructive", title: "No answer", evidence: [.unansweredRequest]),
                .init(
                    id: "conduct", title: "Insults", refuses: true, liftedBy: [.supervisor],
                    confirmedBy: [.supervisor], warnsFirst: true, resumesOnReply: false, evidence: [.messages]),
                .init(id: "development", title: "Development", clocks: .pause, evidence: [.work], reviewDays: 30),
                .init(id: "outOfScope", title: "Out of scope", refuses: true, evidence: [.scopeRule]),
            ]
        )
    }

    private func put(
        _ id: TicketID, _ reason: String, _ kind: Deferral.Kind = .deferred,
        _ evidence: DeferralEvidence = DeferralEvidence()
    ) -> Command {
        .deferral(.set(id, Deferral(kind, reason: reason, evidence: evidence)))
    }

    private func clock(_ id: TicketID) throws -> TicketClock { try #require(try world.ticket(id).clocks.last) }

    @Test(
        "Not reproduced needs both facts: the like configuration, and access asked for and not given",
        .requirement("R-004-39"))
    mutating func reproduce() throws {
        let id = try world.claimed()
        world.refuses(.evidenceNeeded, put(id, "cannotReproduce"), as: .bea)
        let refusal = world.refuses(
            .accessFirst, put(id, "cannotReproduce", .deferred, DeferralEvidence(notReproducedOn: "Version 7")),
            as: .bea)
        #expect(refusal?.rule == "R-004-39")
        world.refuses(
            .evidenceNeeded, put(id, "cannotReproduce", .deferred, DeferralEvidence(accessDenied: true)), as: .bea)
        try world.perform(
            put(
                id, "cannotReproduce", .deferred,
                DeferralEvidence(notReproducedOn: "Version 7", accessDenied: true)), as: .bea)
        #expect(try world.ticket(id).status == .deferred && world.ticket(id).statusReason == "cannotReproduce")
        #expect(try world.ticket(id).deferral.current?.accessDenied == true)
    }

    @Test("An invalid licence, by the host's word, refuses the ticket; a valid one does not", .requirement("R-004-40"))
    mutating func licence() throws {
        let id = try world.claimed()
        world.refuses(.evidenceNeeded, put(id, "unlicensed", .impossible), as: .bea)
        try world.perform(.deferral(.recordLicence(id, LicenceCheck(.valid, source: "server 1"))), as: .system)
        world.refuses(.licenceValid, put(id, "unlicensed", .impossible), as: .bea)
        world.refuses(.forbidden, .deferral(.recordLicence(id, LicenceCheck(.invalid, source: "me"))), as: .ada)
        try world.perform(.deferral(.recordLicence(id, LicenceCheck(.invalid, source: "server 2"))), as: .system)
        try world.perform(put(id, "unlicensed", .impossible), as: .bea)
        let facts = try world.ticket(id)
        #expect(facts.status == .refused && facts.statusReason == "unlicensed")
        #expect(facts.deferral.current?.licence == LicenceCheck(.invalid, source: "server 2"))
        #expect(try clock(id).state == .cancelled)
    }

    @Test(
        "Missing items are listed to the customer; the ticket waits and the clock as the profile says",
        .requirement("R-004-29", "R-004-41"), arguments: [ClockHold.pause, .run])
    mutating func information(hold: ClockHold) throws {
        world.profile.deferral.reasons[2].clocks = hold
        let id = try world.claimed()
        let start = world.now
        world.refuses(.evidenceNeeded, put(id, "information"), as: .bea)
        world.refuses(.evidenceNeeded, put(id, "information", .deferred, DeferralEvidence(missing: [" "])), as: .bea)
        try world.perform(
            put(id, "information", .deferred, DeferralEvidence(missing: ["The log", "The version"])), as: .bea)
        #expect(try world.ticket(id).status == .waitingCustomer)
        #expect(try clock(id).isPaused == (hold == .pause))
        #expect(try world.last("deferral.set", on: id).record.content?.text == "The log\nThe version")
        let told = try world.last("ticket.status", on: id).record
        #expect(told.publicSeq != nil && told.content?.text == "More information\n– The log\n– The version")
        world.now = start + .hours(10)
        try world.perform(.post(id, PostMessage(text: "Here they are")), as: .ada)
        #expect(try world.ticket(id).status == .open)
        #expect(try clock(id).due == start + .hours(hold == .pause ? 110 : 100))
    }

    @Test("Misuse needs a listed sub-reason, and a matter out of scope the rule", .requirement("R-004-42", "R-004-46"))
    mutating func codes() throws {
        let id = try world.claimed()
        world.refuses(.evidenceNeeded, put(id, "unsupportedUse", .impossible), as: .bea)
        let refusal = world.refuses(
            .unknownReason, put(id, "unsupportedUse", .impossible, DeferralEvidence(code: "mood")), as: .bea)
        #expect(refusal?.rule == "R-004-42" && refusal?.details["allowed"] == "coreModified, installations")
        world.refuses(.evidenceNeeded, put(id, "outOfScope", .impossible), as: .bea)
        let other = try world.claimed(from: .ben)
        try world.perform(put(id, "unsupportedUse", .impossible, DeferralEvidence(code: "coreModified")), as: .bea)
        try world.perform(put(other, "outOfScope", .impossible, DeferralEvidence(code: "training")), as: .bea)
        #expect(try world.ticket(id).deferral.current?.code == "coreModified")
        #expect(try world.ticket(other).deferral.current?.code == "training")
    }

    @Test(
        "Dragging on needs an unanswered request that is older than the limit", .requirement("R-004-43"),
        arguments: [0, 1])
    mutating func unanswered(late: Int) throws {
        let id = try world.claimed()
        world.refuses(.evidenceNeeded, put(id, "unconstructive", .deferred, DeferralEvidence(request: 1)), as: .bea)
        let asked = world.now
        try world.perform(.wait(id, for: .customer, until: nil, text: "Which version?"), as: .bea)
        let request = try #require(try world.ticket(id).deferral.request)
        #expect(try request.number == world.last("ticket.status", on: id).record.publicSeq && request.at == asked)
        world.now = asked + .hours(168) + .milliseconds(late)
        world.refuses(
            .evidenceNeeded, put(id, "unconstructive", .deferred, DeferralEvidence(request: request.number + 1)),
            as: .bea)
        let command = put(id, "unconstructive", .deferred, DeferralEvidence(request: request.number))
        if late == 0 {
            world.refuses(.tooEarly, command, as: .bea)
            try world.perform(.post(id, PostMessage(text: "Seven")), as: .ada)
            #expect(try world.ticket(id).deferral.request == nil, "answered")
            world.now = world.now + .days(30)
            world.refuses(.evidenceNeeded, command, as: .bea)
        } else {
            try world.perform(command, as: .bea)
            #expect(try world.ticket(id).deferral.current?.request == request.number)
        }
    }

    @Test("Insults: one warning first, the messages named, and a manager confirms", .requirement("R-004-44"))
    mutating func conduct() throws {
        let id = try world.claimed()
        let wish = put(id, "conduct", .impossible, DeferralEvidence(messages: [2]))
        world.refuses(.evidenceNeeded, put(id, "conduct", .impossible), as: .bea)
        world.refuses(
            .invalid, put(id, "conduct", .impossible, DeferralEvidence(messages: [9999])), as: .bea)
        world.refuses(.warnFirst, wish, as: .bea)
        try world.perform(.deferral(.warn(id, text: "Please stay polite", messages: [2])), as: .bea)
        #expect(world.kinds(id, .contact).last == "message.posted", "the warning is for the customer")
        try world.perform(wish, as: .bea)
        #expect(try world.ticket(id).status == .open, "an agent alone only proposes it")
        world.refuses(.forbidden, .deferral(.confirm(id)), as: .bea)
        try world.perform(.deferral(.reject(id, note: "Not so bad")), as: .sue)
        world.refuses(.nothingProposed, .deferral(.confirm(id)), as: .sue)
        try world.perform(wish, as: .bea)
        try world.perform(.deferral(.confirm(id)), as: .sue)
        let set = try #require(try world.ticket(id).deferral.current)
        #expect(try world.ticket(id).status == .refused)
        #expect(set.confirmedBy == Actor.sue.agent && set.proposedBy == Actor.bea.agent && set.messages == [2])
    }

    @Test("The default profile has refusals for conduct switched off")
    mutating func disabled() throws {
        world.profile.deferral = DeferralPolicy()
        let id = try world.claimed()
        let refusal = world.refuses(.unknownReason, put(id, "conduct", .impossible), as: .sue)
        #expect(refusal?.details["allowed"] == "outOfScope")
    }

    @Test("Development needs a work item of its own", .requirement("R-004-45"))
    mutating func work() throws {
        let id = try world.claimed()
        world.refuses(.evidenceNeeded, put(id, "development"), as: .bea)
        let issue: InternalIssueID = world.mint()
        world.refuses(
            .evidenceNeeded, put(id, "development", .deferred, DeferralEvidence(work: .issue(issue))), as: .bea)
        world.refuses(.evidenceNeeded, put(id, "development", .deferred, DeferralEvidence(work: .offer(1))), as: .bea)
        let other = try world.claimed()
        world.refuses(
            .evidenceNeeded, put(id, "development", .deferred, DeferralEvidence(work: .ticket(other))), as: .bea)
        try world.perform(.link(id, target: other, relation: .related), as: .bea)
        try world.perform(put(id, "development", .deferred, DeferralEvidence(work: .ticket(other))), as: .bea)
        #expect(try world.ticket(id).deferral.current?.work == .ticket(other))
        #expect(try world.ticket(id).statusUntil == world.now + .days(30), "the reason's own review date")
        #expect(try clock(id).isPaused)
    }

    @Test("Past its review date a ticket is back in the queue for a decision", .requirement("R-004-47"))
    mutating func review() throws {
        let id = try world.claimed()
        try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Later")), as: .bea)
        try world.perform(put(id, "development", .deferred, DeferralEvidence(work: .ticket(try linked(id)))), as: .bea)
        let until = try #require(try world.ticket(id).statusUntil)
        world.now = until - .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).status == .deferred && world.ticket(id).queueRank(world.profile.queue) == nil)
        world.now = until
        try world.perform(.tick(id), as: .system)
        let facts = try world.ticket(id)
        #expect(facts.status == .open && facts.assignee == nil && facts.queueRank(world.profile.queue) != nil)
        #expect(facts.deferral.decisionDueSince == until && facts.deferral.current == nil)
        #expect(try clock(id).due.map { $0 > until } == true, "the clock goes on")
    }

    private mutating func linked(_ id: TicketID) throws -> TicketID {
        let other = try world.claimed()
        try world.perform(.link(id, target: other, relation: .related), as: .bea)
        return other
    }

    @Test(
        "Who sets and who lifts a reason is the profile's to say, and no other command is a way around",
        .requirement("R-004-47"))
    mutating func roles() throws {
        world.profile.deferral.reasons[6].setBy = [.supervisor]
        world.profile.deferral.reasons[6].liftedBy = [.supervisor]
        world.profile.deferral.reasons[6].resumesOnReply = false
        let id = try world.claimed()
        let evidence = DeferralEvidence(work: .ticket(try linked(id)))
        world.refuses(.notDeferred, .deferral(.lift(id, note: nil)), as: .bea)
        world.refuses(.forbidden, put(id, "development", .deferred, evidence), as: .bea)
        try world.perform(put(id, "development", .deferred, evidence), as: .sue)
        world.refuses(.forbidden, .deferral(.lift(id, note: nil)), as: .bea)
        world.refuses(.forbidden, .wait(id, for: .internal, until: nil, text: nil), as: .bea)
        try world.perform(.post(id, PostMessage(text: "Hello?")), as: .ada)
        #expect(try world.ticket(id).status == .deferred, "a message does not lift it")
        try world.perform(.deferral(.lift(id, note: "Agreed")), as: .sue)
        #expect(try world.ticket(id).status == .open && world.ticket(id).deferral.current == nil)
        world.profile.deferral.reasons[6].resumesOnReply = true
        try world.perform(put(id, "development", .deferred, evidence), as: .sue)
        try world.perform(.post(id, PostMessage(text: "News")), as: .ada)
        #expect(try world.ticket(id).status == .open, "here it does")
    }

    @Test("A catalogue that cannot work is reported")
    func validation() {
        var profile = ServiceProfile(name: "test")
        profile.deferral.reasons = [
            .init(id: "a", title: "A", setBy: [.contact], liftedBy: [], codes: ["x"], reviewDays: 0)
        ]
        #expect(
            profile.validate().map(\.path) == [
                "deferral.reasons[0].setBy", "deferral.reasons[0].liftedBy", "deferral.reasons[0].codes",
                "deferral.reasons[0].reviewDays",
            ])
    }

    @Test("The messages named as insults are ones that the ticket has", .requirement("R-004-44"))
    mutating func messageBounds() throws {
        let id = try world.claimed()
        let last = try #require(world.log(of: .ticket(id)).compactMap(\.record.publicSeq).max())
        func warn(_ messages: [Int64]) -> Command {
            .deferral(.warn(id, text: "Please stay polite", messages: messages))
        }
        for wrong in [[last + 1], [0], [1, last + 1]] { world.refuses(.invalid, warn(wrong), as: .bea) }
        world.refuses(.evidenceNeeded, warn([]), as: .bea)
        try world.perform(warn([1, last]), as: .bea)
    }

    @Test("Putting off until this instant is none; until the next it is one", .requirement("R-004-47"))
    mutating func untilNow() throws {
        let id = try world.claimed()
        let evidence = DeferralEvidence(work: .ticket(try linked(id)))
        func put(until: Instant) -> Command {
            .deferral(.set(id, Deferral(.deferred, reason: "development", evidence: evidence, until: until)))
        }
        world.refuses(.inThePast, put(until: world.now), as: .bea)
        let until = world.now + .milliseconds(1)
        try world.perform(put(until: until), as: .bea)
        #expect(try world.ticket(id).status == .deferred && world.ticket(id).statusUntil == until)
        world.now = until
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).status == .open)
    }
}
