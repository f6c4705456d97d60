import SportelloModel
import SportelloTesting
import Testing

@Suite("Sessions with the customer")
struct JointSessionTests {
    var world = World()
    private static let start = Instant(seconds: 1_799_990_000)

    init() throws {
        world.profile.metering = .accountTeam
        world.profile.metering.jointCaseTypes = ["question"]
        try world.openAccount(hours: 10)
    }

    private static func span(_ from: Int, _ to: Int) -> Range<Instant> {
        start + .minutes(from)..<start + .minutes(to)
    }

    private mutating func session(
        _ staff: [(String, Int, Int)], customer: [(Int, Int)]
    ) -> MeteringCommand {
        .recordSession(
            .init(
                id: world.mint(),
                staff: staff.map { .init(agent: AgentID(rawValue: $0.0), time: Self.span($0.1, $0.2)) },
                customer: customer.map { Self.span($0.0, $0.1) }, role: "accountExecutive"))
    }

    private mutating func ticket() throws -> TicketID { try world.start(caseType: "question") }

    @Test("A joint session of fifty minutes is fifty; preparation alone is not charged", .requirement("R-003-26"))
    mutating func joint() throws {
        let id = try ticket()
        try world.work(45, "accountExecutive", on: id)
        #expect(try world.charged(id) == 0)
        try world.perform(.metering(id, session([("bea", 0, 50)], customer: [(0, 50)])), as: .bea)
        #expect(try world.charged(id) == 50)
        #expect(try world.ticket(id).minutesWorked == 95, "all time is kept as worked")
        try world.perform(.metering(id, session([("bea", 60, 70)], customer: [(60, 70)])), as: .bea)
        #expect(try world.charged(id) == 60)
    }

    @Test("Of another case type, preparation counts like any work", .requirement("R-003-26"))
    mutating func otherType() throws {
        let id = try world.start(caseType: "problem")
        try world.work(45, "accountExecutive", on: id)
        try world.perform(.metering(id, session([("bea", 0, 50)], customer: [(0, 50)])), as: .bea)
        #expect(try world.charged(id) == 95)
    }

    @Test("Only the time of both sides together counts", .requirement("R-003-26"))
    mutating func overlap() throws {
        let id = try ticket()
        try world.perform(
            .metering(id, session([("bea", 0, 60), ("carl", 40, 90)], customer: [(10, 50), (55, 80)])), as: .bea)
        #expect(try world.charged(id) == 65)
        #expect(try world.ticket(id).minutesWorked == 110)
    }

    @Test("Without a customer a session is not billable", .requirement("R-003-27"))
    mutating func absent() throws {
        let id = try ticket()
        try world.perform(.metering(id, session([("bea", 0, 50)], customer: [])), as: .bea)
        try world.perform(.metering(id, session([("bea", 0, 50)], customer: [(50, 70)])), as: .bea)
        #expect(try world.charged(id) == 0)
        #expect(try world.ticket(id).metering.charges.isEmpty)
        #expect(try world.ticket(id).minutesWorked == 100)
    }

    @Test("Two colleagues for an hour are an hour, or two where the profile says so", .requirement("R-003-28"))
    mutating func twoColleagues() throws {
        let first = try ticket()
        let staff = [("bea", 0, 60), ("carl", 0, 60)]
        try world.perform(.metering(first, session(staff, customer: [(0, 60)])), as: .bea)
        #expect(try world.charged(first) == 60)
        world.profile.metering.countStaff = .perPerson
        let second = try ticket()
        try world.perform(.metering(second, session(staff, customer: [(0, 60)])), as: .bea)
        #expect(try world.charged(second) == 120)
    }

    @Test("Nobody is counted twice for the same time")
    func doublePresence() {
        let presence = [
            MeteringCommand.Presence(agent: AgentID(rawValue: "bea"), time: Self.span(0, 40)),
            MeteringCommand.Presence(agent: AgentID(rawValue: "bea"), time: Self.span(20, 60)),
        ]
        for counting in MeteringPolicy.StaffCounting.allCases {
            let session = JointSession(
                staff: presence, customer: [Self.span(0, 30), Self.span(10, 60)], counting: counting)
            #expect(session.joint == WorkedMinutes(60) && session.worked == WorkedMinutes(60))
        }
    }

    @Test("A begun minute counts whole")
    func seconds() {
        let time = Self.start..<Self.start + .seconds(61)
        let session = JointSession(
            staff: [.init(agent: AgentID(rawValue: "bea"), time: time)], customer: [time], counting: .session)
        #expect(session.joint == WorkedMinutes(2))
        #expect(WorkedMinutes(Duration.seconds(60)) == WorkedMinutes(1))
        #expect(WorkedMinutes(Duration.milliseconds(60_001)) == WorkedMinutes(2))
    }

    @Test("The same session twice is one session; impossible ones are refused")
    mutating func guarded() throws {
        let id = try ticket()
        let command = Command.metering(id, session([("bea", 0, 50)], customer: [(0, 50)]))
        try world.perform(command, as: .bea)
        let count = world.eventCount
        try world.perform(command, as: .bea)
        #expect(world.eventCount == count)
        world.refuses(.invalid, .metering(id, session([], customer: [(0, 50)])), as: .bea)
        world.refuses(.invalid, .metering(id, session([("bea", 0, 50)], customer: [(5, 5)])), as: .bea)
        world.refuses(.invalid, .metering(id, session([("bea", 166, 167)], customer: [])), as: .bea)
        try world.perform(.metering(id, session([("bea", 165, 166)], customer: [])), as: .bea)
        world.now = world.now + .days(2)
        world.refuses(.invalid, .metering(id, session([("bea", 0, 1441)], customer: [])), as: .bea)
        try world.perform(.metering(id, session([("bea", 0, 1440)], customer: [])), as: .bea)
        world.refuses(.forbidden, .metering(id, session([("bea", 0, 50)], customer: [])), as: .ada)
    }
}
