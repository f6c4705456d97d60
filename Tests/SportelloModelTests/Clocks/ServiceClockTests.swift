import SportelloModel
import SportelloTesting
import Testing

/// The clock cases of facts/domain.md §a, by their numbers.
@Suite("Service clocks")
struct ServiceClockTests {
    private let monday = "2026-03-23"

    private func clock(_ target: ServiceTarget, from start: String, pauses: [ClockPause] = []) -> ServiceClock {
        ServiceClock(target: target, calendar: Wall.office, start: Wall.at(start), pauses: pauses)
    }

    @Test("Case 9: a pause wholly outside the hours costs nothing; one over closing costs its open part")
    func pauses() throws {
        let now = Wall.at("2026-03-24 12:00")
        let night = clock(
            .resolution(.hours(10)), from: "2026-03-23 09:00", pauses: [pause("2026-03-23 18:00", "2026-03-24 08:00")])
        #expect(try night.reading(at: now).deadline == Wall.at("2026-03-24 11:00"))
        let straddling = clock(
            .resolution(.hours(10)), from: "2026-03-23 09:00", pauses: [pause("2026-03-23 16:00", "2026-03-24 08:00")])
        #expect(try straddling.reading(at: now).deadline == Wall.at("2026-03-24 12:00"))
    }

    @Test("A pause that begins at night and ends on a holiday counts only open seconds")
    func nightToHoliday() throws {
        let calendar = Wall.weekdays(["09:00-17:00"], holidays: ["2026-05-01"])
        let clock = ServiceClock(
            target: .resolution(.hours(4)), calendar: calendar, start: Wall.at("2026-04-29 16:00"),
            pauses: [pause("2026-04-29 22:00", "2026-05-01 12:00")]
        )
        // One hour on Wednesday; Thursday is paused, Friday a holiday; three hours on Monday.
        #expect(try clock.reading(at: Wall.at("2026-05-02 00:00")).deadline == Wall.at("2026-05-04 12:00"))
    }

    @Test("Case 10: two pauses within one minute both count")
    func twoPausesInOneMinute() throws {
        let pauses = [
            pause("2026-03-23 10:00:05", "2026-03-23 10:00:15"), pause("2026-03-23 10:00:30", "2026-03-23 10:00:50"),
        ]
        let clock = clock(.resolution(.hours(2)), from: "2026-03-23 09:00", pauses: pauses)
        #expect(try clock.reading(at: Wall.at("2026-03-23 10:30")).deadline == Wall.at("2026-03-23 11:00:30"))
    }

    @Test("Overlapping and unordered pauses count once")
    func overlappingPauses() throws {
        let pauses = [
            pause("2026-03-23 11:00", "2026-03-23 11:30"), pause("2026-03-23 10:00", "2026-03-23 11:15"),
            pause("2026-03-23 10:10", "2026-03-23 10:20"),
        ]
        let clock = clock(.resolution(.hours(3)), from: "2026-03-23 09:00", pauses: pauses)
        #expect(try clock.reading(at: Wall.at("2026-03-23 12:00")).deadline == Wall.at("2026-03-23 13:30"))
    }

    @Test("Case 11: done at the deadline is met, one second later is breached", .requirement("R-001-18"))
    func atTheDeadline() throws {
        var clock = clock(.resolution(.hours(2)), from: "2026-03-23 09:00")
        let deadline = Wall.at("2026-03-23 11:00")
        clock.end = .done(deadline)
        let met = try clock.reading(at: deadline + .hours(1))
        #expect(met.state == .met && met.margin == .zero && met.breach == nil)
        clock.end = .done(deadline + .seconds(1))
        let late = try clock.reading(at: deadline + .hours(1))
        #expect(late.state == .breached && late.margin == .seconds(-1))
        #expect(late.breach?.at == deadline && late.breach?.isContractual == true)
    }

    @Test("A running clock breaches one instant after the deadline", .requirement("R-001-18"))
    func runningBreach() throws {
        let clock = clock(.resolution(.hours(2)), from: "2026-03-23 09:00")
        let deadline = Wall.at("2026-03-23 11:00")
        #expect(try clock.reading(at: deadline).state == .running)
        let wake = try clock.reading(at: deadline).nextChange
        #expect(wake == Instant(milliseconds: deadline.milliseconds + 1))
        #expect(try clock.reading(at: wake!).state == .breached)
    }

    @Test("Case 12: raised to one hour after three, the breach is dated at the change and flagged")
    func raised() throws {
        var clock = clock(.resolution(.hours(8), id: "normal"), from: "2026-03-23 09:00")
        let change = Wall.at("2026-03-23 12:00")
        clock.change(to: .resolution(.hours(1), id: "urgent"), calendar: Wall.office, at: change)
        #expect(try clock.reading(at: Instant(milliseconds: change.milliseconds - 1)).breach == nil)
        let reading = try clock.reading(at: change)
        #expect(reading.deadline == Wall.at("2026-03-23 10:00"))
        #expect(reading.state == .breached)
        #expect(
            reading.breach?.at == change && reading.breach?.causedByChange == true && reading.breach?.target == "urgent"
        )
    }

    @Test("Case 13: lowered after a breach, the breach remains")
    func lowered() throws {
        var clock = clock(.resolution(.hours(1), id: "urgent"), from: "2026-03-23 09:00")
        clock.change(to: .resolution(.hours(8), id: "normal"), calendar: Wall.office, at: Wall.at("2026-03-23 12:00"))
        let reading = try clock.reading(at: Wall.at("2026-03-23 12:30"))
        #expect(reading.state == .breached)
        #expect(reading.breach?.at == Wall.at("2026-03-23 10:00") && reading.breach?.causedByChange == false)
        #expect(reading.deadline == Wall.at("2026-03-23 17:00"))
    }

    @Test("Lowered before the deadline, nothing was missed")
    func loweredInTime() throws {
        var clock = clock(.resolution(.hours(1)), from: "2026-03-23 09:00")
        clock.change(to: .resolution(.hours(8)), calendar: Wall.office, at: Wall.at("2026-03-23 09:30"))
        #expect(try clock.reading(at: Wall.at("2026-03-23 12:30")).state == .running)
    }

    @Test(
        "A change restarts, rebases or keeps the tighter deadline, as the target says",
        arguments: [
            (ServiceTarget.Change.rebaseFromStart, "2026-03-23 13:00"), (.restart, "2026-03-23 15:00"),
            (.keepTighter, "2026-03-23 12:00"),
        ])
    func changes(mode: ServiceTarget.Change, deadline: String) throws {
        var clock = clock(.resolution(.hours(3)), from: "2026-03-23 09:00")
        clock.change(
            to: .resolution(.hours(4), change: mode), calendar: Wall.office, at: Wall.at("2026-03-23 11:00")
        )
        #expect(try clock.reading(at: Wall.at("2026-03-23 11:00")).deadline == Wall.at(deadline))
    }

    @Test(
        "Case 14: the next response runs from the first of three messages; a note and an automatic reply do not stop it"
    )
    func nextResponse() {
        let signals: [ClockSignal] = [
            .customerMessage, .customerMessage, .customerMessage, .internalNote, .automaticMessage,
        ]
        let effects = signals.map { TargetMetric.nextResponse.effect(of: $0) }
        // `begin` does nothing to a clock that runs already.
        #expect(effects == [.begin, .begin, .begin, .none, .none])
        #expect(TargetMetric.nextResponse.effect(of: .humanReply) == .done)
    }

    @Test("Only a person's public answer is a first response", .requirement("R-001-17", "R-004-37"))
    func firstResponse() {
        for signal in ClockSignal.allCases where TargetMetric.firstResponse.effect(of: signal) == .done {
            #expect(signal == .humanReply)
        }
        #expect(TargetMetric.firstResponse.effect(of: .registered) == .begin)
    }

    @Test("Every public answer starts the progress clock again, until the resolution", .requirement("R-003-11"))
    func progress() {
        #expect(TargetMetric.progressUpdate.effect(of: .registered) == .begin)
        #expect(TargetMetric.progressUpdate.effect(of: .humanReply) == .doneAndBegin)
        #expect(TargetMetric.progressUpdate.effect(of: .automaticMessage) == .none)
        #expect(TargetMetric.progressUpdate.effect(of: .resolved) == .cancel)
    }

    @Test("Each tier has a clock of its own beside the whole ticket's", .requirement("R-004-17"))
    func tiers() throws {
        #expect(TargetMetric.tierReaction.effect(of: .tierChanged) == .cancelAndBegin)
        #expect(TargetMetric.firstResponse.effect(of: .tierChanged) == .none)
        let escalation = Wall.at("2026-03-23 10:50")
        let whole = clock(.resolution(.hours(4)), from: "2026-03-23 09:00")
        let tier = ServiceClock(
            target: ServiceTarget(id: "tier2", metric: .tierReaction, max: .hours(4)), calendar: Wall.office,
            start: escalation
        )
        #expect(try whole.reading(at: escalation).margin == .hours(4) - .minutes(110))
        #expect(try tier.reading(at: escalation).margin == .hours(4))
    }

    @Test("Case 16: a holiday added to a later version does not move a pinned deadline")
    func pinnedCalendar() throws {
        let revised = Wall.weekdays(["09:00-17:00"], holidays: ["2026-03-24"])
        var clock = clock(.resolution(.hours(10)), from: "2026-03-23 09:00")
        let noon = Wall.at("2026-03-23 12:00")
        #expect(try clock.reading(at: noon).deadline == Wall.at("2026-03-24 11:00"))
        // Re-basing is an explicit act.
        clock.change(to: .resolution(.hours(10)), calendar: revised, at: noon)
        #expect(try clock.reading(at: noon).deadline == Wall.at("2026-03-25 11:00"))
    }

    @Test("A calendar without open time is an error of the clock too")
    func noOpenTime() throws {
        let closed = try ServiceCalendar(zone: "UTC", weekly: [:])
        let clock = ServiceClock(target: .resolution(.hours(1)), calendar: closed, start: Wall.at("2026-03-23 09:00"))
        #expect(throws: CalendarError.self) { try clock.reading(at: Wall.at("2026-03-23 10:00")) }
        let missing = ServiceClock(target: .resolution(.hours(1)), calendar: nil, start: Wall.at("2026-03-23 09:00"))
        #expect(throws: CalendarError.self) { try missing.reading(at: Wall.at("2026-03-23 10:00")) }
    }

    @Test(
        "Intake may be open while the service is not: a Sunday ticket's clock begins on Monday", .requirement("R-003-8")
    )
    func sundayTicket() throws {
        let clock = clock(.resolution(.hours(2)), from: "2026-03-22 20:00")
        #expect(try clock.reading(at: Wall.at("2026-03-23 08:59")).margin == .hours(2))
        #expect(try clock.reading(at: Wall.at("2026-03-23 08:59")).deadline == Wall.at("2026-03-23 11:00"))
    }

    @Test("The wall clock never closes")
    func wallClock() throws {
        let clock = ServiceClock(
            target: .resolution(.hours(24), .wallClock), calendar: nil, start: Wall.at("2026-03-20 16:30"))
        #expect(try clock.reading(at: Wall.at("2026-03-20 17:00")).deadline == Wall.at("2026-03-21 16:30"))
    }

    @Test("Working days are extended by the open time of a pause")
    func workingDaysWithPause() throws {
        let clock = clock(
            .resolution(.days(1), .workingDays), from: "2026-03-23 15:00",
            pauses: [pause("2026-03-23 16:00", "2026-03-24 10:00")]
        )
        #expect(try clock.reading(at: Wall.at("2026-03-24 11:00")).deadline == Wall.at("2026-03-24 17:00"))
    }
}
