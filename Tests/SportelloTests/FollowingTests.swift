import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("Following a stream", .timeLimit(.minutes(15)))
struct FollowingTests {
    @Test(
        "Every follower gets every event once and in order, whenever it began",
        arguments: [StreamView.complete, .contact, .staff])
    func followers(view: StreamView) async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            let stream = StreamID.ticket(id)
            try await withThrowingTaskGroup(of: [Int64].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var numbers: [Int64] = []
                        for try await logged in desk.events(of: stream, view: view) {
                            numbers.append(try #require(logged.record.position(in: view)))
                            if logged.record.content?.text == "last" { return numbers }
                        }
                        return numbers
                    }
                }
                for number in 0..<150 {
                    _ = try await desk.perform(
                        .post(id, PostMessage(text: "\(number)")), as: number % 2 == 0 ? ada : .bea)
                    if number % 10 == 0 { _ = try await desk.perform(.note(id, text: "n", mentions: []), as: .bea) }
                }
                _ = try await desk.perform(.post(id, PostMessage(text: "last")), as: ada)
                for try await numbers in group {
                    #expect(numbers == Array(1...Int64(numbers.count)))
                    #expect(numbers.count > 151)
                }
            }
        }
    }

    @Test("A follower goes on from the number it names, and ends when the desk stops")
    func resumes() async throws {
        let fixture = DeskFixture()
        let id = Kept<TicketID>()
        try await withThrowingTaskGroup(of: [Int64].self) { group in
            try await fixture.run { desk in
                let ada = try await desk.person()
                let ticket = try await desk.ticket(of: ada)
                id.value = ticket
                _ = try await desk.perform(.post(ticket, PostMessage(text: "More")), as: ada)
                let head = try #require(try await desk.ticket(ticket)).head.publicSeq
                let started = AsyncStream<Void>.makeStream()
                group.addTask {
                    var numbers: [Int64] = []
                    for try await logged in desk.events(of: .ticket(ticket), view: .contact, since: head - 1) {
                        numbers.append(try #require(logged.record.publicSeq))
                        started.continuation.yield()
                    }
                    return numbers
                }
                var begun = started.stream.makeAsyncIterator()
                _ = await begun.next()
            }
            let numbers = try #require(try await group.next())
            let ticket = try #require(id.value)
            let head = try #require(try await fixture.desk.ticket(ticket)).head.publicSeq
            #expect(numbers == [head])
        }
    }

    @Test("A follower of a stream that does not exist yet gets its first event")
    func early() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let request = try desk.starting(ada)
            async let first = desk.event("ticket.registered", on: .ticket(request.ticket.id))
            _ = try await desk.perform(.start(request), as: ada)
            let registered = try await first
            #expect(registered.record.seq == 1)
        }
    }

    @Test("Whoever waits has a place; places move up when the first is served", .requirement("R-002-8"))
    func queue() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            var tickets: [TicketID] = []
            for number in 0..<3 {
                tickets.append(try await desk.ticket(of: try await desk.person("c-\(number)")))
                fixture.clock.advance(by: .seconds(1))
            }
            func expectPlaces(_ expected: [Int?]) async throws {
                var places: [Int?] = []
                for id in tickets {
                    let ticket = try #require(try await desk.ticket(id)).ticket
                    places.append(desk.queuePosition(of: ticket))
                }
                #expect(places == expected)
            }
            try await expectPlaces([1, 2, 3])
            _ = try await desk.perform(.claim(tickets[0]), as: .bea)
            try await expectPlaces([nil, 1, 2])
            _ = try await desk.perform(.release(tickets[0]), as: .bea)
            try await expectPlaces([1, 2, 3])
            #expect(desk.queueLength == 3)
        }
        let again = SupportDesk(
            store: InMemoryDeskStore(medium: fixture.medium), profile: fixture.desk.profile,
            environment: .manual(fixture.clock, seed: 9), logger: .silent
        )
        try await again.running { desk in
            _ = try await desk.person("c-9")  // the desk runs
            #expect(desk.queueLength == 3, "the queue outlives the desk")
        }
    }
}
