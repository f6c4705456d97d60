import SportelloModel
import SportelloTesting
import Testing

@Suite("What entries of time cost")
struct ChargeTests {
    private static let team = MeteringPolicy.accountTeam

    /// Entries as (role, minutes, day).
    private static func charge(
        _ work: [(String, Int, Int)], _ policy: MeteringPolicy = team, caseType: String = "problem"
    ) -> Int {
        let entries = work.enumerated().map { index, work in
            TimeEntry(
                number: index + 1, at: Instant(seconds: 0), day: work.2, role: work.0, minutes: WorkedMinutes(work.1))
        }
        return Charge(of: entries, caseType: caseType, policy: policy).minutes.count
    }

    @Test(
        "A query counts at least half an hour, an hour with development", .requirement("R-003-21", "R-003-22"),
        arguments: [(0, 0), (1, 30), (29, 30), (30, 30), (31, 31), (60, 60), (61, 61)])
    func minimum(worked: Int, due: Int) {
        #expect(Self.charge(worked > 0 ? [("support", worked, 0)] : []) == due)
        if worked > 0 { #expect(Self.charge([("development", worked, 0)]) == max(60, worked)) }
    }

    @Test("Ten minutes of support and five of development are an hour, not ninety minutes", .requirement("R-003-22"))
    func oneMinimum() {
        #expect(Self.charge([("support", 10, 0), ("development", 5, 0)]) == 60)
    }

    @Test("Sales does not count, everybody else counts once", .requirement("R-003-20"))
    func roles() {
        let work = [
            ("support", 20, 0), ("development", 30, 0), ("technician", 5, 0), ("accountExecutive", 15, 0),
            ("sales", 500, 0),
        ]
        #expect(Self.charge(work) == 70)
        #expect(Self.charge([("sales", 500, 0)]) == 0, "not even the minimum")
    }

    @Test("Five entries of five minutes on one query are half an hour", .requirement("R-003-23"))
    func perTicket() {
        #expect(Self.charge(Array(repeating: ("support", 5, 0), count: 5)) == 30)
    }

    @Test("Aggregation changes the bill: 45, 45 and 5 minutes in steps of an hour", .requirement("R-003-23"))
    func aggregation() {
        let work = [("support", 45, 0), ("support", 45, 0), ("support", 5, 1)]
        var policy = MeteringPolicy(rounding: .up, incrementMinutes: 60)
        #expect(Self.charge(work, policy) == 120)
        policy.aggregation = .perEntry
        #expect(Self.charge(work, policy) == 180)
        policy.aggregation = .perDay
        #expect(Self.charge(work, policy) == 180)
        policy.incrementMinutes = 30
        #expect(Self.charge(work, policy) == 120, "90 on one day, 30 on the other")
    }

    @Test(
        "Above the minimum, time is rounded as the profile says", .requirement("R-003-25"),
        arguments: [
            (MeteringPolicy.Rounding.exact, 31, 31), (.up, 30, 30), (.up, 31, 45), (.up, 45, 45), (.up, 46, 60),
            (.nearest, 31, 30), (.nearest, 37, 30), (.nearest, 38, 45), (.nearest, 45, 45), (.exact, 45, 45),
        ])
    func rounding(mode: MeteringPolicy.Rounding, worked: Int, due: Int) {
        var policy = Self.team
        policy.rounding = mode
        policy.incrementMinutes = 15
        #expect(Self.charge([("support", worked, 0)], policy) == due)
    }

    @Test("Rounding never goes below the minimum, and an odd increment rounds half up")
    func roundingEdges() {
        var policy = MeteringPolicy(minimumMinutes: 20, rounding: .nearest, incrementMinutes: 15)
        #expect(Self.charge([("support", 5, 0)], policy) == 20)
        policy = MeteringPolicy(rounding: .nearest, incrementMinutes: 10)
        #expect(Self.charge([("support", 24, 0)], policy) == 20)
        #expect(Self.charge([("support", 25, 0)], policy) == 30)
    }

    @Test("The cap comes last")
    func cap() {
        var policy = Self.team
        policy.capMinutes = 90
        policy.rounding = .up
        #expect(Self.charge([("support", 85, 0)], policy) == 90)
        #expect(Self.charge([("support", 91, 0)], policy) == 90)
        policy.capMinutes = 50
        #expect(Self.charge([("development", 5, 0)], policy) == 50)
    }

    @Test("The steps tell how a charge came about")
    func steps() {
        var policy = Self.team
        policy.rounding = .up
        policy.incrementMinutes = 25
        policy.capMinutes = 70
        let entries = [
            TimeEntry(
                number: 1, at: Instant(seconds: 0), day: 0, role: "development", minutes: WorkedMinutes(10))
        ]
        let charge = Charge(of: entries, caseType: "problem", policy: policy)
        #expect(charge.steps.map(\.rule) == [.counted, .developmentMinimum, .rounded, .capped])
        #expect(charge.steps.map(\.minutes) == [10, 60, 75, 70])
    }

    @Test(
        "Exactly the minimum and exactly the cap change nothing", .requirement("R-003-21"),
        arguments: [
            (29, [Charge.Step.Rule.counted, .minimum], 30), (30, [.counted], 30), (40, [.counted], 40),
            (41, [.counted, .capped], 40),
        ])
    func exactBounds(worked: Int, rules: [Charge.Step.Rule], due: Int) {
        let policy = MeteringPolicy(minimumMinutes: 30, capMinutes: 40)
        let entry = TimeEntry(
            number: 1, at: Instant(seconds: 0), day: 0, role: "support", minutes: WorkedMinutes(worked))
        let charge = Charge(of: [entry], caseType: "problem", policy: policy)
        #expect(charge.steps.map(\.rule) == rules)
        #expect(charge.minutes == Minutes(due))
    }

    @Test(
        "Development counts where it took part: in the ticket, the entry or the day",
        .requirement("R-003-22", "R-003-23"),
        arguments: [(MeteringPolicy.Aggregation.perTicket, 60), (.perEntry, 120), (.perDay, 90)])
    func developmentMinimum(aggregation: MeteringPolicy.Aggregation, due: Int) {
        var policy = Self.team
        policy.aggregation = aggregation
        #expect(Self.charge([("support", 10, 0), ("support", 5, 0), ("development", 5, 1)], policy) == due)
    }

    @Test("Rounding to an increment of nothing is to the minute")
    func noIncrement() {
        for rounding in MeteringPolicy.Rounding.allCases {
            let policy = MeteringPolicy(rounding: rounding, incrementMinutes: 0)
            #expect(Self.charge([("support", 7, 0)], policy) == 7)
        }
    }
}
