import SportelloModel
import SportelloTesting
import Testing

/// What happens on a ticket moves its clocks. Hours are those of a wall that never closes unless a test says otherwise.
@Suite("Clocks on a ticket")
struct TicketClockTests {
    var world = World()

    private static func target(
        _ metric: TargetMetric, _ hours: Int, kind: TargetKind = .contractual, id: String? = nil,
        change: (inout ServiceTarget) -> Void = { _ in }
    ) -> ServiceTarget {
        var target = ServiceTarget(
            id: id ?? metric.rawValue, metric: metric, kind: kind, unit: .wallClock, max: .hours(hours), atRisk: []
        )
        change(&target)
        return target
    }

    private func clock(_ metric: TargetMetric, _ id: TicketID) throws -> TicketClock {
        try #require(try world.ticket(id).clocks.last { $0.metric == metric }, "no clock of \(metric)")
    }

    private mutating func pass(_ duration: Duration) { world.now = world.now + duration }

    // MARK: The five metrics

    @Test("Case 14: the answer is due from the first of three messages, and a note is none", .requirement("R-001-17"))
    mutating func nextResponse() throws {
        world.profile.targets = [Self.target(.nextResponse, 2)]
        let id = try world.start()
        let first = world.now
        pass(.minutes(30))
        try world.perform(.post(id, PostMessage(text: "Second")), as: .ada)
        pass(.minutes(30))
        try world.perform(.post(id, PostMessage(text: "Third")), as: .ada)
        try world.perform(.note(id, text: "Between us", mentions: []), as: .bea)
        #expect(try clock(.nextResponse, id).state == .running)
        #expect(try clock(.nextResponse, id).start == first)
        #expect(try clock(.nextResponse, id).due == first + .hours(2))
        world.now = first + .hours(2)
        try world.perform(.post(id, PostMessage(text: "An answer")), as: .bea)
        #expect(try clock(.nextResponse, id).state == .met, "at the deadline it is met")
        pass(.hours(9))
        try world.perform(.tick(id), as: .system)
        #expect(try clock(.nextResponse, id).state == .met, "nothing is due while nobody waits")
        try world.perform(.post(id, PostMessage(text: "Another question")), as: .ada)
        let second = world.now
        #expect(try clock(.nextResponse, id).start == second)
        world.now = second + .hours(2) + .milliseconds(1)
        try world.perform(.post(id, PostMessage(text: "Late")), as: .bea)
        let late = try clock(.nextResponse, id)
        #expect(late.state == .breached && late.missedAt == second + .hours(2) && late.stoppedAt == world.now)
        let results = try #require(try world.ticket(id).timing.results["nextResponse"])
        #expect(results.met == 1 && results.breached == 1)
    }

    @Test("An answer by an unofficial way is none", .requirement("R-001-17"))
    mutating func unofficialAnswer() throws {
        world.profile.targets = [Self.target(.firstResponse, 2)]
        let id = try world.start()
        try world.perform(.post(id, PostMessage(text: "Said by phone", via: .phone)), as: .bea)
        #expect(try clock(.firstResponse, id).state == .running)
        try world.perform(.post(id, PostMessage(text: "Written")), as: .bea)
        #expect(try clock(.firstResponse, id).state == .met)
    }

    @Test(
        "Work without a public word for the interval makes an update due, until there is one",
        .requirement("R-003-11"))
    mutating func progress() throws {
        world.profile.targets = [Self.target(.progressUpdate, 4, kind: .objective)]
        let id = try world.start()
        let start = world.now
        pass(.hours(3))
        try world.perform(.post(id, PostMessage(text: "We look into it")), as: .bea)
        #expect(try clock(.progressUpdate, id).due == start + .hours(7), "every public word begins it anew")
        try world.perform(.wait(id, for: .internal, until: nil, text: nil), as: .bea)
        world.now = start + .hours(7)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).timing.updateDueSince == nil)
        #expect(try world.ticket(id).wakeAt(world.profile) == start + .hours(7) + .milliseconds(1))
        pass(.milliseconds(1))
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).timing.updateDueSince == world.now)
        #expect(world.kinds(id).filter { $0 == "clock.updateDue" }.count == 1)
        #expect(try clock(.progressUpdate, id).kind == .objective, "a missed aim breaks no contract")
        pass(.hours(9))
        try world.perform(.post(id, PostMessage(text: "It goes on")), as: .bea)
        #expect(try world.ticket(id).timing.updateDueSince == nil)
        #expect(try clock(.progressUpdate, id).due == world.now + .hours(4))
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try clock(.progressUpdate, id).state == .cancelled)
    }

    @Test(
        "Each level has a clock of its own; the whole ticket's goes on, and the time at each level is kept",
        .requirement("R-004-15", "R-004-17"))
    mutating func tiers() throws {
        world.profile.targets = [
            Self.target(.tierReaction, 2, id: "first") { $0.tiers = [1] },
            ServiceTarget(
                id: "upper", metric: .tierReaction, kind: .indicative, unit: .wallClock, notBefore: .hours(4),
                tiers: [2, 3]),
            Self.target(.resolution, 24),
        ]
        let id = try world.start()
        let start = world.now
        pass(.minutes(110))
        try world.perform(.assign(id, agent: nil, team: nil, tier: 2), as: .bea)
        var facts = try world.ticket(id)
        #expect(try clock(.tierReaction, id).start == world.now && clock(.tierReaction, id).tier == 2)
        #expect(try clock(.resolution, id).start == start, "the overall clock stands at 1 h 50")
        #expect(facts.clocks.first { $0.target == "first" }?.state == .cancelled)
        pass(.hours(400))
        try world.perform(.tick(id), as: .system)
        #expect(try clock(.tierReaction, id).state == .running, "“from four hours” is never missed")
        try world.perform(.assign(id, agent: nil, team: nil, tier: 3), as: .bea)
        try world.perform(.assign(id, agent: nil, team: nil, tier: 3), as: .bea)
        pass(.hours(1))
        facts = try world.ticket(id)
        #expect(facts.timing.stays.map(\.tier) == [1, 2, 3])
        #expect(facts.timing.stays.map { $0.time(at: world.now) } == [.minutes(110), .hours(400), .hours(1)])
        #expect(facts.timing.stays.allSatisfy { $0.visits == 1 }, "the same level again is no visit")
    }

    @Test("A level-1 ticket without an answer is missed after two hours, a moved one is not", .requirement("R-004-12"))
    mutating func levelOne() throws {
        world.profile.targets = [Self.target(.tierReaction, 2, id: "first") { $0.tiers = [1] }]
        let id = try world.start()
        pass(.hours(2) + .milliseconds(1))
        try world.perform(.tick(id), as: .system)
        #expect(try clock(.tierReaction, id).state == .breached)
        let other = try world.start()
        pass(.hours(2))
        try world.perform(.assign(other, agent: nil, team: nil, tier: 2), as: .bea)
        pass(.hours(9))
        try world.perform(.tick(other), as: .system)
        #expect(try world.ticket(other).clocks.map(\.state) == [.cancelled])
    }

    // MARK: Priority, kind, tier

    private static func urgency(_ change: ServiceTarget.Change) -> [ServiceTarget] {
        [
            target(.resolution, 1, id: "urgent") {
                $0.priorities = [2]
                $0.change = change
            },
            target(.resolution, 8, id: "normal") { $0.change = change },
        ]
    }

    @Test("Case 12: raised to one hour after three, the miss is dated at the change and flagged")
    mutating func raised() throws {
        world.profile.targets = Self.urgency(.rebaseFromStart)
        let id = try world.start(caseType: "question")
        let start = world.now
        pass(.hours(3))
        try world.perform(.triage(id, Triage(caseType: "problem")), as: .bea)
        let clock = try clock(.resolution, id)
        #expect(clock.target == "urgent" && clock.start == start && clock.number == 1)
        #expect(clock.state == .breached && clock.missedAt == world.now && clock.missedByChange)
    }

    @Test("Case 13: lowered after a miss, the miss remains; lowered before, nothing was missed")
    mutating func lowered() throws {
        world.profile.targets = Self.urgency(.rebaseFromStart)
        let id = try world.start()
        let start = world.now
        world.now = start + .hours(1)
        let other = try world.start()
        world.now = start + .hours(1) + .milliseconds(1)
        try world.perform(.triage(id, Triage(caseType: "question")), as: .bea)
        try world.perform(.triage(other, Triage(caseType: "question")), as: .bea)
        let missed = try clock(.resolution, id)
        #expect(missed.state == .breached && missed.missedAt == start + .hours(1) && !missed.missedByChange)
        #expect(missed.target == "urgent", "the target that was missed stays named")
        #expect(try clock(.resolution, other).state == .running)
        #expect(try clock(.resolution, other).due == start + .hours(9))
    }

    @Test(
        "A new target rebases, begins anew or keeps the tighter deadline, as it says",
        arguments: [(ServiceTarget.Change.restart, 10), (.keepTighter, 1), (.rebaseFromStart, 8)])
    mutating func changes(way: ServiceTarget.Change, due: Int) throws {
        world.profile.targets = Self.urgency(way)
        let id = try world.start()
        let start = world.now
        pass(.minutes(30))
        if way == .restart { pass(.minutes(30)) }
        try world.perform(.triage(id, Triage(caseType: "question")), as: .bea)
        let expected: Duration = way == .restart ? .hours(9) : .hours(due)
        #expect(try clock(.resolution, id).due == start + expected)
        for _ in 0..<20 {
            try world.perform(.triage(id, Triage(caseType: "problem")), as: .bea)
            try world.perform(.triage(id, Triage(caseType: "question")), as: .bea)
        }
        #expect(try clock(.resolution, id).earlier?.count ?? 0 <= 2, "going to and fro makes no longer list")
        #expect(try world.ticket(id).clocks.count == 1)
    }

    @Test("A kind without a promise has no clock, and gets one with the kind that has")
    mutating func noPromise() throws {
        world.profile.targets = [Self.target(.resolution, 8) { $0.caseTypes = ["problem"] }]
        let id = try world.start(caseType: "question")
        let start = world.now
        #expect(try world.ticket(id).clocks.isEmpty)
        pass(.hours(1))
        try world.perform(.triage(id, Triage(caseType: "problem")), as: .bea)
        #expect(try clock(.resolution, id).due == start + .hours(8), "counted from the registration")
        try world.perform(.triage(id, Triage(caseType: "question")), as: .bea)
        #expect(try clock(.resolution, id).state == .cancelled)
        pass(.days(9))
        try world.perform(.tick(id), as: .system)
        #expect(try clock(.resolution, id).state == .cancelled)
    }

    @Test("A severity has its own target from the moment it is judged")
    mutating func severity() throws {
        world.profile.targets = [
            Self.target(.resolution, 2, id: "critical") { $0.severities = [.critical] }, Self.target(.resolution, 8),
        ]
        let id = try world.start()
        let start = world.now
        #expect(try clock(.resolution, id).due == start + .hours(8))
        try world.perform(.triage(id, Triage(caseType: "problem", severity: .critical)), as: .bea)
        #expect(try clock(.resolution, id).due == start + .hours(2) && clock(.resolution, id).target == "critical")
    }

    // MARK: Reopening, merging, refusing

    @Test(
        "Reopening measures what the target says", .requirement("R-004-50"),
        arguments: [
            (ServiceTarget.Reopening.firstResolution, TicketClock.State.met, nil as Int?),
            (.totalResolution, .running, 11), (.totalResolutionCountingResolved, .running, 8),
            (.newCycle, .running, 12),
        ])
    mutating func reopening(way: ServiceTarget.Reopening, state: TicketClock.State, due: Int?) throws {
        world.profile.targets = [Self.target(.resolution, 8) { $0.reopening = way }]
        let id = try world.start()
        let start = world.now
        pass(.hours(1))
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try clock(.resolution, id).state == .met)
        pass(.hours(3))
        try world.perform(.post(id, PostMessage(text: "Still broken")), as: .ada)
        let reopened = try clock(.resolution, id)
        #expect(reopened.state == state)
        if let due { #expect(reopened.due == start + .hours(due)) }
        let results = try #require(try world.ticket(id).timing.results["resolution"])
        #expect(results.met == (way == .firstResolution || way == .newCycle ? 1 : 0))
        if way == .totalResolution {
            #expect(reopened.doneBefore == start + .hours(1), "both times are kept")
            pass(.hours(7))
            try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
            #expect(try clock(.resolution, id).state == .met, "the rest of the time counted")
            #expect(try world.ticket(id).firstResolvedAt == start + .hours(1))
        }
    }

    @Test("An old ticket misses at once where the time spent resolved counts")
    mutating func oldThread() throws {
        world.profile.targets = [
            Self.target(.resolution, 8) { $0.reopening = .totalResolutionCountingResolved }
        ]
        let id = try world.start()
        let start = world.now
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        pass(.days(2))
        try world.perform(.post(id, PostMessage(text: "Still broken")), as: .ada)
        let clock = try clock(.resolution, id)
        #expect(clock.state == .breached && clock.missedAt == start + .hours(8) && !clock.missedByChange)
    }

    @Test("“Thanks” after the resolution is owed no answer")
    mutating func thanks() throws {
        world.profile.targets = [Self.target(.nextResponse, 1)]
        world.profile.followUp.messageReopens = false
        let id = try world.start()
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try clock(.nextResponse, id).state == .cancelled)
        world.refuses(.closed, .post(id, PostMessage(text: "Thanks!")), as: .ada)
        pass(.days(1))
        try world.perform(.tick(id), as: .system)
        #expect(try clock(.nextResponse, id).state == .cancelled)
    }

    @Test(
        "Case 18: what is merged or refused is no longer asked for, and what was missed before stays missed",
        arguments: [false, true])
    mutating func dropped(late: Bool) throws {
        world.profile.targets = [Self.target(.resolution, 8), Self.target(.nextResponse, 20)]
        let id = try world.start()
        let target = try world.start()
        pass(.hours(late ? 9 : 7))
        let number = try #require(try world.ticket(target).number)
        try world.perform(.merge(id, into: number, target: target), as: .bea)
        #expect(try clock(.resolution, id).state == (late ? .breached : .cancelled))
        #expect(try clock(.resolution, id).isOver)
        #expect(try clock(.nextResponse, id).state == .cancelled)
        #expect(try clock(.resolution, target).number == 1, "the other ticket's clocks are its own")
        let other = try world.start()
        try world.perform(.refuseTicket(other, reason: "outOfScope", evidence: "rule", text: nil), as: .bea)
        #expect(try world.ticket(other).clocks.allSatisfy { $0.state == .cancelled })
    }

    // MARK: Pauses

    @Test("A ticket answered while it waits, and one that ran out before it waited")
    mutating func pauseEdges() throws {
        world.profile.targets = [Self.target(.resolution, 8)]
        let id = try world.start()
        let start = world.now
        world.now = start + .hours(8) + .milliseconds(1)
        try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
        #expect(try clock(.resolution, id).state == .breached, "a pause after the deadline undoes no miss")
        #expect(try clock(.resolution, id).missedAt == start + .hours(8))
        let other = try world.start()
        let from = world.now
        world.now = from + .hours(8) - .milliseconds(1)
        try world.perform(.wait(other, for: .customer, until: nil, text: nil), as: .bea)
        pass(.days(9))
        try world.perform(.tick(other), as: .system)
        #expect(try clock(.resolution, other).state == .running)
        #expect(try world.ticket(other).wakeAt(world.profile) == nil, "nothing can be missed meanwhile")
        try world.perform(.resolve(other, outcome: "help", text: nil), as: .bea)
        #expect(try clock(.resolution, other).state == .met)
    }

    @Test("Case 10: two pauses within one minute both count, open time only")
    mutating func shortPauses() throws {
        world.profile.calendars = ["office": Wall.office]
        world.profile.serviceCalendar = "office"
        world.profile.targets = [.resolution(.hours(2))]
        world.now = Wall.at("2026-03-23 09:00")
        let id = try world.start()
        for (from, to) in [("10:00:05", "10:00:15"), ("10:00:30", "10:00:50")] {
            world.now = Wall.at("2026-03-23 \(from)")
            try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
            world.now = Wall.at("2026-03-23 \(to)")
            try world.perform(.post(id, PostMessage(text: "Here")), as: .ada)
        }
        #expect(try clock(.resolution, id).due == Wall.at("2026-03-23 11:00:30"))
    }

    @Test("Which waits stand still is the target's to say")
    mutating func pausedBy() throws {
        world.profile.targets = [
            Self.target(.resolution, 8) { $0.pausedBy = [.appointment] },
            Self.target(.resolution, 9, kind: .objective, id: "aim"),
        ]
        let id = try world.start()
        try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
        #expect(try world.ticket(id).clocks.map(\.isPaused) == [false, true])
        try world.perform(.wait(id, for: .appointment, until: world.now + .hours(2), text: nil), as: .bea)
        #expect(try world.ticket(id).clocks.map(\.isPaused) == [true, true])
        pass(.hours(2))
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).clocks.map(\.due) == [world.now + .hours(8), world.now + .hours(9)])
    }

    // MARK: At risk

    @Test(
        "Passing a threshold is told once; without a word to the customer a notice is due",
        .requirement("R-002-16", "R-002-21"), arguments: [false, true])
    mutating func atRisk(promised: Bool) throws {
        world.profile.targets = [
            Self.target(.resolution, 8) { $0.atRisk = [.used(percent: 75), .left(.hours(1))] }
        ]
        let id = try world.start()
        let start = world.now
        if promised { try world.perform(.commit(id, promise: "Tomorrow", due: start + .days(1)), as: .bea) }
        #expect(try world.ticket(id).wakeAt(world.profile) == start + .hours(6))
        world.now = start + .hours(6) - .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try !clock(.resolution, id).isAtRisk)
        world.now = start + .hours(6)
        try world.perform(.tick(id), as: .system)
        try world.perform(.tick(id), as: .system)
        #expect(try clock(.resolution, id).isAtRisk)
        #expect(world.kinds(id).filter { $0 == "clock.atRisk" }.count == 1)
        #expect(try world.ticket(id).timing.noticeDueSince == (promised ? nil : start + .hours(6)))
        #expect(try world.ticket(id).wakeAt(world.profile) == start + .hours(7))
        if !promised {
            try world.perform(.commit(id, promise: "Tomorrow", due: start + .days(1)), as: .bea)
            #expect(try world.ticket(id).timing.noticeDueSince == nil, "now the customer knows")
        }
    }

    // MARK: Explained

    @Test("Every clock is explained from the ticket and the desk alone", .requirement("R-001-19"))
    mutating func explained() throws {
        world.profile.calendars = ["office": Wall.office]
        world.profile.serviceCalendar = "office"
        world.profile.targets = [.resolution(.hours(4))]
        world.now = Wall.at("2026-03-20 15:00")
        let id = try world.start()
        world.now = Wall.at("2026-03-23 10:00")
        try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
        world.now = Wall.at("2026-03-23 12:00")
        try world.perform(.post(id, PostMessage(text: "Here")), as: .ada)
        let clock = try clock(.resolution, id)
        let desk: ServiceDesk = try world.state(ServiceDesk.only)
        let segments = try world.ticket(id).explanation(of: clock, desk, at: world.now)
        #expect(segments.map(\.kind) == [.counted, .closed, .counted, .paused, .counted])
        #expect(segments.last?.to == clock.due && clock.due == Wall.at("2026-03-23 13:00"))
        #expect(try world.ticket(id).reading(of: clock, desk, at: world.now)?.deadline == clock.due)
    }

    // MARK: Bounded

    @Test("Ten thousand messages leave no more clocks than two do, and a message decides on the same")
    mutating func bounded() throws {
        world.profile.targets = [
            Self.target(.nextResponse, 2), Self.target(.progressUpdate, 4), Self.target(.resolution, 2000),
        ]
        let id = try world.claimed()
        try world.perform(.post(id, PostMessage(text: "Question")), as: .ada)
        try world.perform(.post(id, PostMessage(text: "Answer")), as: .bea)
        let early = try world.ticket(id)
        for _ in 0..<2500 {
            pass(.minutes(1))
            try world.perform(.post(id, PostMessage(text: "Question")), as: .ada)
            try world.perform(.post(id, PostMessage(text: "Answer")), as: .bea)
        }
        let late = try world.ticket(id)
        #expect(world.log(of: .ticket(id)).count > 10_000)
        #expect(late.clocks.count == early.clocks.count)
        #expect(late.timing.results.count == early.timing.results.count)
        #expect(late.timing.results["nextResponse"]?.met == 2501)
        #expect(late.pauses.count == early.pauses.count)
    }
}
