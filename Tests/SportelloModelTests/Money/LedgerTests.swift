import SportelloModel
import SportelloTesting
import Testing

@Suite("An account's ledger")
struct LedgerTests {
    var world = World()

    private func grant(_ id: GrantID, _ minutes: Int, until: Instant? = nil) -> Command {
        .ledger(.firm, .grant(.init(id: id, amount: .minutes(Minutes(minutes)), until: until)))
    }

    @Test("A contract of H hours opens a pool of 60 H minutes by one grant entry", .requirement("R-003-5"))
    mutating func grants() throws {
        let from = world.now + .days(1)
        let until = world.now + .days(366)
        try world.perform(
            .ledger(
                .firm,
                .grant(
                    .init(
                        id: world.mint(), amount: .minutes(.hours(7)), from: from, until: until, medium: "videoCall",
                        text: "Your year"))),
            as: .sue
        )
        let pool = try #require(try world.ledger().book(.minutes).pools.first)
        #expect(pool.terms.from == from && pool.terms.until == until && pool.terms.medium == "videoCall")
        #expect(world.statement().lines.map(\.reason) == [.grant])
        #expect(world.statement().lines.first?.text == "Your year")
        #expect(try world.hours() == 0, "not before its period")
        #expect(try world.ledger().availableMinutes(at: from) == Minutes(420))
        #expect(try world.ledger().availableMinutes(at: until - .milliseconds(1)) == Minutes(420))
        #expect(
            try world.ledger().availableMinutes(at: until) == .zero, "not after it, even before the expiry is written")
    }

    @Test("Only supervisors and the desk itself touch a ledger; amounts and times must make sense")
    mutating func access() throws {
        for actor in [Actor.ada, .bea, .quinn] { world.refuses(.forbidden, grant(world.mint(), 60), as: actor) }
        try world.perform(grant(world.mint(), 60), as: .system)
        world.refuses(.invalid, grant(world.mint(), 0), as: .sue)
        world.refuses(.invalid, grant(world.mint(), -5), as: .sue)
        world.refuses(.invalid, grant(world.mint(), 60, until: world.now), as: .sue)
        try world.perform(grant(world.mint(), 60, until: world.now + .milliseconds(1)), as: .sue)
    }

    @Test("The same grant twice is one grant")
    mutating func replayedGrant() throws {
        let command = grant(world.mint(), 60)
        try world.perform(command, as: .sue)
        let count = world.eventCount
        try world.perform(command, as: .sue)
        #expect(world.eventCount == count)
        #expect(try world.hours() == 60)
    }

    @Test("What ends first is used first")
    mutating func order() throws {
        try world.grant(Minutes(100))
        try world.grant(Minutes(60), until: world.now + .days(10))
        try world.grant(Minutes(60), until: world.now + .days(5))
        try world.perform(.ledger(.firm, .hold(world.mint(), .minutes(Minutes(90)), until: nil)), as: .sue)
        let pools = try world.ledger().book(.minutes).pools
        #expect(pools.map(\.balances.held) == [0, 30, 60])
    }

    @Test("Five hours held and four captured give one back", .requirement("R-002-55"))
    mutating func capture() throws {
        try world.grant(.hours(8))
        let hold: HoldID = world.mint()
        try world.perform(.ledger(.firm, .hold(hold, .minutes(.hours(5)), until: nil)), as: .sue)
        #expect(try world.hours() == 180)
        #expect(try world.ledger().balance(at: world.now) == .hours(8))
        world.refuses(.invalid, .ledger(.firm, .capture(hold, .minutes(Minutes(301)))), as: .sue)
        try world.perform(.ledger(.firm, .capture(hold, .minutes(.hours(4)))), as: .sue)
        #expect(try world.hours() == 240)
        #expect(try world.ledger().heldMinutes == .zero)
        for command in [LedgerCommand.capture(hold, .minutes(.hours(1))), .void(hold)] {
            world.refuses(.holdSettled, .ledger(.firm, command), as: .sue)
        }
        #expect(try world.ledger().hold(hold)?.hold.state == .posted)
    }

    @Test("A voided hold is given back once, and the same hold twice is one hold", .requirement("R-002-55"))
    mutating func void() throws {
        try world.grant(.hours(1))
        let hold: HoldID = world.mint()
        for _ in 1...2 {
            try world.perform(.ledger(.firm, .hold(hold, .minutes(Minutes(60)), until: nil)), as: .sue)
        }
        #expect(try world.hours() == 0)
        try world.perform(.ledger(.firm, .void(hold)), as: .sue)
        #expect(try world.hours() == 60)
        world.refuses(.holdSettled, .ledger(.firm, .void(hold)), as: .sue)
        world.refuses(.holdSettled, .ledger(.firm, .capture(hold, .minutes(Minutes(60)))), as: .sue)
    }

    @Test("A hold takes no more than there is, to the minute", .requirement("R-002-53"))
    mutating func holdNeedsFunds() throws {
        try world.grant(Minutes(60))
        let refusal = world.refuses(
            .noHours, .ledger(.firm, .hold(world.mint(), .minutes(Minutes(61)), until: nil)), as: .sue)
        #expect(refusal?.details == ["available": "60 min", "needed": "61 min"])
        try world.perform(.ledger(.firm, .hold(world.mint(), .minutes(Minutes(60)), until: nil)), as: .sue)
    }

    @Test(
        "A hold times out at its instant, by itself, and is then neither captured nor voided", .requirement("R-002-55"))
    mutating func timeout() throws {
        try world.grant(.hours(1))
        let until = world.now + .days(2)
        let hold: HoldID = world.mint()
        try world.perform(.ledger(.firm, .hold(hold, .minutes(Minutes(60)), until: until)), as: .sue)
        #expect(try world.ledger().wakeAt == until)
        world.now = until - .milliseconds(1)
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(try world.ledger().hold(hold)?.hold.state == .pending)
        world.now = until
        world.refuses(.holdSettled, .ledger(.firm, .capture(hold, .minutes(Minutes(60)))), as: .sue)
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(try world.ledger().hold(hold)?.hold.state == .timedOut)
        #expect(try world.hours() == 60)
        #expect(try world.ledger().wakeAt == nil)
    }

    @Test("A period that ends without rollover expires by a line that brings it to zero", .requirement("R-003-33"))
    mutating func expiry() throws {
        let until = world.now + .days(30)
        try world.grant(Minutes(90), until: until)
        #expect(try world.ledger().wakeAt == until)
        world.now = until - .milliseconds(1)
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(try world.hours() == 90)
        world.now = until
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(world.statement().lines.last?.reason == .expiry)
        #expect(world.statement().lines.last?.change == .minutes(Minutes(-90)))
        #expect(world.statement().totals.balance == 0)
        #expect(try world.ledger().book(.minutes).total(.expired) == 90)
        #expect(try world.ledger().wakeAt == nil)
    }

    @Test("What may be carried over is a line of its own, up to the limit and for its time", .requirement("R-003-33"))
    mutating func carryOver() throws {
        world.profile.metering.carryOverDays = 10
        world.profile.metering.carryOverLimitMinutes = 60
        let until = world.now + .days(30)
        try world.grant(Minutes(90), until: until)
        world.now = until
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(world.statement().lines.map(\.reason) == [.grant, .carryOver, .expiry])
        #expect(try world.hours() == 60)
        world.now = until + .days(10) - .milliseconds(1)
        #expect(try world.hours() == 60)
        world.now = until + .days(10)
        #expect(try world.hours() == 0)
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(world.statement().lines.last?.reason == .expiry, "what was carried over is not carried again")
        #expect(try world.ledger().book(.minutes).total(.expired) == 90)
    }

    @Test("Hours and money are books of their own, and so is every currency")
    mutating func books() throws {
        try world.grant(Minutes(60))
        try world.deposit(5000)
        try world.deposit(700, .zloty)
        let hold: HoldID = world.mint()
        world.refuses(
            .noFunds,
            .ledger(.firm, .hold(hold, .money(Money(minor: 701, currency: .zloty)), until: nil)), as: .sue)
        try world.perform(
            .ledger(.firm, .hold(hold, .money(Money(minor: 5000, currency: .euro)), until: nil)), as: .sue)
        world.refuses(.invalid, .ledger(.firm, .capture(hold, .minutes(Minutes(1)))), as: .sue)
        world.refuses(
            .invalid, .ledger(.firm, .capture(hold, .money(Money(minor: 5, currency: .zloty)))), as: .sue)
        #expect(try world.ledger().available(in: .euro, at: world.now).minor == 0)
        #expect(try world.ledger().held(in: .euro).minor == 5000)
        #expect(try world.ledger().available(in: .zloty, at: world.now).minor == 700)
        #expect(try world.hours() == 60)
    }

    @Test("The customer sees every entry, and the balance of any instant", .requirement("R-003-6"))
    mutating func anyInstant() throws {
        world.profile.metering = .accountTeam
        try world.openAccount(hours: 2)
        let granted = world.now
        world.now = world.now + .hours(1)
        let id = try world.claimed()
        try world.work(50, on: id)
        let charged = world.now
        world.now = world.now + .hours(1)
        try world.perform(.triage(id, Triage(caseType: "problem", cause: "bug")), as: .bea)
        let log = world.log(of: Ledger.stream(AccountID.firm.ledger))
        #expect(log.allSatisfy { $0.record.publicSeq != nil })
        for (instant, balance) in [
            (granted - .milliseconds(1), 0), (granted, 120), (charged - .milliseconds(1), 120), (charged, 70),
            (world.now - .milliseconds(1), 70), (world.now, 120),
        ] {
            #expect(Ledger(account: .firm, log: log, at: instant).balance(at: instant) == Minutes(balance))
            let totals = LedgerStatement(log: log, at: instant).totals
            #expect(totals.granted - totals.charged + totals.reversed == Int64(balance))
        }
    }

    @Test("New hours first pay off what was overdrawn")
    mutating func settlement() throws {
        world.profile.metering = .accountTeam
        try world.openAccount(hours: 1)
        try world.work(100, on: try world.claimed())
        #expect(try world.hours() == -40)
        try world.grant(Minutes(90), until: world.now + .days(1))
        #expect(try world.hours() == 50)
        #expect(try world.ledger().book(.minutes).outside.available == 0)
        world.now = world.now + .days(1)
        #expect(try world.hours() == 0, "paid-off hours do not come back when the period ends")
    }

    @Test("Prices are exact, and rounded half up only where they do not come out even", .requirement("R-002-52"))
    func prices() {
        let rate = Money(minor: 9000, currency: .euro)
        #expect(rate.price(of: .hours(3)).minor == 27_000)
        #expect(rate.price(of: Minutes(20)).minor == 3000)
        #expect(Money(minor: 100, currency: .euro).price(of: Minutes(1)).minor == 2)
        #expect(Money(minor: 90, currency: .euro).price(of: Minutes(1)).minor == 2, "1.5")
        #expect(Money(minor: 89, currency: .euro).price(of: Minutes(1)).minor == 1)
        #expect(Currency(rawValue: "eur") == nil && Currency(rawValue: "EURO") == nil)
        #expect(Money(minor: -1205, currency: .euro).description == "-12.05 EUR")
    }
}
