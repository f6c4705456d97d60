import SportelloModel
import SportelloTesting
import Testing

@Suite("Clock states, reopening and explanations")
struct ClockStateTests {
    private func clock(_ target: ServiceTarget, from start: String, pauses: [ClockPause] = []) -> ServiceClock {
        ServiceClock(target: target, calendar: Wall.office, start: Wall.at(start), pauses: pauses)
    }

    @Test("While the customer is awaited there is no deadline and nothing can be missed")
    func paused() throws {
        let clock = clock(.resolution(.hours(2)), from: "2026-03-23 09:00", pauses: [pause("2026-03-23 10:00", nil)])
        let reading = try clock.reading(at: Wall.at("2026-03-27 12:00"))
        #expect(reading.state == .paused && reading.deadline == nil && reading.nextChange == nil)
        #expect(reading.margin == .hours(1))
    }

    @Test("A pause that begins after the deadline does not undo the breach")
    func pausedTooLate() throws {
        let clock = clock(.resolution(.hours(1)), from: "2026-03-23 09:00", pauses: [pause("2026-03-23 11:00", nil)])
        #expect(try clock.reading(at: Wall.at("2026-03-23 12:00")).state == .breached)
    }

    @Test("A pause does not reach back: what was paused later is not known earlier")
    func pauseIsNotKnownBefore() throws {
        let clock = clock(
            .resolution(.hours(2)), from: "2026-03-23 09:00", pauses: [pause("2026-03-23 10:00", "2026-03-23 12:00")]
        )
        #expect(try clock.reading(at: Wall.at("2026-03-23 09:30")).deadline == Wall.at("2026-03-23 11:00"))
        #expect(try clock.reading(at: Wall.at("2026-03-23 11:00")).state == .paused)
        #expect(try clock.reading(at: Wall.at("2026-03-23 12:00")).deadline == Wall.at("2026-03-23 13:00"))
    }

    @Test("Done while the customer is awaited is met")
    func doneWhilePaused() throws {
        var clock = clock(.resolution(.hours(2)), from: "2026-03-23 09:00", pauses: [pause("2026-03-23 10:00", nil)])
        clock.end = .done(Wall.at("2026-03-26 10:00"))
        let reading = try clock.reading(at: Wall.at("2026-03-27 10:00"))
        #expect(reading.state == .met && reading.margin == .hours(1))
        // What would have been due, had the customer answered at that moment.
        #expect(reading.deadline == Wall.at("2026-03-26 11:00"))
    }

    @Test("A pause that begins at the deadline itself comes too late")
    func pauseAtTheDeadline() throws {
        let clock = clock(.resolution(.hours(1)), from: "2026-03-23 09:00", pauses: [pause("2026-03-23 10:00", nil)])
        #expect(try clock.reading(at: Wall.at("2026-03-23 10:30")).deadline == Wall.at("2026-03-23 10:00"))
        #expect(try clock.reading(at: Wall.at("2026-03-23 10:30")).state == .breached)
    }

    @Test("A pause before the start of the clock costs nothing")
    func pauseBeforeTheStart() throws {
        let clock = clock(
            .resolution(.hours(2)), from: "2026-03-23 12:00", pauses: [pause("2026-03-23 09:00", "2026-03-23 10:00")]
        )
        #expect(try clock.reading(at: Wall.at("2026-03-23 12:00")).deadline == Wall.at("2026-03-23 14:00"))
    }

    @Test("At risk begins at each threshold and ends with the clock", .requirement("R-002-16", "R-002-21"))
    func atRisk() throws {
        let target = ServiceTarget.resolution(.hours(4), atRisk: [.used(percent: 50), .left(.minutes(30))])
        var clock = clock(target, from: "2026-03-23 09:00")
        #expect(try !clock.reading(at: Wall.at("2026-03-23 10:59:59")).isAtRisk)
        #expect(try clock.reading(at: Wall.at("2026-03-23 10:59:59")).nextChange == Wall.at("2026-03-23 11:00"))
        let half = try clock.reading(at: Wall.at("2026-03-23 11:00"))
        #expect(half.isAtRisk && half.passed == [.used(percent: 50)])
        #expect(half.nextChange == Wall.at("2026-03-23 12:30"))
        #expect(try clock.reading(at: Wall.at("2026-03-23 12:30")).passed.count == 2)
        clock.end = .done(Wall.at("2026-03-23 12:40"))
        #expect(try !clock.reading(at: Wall.at("2026-03-23 12:45")).isAtRisk)
    }

    @Test("A deadline that moves later clears the risk")
    func riskIsCleared() throws {
        var clock = clock(.resolution(.hours(4), atRisk: [.used(percent: 75)]), from: "2026-03-23 09:00")
        let noon = Wall.at("2026-03-23 12:00")
        #expect(try clock.reading(at: noon).isAtRisk)
        clock.change(to: .resolution(.hours(8), atRisk: [.used(percent: 75)]), calendar: Wall.office, at: noon)
        #expect(try !clock.reading(at: noon).isAtRisk)
    }

    @Test("A missed objective is no breach of contract", .requirement("R-003-10"))
    func objective() throws {
        let clock = clock(.resolution(.hours(1), kind: .objective), from: "2026-03-23 09:00")
        let reading = try clock.reading(at: Wall.at("2026-03-23 12:00"))
        #expect(reading.breach != nil && reading.breach?.isContractual == false)
    }

    @Test("“From four hours” is never missed", .requirement("R-004-14"))
    func indicative() throws {
        let target = ServiceTarget(id: "tier2", metric: .tierReaction, kind: .indicative, notBefore: .hours(4))
        var clock = clock(target, from: "2026-03-23 09:00")
        let reading = try clock.reading(at: Wall.at("2026-03-30 09:00"))
        #expect(reading.state == .running && reading.deadline == nil && reading.margin == nil && reading.breach == nil)
        #expect(reading.notBefore == Wall.at("2026-03-23 13:00"))
        clock.end = .done(Wall.at("2026-04-30 09:00"))
        #expect(try clock.reading(at: Wall.at("2026-05-01 09:00")).state == .met)
    }

    @Test("A level-1 ticket without an answer is missed after two service hours", .requirement("R-004-12"))
    func levelOne() throws {
        let target = ServiceTarget(id: "tier1", metric: .tierReaction, max: .hours(2), tiers: [1])
        let clock = clock(target, from: "2026-03-20 16:00")
        #expect(try clock.reading(at: Wall.at("2026-03-23 10:00")).state == .running)
        #expect(try clock.reading(at: Wall.at("2026-03-23 10:00:01")).state == .breached)
    }

    @Test(
        "A commitment made before the deadline turns a miss into metByCommitment where the target allows",
        .requirement("R-002-24"),
        arguments: [
            ("2026-03-23 10:30", true, ClockState.metByCommitment), ("2026-03-23 11:00", true, .metByCommitment),
            ("2026-03-23 11:00:01", true, .breached),
            ("2026-03-23 10:30", false, .breached),
        ]
    )
    func commitment(made: String, allowed: Bool, state: ClockState) throws {
        var clock = clock(.resolution(.hours(2), commitmentCounts: allowed), from: "2026-03-23 09:00")
        clock.committedAt = Wall.at(made)
        let reading = try clock.reading(at: Wall.at("2026-03-23 12:00"))
        #expect(reading.state == state)
        // The deadline itself is never edited.
        #expect(reading.deadline == Wall.at("2026-03-23 11:00"))
        #expect(reading.breach?.at == Wall.at("2026-03-23 11:00"))
    }

    @Test("A cancelled clock cannot be missed, but what was missed before stays")
    func cancelled() throws {
        var clock = clock(.resolution(.hours(2)), from: "2026-03-23 09:00")
        clock.end = .cancelled(Wall.at("2026-03-23 10:00"))
        #expect(try clock.reading(at: Wall.at("2026-03-23 15:00")).state == .cancelled)
        clock.end = .cancelled(Wall.at("2026-03-23 12:00"))
        #expect(try clock.reading(at: Wall.at("2026-03-23 15:00")).state == .breached)
    }

    @Test(
        "Reopening measures what the target says", .requirement("R-004-50"),
        arguments: [
            (ServiceTarget.Reopening.firstResolution, ClockState.met, "2026-03-23 13:00"),
            (.totalResolution, .running, "2026-03-25 12:00"),
            (.totalResolutionCountingResolved, .breached, "2026-03-23 13:00"),
            (.newCycle, .running, "2026-03-25 13:00"),
        ])
    func reopening(rule: ServiceTarget.Reopening, state: ClockState, deadline: String) throws {
        var clock = clock(.resolution(.hours(4), reopening: rule), from: "2026-03-23 09:00")
        clock.end = .done(Wall.at("2026-03-23 10:00"))
        clock.reopen(at: Wall.at("2026-03-25 09:00"))
        let reading = try clock.reading(at: Wall.at("2026-03-25 10:00"))
        #expect(reading.state == state)
        #expect(reading.deadline == Wall.at(deadline))
    }

    @Test("Resolve, reopen, resolve: the rest of the time counts and both times are kept")
    func resolveTwice() throws {
        var clock = clock(.resolution(.hours(4)), from: "2026-03-23 09:00")
        clock.end = .done(Wall.at("2026-03-23 10:00"))
        clock.reopen(at: Wall.at("2026-03-25 09:00"))
        clock.end = .done(Wall.at("2026-03-25 11:00"))
        let reading = try clock.reading(at: Wall.at("2026-03-26 09:00"))
        #expect(reading.state == .met && reading.margin == .hours(1))
        #expect(clock.earlierDone == [Wall.at("2026-03-23 10:00")])
    }

    @Test("“Thanks” after the resolution starts no clock")
    func thanks() {
        for metric in TargetMetric.allCases where metric != .nextResponse {
            #expect(metric.effect(of: .customerMessage) == .none)
        }
        #expect(TargetMetric.nextResponse.effect(of: .resolved) == .cancel)
    }

    @Test("A deadline is explained segment by segment without gaps", .requirement("R-001-19"))
    func explanation() throws {
        let clock = clock(
            .resolution(.hours(4)), from: "2026-03-20 15:00", pauses: [pause("2026-03-23 10:00", "2026-03-23 12:00")]
        )
        let now = Wall.at("2026-03-23 12:30")
        let segments = try clock.explanation(at: now)
        #expect(segments.map(\.kind) == [.counted, .closed, .counted, .paused, .counted])
        #expect(segments.first?.from == Wall.at("2026-03-20 15:00"))
        #expect(segments.last?.to == (try clock.reading(at: now).deadline))
        #expect(zip(segments, segments.dropFirst()).allSatisfy { $0.to == $1.from })
        let counted = segments.filter { $0.kind == .counted }.reduce(Duration.zero) { $0 + ($1.to - $1.from) }
        #expect(counted == .hours(4))
    }

    @Test("An open pause is explained up to now")
    func explanationOfAPause() throws {
        let clock = clock(.resolution(.hours(4)), from: "2026-03-23 09:00", pauses: [pause("2026-03-23 10:00", nil)])
        let segments = try clock.explanation(at: Wall.at("2026-03-23 11:00"))
        #expect(segments.map(\.kind) == [.counted, .paused])
        #expect(segments.last?.to == Wall.at("2026-03-23 11:00"))
    }

    @Test("A reading changes at nextChange and not before, whatever the facts")
    func nextChangeIsExact() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let start = Wall.at("2026-03-01 00:00") + .seconds(Int.random(in: 0..<4_000_000, using: &random))
            let length = Int.random(in: 1..<60, using: &random)
            var clock = ServiceClock(
                target: .resolution(.hours(length), atRisk: [.used(percent: 60), .left(.minutes(20))]),
                calendar: Wall.office, start: start
            )
            var cursor = start
            for _ in 0..<Int.random(in: 0..<4, using: &random) {
                cursor = cursor + .seconds(Int.random(in: 0..<50_000, using: &random))
                let to = cursor + .seconds(Int.random(in: 1..<90_000, using: &random))
                clock.pauses.append(ClockPause(from: cursor, to: to))
                cursor = to
            }
            var now = cursor
            while let next = try clock.reading(at: now).nextChange {
                #expect(next > now)
                let before = try clock.reading(at: Instant(milliseconds: next.milliseconds - 1))
                let (old, new) = (try clock.reading(at: now), try clock.reading(at: next))
                #expect(before.state == old.state && before.passed == old.passed)
                #expect(new.state != old.state || new.passed != old.passed)
                now = next
            }
            #expect(try clock.reading(at: now).state == .breached)
        }
    }
}
