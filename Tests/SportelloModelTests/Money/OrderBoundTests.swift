import SportelloModel
import SportelloTesting
import Testing

/// Bounds and single conditions of ordered jobs. Without a rate an hour of work costs an hour.
@Suite("Bounds of ordered jobs")
struct OrderBoundTests {
    var world = World()

    init() throws {
        world.profile.workOrders.executors = ["builders"]
        try world.openAccount(hours: 10)
    }

    private mutating func order(
        _ kind: WorkOrderKind = .paidWork, openEnded: Bool = false
    ) throws -> WorkOrderID {
        let id: WorkOrderID = world.mint()
        try world.perform(
            .workOrder(
                id,
                .create(
                    .init(
                        kind: kind, account: .firm, contact: Actor.ada.contact, executor: "builders",
                        isOpenEnded: openEnded, specification: "A report by region"))),
            as: .bea
        )
        return id
    }

    /// An open-ended order under way.
    private mutating func started(_ kind: WorkOrderKind = .paidWork) throws -> WorkOrderID {
        let id = try order(kind, openEnded: true)
        try world.perform(.workOrder(id, .approve(world.mint())), as: .ada)
        try world.perform(.workOrder(id, .start), as: .carl)
        return id
    }

    private func time(_ minutes: Int, _ role: String = "technician", on id: WorkOrderID) -> Command {
        .workOrder(id, .recordTime(WorkedMinutes(minutes), role: role, note: nil))
    }

    @Test("An estimate has a least and a most, and open-ended work has none", .requirement("R-002-51"))
    mutating func estimates() throws {
        let id = try order()
        for minutes in [0, 600_001] {
            world.refuses(.invalid, .workOrder(id, .estimate(Minutes(minutes))), as: .carl)
        }
        for minutes in [1, 600_000] {
            try world.perform(.workOrder(id, .estimate(Minutes(minutes))), as: .carl)
            #expect(try world.state(id).estimate == Minutes(minutes))
        }
        let open = try order(openEnded: true)
        world.refuses(.notThisStep, .workOrder(open, .estimate(.hours(1))), as: .carl)
    }

    @Test("An entry of time has a least, a most and a role")
    mutating func entries() throws {
        let id = try started()
        for minutes in [0, 1441] { world.refuses(.invalid, time(minutes, on: id), as: .carl) }
        world.refuses(.invalid, time(5, "", on: id), as: .carl)
        try world.perform(time(1, on: id), as: .carl)
        world.profile.metering.exhaustion = .overdraft
        try world.perform(time(1440, on: id), as: .carl)
        #expect(try world.state(id).worked == WorkedMinutes(1441))
        #expect(try world.hours() == -841, "600 - 1 - 1440")
    }

    @Test("Open-ended work is rounded as the profile rounds, each entry by itself", .requirement("R-003-25"))
    mutating func rounded() throws {
        world.profile.metering.rounding = .up
        world.profile.metering.incrementMinutes = 15
        let id = try started()
        try world.perform(time(15, on: id), as: .carl)
        #expect(try world.hours() == 585)
        try world.perform(time(16, on: id), as: .carl)
        #expect(try world.hours() == 555)
        #expect(try world.state(id).fee == .minutes(Minutes(45)))
        #expect(try world.state(id).worked == WorkedMinutes(31))
    }

    @Test("Only a survey has findings", .requirement("R-000-25"))
    mutating func findings() throws {
        let id = try started()
        world.refuses(.notThisStep, .workOrder(id, .find(area: "network", text: "Slow")), as: .carl)
        try world.perform(.workOrder(id, .deliver), as: .carl)
        let survey = try started(.environmentSurvey)
        try world.perform(.workOrder(survey, .find(area: "network", text: "Slow")), as: .carl)
        world.refuses(.invalid, .workOrder(survey, .find(area: "hosting", text: " ")), as: .carl)
    }

    @Test(
        "Until the last millisecond of its hold an order can begin", .requirement("R-002-55"), arguments: [true, false])
    mutating func lastMoment(inTime: Bool) throws {
        world.profile.workOrders.holdDays = 3
        let id = try order()
        try world.perform(.workOrder(id, .estimate(.hours(1))), as: .carl)
        try world.perform(.workOrder(id, .approve(world.mint())), as: .ada)
        world.now = world.now + .days(3) - .milliseconds(inTime ? 1 : 0)
        guard inTime else {
            world.refuses(.notThisStep, .workOrder(id, .start), as: .carl)
            return
        }
        try world.perform(.workOrder(id, .start), as: .carl)
        world.now = world.now + .days(30)
        try world.perform(.ledger(.firm, .tick), as: .system)
        #expect(try world.state(id).state == .started)
        #expect(try world.hours() == 540, "what pays for work under way stays set aside")
        try world.perform(.workOrder(id, .deliver), as: .carl)
        #expect(try world.ledger().heldMinutes == .zero)
        #expect(try world.hours() == 540)
    }

    @Test(
        "A defect is reported by everybody of the account, and by whoever ordered, also after they left it",
        .requirement("R-002-101"))
    mutating func reporters() throws {
        let id = try started()
        try world.perform(.workOrder(id, .deliver), as: .carl)
        let stranger = try world.claimed(from: .ben)
        world.refuses(.otherContact, .workOrder(id, .reportDefect(stranger)), as: .bea)
        try world.perform(.account(.firm, .attach(Actor.ben.contact, roles: [])), as: .sue)
        let colleague = try world.claimed(from: .ben)
        try world.perform(.workOrder(id, .reportDefect(colleague)), as: .bea)
        #expect(try world.ticket(colleague).cause == "bug")
        try world.perform(.account(.firm, .detach(Actor.ada.contact)), as: .sue)
        let orderer = try world.claimed(from: .ada)
        #expect(try world.ticket(orderer).account == nil)
        try world.perform(.workOrder(id, .reportDefect(orderer)), as: .bea)
        #expect(try world.state(id).defects == [colleague, orderer])
    }
}
