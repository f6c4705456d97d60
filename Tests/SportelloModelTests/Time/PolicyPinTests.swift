import SportelloModel
import SportelloTesting
import Testing

@Suite("Pinned promises and load modes")
struct PolicyPinTests {
    var world = World()

    init() {
        world.profile.calendars = ["office": Wall.office]
        world.profile.serviceCalendar = "office"
        world.profile.targets = [
            ServiceTarget(id: "heavy", metric: .resolution, max: .hours(48), loadMode: "heavy", atRisk: []),
            ServiceTarget(id: "ordinary", metric: .resolution, max: .hours(24), atRisk: []),
        ]
        world.profile.loadModes = [LoadMode(id: "heavy", title: "Heavy load")]
        world.now = Wall.at("2026-04-27 09:00")  // a Monday
    }

    private func clock(_ id: TicketID) throws -> TicketClock { try #require(try world.ticket(id).clocks.last) }

    private func desk() throws -> ServiceDesk { try world.state(ServiceDesk.only) }

    // MARK: Pinned

    @Test("Case 16: a holiday added later moves no pinned deadline, also after a pause, until the ticket is moved")
    mutating func holiday() throws {
        let id = try world.start()
        #expect(try clock(id).due == Wall.at("2026-04-29 17:00"))
        world.profile.version = 2
        world.profile.calendars["office"] = Wall.weekdays(["09:00-17:00"], holidays: ["2026-04-28"])
        world.now = Wall.at("2026-04-27 10:00")
        try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
        world.now = Wall.at("2026-04-27 11:00")
        try world.perform(.post(id, PostMessage(text: "Here")), as: .ada)
        #expect(try clock(id).due == Wall.at("2026-04-30 10:00"), "28 April still counts for it")
        #expect(try world.ticket(id).profileVersion == 1)
        let other = try world.start()
        #expect(try world.ticket(other).profileVersion == 2)
        #expect(try clock(other).due == Wall.at("2026-05-01 11:00"))
        try world.perform(.clock(.rebase(id, reason: "The holiday was forgotten")), as: .sue)
        #expect(try world.ticket(id).profileVersion == 2)
        #expect(try clock(id).due == Wall.at("2026-05-01 10:00"), "the same start and pauses, the new calendar")
        let audit = try world.last("clock.pinned", on: id).record
        #expect(audit.author.id == "sue" && audit.content?.text == "The holiday was forgotten")
        #expect(try desk().policies.map(\.profileVersion) == [1, 2])
    }

    @Test("Only a supervisor moves a ticket, with a reason, and only to other promises")
    mutating func rebaseRefused() throws {
        let id = try world.start()
        world.refuses(.nothingNewer, .clock(.rebase(id, reason: "Again")), as: .sue)
        world.profile.targets[1].max = .hours(8)
        world.refuses(.forbidden, .clock(.rebase(id, reason: "Mine")), as: .bea)
        world.refuses(.forbidden, .clock(.rebase(id, reason: "Mine")), as: .ada)
        world.refuses(.invalid, .clock(.rebase(id, reason: " ")), as: .sue)
        try world.perform(.clock(.rebase(id, reason: "Faster now")), as: .sue)
        #expect(try clock(id).due == Wall.at("2026-04-27 17:00"))
    }

    @Test("A move to promises that were missed already is dated at the move")
    mutating func rebaseMisses() throws {
        let id = try world.start()
        world.now = Wall.at("2026-04-28 12:00")
        world.profile.targets[1].max = .hours(2)
        try world.perform(.clock(.rebase(id, reason: "Stricter")), as: .sue)
        #expect(try clock(id).state == .breached && clock(id).missedAt == world.now && clock(id).missedByChange)
    }

    @Test("Equal promises are kept once at the desk, whatever the number of tickets")
    mutating func adoptedOnce() throws {
        for _ in 0..<5 { _ = try world.start() }
        #expect(try desk().policies.count == 1)
        #expect(world.log(of: .desk).count == 1)
        world.profile.targets[1].max = .hours(8)
        _ = try world.start()
        _ = try world.start()
        #expect(try desk().policies.map(\.revision) == [1, 2])
    }

    // MARK: Load modes

    @Test(
        "Under declared load a new ticket gets the 48 hours; mode and authoriser are stored",
        .requirement("R-002-19"))
    mutating func heavy() throws {
        try world.perform(.desk(.declareLoadMode("heavy", note: "Sale")), as: .sue)
        let declared = world.now
        world.now = Wall.at("2026-04-28 09:00")
        let id = try world.start()
        #expect(try clock(id).target == "heavy" && clock(id).due == Wall.at("2026-05-05 17:00"))
        let stamp = try #require(try world.ticket(id).timing.loadMode)
        #expect(stamp.mode == "heavy" && stamp.by.id == "sue" && stamp.since == declared)
        try world.perform(.desk(.liftLoadMode(note: nil)), as: .sue)
        let after = try world.start()
        #expect(try clock(after).target == "ordinary" && world.ticket(after).timing.loadMode == nil)
        #expect(try clock(id).target == "heavy", "lifting touches no promise")
        #expect(
            world.log(of: .desk).map(\.record.kind)
                == ["desk.loadModeDeclared", "desk.policyAdopted", "desk.loadModeLifted"])
    }

    @Test("A ticket promised before keeps its deadline when load is declared later", .requirement("R-002-20"))
    mutating func notRetroactive() throws {
        let id = try world.start()
        let due = try clock(id).due
        try world.perform(.desk(.declareLoadMode("heavy", note: nil)), as: .sue)
        try world.perform(.clock(.applyLoadMode(id)), as: .system)
        world.now = Wall.at("2026-04-28 09:00")
        try world.perform(.wait(id, for: .internal, until: nil, text: nil), as: .bea)
        try world.perform(.tick(id), as: .system)
        #expect(try clock(id).due == due && clock(id).target == "ordinary")
        #expect(try desk().wakeAt == nil, "nothing is left to do")
    }

    @Test(
        "Where the profile says so, declared load replaces what was promised before", .requirement("R-002-20"),
        arguments: [false, true])
    mutating func retroactive(byTick: Bool) throws {
        world.profile.loadModes[0].retroactive = true
        let id = try world.start()
        try world.perform(.desk(.declareLoadMode("heavy", note: nil)), as: .sue)
        #expect(try desk().wakeAt == world.now, "the open tickets have to be told")
        if byTick {
            world.now = Wall.at("2026-04-29 17:00") + .milliseconds(1)
            try world.perform(.tick(id), as: .system)
        } else {
            try world.perform(.clock(.applyLoadMode(id)), as: .system)
        }
        #expect(try clock(id).target == "heavy" && clock(id).due == Wall.at("2026-05-04 17:00"))
        #expect(try clock(id).state == .running)
        #expect(try world.ticket(id).timing.loadMode?.by.id == "sue")
        try world.perform(.desk(.loadModeApplied), as: .system)
        #expect(try desk().wakeAt == nil)
    }

    @Test(
        "Only the roles that the profile names declare and lift a listed mode, one at a time",
        .requirement("R-002-19"))
    mutating func roles() throws {
        world.refuses(.forbidden, .desk(.declareLoadMode("heavy", note: nil)), as: .bea)
        world.refuses(.forbidden, .desk(.declareLoadMode("heavy", note: nil)), as: .ada)
        world.refuses(.unknownLoadMode, .desk(.declareLoadMode("mad", note: nil)), as: .sue)
        world.refuses(.noLoadMode, .desk(.liftLoadMode(note: nil)), as: .sue)
        world.profile.loadModes[0].roles = [.agent]
        world.refuses(.forbidden, .desk(.declareLoadMode("heavy", note: nil)), as: .sue)
        try world.perform(.desk(.declareLoadMode("heavy", note: nil)), as: .bea)
        world.refuses(.loadModeDeclared, .desk(.declareLoadMode("heavy", note: nil)), as: .bea)
        world.refuses(.forbidden, .desk(.liftLoadMode(note: nil)), as: .sue)
        world.profile.loadModes = []
        world.refuses(.forbidden, .desk(.liftLoadMode(note: nil)), as: .bea)
        try world.perform(.desk(.liftLoadMode(note: nil)), as: .sue)
        #expect(try desk().loadMode == nil)
    }

    @Test("A profile whose load modes and targets do not fit together is reported")
    func validation() {
        var profile = world.profile
        #expect(profile.validate().isEmpty)
        profile.loadModes = []
        #expect(profile.validate().map(\.path) == ["targets[0].loadMode"])
        profile.loadModes = [LoadMode(id: "heavy", title: "Heavy"), LoadMode(id: "idle", title: "Idle")]
        #expect(profile.validate().map(\.path) == ["loadModes[1]"])
        profile.loadModes = [LoadMode(id: "heavy", title: "Heavy", roles: [.contact])]
        #expect(profile.validate().map(\.path) == ["loadModes[0].roles"])
        profile.loadModes = [LoadMode(id: "heavy", title: "Heavy")]
        profile.changeWindow = ChangeWindow(calendar: "none")
        #expect(profile.validate().map(\.path) == ["changeWindow.calendar"])
        profile.changeWindow = nil
        profile.targets[1].pausedBy = [.resolved]
        #expect(profile.validate().map(\.path) == ["targets[1].pausedBy[0]"])
    }
}
