import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("Verification finds what was changed behind the desk's back", .timeLimit(.minutes(15)))
struct VerifierTests {
    /// A small desk's store, then read through a liar.
    private func report(_ lie: LyingStore.Lie) async throws -> [DeskVerifier.Finding] {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await desk.ticket(of: ada)
            _ = try await desk.perform(.claim(id), as: .bea)
            for number in 0..<10 { _ = try await desk.perform(.post(id, PostMessage(text: "\(number)")), as: ada) }
            _ = try await desk.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        }
        let liar = LyingStore(InMemoryDeskStore(medium: fixture.medium), lie)
        return try await DeskVerifier(store: liar, profile: fixture.desk.profile).verify().findings
    }

    @Test("An honest store has no findings, and everything was read")
    func honest() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in _ = try await desk.ticket(of: try await desk.person()) }
        let report = try await fixture.verify()
        #expect(report.findings.isEmpty)
        #expect(report.streams == 2)
        #expect(report.events >= 5)
    }

    @Test("A changed byte of the facts is found at its event")
    func facts() async throws {
        for seq in [1, 4, 9] as [Int64] {
            let findings = try await report(.event(seq) { $0.facts[$0.facts.count / 2] ^= 1 })
            #expect(findings.map(\.seq) == [seq])
        }
    }

    @Test("Every other column of an event is covered too", arguments: 0..<7)
    func columns(column: Int) async throws {
        let findings = try await report(
            .event(4) { record in
                switch column {
                case 0: record.at = record.at + .milliseconds(1)
                case 1: record.kind = "note.posted"
                case 2: record.author = Author(role: .supervisor, id: "sue", name: nil)
                case 3: record.publicSeq = record.publicSeq.map { $0 + 1 } ?? 1
                case 4: record.staffSeq = nil
                case 5: record.clientID = "x"
                default: record.contentDigest = .zero
                }
            }
        )
        #expect(findings.first?.seq == 4)
    }

    @Test("Changed words are found, and the rest of the log is still read")
    func content() async throws {
        let findings = try await report(.everyMessage { $0.content?.text += "!" })
        #expect(findings.count == 11)
        #expect(findings.allSatisfy { $0.problem.contains("content") })
    }

    @Test("A removed event, a cut tail and a changed state are found")
    func others() async throws {
        #expect(try await report(.drop { $0 == 5 }).map(\.seq) == [6])
        let cut = try await report(.drop { $0 > 7 })
        #expect(cut.count == 1)
        #expect(cut.first?.problem.contains("ends at event 7") == true)
        let state = try await report(
            .snapshot {
                $0.state = Array(
                    String(decoding: $0.state, as: UTF8.self)
                        .replacing("\"status\":\"resolved\"", with: "\"status\":\"closed\"").utf8)
            })
        #expect(state.map(\.problem) == ["its stored state is not the fold of its log"])
        let index = try await report(.snapshot { $0.index.team = "nobody" })
        #expect(index.map(\.problem) == ["its index columns are not those of its state"])
        let activity = try await report(.snapshot { $0.activity = Array(",,,0".utf8) })
        #expect(activity.map(\.problem) == ["its stored state is not the fold of its log"])
        let unreadable = try await report(.snapshot { $0.state = [] })
        #expect(unreadable.map(\.problem) == ["its stored state cannot be read"])
    }
}

/// Reads another store's tickets wrongly.
private struct LyingStore: ForwardingDeskStore {
    enum Lie: Sendable {
        case event(Int64, @Sendable (inout EventRecord) -> Void)
        case everyMessage(@Sendable (inout EventRecord) -> Void)
        case drop(@Sendable (Int64) -> Bool)
        case snapshot(@Sendable (inout StreamSnapshot) -> Void)
    }

    let inner: any DeskStore
    let lie: Lie

    init(_ inner: any DeskStore, _ lie: Lie) {
        self.inner = inner
        self.lie = lie
    }

    func events(_ request: EventsRequest) async throws -> EventsResult {
        var result = try await inner.events(request)
        guard request.stream.kind == .ticket else { return result }
        if case .drop(let drops) = lie { result.events.removeAll { drops($0.seq) } }
        for place in result.events.indices {
            switch lie {
            case .event(let seq, let change) where result.events[place].seq == seq: change(&result.events[place])
            case .everyMessage(let change) where result.events[place].kind == "message.posted":
                change(&result.events[place])
            default: break
            }
        }
        return result
    }

    func load(_ request: LoadRequest) async throws -> LoadResult {
        var result = try await inner.load(request)
        if case .snapshot(let change) = lie {
            for place in result.snapshots.indices where result.snapshots[place].stream.kind == .ticket {
                change(&result.snapshots[place])
            }
        }
        return result
    }
}
