import SportelloModel
import SportelloTesting
import Testing

@Suite("What a ticket costs")
struct MeteringTests {
    var world = World()

    init() throws {
        world.profile.metering = .accountTeam
        try world.openAccount(hours: 10)
    }

    private func cause(_ cause: String, on id: TicketID) -> Command {
        .triage(id, Triage(caseType: "problem", cause: cause))
    }

    @Test(
        "A query is debited from the account's hours as soon as time is recorded", .requirement("R-003-20", "R-003-21"))
    mutating func charges() throws {
        let id = try world.claimed()
        try world.work(1, on: id)
        #expect(try world.hours() == 570)
        #expect(try world.ticket(id).metering.counted == WorkedMinutes(1), "worked and charged are different numbers")
        try world.work(29, on: id)
        #expect(try world.hours() == 570)
        try world.work(500, "sales", on: id)
        #expect(try world.hours() == 570)
        try world.work(1, "accountExecutive", on: id)
        #expect(try world.hours() == 569)
        let posted = try world.last("charge.posted", on: id)
        #expect(posted.record.publicSeq != nil, "the customer sees it")
    }

    @Test("Development after a posted half hour tops it up by a difference", .requirement("R-003-24"))
    mutating func topUp() throws {
        let id = try world.claimed()
        try world.work(10, on: id)
        let first = world.statement().lines
        try world.work(5, "development", on: id)
        let lines = world.statement().lines
        #expect(Array(lines.dropLast()) == first, "the first entry is untouched")
        #expect(lines.last?.reason == .adjustment)
        #expect(lines.last?.change == .minutes(Minutes(-30)))
        #expect(lines.last?.corrects == [try #require(first.last?.number)])
        #expect(try world.charged(id) == 60)
        #expect(try world.hours() == 540)
    }

    @Test("A bug is not deducted; its time is recorded as waived", .requirement("R-003-29"))
    mutating func bug() throws {
        let id = try world.claimed()
        try world.perform(cause("bug", on: id), as: .bea)
        try world.work(10, on: id)
        try world.work(5, "development", on: id)
        #expect(try world.hours() == 600)
        #expect(try world.charged(id) == 0)
        #expect(try world.ticket(id).metering.waived == Minutes(60))
        #expect(try world.ledger().book(.minutes).total(.waived) == 60)
        #expect(try world.ticket(id).minutesWorked == 15)
    }

    @Test("Which causes are waived is the profile's to say", .requirement("R-003-29"))
    mutating func waivedCauses() throws {
        world.profile.metering.waivedCauses = ["thirdParty"]
        let id = try world.claimed()
        try world.work(10, on: id)
        try world.perform(cause("bug", on: id), as: .bea)
        #expect(try world.charged(id) == 30)
        try world.perform(cause("thirdParty", on: id), as: .bea)
        #expect(try world.charged(id) == 0)
    }

    @Test(
        "A bug found later reverses the whole charge; both entries stay, and the customer is told",
        .requirement("R-003-30"))
    mutating func reversal() throws {
        let id = try world.claimed()
        try world.work(10, on: id)
        try world.work(5, "development", on: id)
        try world.perform(cause("bug", on: id), as: .bea)
        #expect(try world.hours() == 600)
        let lines = world.statement().lines
        #expect(lines.map(\.reason) == [.grant, .charge, .adjustment, .reversal, .waiver])
        #expect(lines[3].change == .minutes(Minutes(60)))
        #expect(Set(lines[3].corrects) == Set([lines[1].number, lines[2].number]))
        let told = try world.last("charge.reversed", on: id)
        #expect(told.record.publicSeq != nil)
        let count = world.eventCount
        try world.perform(cause("bug", on: id), as: .bea)
        #expect(world.log(of: Ledger.stream(AccountID.firm.ledger)).count == 5, "found again, nothing is posted again")
        #expect(world.eventCount > count)
    }

    @Test(
        "What is reversed goes back to its own period, or to the open one when that is over", .requirement("R-003-30"))
    mutating func reversalAcrossPeriods() throws {
        let end = world.now + .days(10)
        try world.grant(Minutes(100), until: end)
        let first = try world.claimed()
        let second = try world.claimed()
        try world.work(40, on: first)
        try world.work(40, on: second)
        #expect(try world.ledger().book(.minutes).pools[1].balances.consumed == 80, "what ends first is used first")
        try world.perform(cause("bug", on: first), as: .bea)
        #expect(try world.ledger().book(.minutes).pools[1].balances.available == 60)
        world.now = end
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(try world.hours() == 600)
        try world.perform(cause("bug", on: second), as: .bea)
        #expect(try world.hours() == 640, "the balance is restored although the period is over")
    }

    @Test("Bug to not-bug charges nothing before an approval that tells the customer", .requirement("R-003-31"))
    mutating func reclassification() throws {
        let id = try world.claimed()
        try world.perform(cause("bug", on: id), as: .bea)
        try world.work(40, on: id)
        try world.perform(cause("misuse", on: id), as: .bea)
        #expect(try world.hours() == 600)
        #expect(try world.ticket(id).metering.awaitingApproval == Minutes(40))
        try world.work(5, on: id)
        #expect(try world.hours() == 600, "nor with more time")
        #expect(try world.ticket(id).metering.awaitingApproval == Minutes(45))
        world.refuses(.forbidden, .metering(id, .approveCharge(text: "It was misuse")), as: .bea)
        world.refuses(.invalid, .metering(id, .approveCharge(text: " ")), as: .sue)
        #expect(!world.kinds(id, .contact).contains("charge.posted"))
        try world.perform(.metering(id, .approveCharge(text: "It was misuse")), as: .sue)
        #expect(try world.hours() == 555)
        #expect(try world.last("charge.approved", on: id).record.content?.text == "It was misuse")
        let told = world.kinds(id, .contact)
        let notice = try #require(told.firstIndex(of: "charge.approved"))
        #expect(notice < (try #require(told.firstIndex(of: "charge.posted"))), "told first")
        #expect(try world.ledger().book(.minutes).total(.waived) == 0)
        world.refuses(.nothingToDecide, .metering(id, .approveCharge(text: "Again")), as: .sue)
        try world.work(10, on: id)
        #expect(try world.hours() == 545, "afterwards it is charged like any other")
    }

    @Test("A reclassified ticket can be left uncharged for good", .requirement("R-003-31"))
    mutating func forgiven() throws {
        let id = try world.claimed()
        try world.perform(cause("bug", on: id), as: .bea)
        try world.work(40, on: id)
        world.refuses(.nothingToDecide, .metering(id, .declineCharge), as: .sue)
        try world.perform(cause("misuse", on: id), as: .bea)
        world.refuses(.forbidden, .metering(id, .declineCharge), as: .bea)
        try world.perform(.metering(id, .declineCharge), as: .sue)
        try world.work(40, on: id)
        #expect(try world.hours() == 600)
    }

    @Test("Nothing is charged below zero where the profile says stop, and to zero it is", .requirement("R-003-32"))
    mutating func stop() throws {
        world.profile.metering.exhaustion = .stop
        let id = try world.claimed()
        let refusal = world.refuses(
            .noHours, .recordTime(id, minutes: 601, role: "support", activity: nil, note: nil), as: .bea)
        #expect(refusal?.details == ["available": "600 min", "needed": "601 min"])
        try world.work(600, on: id)
        #expect(try world.hours() == 0)
        world.refuses(.noHours, .recordTime(id, minutes: 1, role: "support", activity: nil, note: nil), as: .bea)
        try world.work(1, "sales", on: id)
    }

    @Test("An overdraft goes as far as the profile allows", .requirement("R-003-32"))
    mutating func overdraft() throws {
        world.profile.metering.overdraftLimitMinutes = 20
        let id = try world.claimed()
        world.refuses(.noHours, .recordTime(id, minutes: 621, role: "support", activity: nil, note: nil), as: .bea)
        try world.work(620, on: id)
        #expect(try world.hours() == -20)
        world.profile.metering.overdraftLimitMinutes = nil
        try world.work(500, on: id)
        #expect(try world.hours() == -520)
    }

    @Test("Without hours an offer is needed, and an accepted one pays the rest", .requirement("R-003-32"))
    mutating func offer() throws {
        world.profile.metering.exhaustion = .offer
        world.profile.offer.addOns = [.init(id: "moreHours", title: "More hours")]
        let id = try world.claimed()
        try world.work(590, on: id)
        let more = Command.recordTime(id, minutes: 25, role: "support", activity: nil, note: nil)
        world.refuses(.offerNeeded, more, as: .bea)
        try world.perform(.coverage(id, .offer(addOn: "moreHours")), as: .bea)
        world.refuses(.offerNeeded, more, as: .bea)
        try world.perform(.coverage(id, .answerOffer(number: 1, accepts: true)), as: .ada)
        try world.perform(more, as: .bea)
        #expect(try world.hours() == 0, "the hours pay what they have, and go no further")
        #expect(try world.ticket(id).metering.offered == Minutes(15))
        #expect(try world.charged(id) == 615)
        try world.perform(cause("bug", on: id), as: .bea)
        #expect(try world.hours() == 600)
        #expect(try world.ticket(id).metering.offered == .zero)
    }

    @Test("An alert is given once when a charge leaves less than a threshold", .requirement("R-003-32"))
    mutating func alerts() throws {
        world.profile.metering.alertMinutes = [120, 60]
        let id = try world.claimed()
        func alerts() -> [Int] {
            world.log(of: Ledger.stream(AccountID.firm.ledger)).compactMap { logged in
                guard case .ledger(.low(let low)) = logged.event else { return nil }
                #expect(logged.record.publicSeq != nil)
                return low.threshold.count
            }
        }
        try world.work(480, on: id)
        #expect(alerts().isEmpty, "exactly the threshold is not below it")
        try world.work(1, on: id)
        #expect(alerts() == [120])
        try world.work(20, on: id)
        #expect(alerts() == [120])
        try world.work(60, on: id)
        #expect(alerts() == [120, 60])
        try world.grant(Minutes(200))
        try world.work(150, on: id)
        #expect(alerts() == [120, 60, 120], "hours that came reset it")
    }

    @Test("Who has no account, and what is excluded or paid by its own line, costs no hours")
    mutating func scope() throws {
        let stranger = try world.claimed(from: .ben)
        try world.work(40, on: stranger)
        #expect(try world.charged(stranger) == 0)
        world.profile.offer.coverage = [
            CoverageRule(id: "admin", reason: "Not ours", causes: ["administration"], verdict: .excluded)
        ]
        let id = try world.claimed()
        try world.work(40, on: id)
        try world.perform(cause("administration", on: id), as: .bea)
        #expect(try world.charged(id) == 0, "an excluded query is not charged")
        world.profile.metering.scope = .off
        let off = try world.claimed()
        try world.work(40, on: off)
        #expect(try world.charged(off) == 0)
    }

    @Test("Where only billable tickets are charged, the verdict decides")
    mutating func billable() throws {
        world.profile.metering.scope = .billable
        world.profile.offer.coverage = [
            CoverageRule(id: "hosting", reason: "By the hour", causes: ["hosting"], verdict: .billable)
        ]
        let id = try world.claimed()
        try world.work(40, on: id)
        #expect(try world.charged(id) == 0)
        try world.perform(cause("hosting", on: id), as: .bea)
        #expect(try world.charged(id) == 40)
    }

    @Test("A supervisor, or a quality case that is upheld, takes a charge back for good", .requirement("R-004-56"))
    mutating func takenBack() throws {
        let id = try world.claimed()
        try world.work(40, on: id)
        world.refuses(.forbidden, .metering(id, .reverseCharge(text: "Sorry")), as: .bea)
        try world.perform(.metering(id, .reverseCharge(text: "Sorry")), as: .sue)
        #expect(try world.hours() == 600)
        #expect(try world.last("charge.reversed", on: id).record.content?.text == "Sorry")
        world.refuses(.nothingToDecide, .metering(id, .reverseCharge(text: "Sorry")), as: .sue)
        try world.work(40, on: id)
        #expect(try world.hours() == 600)

        let (other, qualityCase) = try world.complained()
        try world.work(45, on: other)
        #expect(try world.hours() == 555)
        let review = QualityReview(outcome: .upheld, actions: [.reverseCharge], text: "They were right")
        try world.perform(.reviewQuality(qualityCase, review), as: .quinn)
        #expect(try world.hours() == 600)
    }

    @Test("A bought line pays for its own work; a line of hours pays through the pool")
    mutating func lines() throws {
        world.profile.offer.addOns = [
            .init(id: "setup", title: "Set-up", entitlement: "setup", quantity: 1),
            .init(id: "moreHours", title: "Hours", entitlement: "hours", quantity: 2),
        ]
        let id = try world.claimed()
        try world.perform(.coverage(id, .offer(addOn: "setup")), as: .bea)
        try world.perform(.coverage(id, .answerOffer(number: 1, accepts: true)), as: .ada)
        try world.work(40, on: id)
        #expect(try world.hours() == 600)
        let other = try world.claimed()
        try world.perform(.coverage(other, .offer(addOn: "moreHours")), as: .bea)
        try world.perform(.coverage(other, .answerOffer(number: 1, accepts: true)), as: .ada)
        #expect(try world.hours() == 720)
        try world.work(40, on: other)
        #expect(try world.hours() == 680)
    }

    @Test("A contract line that gives hours opens a pool for its time", .requirement("R-003-5"))
    mutating func contractHours() throws {
        world.profile.offer.plans = [
            .init(id: "yearly", title: "Yearly", entitlements: [.init(id: "hours", quantity: 5)])
        ]
        let until = world.now + .days(365)
        let contract = Contract(plan: "yearly", from: world.now, until: until)
        try world.perform(.account(.firm, .setContract(contract, acknowledged: [])), as: .sue)
        let pool = try #require(try world.ledger().book(.minutes).pools.last)
        #expect(pool.balances.available == 300 && pool.terms.from == world.now && pool.terms.until == until)
        #expect(world.statement().lines.count == 2, "one entry for it")
        #expect(try world.hours() == 900)
    }

    @Test("A changed case type gives back what it no longer costs")
    mutating func caseType() throws {
        world.profile.metering.jointCaseTypes = ["question"]
        let id = try world.claimed()
        try world.work(50, on: id)
        try world.perform(.triage(id, Triage(caseType: "question")), as: .bea)
        #expect(try world.charged(id) == 0)
        #expect(try world.hours() == 600)
        try world.perform(.triage(id, Triage(caseType: "problem")), as: .bea)
        #expect(try world.charged(id) == 50)
    }

    @Test("Per day, the service calendar's zone tells the days apart", .requirement("R-003-23"))
    mutating func days() throws {
        world.profile.metering.aggregation = .perDay
        world.profile.calendars["east"] = try ServiceCalendar.roundTheClock(zone: "Asia/Tokyo")
        world.profile.serviceCalendar = "east"
        // 2027-01-15 23:30 in Tokyo is 14:30 in London.
        world.now = Instant(seconds: 1_800_023_400)
        let id = try world.claimed()
        try world.work(10, on: id)
        world.now = world.now + .minutes(29)
        try world.work(10, on: id)
        #expect(try world.charged(id) == 30)
        world.now = world.now + .minutes(1)
        try world.work(10, on: id)
        #expect(try world.charged(id) == 60)
    }
}
