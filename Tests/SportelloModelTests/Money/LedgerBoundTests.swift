import SportelloModel
import SportelloTesting
import Testing

/// Each bound of the ledger at its value and one past it.
@Suite("Bounds of an account's ledger")
struct LedgerBoundTests {
    var world = World()

    private mutating func grant(_ amount: LedgerAmount, from: Instant? = nil, until: Instant? = nil) -> Command {
        .ledger(.firm, .grant(.init(id: world.mint(), amount: amount, from: from, until: until)))
    }

    private mutating func hold(_ minutes: Int) throws {
        try world.perform(.ledger(.firm, .hold(world.mint(), .minutes(Minutes(minutes)), until: nil)), as: .sue)
    }

    private func reasons(_ unit: LedgerUnit = .minutes) -> [LedgerReason] {
        world.statement(.firm, unit).lines.map(\.reason)
    }

    @Test("A hold until this very instant sets nothing aside; one of a millisecond does")
    mutating func holdInThePast() throws {
        try world.grant(Minutes(60))
        world.refuses(
            .inThePast, .ledger(.firm, .hold(world.mint(), .minutes(Minutes(10)), until: world.now)), as: .sue)
        let until = world.now + .milliseconds(1)
        try world.perform(.ledger(.firm, .hold(world.mint(), .minutes(Minutes(10)), until: until)), as: .sue)
        #expect(try world.hours() == 50)
    }

    @Test("A period ends after it begins and after now, each for itself", .requirement("R-003-33"))
    mutating func periods() throws {
        let later = world.now + .days(1)
        world.refuses(.invalid, grant(.minutes(Minutes(60)), from: later, until: later), as: .sue)
        world.refuses(.invalid, grant(.minutes(Minutes(60)), from: world.now - .days(10), until: world.now), as: .sue)
        try world.perform(grant(.minutes(Minutes(60)), from: later, until: later + .milliseconds(1)), as: .sue)
        let soon = world.now + .milliseconds(1)
        try world.perform(grant(.minutes(Minutes(30)), from: world.now - .days(10), until: soon), as: .sue)
        #expect(try world.hours() == 30)
        #expect(try world.ledger().availableMinutes(at: later) == Minutes(60))
    }

    @Test("An amount has a least and a most")
    mutating func amounts() throws {
        let most = Money(minor: 1_000_000_000_000, currency: .euro)
        world.refuses(.invalid, grant(.money(Money(minor: most.minor + 1, currency: .euro))), as: .sue)
        world.refuses(.invalid, grant(.money(Money(minor: 0, currency: .euro))), as: .sue)
        try world.perform(grant(.money(most)), as: .sue)
        try world.perform(grant(.money(Money(minor: 1, currency: .euro))), as: .sue)
        #expect(try world.ledger().available(in: .euro, at: world.now).minor == 1_000_000_000_001)
    }

    @Test("Nothing cannot be captured, one minute and the whole can", .requirement("R-002-55"))
    mutating func capture() throws {
        try world.grant(Minutes(60))
        for minutes in [1, 20] {
            let id: HoldID = world.mint()
            try world.perform(.ledger(.firm, .hold(id, .minutes(Minutes(20)), until: nil)), as: .sue)
            world.refuses(.invalid, .ledger(.firm, .capture(id, .minutes(.zero))), as: .sue)
            try world.perform(.ledger(.firm, .capture(id, .minutes(Minutes(minutes)))), as: .sue)
        }
        #expect(try world.hours() == 39, "60 - 1 - 20")
        #expect(try world.ledger().heldMinutes == .zero)
    }

    @Test("A hold that leaves less than a threshold is told, one that leaves exactly it is not")
    mutating func alerts() throws {
        world.profile.metering.alertMinutes = [60]
        try world.grant(Minutes(100))
        func alerts() -> Int {
            world.log(of: Ledger.stream(AccountID.firm.ledger)).count {
                if case .ledger(.low) = $0.event { true } else { false }
            }
        }
        try hold(40)
        #expect(alerts() == 0)
        try hold(1)
        #expect(alerts() == 1)
    }

    @Test("Of hours that end together, or never, the earlier granted are used first", arguments: [nil, 5])
    mutating func oldestFirst(days: Int?) throws {
        let until = days.map { world.now + .days($0) }
        for _ in 1...2 { try world.grant(Minutes(60), until: until) }
        try hold(70)
        #expect(try world.ledger().book(.minutes).pools.map(\.balances.held) == [60, 10])
    }

    @Test(
        "Up to the limit all that is left is carried over, and a minute more expires", .requirement("R-003-33"),
        arguments: [(40, 40, false), (60, 60, false), (61, 60, true)])
    mutating func carryOverLimit(left: Int, carried: Int, expires: Bool) throws {
        world.profile.metering.carryOverDays = 10
        world.profile.metering.carryOverLimitMinutes = 60
        let until = world.now + .days(30)
        try world.grant(Minutes(left), until: until)
        world.now = until
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(try world.hours() == carried)
        #expect(reasons() == (expires ? [.grant, .carryOver, .expiry] : [.grant, .carryOver]))
    }

    @Test("A limit of nothing carries nothing over", .requirement("R-003-33"))
    mutating func nothingCarried() throws {
        world.profile.metering.carryOverDays = 10
        world.profile.metering.carryOverLimitMinutes = 0
        let until = world.now + .days(30)
        try world.grant(Minutes(90), until: until)
        world.now = until
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(reasons() == [.grant, .expiry])
        #expect(try world.hours() == 0)
    }

    @Test(
        "An end that is seen late carries over what can still be used, and at that time's end nothing",
        .requirement("R-003-33"), arguments: [true, false])
    mutating func seenLate(inTime: Bool) throws {
        world.profile.metering.carryOverDays = 10
        let until = world.now + .days(30)
        try world.grant(Minutes(90), until: until)
        world.now = until + .days(10) - .milliseconds(inTime ? 1 : 0)
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(reasons() == (inTime ? [.grant, .carryOver] : [.grant, .expiry]))
        #expect(try world.hours() == (inTime ? 90 : 0))
    }

    @Test("Hours are carried over, money is not", .requirement("R-003-33"))
    mutating func moneyExpires() throws {
        world.profile.metering.carryOverDays = 10
        let until = world.now + .days(30)
        try world.perform(grant(.money(Money(minor: 5000, currency: .euro)), until: until), as: .sue)
        world.now = until
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(reasons(.money(.euro)) == [.grant, .expiry])
        #expect(try world.ledger().available(in: .euro, at: world.now).minor == 0)
    }

    @Test("New hours that do not suffice pay off what they can, and then the rest")
    mutating func partSettlement() throws {
        world.profile.metering = .accountTeam
        try world.openAccount(hours: 1)
        try world.work(100, on: try world.claimed())
        try world.grant(Minutes(30))
        #expect(try world.hours() == -10, "60 - 100 + 30")
        #expect(try world.ledger().book(.minutes).outside.available == -10)
        #expect(try world.ledger().book(.minutes).pools.map(\.balances.available) == [0, 0])
        try world.grant(Minutes(10))
        #expect(try world.hours() == 0)
        #expect(try world.ledger().book(.minutes).outside.available == 0)
        #expect(reasons().last == .settlement)
    }

    @Test("What is given back after its period goes to the hours that last longest", .requirement("R-003-30"))
    mutating func longestHome() throws {
        world.profile.metering = .accountTeam
        try world.openAccount(hours: 10)
        let end = world.now + .days(10)
        try world.grant(Minutes(100), until: end)
        try world.grant(Minutes(50), until: world.now + .days(30))
        let id = try world.claimed()
        try world.work(40, on: id)
        #expect(try world.ledger().book(.minutes).pools.map(\.balances.consumed) == [0, 40, 0])
        world.now = end
        try world.perform(.triage(id, Triage(caseType: "problem", cause: "bug")), as: .bea)
        #expect(try world.ledger().book(.minutes).pools.map(\.balances.available) == [640, 0, 50])
        #expect(try world.hours() == 690)
    }
}
