import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("Waking", .timeLimit(.minutes(15)))
struct WakingTests {
    @Test("A resolved ticket's rating lapses and the ticket closes when their days are over")
    func closing() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.perform(.claim(id), as: .bea)
            _ = try await desk.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
            let resolved = fixture.clock.wall
            fixture.clock.advance(by: .days(8))
            let lapsed = try await desk.event("rating.lapsed", on: .ticket(id))
            #expect(lapsed.record.author.role == .system)
            #expect(try await desk.facts(id).status == .resolved)
            fixture.clock.advance(by: .days(23))
            let head = lapsed.record.seq
            let closed = try await desk.event("ticket.status", on: .ticket(id), since: head)
            #expect(closed.record.at >= resolved + .days(30))
            #expect(try await desk.facts(id).status == .closed)
            #expect(try await desk.contact(ada.contactID!).tickets.isEmpty)
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("A permission nobody answered lapses, a deferred ticket comes back, a promise breaks")
    func others() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            let proposal = ProposeRemote(
                consent: desk.newIdentifier(), tool: "screenshare", scopes: ["view"], need: .useful, purpose: "See"
            )
            _ = try await desk.perform(.claim(id), as: .bea)
            _ = try await desk.perform(.proposeRemote(id, proposal), as: .bea)
            _ = try await desk.perform(
                .commit(id, promise: "Soon", due: fixture.clock.wall + .days(2)), as: .bea
            )
            let receipt = try await desk.perform(
                .deferTicket(id, reason: "information", evidence: nil, until: nil, text: nil), as: .bea
            )
            fixture.clock.advance(by: .days(1) + .seconds(1))
            _ = try await desk.event("remote.lapsed", on: .ticket(id))
            fixture.clock.advance(by: .days(1))
            _ = try await desk.event("commitment.settled", on: .ticket(id))
            fixture.clock.advance(by: .days(6))
            _ = try await desk.event("ticket.status", on: .ticket(id), since: receipt.seq)
            #expect(try await desk.facts(id).status == .open)
        }
    }

    @Test("What fell due while the desk was down is done when it runs again, on another profile too")
    func restart() async throws {
        let medium = InMemoryMedium()
        let clock = ManualClock()
        func desk(_ profile: ServiceProfile, _ seed: UInt64) -> SupportDesk {
            SupportDesk(
                store: InMemoryDeskStore(medium: medium), profile: profile, environment: .manual(clock, seed: seed),
                logger: .silent
            )
        }
        var profile = ServiceProfile(name: "test")
        let first = desk(profile, 1)
        let ticket = Kept<TicketID>()
        try await first.running { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.perform(.claim(id), as: .bea)
            _ = try await desk.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
            ticket.value = id
        }
        let id = try #require(ticket.value)
        clock.advance(by: .days(31))
        profile.version = 2
        profile.followUp.closeAfterDays = 60
        let second = desk(profile, 2)
        try await second.running { desk in
            _ = try await desk.event("rating.lapsed", on: .ticket(id))
            // The old profile said to wake now; under this one there is nothing to do, and the desk comes to rest.
            await clock.waitForSleepers()
            #expect(try await desk.facts(id).status == .resolved)
            clock.advance(by: .days(30))
            _ = try await desk.event("ticket.status", on: .ticket(id), since: (try await desk.ticket(id))!.head.seq)
            #expect(try await desk.facts(id).status == .closed)
        }
    }

    @Test("A wake-up set by another profile is set anew, not tried for ever")
    func foreignWakeUp() async throws {
        var profile = ServiceProfile(name: "test", rating: RatingPolicy(trigger: .ticketClosed))
        let medium = InMemoryMedium()
        let clock = ManualClock()
        let ticket = Kept<TicketID>()
        let first = SupportDesk(
            store: InMemoryDeskStore(medium: medium), profile: profile, environment: .manual(clock, seed: 1),
            logger: .silent
        )
        try await first.running { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
            ticket.value = id
        }
        profile.followUp.closeAfterDays = 60
        clock.advance(by: .days(31))
        let store = ScriptedStore(InMemoryDeskStore(medium: medium))
        let second = SupportDesk(
            store: store, profile: profile, environment: .manual(clock, seed: 2), logger: .silent
        )
        try await second.running { _ in
            await clock.waitForSleepers()
            #expect(store.batches.count == 1, "one commit sets the index, and that is all")
        }
        let due = try await store.due(DueRequest(now: clock.wall, limit: 10))
        #expect(due.streams.isEmpty)
        #expect(due.next == clock.wall + .days(29))
        let report = try await DeskVerifier(store: store, profile: profile).verify()
        #expect(report.findings.isEmpty)
    }

    @Test("Of many waiting streams only those whose time has come are read, and they wake at their time, in order")
    func onlyDue() async throws {
        var profile = ServiceProfile(name: "test", rating: RatingPolicy(trigger: .ticketClosed))
        profile.followUp.closeAfterDays = 30
        let medium = InMemoryMedium()
        let clock = ManualClock()
        let made = Kept<[TicketID]>()
        let first = SupportDesk(
            store: InMemoryDeskStore(medium: medium), profile: profile, environment: .manual(clock, seed: 1),
            logger: .silent
        )
        try await first.running { desk in
            let ada = try await desk.person()
            var tickets: [TicketID] = []
            for _ in 0..<300 {
                let id = try await desk.ticket(of: ada)
                _ = try await desk.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
                tickets.append(id)
                clock.advance(by: .minutes(1))
            }
            made.value = tickets
        }
        let tickets = try #require(made.value)
        let store = CountingStore(InMemoryDeskStore(medium: medium))
        let second = SupportDesk(store: store, profile: profile, environment: .manual(clock, seed: 2), logger: .silent)
        try await second.running { desk in
            await clock.waitForSleepers()
            var heads: [Int64] = []
            for id in tickets.prefix(5) { heads.append(try #require(try await desk.ticket(id)).head.seq) }
            store.reset()
            // The first ticket's thirty days end 300 minutes before the present instant's; five of them pass one by one.
            clock.advance(by: .days(30) - .minutes(300))
            for (id, head) in zip(tickets, heads) {
                _ = try await desk.event("ticket.status", on: .ticket(id), since: head)
                clock.advance(by: .minutes(1))
            }
        }
        var closings: [Instant] = []
        let reader = InMemoryDeskStore(medium: medium)
        for (number, id) in tickets.enumerated() {
            let log = try await reader.events(
                EventsRequest(stream: .ticket(id), view: .complete, range: .newest, limit: 1)
            ).events
            let last = try #require(log.last)
            let snapshot = try #require(try await reader.load(LoadRequest(streams: [.ticket(id)])).snapshots.first)
            if snapshot.index.status == "closed" { closings.append(last.at) } else { #expect(number >= 5) }
        }
        #expect((5...6).contains(closings.count) && closings == closings.sorted())
        for (earlier, later) in zip(closings, closings.dropFirst()) { #expect(later - earlier == .minutes(1)) }
        #expect(store.seen.due <= 6, "the others are not even named")
    }
}
