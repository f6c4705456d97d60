import SportelloModel
import SportelloTesting
import Testing

@Suite("Promised times on a ticket")
struct PromisedTimeTests {
    var world = World()

    init() {
        world.profile.targets = [
            ServiceTarget(id: "answer", metric: .firstResponse, kind: .contractual, unit: .wallClock, max: .hours(1)),
            ServiceTarget(
                id: "solution", metric: .resolution, kind: .contractual, unit: .wallClock, max: .hours(8),
                commitmentCounts: true
            ),
        ]
    }

    private func clock(_ target: String, _ id: TicketID) throws -> TicketClock {
        try #require(try world.ticket(id).clocks.last { $0.target == target })
    }

    @Test("Without targets there are no clocks and nothing is missed", .requirement("R-001-20"))
    mutating func none() throws {
        world.profile.targets = []
        let id = try world.start()
        world.now = world.now + .days(365)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).clocks.isEmpty)
        #expect(!world.kinds(id).contains("clock.stopped"))
    }

    @Test(
        "The first human reply in time meets the first response, one millisecond later it is missed",
        .requirement("R-001-17"), arguments: [0, 1])
    mutating func firstResponse(late: Int) throws {
        let id = try world.start()
        let due = world.now + .hours(1)
        try world.perform(.note(id, text: "Not an answer", mentions: []), as: .bea)
        #expect(try clock("answer", id).state == .running)
        world.now = due + .milliseconds(late)
        try world.perform(.post(id, PostMessage(text: "An answer")), as: .bea)
        #expect(try clock("answer", id).state == (late == 0 ? .met : .breached))
        #expect(try clock("solution", id).state == .running)
    }

    @Test("A miss is recorded when its time comes, once", .requirement("R-001-18"))
    mutating func miss() throws {
        let id = try world.start()
        let due = world.now + .hours(8)
        world.now = due
        try world.perform(.tick(id), as: .system)
        #expect(try clock("solution", id).state == .running, "at the deadline it can still be met")
        #expect(try world.ticket(id).wakeAt(world.profile) == due + .milliseconds(1))
        world.now = due + .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try clock("solution", id).state == .breached)
        let before = world.eventCount
        try world.perform(.tick(id), as: .system)
        #expect(world.eventCount == before)
        let other = try world.start()
        world.now = world.now + .hours(8)
        try world.perform(.resolve(other, outcome: "help", text: nil), as: .bea)
        #expect(try clock("solution", other).state == .met)
    }

    @Test(
        "A promise in force at the deadline covers the miss, whoever notices it first",
        .requirement("R-002-24"), arguments: [false, true])
    mutating func commitment(ticks: Bool) throws {
        let id = try world.start()
        let due = world.now + .hours(8)
        try world.perform(.commit(id, promise: "Tomorrow", due: world.now + .days(1)), as: .bea)
        world.now = due + .hours(1)
        if ticks { try world.perform(.tick(id), as: .system) }
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try clock("solution", id).state == .metByCommitment)
    }

    @Test(
        "A promise made after the deadline, over before it, or that may not count covers nothing",
        arguments: [0, 1, 2])
    mutating func commitmentNot(way: Int) throws {
        if way == 2 { world.profile.targets[1].commitmentCounts = false }
        let id = try world.start()
        let start = world.now
        if way == 1 { try world.perform(.commit(id, promise: "Soon", due: start + .hours(7)), as: .bea) }
        if way == 2 { try world.perform(.commit(id, promise: "Later", due: start + .days(1)), as: .bea) }
        world.now = start + .hours(8) + .milliseconds(1)
        if way == 0 { try world.perform(.commit(id, promise: "Later", due: start + .days(1)), as: .bea) }
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try clock("solution", id).state == .breached)
    }

    @Test("The clock stands still while the customer is awaited, and goes on where it was")
    mutating func pause() throws {
        let id = try world.start()
        let start = world.now
        try world.perform(.post(id, PostMessage(text: "Which printer?")), as: .bea)
        world.now = start + .hours(1)
        try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
        #expect(try clock("solution", id).isPaused)
        world.now = start + .days(3)
        try world.perform(.tick(id), as: .system)
        #expect(try clock("solution", id).state == .running)
        try world.perform(.post(id, PostMessage(text: "The red one")), as: .ada)
        #expect(try clock("solution", id).due == start + .days(3) + .hours(7))
        world.now = start + .days(3) + .hours(7)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try clock("solution", id).state == .met)
    }

    @Test("An answer during a pause that still lasts is not late because of the pause")
    mutating func answerInPause() throws {
        let id = try world.start()
        let start = world.now
        world.now = start + .minutes(30)
        try world.perform(.wait(id, for: .customer, until: nil, text: nil), as: .bea)
        world.now = start + .days(1)
        try world.perform(.post(id, PostMessage(text: "Are you there?")), as: .bea)
        #expect(try clock("answer", id).state == .met)
    }

    @Test("Waiting for another team stops no customer's clock")
    mutating func internalWait() throws {
        let id = try world.start()
        try world.perform(.wait(id, for: .internal, until: nil, text: nil), as: .bea)
        world.now = world.now + .hours(9)
        try world.perform(.tick(id), as: .system)
        #expect(try clock("solution", id).state == .breached)
    }

    @Test("What was promised is told to the customer, what became of it is not")
    mutating func visibility() throws {
        let id = try world.start()
        #expect(world.kinds(id, .contact).filter { $0 == "ticket.due" }.count == 2)
        try world.perform(.post(id, PostMessage(text: "Hello")), as: .bea)
        #expect(!world.kinds(id, .contact).contains("clock.stopped"))
        #expect(world.kinds(id, .staff).contains("clock.stopped"))
    }

    @Test(
        "A promise made at the deadline or due at it covers the miss, one of a millisecond less does not",
        .requirement("R-002-24"), arguments: [(0, 8, 0, true), (0, 8, -1, false), (8, 24, 0, true)])
    mutating func commitmentBounds(madeAfter: Int, dueAfter: Int, shift: Int, covers: Bool) throws {
        let id = try world.start()
        let start = world.now
        world.now = start + .hours(madeAfter)
        let due = start + .hours(dueAfter) + .milliseconds(shift)
        try world.perform(.commit(id, promise: "Soon", due: due), as: .bea)
        world.now = start + .hours(8) + .milliseconds(1)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try clock("solution", id).state == (covers ? .metByCommitment : .breached))
    }
}
