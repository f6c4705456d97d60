import SportelloModel
import SportelloTesting
import Testing

@Suite("Ordered jobs")
struct WorkOrderTests {
    var world = World()

    init() throws {
        world.profile.workOrders.executors = ["builders", "trainers"]
        world.profile.workOrders.hourlyRate = .init(minor: 9000, currency: .euro)
        try world.openAccount(hours: 10)
        try world.deposit(100_000)
    }

    private mutating func order(
        _ kind: WorkOrderKind = .paidWork, ticket: TicketID? = nil, openEnded: Bool = false,
        executor: String = "builders"
    ) throws -> WorkOrderID {
        let id: WorkOrderID = world.mint()
        try world.perform(
            .workOrder(
                id,
                .create(
                    .init(
                        kind: kind, account: .firm, contact: Actor.ada.contact, ticket: ticket, executor: executor,
                        isOpenEnded: openEnded, specification: "A report by region"))),
            as: .bea
        )
        return id
    }

    /// An order that the customer approved, of so many hours.
    private mutating func approved(hours: Int = 2, holdDays: Int? = nil) throws -> WorkOrderID {
        world.profile.workOrders.holdDays = holdDays
        let id = try order()
        try world.perform(.workOrder(id, .estimate(.hours(hours))), as: .carl)
        try world.perform(.workOrder(id, .approve(world.mint())), as: .ada)
        return id
    }

    private func money() throws -> Int64 { try world.ledger().available(in: .euro, at: world.now).minor }
    private func queue() throws -> ExecutorQueue { try world.state(ExecutorQueue.id(of: "builders")) }

    @Test("Paid work has a specification and an executor", .requirement("R-002-49"))
    mutating func created() throws {
        func create(_ executor: String, _ text: String) -> Command {
            .workOrder(
                WorkOrderID(high: 5, low: 5),
                .create(.init(account: .firm, contact: Actor.ada.contact, executor: executor, specification: text)))
        }
        world.refuses(.invalid, create("builders", " "), as: .bea)
        world.refuses(.unknownExecutor, create("support", "A report"), as: .bea)
        world.refuses(.forbidden, create("builders", "A report"), as: .ada)
        let unpaid = WorkOrderCommand.create(.init(executor: "builders", specification: "A report"))
        world.refuses(.accountMissing, .workOrder(WorkOrderID(high: 5, low: 5), unpaid), as: .bea)
        let result = try world.perform(create("builders", "A report"), as: .bea)
        let id = WorkOrderID(high: 5, low: 5)
        #expect(result == .created(WorkOrder.stream(id)))
        let known = try world.state(id)
        #expect(known.specification == "A report" && known.executor == "builders" && known.state == .specified)
        world.refuses(.alreadySettled, create("builders", "A report"), as: .bea)
    }

    @Test(
        "An implementation is an order of its own, tied to its contract line and system",
        .requirement("R-000-7", "R-001-14"))
    mutating func implementation() throws {
        let id: WorkOrderID = world.mint()
        try world.perform(
            .workOrder(
                id,
                .create(
                    .init(
                        kind: .implementation, account: .firm, contact: Actor.ada.contact, contractLine: "line 3",
                        targetSystem: "shop database", executor: "builders", specification: "Connect the shop"))),
            as: .system
        )
        let known = try world.state(id)
        #expect(known.kind == .implementation && known.contractLine == "line 3")
        #expect(known.targetSystem == "shop database")
    }

    @Test("An account orders for no ticket and nobody of another one")
    mutating func otherAccounts() throws {
        try world.openAccount(.other, of: .ben)
        let foreign = try world.claimed(from: .ben)
        func create(_ customer: Actor?, _ ticket: TicketID?) -> Command {
            .workOrder(
                WorkOrderID(high: 5, low: 5),
                .create(
                    .init(
                        account: .firm, contact: customer?.contact, ticket: ticket, executor: "builders",
                        specification: "A report")))
        }
        world.refuses(.otherAccount, create(nil, foreign), as: .bea)
        world.refuses(.otherAccount, create(.ben, nil), as: .bea)
        try world.perform(create(.ada, nil), as: .bea)
    }

    @Test("Who has left the account approves nothing in its name", .requirement("R-002-53"))
    mutating func left() throws {
        let id = try order()
        try world.perform(.workOrder(id, .estimate(.hours(2))), as: .carl)
        try world.perform(.account(.firm, .detach(Actor.ada.contact)), as: .sue)
        world.refuses(.otherAccount, .workOrder(id, .approve(world.mint())), as: .ada)
        #expect(try money() == 100_000)
        try world.perform(.workOrder(id, .cancel(text: nil)), as: .ada)
    }

    @Test("A ticket that quality control has is handed over by nobody else", .requirement("R-004-52"))
    mutating func withQualityControl() throws {
        let id = try world.claimed()
        try world.perform(.quality(.transfer(id, world.mint(), text: "Please")), as: .ada)
        let create = WorkOrderCommand.create(
            .init(account: .firm, ticket: id, executor: "builders", specification: "A report"))
        world.refuses(.withQualityControl, .workOrder(world.mint(), create), as: .bea)
        #expect(try world.ticket(id).team == "quality")
    }

    @Test("Support hands paid work over and may not work on it, except training", .requirement("R-002-50"))
    mutating func handedOver() throws {
        let id = try world.claimed()
        try world.work(5, on: id)
        _ = try order(ticket: id)
        #expect(try world.ticket(id).team == "builders")
        let refusal = world.refuses(
            .workHandedOver, .recordTime(id, minutes: 5, role: "support", activity: nil, note: nil), as: .bea)
        #expect(refusal?.details["by"] == "builders")
        try world.work(5, "development", on: id, as: .carl)
        let training = try world.claimed()
        _ = try order(.training, ticket: training, executor: "trainers")
        try world.work(5, on: training)
    }

    @Test("Nor on the order itself", .requirement("R-002-50"))
    mutating func supportOnOrder() throws {
        let id = try approved()
        try world.perform(.workOrder(id, .start), as: .carl)
        func time(_ role: String) -> Command { .workOrder(id, .recordTime(WorkedMinutes(5), role: role, note: nil)) }
        world.refuses(.workHandedOver, time("support"), as: .bea)
        try world.perform(time("development"), as: .carl)
        let training = try order(.training, executor: "trainers")
        try world.perform(.workOrder(training, .estimate(.hours(2))), as: .bea)
        try world.perform(.workOrder(training, .approve(world.mint())), as: .ada)
        try world.perform(.workOrder(training, .start), as: .bea)
        try world.perform(
            .workOrder(training, .recordTime(WorkedMinutes(5), role: "support", note: nil)), as: .bea)
    }

    @Test("The estimate is stored and reserved in the executor's queue", .requirement("R-002-51"))
    mutating func estimate() throws {
        let id = try approved(hours: 3)
        #expect(try world.state(id).estimate == .hours(3))
        #expect(try queue().entries.map(\.order) == [id])
        #expect(try queue().entries.first?.estimate == .hours(3))
        world.refuses(.notThisStep, .workOrder(id, .estimate(.hours(9))), as: .carl)
    }

    @Test("The price is the hours at one rate, whatever the result is worth", .requirement("R-002-52"))
    mutating func price() throws {
        for (hours, minor) in [(1, 9000), (2, 18_000), (5, 45_000)] as [(Int, Int64)] {
            let id = try order()
            try world.perform(.workOrder(id, .estimate(.hours(hours))), as: .carl)
            #expect(try world.state(id).fee == .money(Money(minor: minor, currency: .euro)))
        }
    }

    @Test("Approval sets the fee aside; without funds it fails", .requirement("R-002-53"))
    mutating func approval() throws {
        let id = try order()
        world.refuses(.notThisStep, .workOrder(id, .approve(world.mint())), as: .ada)
        try world.perform(.workOrder(id, .estimate(.hours(11))), as: .carl)
        world.refuses(.forbidden, .workOrder(id, .approve(world.mint())), as: .sue)
        world.refuses(.notFound, .workOrder(id, .approve(world.mint())), as: .ben)
        try world.perform(.workOrder(id, .approve(world.mint())), as: .ada)
        #expect(try money() == 1000)
        #expect(try world.ledger().held(in: .euro).minor == 99_000)
        let second = try order()
        try world.perform(.workOrder(second, .estimate(.hours(1))), as: .carl)
        world.refuses(.noFunds, .workOrder(second, .approve(world.mint())), as: .ada)
        #expect(try world.state(second).state == .offered)
        #expect(try queue().entries.count == 1)
    }

    @Test("What is approved is the fee that was shown, not one that took its place", .requirement("R-002-53"))
    mutating func approvalOfWhatWasSeen() throws {
        let id = try order()
        let hold: HoldID = world.mint()
        try world.perform(.workOrder(id, .estimate(.hours(1))), as: .carl)
        let seen = try #require(try world.state(id).fee)
        try world.perform(.workOrder(id, .estimate(Minutes(61))), as: .carl)
        let refusal = world.refuses(.changedSinceSeen, .workOrder(id, .approve(hold, seen: seen)), as: .ada)
        #expect(refusal?.rule == "R-002-53")
        world.refuses(.changedSinceSeen, .workOrder(id, .approve(hold, seen: .minutes(Minutes(61)))), as: .ada)
        #expect(try world.state(id).state == .offered)
        #expect(try world.ledger().held(in: .euro).minor == 0)
        try world.perform(.workOrder(id, .estimate(.hours(1))), as: .carl)
        try world.perform(.workOrder(id, .approve(hold, seen: seen)), as: .ada)
        #expect(try world.ledger().held(in: .euro).minor == 9000)
        // An order without a fee has none that could have been shown.
        let open = try order(openEnded: true)
        world.refuses(.changedSinceSeen, .workOrder(open, .approve(world.mint(), seen: seen)), as: .ada)
        try world.perform(.workOrder(open, .approve(world.mint())), as: .ada)
    }

    @Test("Without a rate the hours themselves are set aside", .requirement("R-002-53"))
    mutating func fromHours() throws {
        world.profile.workOrders.hourlyRate = nil
        let id = try approved(hours: 4)
        #expect(try world.hours() == 360)
        try world.perform(.workOrder(id, .start), as: .carl)
        try world.perform(.workOrder(id, .deliver), as: .carl)
        #expect(try world.hours() == 360)
        #expect(try world.ledger().heldMinutes == .zero)
    }

    @Test("The same approval twice is one approval")
    mutating func replayedApproval() throws {
        let id = try order()
        try world.perform(.workOrder(id, .estimate(.hours(1))), as: .carl)
        let command = Command.workOrder(id, .approve(world.mint()))
        try world.perform(command, as: .ada)
        let count = world.eventCount
        try world.perform(command, as: .ada)
        #expect(world.eventCount == count)
        world.refuses(.notThisStep, .workOrder(id, .approve(world.mint())), as: .ada)
    }

    @Test("Orders begin in order of approval, and the customer sees the place", .requirement("R-002-54"))
    mutating func line() throws {
        let ids = [try approved(hours: 2), try approved(hours: 1), try approved(hours: 1)]
        #expect(try ids.map { try queue().position(of: $0) } == [1, 2, 3])
        world.refuses(.notNextInLine, .workOrder(ids[1], .start), as: .carl)
        try world.perform(.workOrder(ids[0], .start), as: .carl)
        #expect(try ids.map { try queue().position(of: $0) } == [nil, 1, 2])
        try world.perform(.workOrder(ids[1], .cancel(text: nil)), as: .ada)
        #expect(try queue().position(of: ids[2]) == 1)
        try world.perform(.workOrder(ids[0], .deliver), as: .carl)
        #expect(try queue().entries.map(\.order) == [ids[2]])
    }

    @Test("The expected start follows from the estimates ahead and the executor's hours", .requirement("R-002-54"))
    mutating func expectedStart() throws {
        let ids = [try approved(hours: 2), try approved(hours: 3), try approved(hours: 1)]
        let now = world.now
        func starts(_ calendar: ServiceCalendar? = nil, at instant: Instant) throws -> [Instant?] {
            try ids.map { try queue().expectedStart(of: $0, at: instant, calendar: calendar) }
        }
        #expect(try starts(at: now) == [now, now + .hours(2), now + .hours(5)])
        try world.perform(.workOrder(ids[0], .start), as: .carl)
        world.now = now + .minutes(30)
        #expect(try starts(at: world.now) == [nil, now + .hours(2), now + .hours(5)], "half an hour is done already")
        #expect(
            try starts(at: now + .hours(4)) == [nil, now + .hours(4), now + .hours(7)], "overdue work ends now at best")
        let calendar = try ServiceCalendar(
            zone: "UTC",
            weekly: Dictionary(
                uniqueKeysWithValues: Weekday.allCases.map { ($0, [OpenInterval("09:00-10:00")!]) }))
        let opening = try calendar.nextOpening(after: now)
        #expect(
            try starts(calendar, at: now) == [nil, opening + .days(2), opening + .days(5)],
            "two hours take two mornings, and the next begins on the third")
        let open = try order(.environmentSurvey, openEnded: true)
        try world.perform(.workOrder(open, .approve(world.mint())), as: .ada)
        let last = try approved(hours: 1)
        #expect(try queue().expectedStart(of: open, at: now, calendar: nil) == now + .hours(6))
        #expect(try queue().expectedStart(of: last, at: now, calendar: nil) == nil, "unknown behind open-ended work")
    }

    @Test("Done, the hold is captured for the agreed fee, once", .requirement("R-002-55"))
    mutating func delivered() throws {
        let id = try approved(hours: 2)
        world.refuses(.notThisStep, .workOrder(id, .deliver), as: .carl)
        try world.perform(.workOrder(id, .start), as: .carl)
        try world.perform(.workOrder(id, .recordTime(WorkedMinutes(500), role: "development", note: nil)), as: .carl)
        try world.perform(.workOrder(id, .deliver), as: .carl)
        #expect(try money() == 82_000, "what was agreed, whatever it took")
        #expect(try world.ledger().held(in: .euro).minor == 0)
        world.refuses(.notThisStep, .workOrder(id, .deliver), as: .carl)
        world.refuses(.alreadySettled, .workOrder(id, .cancel(text: nil)), as: .carl)
        #expect(world.statement(.firm, .money(.euro)).lines.map(\.reason) == [.grant, .hold, .capture])
    }

    @Test("Called off, the hold is released, once", .requirement("R-002-55"))
    mutating func cancelled() throws {
        let id = try approved(hours: 2)
        try world.perform(.workOrder(id, .cancel(text: "No need")), as: .ada)
        #expect(try money() == 100_000)
        world.refuses(.alreadySettled, .workOrder(id, .cancel(text: nil)), as: .ada)
        world.refuses(.notThisStep, .workOrder(id, .deliver), as: .carl)
        let started = try approved(hours: 2)
        try world.perform(.workOrder(started, .start), as: .carl)
        world.refuses(.notThisStep, .workOrder(started, .cancel(text: nil)), as: .ada)
        try world.perform(.workOrder(started, .cancel(text: nil)), as: .carl)
        #expect(try money() == 100_000)
        #expect(try queue().entries.isEmpty)
    }

    @Test("An order whose hold times out lapses; one that began does not", .requirement("R-002-55"))
    mutating func lapse() throws {
        let begun = try approved(hours: 1, holdDays: 3)
        let waiting = try approved(hours: 1, holdDays: 3)
        try world.perform(.workOrder(begun, .start), as: .carl)
        world.now = world.now + .days(3)
        world.refuses(.notThisStep, .workOrder(waiting, .start), as: .carl)
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(try world.state(waiting).state == .lapsed)
        #expect(try world.state(begun).state == .started)
        #expect(try queue().entries.map(\.order) == [begun])
        #expect(try money() == 91_000)
    }

    @Test("A slowness survey is open-ended: all time is metered and every area has a finding", .requirement("R-000-25"))
    mutating func survey() throws {
        world.profile.workOrders.hourlyRate = nil
        let id = try order(.environmentSurvey, openEnded: true)
        func time(_ minutes: Int) -> Command {
            .workOrder(id, .recordTime(WorkedMinutes(minutes), role: "technician", note: nil))
        }
        func find(_ area: String) -> Command { .workOrder(id, .find(area: area, text: "Fine")) }
        world.refuses(.notThisStep, time(10), as: .carl)
        try world.perform(.workOrder(id, .approve(world.mint())), as: .ada)
        world.refuses(.notThisStep, find("network"), as: .carl)
        try world.perform(.workOrder(id, .start), as: .carl)
        try world.perform(time(20), as: .carl)
        try world.perform(time(35), as: .carl)
        #expect(try world.hours() == 545)
        #expect(try world.state(id).fee == .minutes(Minutes(55)))
        world.refuses(.invalid, find("moon"), as: .carl)
        for area in ["hosting", "network"] { try world.perform(find(area), as: .carl) }
        let refusal = world.refuses(.surveyIncomplete, .workOrder(id, .deliver), as: .carl)
        #expect(refusal?.details["missing"] == "computer")
        try world.perform(find("computer"), as: .carl)
        try world.perform(.workOrder(id, .deliver), as: .carl)
        #expect(try world.state(id).findings.count == 3)
        #expect(try world.hours() == 545)
    }

    @Test("Open-ended work stops with the hours, or goes on, by the profile", .requirement("R-003-32"))
    mutating func surveyWithoutHours() throws {
        world.profile.workOrders.hourlyRate = nil
        let id = try order(.environmentSurvey, openEnded: true)
        try world.perform(.workOrder(id, .approve(world.mint())), as: .ada)
        try world.perform(.workOrder(id, .start), as: .carl)
        func time(_ minutes: Int) -> Command {
            .workOrder(id, .recordTime(WorkedMinutes(minutes), role: "technician", note: nil))
        }
        world.refuses(.noHours, time(601), as: .carl)
        try world.perform(time(600), as: .carl)
        world.refuses(.noHours, time(1), as: .carl)
        world.profile.metering.exhaustion = .overdraft
        try world.perform(time(1), as: .carl)
        #expect(try world.hours() == -1)
    }

    @Test("A session is linked to the order it was held for", .requirement("R-000-9"))
    mutating func sessions() throws {
        let (ticket, consent) = try world.proposed()
        let id = try order(.implementation, ticket: ticket)
        try world.perform(.workOrder(id, .estimate(.hours(1))), as: .carl)
        try world.perform(.workOrder(id, .approve(world.mint())), as: .ada)
        world.refuses(.notThisStep, .workOrder(id, .linkSession(consent)), as: .carl)
        try world.perform(.workOrder(id, .start), as: .carl)
        world.refuses(.consentMissing, .workOrder(id, .linkSession(world.mint())), as: .carl)
        try world.perform(.workOrder(id, .linkSession(consent)), as: .carl)
        #expect(try world.state(id).sessions == [consent])
    }

    @Test("A defect in delivered work is a bug and not charged, until the warranty ends", .requirement("R-002-101"))
    mutating func warranty() throws {
        world.profile.metering = .accountTeam
        world.profile.workOrders.warrantyDays = 10
        let id = try approved(hours: 1)
        let early = try world.claimed()
        world.refuses(.warrantyOver, .workOrder(id, .reportDefect(early)), as: .bea)
        try world.perform(.workOrder(id, .start), as: .carl)
        try world.perform(.workOrder(id, .deliver), as: .carl)
        let end = world.now + .days(10)
        try world.work(40, on: early)
        #expect(try world.hours() == 560)
        world.now = end
        let foreign = try world.claimed(from: .ben)
        world.refuses(.otherContact, .workOrder(id, .reportDefect(foreign)), as: .bea)
        try world.perform(.workOrder(id, .reportDefect(early)), as: .bea)
        #expect(try world.ticket(early).cause == "bug")
        #expect(try world.hours() == 600)
        #expect(try world.state(id).defects == [early])
        let late = try world.claimed()
        world.now = end + .milliseconds(1)
        world.refuses(.warrantyOver, .workOrder(id, .reportDefect(late)), as: .bea)
    }

    @Test("Without a term, the warranty lasts as long as the product's", .requirement("R-002-101"))
    mutating func openWarranty() throws {
        let id = try approved(hours: 1)
        try world.perform(.workOrder(id, .start), as: .carl)
        try world.perform(.workOrder(id, .deliver), as: .carl)
        #expect(try world.state(id).isUnderWarranty(at: world.now + .days(9000)))
    }
}
