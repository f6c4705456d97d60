import Foundation
import SportelloModel
import SportelloTesting
import Testing

/// Thousands of short histories of a whole desk, everybody doing anything, watched command by command.
@Suite("Laws of the whole desk")
struct DeskLawTests {
    private static let blocks = 0..<UInt64(24)
    private static let histories: UInt64 = 100
    private static let steps = 25
    /// Of the fewer histories that must reach something.
    private static let longSteps = 60

    @Test(
        "States are folds, books balance, clocks go forwards, nobody comes in unofficially, no session without a grant",
        arguments: blocks)
    func laws(block: UInt64) throws {
        var allowed = 0
        for seed in block * Self.histories..<(block + 1) * Self.histories {
            var random = try RandomWorld(seed: seed, wholeDesk: true)
            var laws = DeskLaws()
            // The first look is at what the opening made; its events are of one instant as well.
            for step in 0...Self.steps {
                let broken = try laws.look(at: random.world)
                try #require(broken.isEmpty, "seed \(seed), step \(step): \(broken)")
                if step < Self.steps { try random.step() }
            }
            allowed += random.allowed
        }
        #expect(allowed > Int(Self.histories) * Self.steps / 4, "the histories do something")
    }

    @Test("The histories reach every kind of stream, and most kinds of events")
    func reach() throws {
        var (streams, kinds): (Set<StreamKind>, Set<String>) = ([], [])
        var refusals: Set<Refusal.Code> = []
        for seed in 0..<UInt64(160) {
            var random = try RandomWorld(seed: seed, wholeDesk: true)
            for _ in 0..<Self.longSteps { try random.step() }
            streams.formUnion(random.world.streams.keys.map(\.kind))
            kinds.formUnion(random.world.logs.values.joined().map(\.record.kind))
            refusals.formUnion(random.refusals.keys)
        }
        #expect(Set(StreamKind.allCases).subtracting(streams).subtracting([.releaseJournal]).isEmpty)
        #expect(kinds.count >= 90, "\(kinds.count): \(kinds.sorted())")
        #expect(refusals.count >= 30, "\(refusals.count): \(refusals.map(\.rawValue).sorted())")
    }

    // MARK: The watch itself can fail

    @Test(
        "A fold that forgets one kind of event is noticed",
        arguments: ["message.posted", "charge.posted", "remote.granted"])
    func forgetfulFold(kind: String) throws {
        for seed in 0..<UInt64(200) {
            var random = try RandomWorld(seed: seed, wholeDesk: true)
            var laws = DeskLaws()
            laws.evolve = { state, logged in if logged.record.kind != kind { state.fold(logged) } }
            for _ in 0..<Self.longSteps {
                if try !laws.look(at: random.world).isEmpty { return }
                try random.step()
            }
        }
        Issue.record("nobody noticed that \(kind) was lost")
    }

    @Test("A session without a grant, after it or twice is noticed")
    func forgedSessions() throws {
        var world = World()
        world.profile.remote.tools = [.init(id: "screenshare", title: "Share", scopes: ["view", "control"])]
        let (id, consent) = try world.proposed()
        try world.perform(.answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
        let log = world.log(of: .ticket(id))
        func broken(_ events: [LoggedEvent]) -> [String] {
            var law = ConsentLaw()
            return events.flatMap { law.read($0) }
        }
        let started = try #require(log.last { $0.record.kind == "remote.started" })
        #expect(broken(log).isEmpty)
        #expect(broken(log.filter { $0.record.kind != "remote.granted" }) == ["a session was started without a grant"])
        #expect(broken(log + [started]) == ["a grant was used twice"])
        var late = started
        late.record.at = started.record.at + .days(30)
        #expect(broken(log.dropLast() + [late]) == ["a session was started after its grant"])
    }

    @Test("A book out of balance, an overdrawn pool and a posting made twice are noticed")
    func forgedBooks() throws {
        var world = World()
        try world.openAccount(hours: 2)
        let log = world.log(of: Ledger.stream(AccountID.firm.ledger))
        var law = LedgerLaw()
        #expect(log.flatMap { law.read($0) }.isEmpty)
        let again = try #require(log.last { $0.record.kind == "ledger.posted" })
        #expect(law.read(again).contains { $0.hasSuffix("posted twice") })

        let book = try world.ledger().book(.minutes)
        #expect(LedgerLaw.broken(by: book, of: .minutes).isEmpty)
        let stored = try #require(String(bytes: JSONEncoder().encode(book), encoding: .utf8))
        let forged = stored.replacingOccurrences(of: "\"available\":120", with: "\"available\":-1")
        #expect(forged != stored)
        let other = try JSONDecoder().decode(LedgerBook.self, from: Data(forged.utf8))
        #expect(LedgerLaw.broken(by: other, of: .minutes).count == 2)
    }

    @Test("A clock that forgets a miss, or runs again by itself, is noticed")
    func forgedClocks() throws {
        var world = World()
        world.profile.targets = [
            ServiceTarget(id: "answer", metric: .firstResponse, unit: .wallClock, max: .hours(2))
        ]
        let id = try world.claimed()
        let running = try #require(world.ticket(id).clocks.first)
        world.now = world.now + .hours(3)
        try world.perform(.tick(id), as: .system)
        try world.perform(.post(id, PostMessage(text: "Late")), as: .bea)
        let missed = try #require(world.ticket(id).clocks.first)
        #expect(missed.missedAt != nil && missed.isOver)
        #expect(DeskLaws.broken(from: running, to: missed).isEmpty)
        #expect(DeskLaws.broken(from: missed, to: running).count == 2, "neither the miss nor the end is taken back")
    }
}
