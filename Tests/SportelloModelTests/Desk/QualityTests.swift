import SportelloModel
import SportelloTesting
import Testing

@Suite("Quality control")
struct QualityTests {
    var world = World()

    private func upheld(_ actions: [QualityCase.Action]) -> QualityReview {
        QualityReview(outcome: .upheld, actions: actions, text: "The log shows it")
    }

    @Test(
        "Asking for quality control makes a case linked to the ticket, in any state of the ticket",
        .requirement("R-004-51"))
    mutating func request() throws {
        for final in [false, true] {
            let id = try world.resolved()
            if final { try world.perform(.close(id), as: .bea) }
            let known: QualityCaseID = world.mint()
            let result = try world.perform(
                .requestQualityControl(id, known, text: "Nobody listened.", remedy: "An apology"), as: .ada
            )
            #expect(result == .created(.qualityCase(known)))
            let state: QualityCase = try world.state(known)
            #expect(state.ticket == id)
            #expect(state.contact == Actor.ada.contact)
            #expect(state.remedy == "An apology")
            #expect(try world.ticket(id).qualityCases == [known])
        }
        let id = try world.start()
        world.refuses(.invalid, .requestQualityControl(id, world.mint(), text: "", remedy: nil), as: .ada)
        world.refuses(.notFound, .requestQualityControl(id, world.mint(), text: "Me too", remedy: nil), as: .ben)
        world.refuses(.forbidden, .requestQualityControl(id, world.mint(), text: "Me too", remedy: nil), as: .bea)
    }

    @Test("A handler cannot decline, see or close the case; quality control owns it", .requirement("R-004-52"))
    mutating func handlers() throws {
        let (id, known) = try world.complained()
        for actor in [Actor.bea, .sue, .system, .ada] {
            for command in [
                Command.acknowledgeQuality(known), .assignQuality(known, reviewer: Actor.quinn.agent),
                .reviewQuality(known, upheld([.apologise])), .closeQuality(known, upheld([.apologise])),
            ] { world.refuses(.notFound, command, as: actor) }
        }
        #expect(!world.kinds(id, .staff).contains { $0.hasPrefix("qualityCase") })
        #expect(world.kinds(id, .contact).contains("qualityCase.received"))
        try world.perform(.acknowledgeQuality(known), as: .quinn)
    }

    @Test("Whoever acted on the ticket cannot be its reviewer", .requirement("R-004-55"))
    mutating func independence() throws {
        let id = try world.claimed(by: .bea)
        try world.perform(.post(id, PostMessage(text: "A message makes a handler")), as: .quinn)
        try world.perform(.recordTime(on: id, by: 5), as: .carl)
        let known: QualityCaseID = world.mint()
        try world.perform(.requestQualityControl(id, known, text: "Hm.", remedy: nil), as: .ada)
        for handler in [Actor.bea, .quinn, .carl] {
            world.refuses(.notIndependent, .assignQuality(known, reviewer: handler.agent), as: .rita)
        }
        world.refuses(.notIndependent, .acknowledgeQuality(known), as: .quinn)
        world.refuses(.notIndependent, .reviewQuality(known, upheld([.coach])), as: .quinn)
        try world.perform(.assignQuality(known, reviewer: Actor.rita.agent), as: .rita)
    }

    @Test("Any act on the ticket makes a handler, of a reviewer too")
    mutating func everyAct() throws {
        let id = try world.claimed(by: .bea)
        let quiet = try world.ticket(id).handlers
        #expect(quiet == [Actor.bea.agent])
        try world.perform(.note(id, text: "I looked", mentions: []), as: .rita)
        #expect(try world.ticket(id).handlers.contains(Actor.rita.agent))
        try world.perform(.recordTime(on: id, by: 5), as: .quinn)
        #expect(try world.ticket(id).handlers.contains(Actor.quinn.agent))
    }

    @Test("Reviewing is no handling: a reviewer may review the next case of the same ticket")
    mutating func reviewersStayIndependent() throws {
        let (id, known) = try world.complained()
        try world.perform(.reviewQuality(known, upheld([.reopen])), as: .quinn)
        try world.perform(.closeQuality(known, nil), as: .quinn)
        #expect(try !world.ticket(id).handlers.contains(Actor.quinn.agent))
        let second: QualityCaseID = world.mint()
        try world.perform(.requestQualityControl(id, second, text: "Again.", remedy: nil), as: .ada)
        try world.perform(.assignQuality(second, reviewer: Actor.quinn.agent), as: .quinn)
    }

    @Test("Upheld causes at least one action, and the customer learns how it ended", .requirement("R-004-56"))
    mutating func upheldActs() throws {
        let (id, known) = try world.complained()
        world.refuses(.actionNeeded, .reviewQuality(known, upheld([])), as: .quinn)
        world.refuses(.invalid, .closeQuality(known, nil), as: .quinn)
        try world.perform(.reviewQuality(known, upheld([.apologise, .coach])), as: .quinn)
        #expect((try world.state(known) as QualityCase).actions == [.apologise, .coach])
        try world.perform(.closeQuality(known, nil), as: .quinn)
        #expect(world.kinds(id, .contact).last == "qualityCase.closed")
        world.refuses(.alreadySettled, .closeQuality(known, nil), as: .quinn)
        world.refuses(.alreadySettled, .reviewQuality(known, upheld([.coach])), as: .quinn)
        world.refuses(.alreadySettled, .acknowledgeQuality(known), as: .quinn)
        world.refuses(.alreadySettled, .assignQuality(known, reviewer: Actor.rita.agent), as: .quinn)
    }

    @Test("Other outcomes need no action")
    mutating func otherOutcomes() throws {
        for outcome in [QualityCase.Outcome.partly, .notUpheld, .withdrawn] {
            let (_, known) = try world.complained()
            try world.perform(
                .closeQuality(known, QualityReview(outcome: outcome, actions: [], text: "So")), as: .quinn)
            let state: QualityCase = try world.state(known)
            #expect(state.outcome == outcome)
            #expect(state.state == .closed)
        }
    }

    @Test("An upheld case can reopen a resolved ticket, also after the customer's window")
    mutating func reopens() throws {
        let (id, known) = try world.complained()
        world.now = world.now + .days(20)
        try world.perform(.reviewQuality(known, upheld([.reopen])), as: .quinn)
        #expect(try world.ticket(id).status == .open)
    }

    @Test("A closed ticket stays closed; the review asks for another action")
    mutating func reopensNothingFinal() throws {
        let (id, known) = try world.complained()
        try world.perform(.close(id), as: .bea)
        world.refuses(.closed, .reviewQuality(known, upheld([.reopen])), as: .quinn)
        try world.perform(.reviewQuality(known, upheld([.apologise])), as: .quinn)
        #expect(try world.ticket(id).status == .closed)
    }

    @Test("An assigned case is decided by its reviewer")
    mutating func assignedReviewer() throws {
        let (_, known) = try world.complained()
        try world.perform(.assignQuality(known, reviewer: Actor.rita.agent), as: .quinn)
        world.refuses(.notAssignee, .reviewQuality(known, upheld([.coach])), as: .quinn)
        try world.perform(.reviewQuality(known, upheld([.coach])), as: .rita)
    }
}

extension Command {
    /// Some minutes of work.
    static func recordTime(on id: TicketID, by minutes: Int) -> Command {
        .recordTime(id, minutes: minutes, role: "support", activity: nil, note: nil)
    }
}
