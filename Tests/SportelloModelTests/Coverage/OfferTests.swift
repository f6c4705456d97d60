import SportelloModel
import SportelloTesting
import Testing

@Suite("Offers and what pays for work")
struct OfferTests {
    var world = World(profile: .offering())

    private func offers(_ id: TicketID) throws -> [TicketOffer] { try world.ticket(id).coverage.offers }

    @Test("Work on the customer's own shop waits for an accepted offer", .requirement("R-000-4"))
    mutating func ownShop() throws {
        let id = try world.triaged("problem") { $0.origin = CaseOrigin.customerEnvironment }
        #expect(try world.verdict(id).kind == .billable && world.verdict(id).basis.origin == "customerEnvironment")
        #expect(try world.ticket(id).status == .waitingCustomer && world.ticket(id).statusReason == "offerOpen")
        #expect(try offers(id).map(\.addOn) == ["order"])
        world.refuses(.offerNeeded, work(id), as: .bea)
        try world.perform(.post(id, PostMessage(text: "Do it")), as: .ada)
        world.refuses(.offerNeeded, work(id), as: .bea)
        world.refuses(.notFound, .coverage(id, .answerOffer(number: 1, accepts: true)), as: .ben)
        world.refuses(.forbidden, .coverage(id, .answerOffer(number: 1, accepts: true)), as: .bea)
        world.refuses(.invalid, .coverage(id, .answerOffer(number: 2, accepts: true)), as: .ada)
        try world.perform(.coverage(id, .answerOffer(number: 1, accepts: true)), as: .ada)
        #expect(try world.ticket(id).status == .open)
        try world.perform(work(id), as: .bea)
        world.refuses(.alreadyAnswered, .coverage(id, .answerOffer(number: 1, accepts: false)), as: .ada)
        try world.expectFolds()
    }

    @Test("Who has left the account buys nothing in its name", .requirement("R-000-5"))
    mutating func left() throws {
        let company = try world.openCompany(plan: "basic", people: [(.ada, [.user])])
        let id = try world.triaged("problem") { $0.origin = CaseOrigin.customerEnvironment }
        try world.perform(.coverage(id, .offer(addOn: "order")), as: .bea)
        let number = try #require(try offers(id).last { $0.state == .open }).number
        try world.perform(.account(company, .detach(Actor.ada.contact)), as: .sue)
        world.refuses(.otherAccount, .coverage(id, .answerOffer(number: number, accepts: true)), as: .ada)
        try world.perform(.coverage(id, .answerOffer(number: number, accepts: false)), as: .ada)
    }

    @Test("A declined offer pays for nothing; the same can be offered again")
    mutating func declined() throws {
        let id = try world.triaged("problem") { $0.origin = CaseOrigin.customerEnvironment }
        try world.perform(.coverage(id, .answerOffer(number: 1, accepts: false)), as: .ada)
        #expect(try world.ticket(id).status == .open, "nothing is awaited any more")
        world.refuses(.offerNeeded, work(id), as: .bea)
        try world.perform(.coverage(id, .offer(addOn: "order")), as: .bea)
        #expect(try offers(id).map(\.state) == [.declined, .open])
        let count = world.eventCount
        try world.perform(.coverage(id, .offer(addOn: "order")), as: .bea)
        #expect(world.eventCount == count, "it lies open already")
        world.refuses(.invalid, .coverage(id, .offer(addOn: "moon")), as: .bea)
        world.refuses(.forbidden, .coverage(id, .offer(addOn: "hours")), as: .ada)
    }

    @Test("A lost connection to the hosting is metered to hours or an accepted offer", .requirement("R-000-24"))
    mutating func hosting() throws {
        let account = try world.openCompany(plan: "basic", people: [(.ada, [.user])])
        let id = try world.triaged("problem") { $0.cause = "hosting" }
        #expect(try world.verdict(id).kind == .billable)
        world.refuses(.offerNeeded, work(id), as: .bea)
        try world.perform(.account(account, .acceptAddOn(AcceptAddOn(addOn: "hours"))), as: .sue)
        try world.perform(work(id), as: .bea)
        world.now = world.now + .days(30) - .milliseconds(1)
        try world.perform(work(id), as: .bea)
        world.now = world.now + .milliseconds(1)
        world.refuses(.offerNeeded, work(id), as: .bea)
        try world.perform(.coverage(id, .answerOffer(number: 2, accepts: true)), as: .ada)
        try world.perform(work(id), as: .bea)
    }

    @Test("Used-up units pay for nothing")
    mutating func usedUp() throws {
        let account = try world.openCompany(plan: "basic", people: [(.ada, [.user])])
        try world.perform(.account(account, .acceptAddOn(AcceptAddOn(addOn: "hours", quantity: 1))), as: .sue)
        let id = try world.triaged("problem") { $0.cause = "hosting" }
        #expect(try world.ticket(id).status == .open, "somebody pays, so nothing waits")
        try world.perform(work(id), as: .bea)
        try world.perform(.account(account, .use(entitlement: "advancedSupport", reference: "a")), as: .bea)
        world.refuses(.offerNeeded, work(id), as: .bea)
    }

    @Test("An add-on accepted on a ticket is a line of the account, with its own dates", .requirement("R-000-5"))
    mutating func accepted() throws {
        let account = try world.openCompany(plan: "basic", people: [(.ada, [.user])])
        let id = try world.triaged("setup")
        try world.perform(.coverage(id, .answerOffer(number: 1, accepts: true)), as: .ada)
        let line = try #require(world.account(account).lines.last)
        #expect(line.entitlement == "advancedSupport" && line.until == world.now + .days(30))
        #expect(try world.ticket(id).coverage.line == line.number)
        try world.perform(work(id), as: .bea)
    }

    @Test(
        "Help with the set-up is not covered until it is bought: articles and the option are offered",
        .requirement("R-000-8"))
    mutating func setup() throws {
        let account = try world.openCompany(plan: "basic", people: [(.ada, [.user])])
        let id = try world.triaged("setup")
        #expect(try world.verdict(id).kind == .redirect)
        let words = try world.lastWords(on: id)
        #expect(words.contains("https://wiki.example") && words.contains("Support hours"))
        #expect(try offers(id).map(\.addOn) == ["hours"])
        try world.perform(.account(account, .acceptAddOn(AcceptAddOn(addOn: "hours"))), as: .sue)
        let bought = try world.triaged("setup")
        #expect(try world.verdict(bought).rule == "setup-bought")
    }

    @Test(
        "A failed update: going back comes first and is recorded, hands-on help is billable", .requirement("R-000-26"))
    mutating func updates() throws {
        let id = try world.triaged("problem") { $0.cause = "update" }
        let kinds = world.kinds(id)
        let rollback = try #require(kinds.firstIndex(of: "coverage.workaroundOffered"))
        let offered = try #require(kinds.firstIndex(of: "coverage.offered"))
        #expect(rollback < offered)
        #expect(try world.verdict(id).kind == .billable)
        world.refuses(.offerNeeded, work(id), as: .bea)
        let settle = Command.coverage(id, .settleWorkaround(worked: true, from: "5.1", to: "5.0"))
        world.refuses(.forbidden, settle, as: .ada)
        try world.perform(settle, as: .bea)
        let workaround = try #require(world.ticket(id).coverage.workaround)
        #expect(workaround.workaround == "rollback" && workaround.worked == true)
        guard
            case .ticket(.coverage(.workaroundSettled(let settled))) = try #require(world.log(of: .ticket(id)).last)
                .event
        else { throw Refusal(.invalid) }
        #expect(settled.from == "5.1" && settled.to == "5.0")
        let question = try world.triaged("question")
        world.refuses(
            .alreadySettled, .coverage(question, .settleWorkaround(worked: true, from: nil, to: nil)), as: .bea)
        let count = world.kinds(id).filter { $0 == "coverage.workaroundOffered" }.count
        try world.triage(id, "problem")
        #expect(world.kinds(id).filter { $0 == "coverage.workaroundOffered" }.count == count)
    }

    @Test("Slowness waits for an open-ended order, after which all time is metered")
    mutating func openOrder() throws {
        let id = try world.triaged("slowness")
        #expect(try offers(id).map(\.addOn) == ["order"])
        world.refuses(.offerNeeded, work(id), as: .bea)
        try world.perform(.coverage(id, .answerOffer(number: 1, accepts: true)), as: .ada)
        for _ in 1...3 { try world.perform(work(id, 1440), as: .bea) }
        #expect(try world.ticket(id).minutesWorked == 4320)
    }

    @Test("Minutes in the account's pool pay too", .requirement("R-000-24"))
    mutating func pool() throws {
        let account = try world.openCompany(plan: "basic", people: [(.ada, [.user])])
        world.profile.offer.addOns.append(
            .init(id: "pool", title: "Hours", entitlement: CoverageCase.hours, quantity: 1)
        )
        let id = try world.triaged("problem") { $0.cause = "hosting" }
        world.refuses(.offerNeeded, work(id), as: .bea)
        try world.perform(.account(account, .acceptAddOn(AcceptAddOn(addOn: "pool"))), as: .sue)
        try world.perform(work(id), as: .bea)
        world.profile.offer.coverage.insert(
            CoverageRule(id: "pooled", reason: "Paid", entitled: [CoverageCase.hours], verdict: .covered), at: 0
        )
        try world.triage(id, "problem")
        #expect(try world.verdict(id).rule == "pooled")
    }

    @Test("One minute in the pool pays for work, one that is set aside does not", .requirement("R-000-24"))
    mutating func poolBound() throws {
        let account = try world.openCompany(plan: "basic", people: [(.ada, [.user])])
        world.profile.offer.coverage.insert(
            CoverageRule(id: "pooled", reason: "Paid", entitled: [CoverageCase.hours], verdict: .covered), at: 0
        )
        let id = try world.triaged("problem") { $0.cause = "hosting" }
        try world.grant(Minutes(1), to: account)
        let hold: HoldID = world.mint()
        try world.perform(.ledger(account, .hold(hold, .minutes(Minutes(1)), until: nil)), as: .sue)
        world.refuses(.offerNeeded, work(id), as: .bea)
        try world.triage(id, "problem")
        #expect(try world.verdict(id).rule == "connection", "nothing is left to be covered by")
        try world.perform(.ledger(account, .void(hold)), as: .sue)
        try world.perform(work(id), as: .bea)
        try world.triage(id, "problem")
        #expect(try world.verdict(id).rule == "pooled")
    }

    @Test("Hours that may be overdrawn pay when they are used up, where there ever were some", .requirement("R-003-32"))
    mutating func overdrawnPool() throws {
        world.profile.metering.exhaustion = .overdraft
        let account = try world.openCompany(plan: "basic", people: [(.ada, [.user])])
        let id = try world.triaged("problem") { $0.cause = "hosting" }
        world.refuses(.offerNeeded, work(id), as: .bea)
        try world.grant(Minutes(1), to: account)
        try world.perform(.ledger(account, .hold(world.mint(), .minutes(Minutes(1)), until: nil)), as: .sue)
        try world.perform(work(id), as: .bea)
        world.profile.metering.exhaustion = .offer
        world.refuses(.offerNeeded, work(id), as: .bea)
    }
}
