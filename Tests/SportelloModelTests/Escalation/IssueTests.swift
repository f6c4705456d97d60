import SportelloModel
import SportelloTesting
import Testing

@Suite("The life of an internal issue")
struct IssueTests {
    var world = World()

    /// An issue from a ticket that stays open.
    private mutating func issue(
        from customer: Actor = .ada, kind: IssueKind = .bug, severity: Severity? = nil
    ) throws -> (TicketID, InternalIssueID) {
        let id = try world.claimed(from: customer)
        return (id, try issue(on: id, kind: kind, severity: severity))
    }

    private mutating func issue(
        on id: TicketID, kind: IssueKind = .bug, severity: Severity? = nil
    ) throws -> InternalIssueID {
        let issue: InternalIssueID = world.mint()
        try world.perform(
            .escalate(id, issue, kind: kind, severity: severity, text: "It breaks", analysis: nil), as: .bea)
        return issue
    }

    private func state(_ id: InternalIssueID) throws -> InternalIssue { try world.state(id) }

    private mutating func triage(_ issue: InternalIssueID, _ decision: IssueTriage) throws {
        try world.perform(.escalation(.triage(issue, decision)), as: .sue)
    }

    static let rejection = IssueTriage.reject(reason: "notReproducible", text: "We tried for a day")

    // MARK: The four results

    @Test("A duplicate gives the matter its points, and both reporters are linked", .requirement("R-002-60"))
    mutating func duplicate() throws {
        world.profile.points = PointsPolicy(nonCritical: 3, critical: 10, proposal: 2)
        let (first, known) = try issue(severity: .critical)
        let (second, other) = try issue(from: .ben)
        #expect(try state(known).points == 10)
        #expect(try state(other).points == 3)
        try triage(other, .duplicate(of: known))
        #expect(try state(known).points == 13)
        #expect(try state(known).tickets == [first, second])
        #expect(try state(known).duplicates == [other])
        #expect(try state(other).state == .duplicate)
        #expect(try state(other).parent == known)
        #expect(try world.ticket(second).issues == [other, known])
        #expect(try world.ticket(first).issues == [known])
        let (_, wish) = try issue(kind: .proposal)
        #expect(try state(wish).points == 2)
    }

    @Test("One account counts once, however often it reports", .requirement("R-002-61"))
    mutating func oneVote() throws {
        let (_, known) = try issue()
        let (again, other) = try issue()
        try triage(other, .duplicate(of: known))
        #expect(try state(known).points == 1)
        #expect(try state(known).tickets.contains(again), "linked all the same")
        let (_, third) = try issue(from: .ben)
        try triage(third, .duplicate(of: known))
        #expect(try state(known).points == 2)
    }

    @Test("Where the profile says so, every report counts", .requirement("R-002-61"))
    mutating func everyReport() throws {
        world.profile.points.oncePerAccount = false
        let (_, known) = try issue()
        let (_, other) = try issue()
        try triage(other, .duplicate(of: known))
        #expect(try state(known).points == 2)
    }

    @Test("A duplicate of a duplicate belongs to the matter itself; nothing belongs to itself")
    mutating func chains() throws {
        let (_, known) = try issue()
        let (_, other) = try issue(from: .ben)
        world.refuses(.invalid, .escalation(.triage(known, .duplicate(of: known))), as: .sue)
        try triage(other, .duplicate(of: known))
        world.refuses(.invalid, .escalation(.triage(known, .duplicate(of: other))), as: .sue)
        let (ticket, third) = try issue()
        try triage(third, .duplicate(of: other))
        #expect(try state(third).parent == known)
        #expect(try world.ticket(ticket).issues == [third, known])
        world.refuses(.alreadySettled, .escalation(.triage(other, .roadmap)), as: .sue)
        world.refuses(.notFound, .escalation(.triage(known, .duplicate(of: world.mint()))), as: .sue)
    }

    @Test("The roadmap gives no date; only a package does", .requirement("R-002-62"))
    mutating func roadmap() throws {
        let (_, known) = try issue(kind: .proposal)
        let package: ReleasePackageID = world.mint()
        try world.perform(.releases(.create(package, title: "Spring")), as: .sue)
        world.refuses(.notReady, .releases(.add(known, to: package)), as: .sue)
        try triage(known, .roadmap)
        #expect(try state(known).state == .roadmap)
        #expect(try state(known).plannedFor == nil)
        try world.perform(.releases(.add(known, to: package)), as: .sue)
        #expect(try state(known).plannedFor == nil, "a package without a date gives none")
        let time = world.now + .days(30)
        try world.perform(.releases(.plan(package, at: time, isHotfix: false)), as: .sue)
        #expect(try state(known).plannedFor == time)
        try world.perform(.releases(.remove(known, from: package)), as: .sue)
        #expect(try state(known).plannedFor == nil)
        #expect(try state(known).package == nil)
    }

    @Test("A backlog needs a team and a reason", .requirement("R-002-63"))
    mutating func backlog() throws {
        let (_, known) = try issue()
        world.refuses(.invalid, .escalation(.triage(known, .backlog(team: "", reason: "Market"))), as: .sue)
        world.refuses(.invalid, .escalation(.triage(known, .backlog(team: "IT", reason: " "))), as: .sue)
        world.profile.triage.teams = ["IT"]
        world.refuses(.invalid, .escalation(.triage(known, .backlog(team: "Sales", reason: "Market"))), as: .sue)
        try triage(known, .backlog(team: "IT", reason: "A partner's module"))
        #expect(try state(known).state == .backlog)
        #expect(try state(known).team == "IT")
        #expect(try state(known).reason == "A partner's module")
    }

    @Test("A rejection needs a listed reason and words", .requirement("R-002-64"))
    mutating func reject() throws {
        let (_, known) = try issue()
        let unlisted = world.refuses(
            .unknownReason, .escalation(.triage(known, .reject(reason: "lazy", text: "No"))), as: .sue)
        #expect(
            unlisted?.details["allowed"] == "anotherModule, achievableOtherwise, notReproducible, moduleChanged")
        world.refuses(
            .invalid, .escalation(.triage(known, .reject(reason: "notReproducible", text: ""))), as: .sue)
        try triage(known, Self.rejection)
        #expect(try state(known).state == .rejected)
        #expect(try state(known).reason == "notReproducible")
        let event = try #require(world.log(of: .internalIssue(known)).first { $0.record.kind == "issue.triaged" })
        #expect(event.record.content?.text == "We tried for a day")
        world.refuses(.alreadySettled, .escalation(.triage(known, .roadmap)), as: .sue)
        world.refuses(.alreadySettled, .escalation(.release(known, version: "5", isHotfix: true)), as: .sue)
    }

    @Test("Only those whom the profile names decide about issues")
    mutating func deciders() throws {
        world.profile.triage.deciders = [.supervisor]
        world.profile.release.deciders = [.supervisor]
        let (_, known) = try issue()
        for actor in [Actor.bea, .ada, .quinn] {
            world.refuses(.forbidden, .escalation(.triage(known, .roadmap)), as: actor)
            world.refuses(.forbidden, .escalation(.estimate(known, cost: 3)), as: actor)
            world.refuses(.forbidden, .escalation(.release(known, version: "5", isHotfix: true)), as: actor)
            world.refuses(.forbidden, .releases(.create(world.mint(), title: "Spring")), as: actor)
        }
        try triage(known, .roadmap)
    }

    // MARK: Rank

    @Test(
        "The score falls with cost and rises with points", .requirement("R-002-93"),
        arguments: PointsPolicy.Formula.allCases)
    func score(formula: PointsPolicy.Formula) throws {
        var test = self
        test.world.profile.points = PointsPolicy(formula: formula, pointWeight: 3, costWeight: 2)
        let policy = test.world.profile.points
        let (_, popular) = try test.issue()
        let (_, vote) = try test.issue(from: .ben)
        let (_, dear) = try test.issue()
        let (_, unknown) = try test.issue(from: .ben)
        try test.triage(vote, .duplicate(of: popular))
        for (id, cost) in [(popular, 4), (dear, 4)] {
            try test.world.perform(.escalation(.estimate(id, cost: cost)), as: .sue)
        }
        // Two points at a cost of four: 2·3/(4·2), or 2·3 - 4·2, in thousandths.
        #expect(try test.state(popular).score(policy) == (formula == .ratio ? 750 : -2000))
        #expect(try test.state(dear).score(policy) == (formula == .ratio ? 375 : -5000))
        let before = try #require(test.state(popular).score(policy))
        try test.world.perform(.escalation(.estimate(popular, cost: 5)), as: .sue)
        #expect(try #require(test.state(popular).score(policy)) < before)
        #expect(try test.state(unknown).score(policy) == nil, "nothing is invented")
        let ranked = InternalIssue.ranked(
            try [unknown, dear, popular].map { try test.state($0) }, policy)
        #expect(ranked.map(\.id) == [popular, dear, unknown])
        test.world.refuses(.invalid, .escalation(.estimate(dear, cost: 0)), as: .sue)
        test.world.refuses(.invalid, .escalation(.estimate(dear, cost: 1_000_001)), as: .sue)
    }

    // MARK: Telling

    @Test("Only a rejection returns to the pool, and somebody of it tells the customer", .requirement("R-002-65"))
    mutating func returnTask() throws {
        world.profile.notifyOn = NoticePolicy(results: [.rejected], by: .consultant)
        let (id, known) = try issue()
        let (_, other) = try issue(from: .ben)
        for decision in [IssueTriage.roadmap, .backlog(team: "IT", reason: "Goal")] {
            try triage(known, decision)
            #expect(try world.ticket(id).escalation.returnTasks.isEmpty)
        }
        try triage(other, .duplicate(of: known))
        #expect(
            world.streams.values.compactMap(Ticket.unwrap).allSatisfy { $0.state.facts.escalation.returnTasks.isEmpty })
        try triage(known, Self.rejection)
        let task = try #require(world.ticket(id).escalation.returnTasks.first)
        #expect(task.issue == known && task.result == .rejected && task.reason == "notReproducible")
        #expect(
            !world.kinds(id, .contact).contains("message.posted")
                || world.kinds(id, .contact).count { $0 == "message.posted" } == 1)
        world.refuses(.forbidden, .escalation(.answerReturn(id, known, text: "No")), as: .ada)
        world.refuses(.invalid, .escalation(.answerReturn(id, known, text: " ")), as: .carl)
        world.refuses(.notFound, .escalation(.answerReturn(id, world.mint(), text: "No")), as: .carl)
        try world.perform(.escalation(.answerReturn(id, known, text: "It will not be done")), as: .carl)
        #expect(try world.ticket(id).escalation.returnTasks.isEmpty)
        #expect(try world.last("message.posted", on: id).record.content?.text == "It will not be done")
        world.refuses(.notFound, .escalation(.answerReturn(id, known, text: "Again")), as: .carl)
        let (_, released) = try issue()
        try world.perform(.escalation(.release(released, version: "5", isHotfix: false)), as: .sue)
        #expect(
            world.streams.values.compactMap(Ticket.unwrap).count { !$0.state.facts.escalation.returnTasks.isEmpty }
                == 1, "Ben's only")
    }

    @Test(
        "A notice reaches a closed ticket, with the reason, and the log shows it", .requirement("R-002-66"),
        arguments: NoticePolicy.Teller.allCases)
    func closedTicket(by teller: NoticePolicy.Teller) throws {
        var test = self
        test.world.profile.notifyOn = NoticePolicy(results: [.rejected], by: teller)
        test.world.profile.onEscalate.nonCritical = .init(.closeLinked)
        let (id, known) = try test.issue()
        #expect(try test.world.ticket(id).status == .closed)
        #expect(try !test.world.ticket(id).needsStaff)
        try test.triage(known, Self.rejection)
        if teller == .consultant {
            #expect(try test.world.ticket(id).needsStaff, "it is in somebody's list again")
            try test.world.perform(
                .escalation(.answerReturn(id, known, text: "We could not make it happen again.")), as: .carl)
        }
        let message = try test.world.last("message.posted", on: id)
        #expect(message.record.content?.text.contains("We could not make it happen again.") == true)
        #expect(message.record.publicSeq != nil)
        #expect(!(message.record.content?.text.contains("tried for a day") ?? true), "internal words stay inside")
        let audit = try test.world.last("escalation.noticed", on: id)
        #expect(audit.record.seq == message.record.seq + 1)
        #expect(audit.event == .ticket(.escalation(try Self.noticed(audit, known))))
        #expect(try test.world.ticket(id).status == .closed)
        #expect(try !test.world.ticket(id).needsStaff)
    }

    private static func noticed(_ logged: LoggedEvent, _ issue: InternalIssueID) throws -> EscalationEvent {
        guard case .ticket(.escalation(let event)) = logged.event else { throw Refusal(.invalid) }
        #expect(event.issue == issue && event.result == .rejected && event.reason == "notReproducible")
        return event
    }

    @Test("Where the profile says so, a resolved ticket is opened again for a notice", .requirement("R-002-66"))
    mutating func reopens() throws {
        world.profile.notifyOn = NoticePolicy(results: [.rejected], afterResolution: .reopen)
        let (id, known) = try issue()
        try world.perform(.resolve(id, outcome: "bug", text: nil), as: .bea)
        try triage(known, Self.rejection)
        #expect(try world.ticket(id).status == .open)
        world.profile.notifyOn.afterResolution = .message
        let (other, wish) = try issue(from: .ben)
        try world.perform(.resolve(other, outcome: "bug", text: nil), as: .bea)
        try triage(wish, Self.rejection)
        #expect(try world.ticket(other).status == .resolved)
    }

    @Test("A release tells each reporter once, also with several tickets", .requirement("R-001-9"))
    mutating func released() throws {
        let (first, known) = try issue()
        let (second, other) = try issue()
        let (third, another) = try issue(from: .ben)
        try triage(other, .duplicate(of: known))
        try triage(another, .duplicate(of: known))
        try world.perform(.escalation(.release(known, version: "5.1", isHotfix: false)), as: .sue)
        func notices(_ id: TicketID) -> Int { world.kinds(id).count { $0 == "escalation.noticed" } }
        #expect([first, second, third].map(notices) == [1, 0, 1])
        #expect(try world.last("message.posted", on: third).record.content?.text.contains("5.1") == true)
        #expect(try state(known).untold.isEmpty)
        let count = world.eventCount
        try world.perform(.escalation(.wake(known)), as: .system)
        #expect(world.eventCount == count, "logged once")
        let (late, same) = try issue(from: .ben)
        try triage(same, .duplicate(of: known))
        #expect(notices(late) == 0, "Ben knows")
        #expect(try !world.ticket(third).handlers.contains(Actor.sue.agent), "telling is no handling")
    }

    @Test("Results that the profile does not name are not told", .requirement("R-001-9", "R-002-65"))
    mutating func silence() throws {
        world.profile.notifyOn.results = [.roadmap]
        let (id, known) = try issue()
        try triage(known, .roadmap)
        #expect(world.kinds(id).count { $0 == "escalation.noticed" } == 1)
        try world.perform(.escalation(.release(known, version: "5", isHotfix: false)), as: .sue)
        #expect(world.kinds(id).count { $0 == "escalation.noticed" } == 1)
    }

    @Test("Many tickets are told in several steps, none twice and none forgotten", .requirement("R-002-67"))
    mutating func manyTickets() throws {
        world.profile.queue.capacity = 1000
        let (_, known) = try issue()
        for number in 0..<60 {
            let customer = Actor.customer(ContactID(high: 7, low: UInt64(number)), role: .contact, name: nil)
            let (_, other) = try issue(from: customer)
            try triage(other, .duplicate(of: known))
        }
        try world.perform(.escalation(.release(known, version: "5", isHotfix: false)), as: .sue)
        #expect(try state(known).untold.count == 11)
        #expect(try state(known).wakeAt == world.now)
        world.refuses(.forbidden, .escalation(.wake(known)), as: .sue)
        try world.perform(.escalation(.wake(known)), as: .system)
        #expect(try state(known).untold.isEmpty)
        #expect(try state(known).wakeAt == nil)
        for id in try state(known).tickets {
            #expect(world.kinds(id).count { $0 == "escalation.noticed" } == 1)
        }
    }
}
