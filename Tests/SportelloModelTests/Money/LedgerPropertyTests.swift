import SportelloModel
import SportelloTesting
import Testing

/// Plays random histories of hours and money, with the customer's tickets and orders, and checks the laws of the ledger
/// after every command.
@Suite("Laws of the ledger")
struct LedgerPropertyTests {
    @Test(
        "Sums balance, balances follow from the entries, holds settle once, replays change nothing", arguments: 0..<24)
    func laws(block: UInt64) throws {
        var allowed = 0
        for seed in block * 50..<(block + 1) * 50 {
            var history = try LedgerHistory(seed: seed)
            for _ in 0..<24 { allowed += try history.step() ? 1 : 0 }
            try history.checkReplay()
        }
        #expect(allowed > 300, "most histories do something")
    }
}

/// One random history of one account.
private struct LedgerHistory {
    private var world: World
    private var generator: SeededGenerator
    private var tickets: [TicketID] = []
    private var holds: [HoldID] = []
    private var grants: [Command] = []

    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        var profile = ServiceProfile(name: "random")
        profile.metering = .accountTeam
        profile.metering.exhaustion = MeteringPolicy.Exhaustion.allCases.randomElement(using: &generator) ?? .stop
        profile.metering.overdraftLimitMinutes = Bool.random(using: &generator) ? 100 : nil
        profile.metering.carryOverDays = Int.random(in: 0...3, using: &generator)
        profile.metering.carryOverLimitMinutes = Bool.random(using: &generator) ? 50 : nil
        profile.metering.alertMinutes = [60]
        world = World(profile: profile, seed: seed)
        try world.openAccount(hours: 1)
        for _ in 0..<3 { tickets.append(try world.claimed()) }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &generator) }
    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    /// One command; whether it was allowed. The laws hold afterwards.
    mutating func step() throws -> Bool {
        if number(0...9) < 6 { world.now = world.now + .minutes(number(0...2000)) }
        guard let (command, actor) = command() else { return false }
        let count = world.eventCount
        var isAllowed = true
        do { try world.perform(command, as: actor) } catch is Refusal {
            isAllowed = false
            #expect(world.eventCount == count)
        }
        try checkLaws()
        if isAllowed, isReplayable(command) { try replay(command, as: actor) }
        return isAllowed
    }

    private mutating func command() -> (Command, Actor)? {
        switch number(0...9) {
        case 0:
            let unit: LedgerAmount =
                number(0...3) == 0
                ? .money(Money(minor: Int64(number(1...500)), currency: .euro)) : .minutes(Minutes(number(1...200)))
            let from = number(0...3) == 0 ? world.now + .minutes(number(1...1000)) : nil
            let until = number(0...1) == 0 ? world.now + .minutes(number(1001...9000)) : nil
            let grant = Command.ledger(
                .firm, .grant(.init(id: world.mint(), amount: unit, from: from, until: until)))
            return (grant, .sue)
        case 1:
            let id: HoldID = world.mint()
            holds.append(id)
            let until = number(0...1) == 0 ? world.now + .minutes(number(1...4000)) : nil
            let amount: LedgerAmount =
                number(0...3) == 0
                ? .money(Money(minor: Int64(number(1...300)), currency: .euro)) : .minutes(Minutes(number(1...90)))
            return (.ledger(.firm, .hold(id, amount, until: until)), .sue)
        case 2:
            guard let hold = pick(holds) else { return nil }
            return (.ledger(.firm, .capture(hold, .minutes(Minutes(number(1...90))))), .sue)
        case 3:
            guard let hold = pick(holds) else { return nil }
            return (.ledger(.firm, .void(hold)), .sue)
        case 4: return (.ledger(.firm, .tick), .system)
        case 5:
            guard let ticket = pick(tickets) else { return nil }
            let cause = pick(["bug", "misuse", "environment"]) ?? "bug"
            return (.triage(ticket, Triage(caseType: "problem", cause: cause)), .bea)
        case 6:
            guard let ticket = pick(tickets) else { return nil }
            return (.metering(ticket, number(0...2) == 0 ? .declineCharge : .approveCharge(text: "It is so")), .sue)
        default:
            guard let ticket = pick(tickets) else { return nil }
            let role = pick(["support", "development", "sales"]) ?? "support"
            return (.recordTime(ticket, minutes: number(1...70), role: role, activity: nil, note: nil), .bea)
        }
    }

    /// Commands that bring a name of their own, or ask for nothing new.
    private func isReplayable(_ command: Command) -> Bool {
        switch command {
        case .ledger: true
        default: false
        }
    }

    /// Replaying a command changes nothing.
    private mutating func replay(_ command: Command, as actor: Actor) throws {
        let log = world.log(of: Ledger.stream(AccountID.firm.ledger))
        do { try world.perform(command, as: actor) } catch is Refusal {}
        #expect(world.log(of: Ledger.stream(AccountID.firm.ledger)) == log)
    }

    private func checkLaws() throws {
        let ledger = try world.ledger()
        let log = world.log(of: Ledger.stream(AccountID.firm.ledger))
        for (unit, book) in ledger.books {
            let sum = book.pools.reduce(book.outside.sum) { $0 + $1.balances.sum }
            #expect(sum == 0, "the buckets of a book sum to zero")
            for pool in book.pools { #expect(pool.balances.available >= 0, "only outside is overdrawn") }
            for bucket in [LedgerBucket.held, .consumed, .waived, .expired] {
                #expect(book.pools.allSatisfy { $0.balances[bucket] >= 0 })
            }
            let pending = book.holds.filter { $0.state == .pending }
                .reduce(Int64(0)) { $0 + $1.parts.reduce(0) { $0 + $1.count } }
            #expect(book.total(.held) == pending, "what is held is what pending holds say")
            let totals = LedgerStatement(log: log, unit: unit).totals
            #expect(totals.available == book.total(.available), "grants minus charges plus reversals minus holds")
            #expect(totals.held == book.total(.held))
        }
        try checkHolds(log)
        try checkTickets(ledger)
        if world.profile.metering.exhaustion != .overdraft {
            #expect(ledger.book(.minutes).outside.available >= 0, "no overdraft without a policy for one")
        } else if let limit = world.profile.metering.overdraftLimitMinutes {
            #expect(ledger.book(.minutes).outside.available >= -Int64(limit) - 200)
        }
    }

    /// A hold is posted, voided or timed out: at most one of these, and never twice.
    private func checkHolds(_ log: [LoggedEvent]) throws {
        var settled: [HoldID: LedgerReason] = [:]
        var numbers: [Int] = []
        var keys: Set<String> = []
        for logged in log {
            guard case .ledger(.posted(let posting)) = logged.event else { continue }
            numbers.append(posting.number)
            #expect(keys.insert(posting.key).inserted, "a key is posted once: \(posting.key)")
            #expect(posting.transfers.allSatisfy { $0.count > 0 })
            if [.capture, .void, .timeout].contains(posting.reason), let hold = posting.hold?.id {
                #expect(settled.updateValue(posting.reason, forKey: hold) == nil)
            }
        }
        #expect(numbers == Array(1..<(numbers.count + 1)), "numbers without a gap")
    }

    /// What the tickets say is charged is what the ledger says was consumed for them.
    private func checkTickets(_ ledger: Ledger) throws {
        var charged = 0
        for ticket in tickets {
            let metering = try world.ticket(ticket).metering
            charged += metering.charged.count
            let due = Charge(of: metering.entries, caseType: "problem", policy: world.profile.metering).minutes
            #expect(metering.charged <= due, "never more than is due")
        }
        let captured = ledger.book(.minutes).holds.filter { $0.state == .posted }.isEmpty
        if captured { #expect(ledger.book(.minutes).total(.consumed) == Int64(charged)) }
    }

    /// Folding the log again gives the stored state.
    func checkReplay() throws {
        let stream = Ledger.stream(AccountID.firm.ledger)
        var change = StreamChange(fresh: stream)
        for logged in world.log(of: stream) { change.fold(try LoggedEvent(logged.record)) }
        let stored = try #require(world.streams[stream])
        #expect(change.hasSameState(as: stored))
    }
}
