import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("The consent log in a running desk", .timeLimit(.minutes(15)))
struct ConsentLogTests {
    private let key: ConsentLogKey

    init() throws { key = try ConsentLogKey(origin: "desk.example/consents", seed: [UInt8](1...32)) }

    /// Asks for a session and has it answered; returns the permission.
    private func session(_ desk: SupportDesk, _ subject: String, grant: Bool) async throws -> ConsentID {
        let ada = try await desk.person(subject)
        let id = try await desk.ticket(of: ada)
        _ = try await desk.perform(.claim(id), as: .bea)
        let consent: ConsentID = desk.newIdentifier()
        let proposal = ProposeRemote(consent: consent, scopes: ["view"], need: .useful, purpose: "See")
        _ = try await desk.perform(.proposeRemote(id, proposal), as: .bea)
        _ = try await desk.perform(.answerRemote(id, consent, grant: grant, scopes: nil), as: ada)
        return consent
    }

    @Test("Sessions of many tickets at once lie in one log; a receipt of each is true and the log verifies")
    func many() async throws {
        let fixture = DeskFixture()
        let consents = Kept<[ConsentID]>()
        try await fixture.run { desk in
            consents.value = try await withThrowingTaskGroup(of: ConsentID.self) { group in
                for number in 0..<20 {
                    group.addTask { try await session(desk, "c-\(number)", grant: number.isMultiple(of: 2)) }
                }
                var all: [ConsentID] = []
                for try await consent in group { all.append(consent) }
                return all
            }
        }
        let reader = ConsentLogReader(store: InMemoryDeskStore(medium: fixture.medium))
        let leaves = try await reader.leaves()
        #expect(leaves.count == 40)
        for consent in try #require(consents.value) {
            let found = try await reader.receipt(of: consent, signedWith: key)
            let receipt = try #require(found)
            let (checkpoint, entries) = try receipt.verify(with: key.verifier)
            #expect(checkpoint.size == 40)
            #expect(entries.count == 2)
        }
        let unknown = try await reader.receipt(of: ConsentID(high: 1, low: 1), signedWith: key)
        #expect(unknown == nil)
        let report = try await fixture.verify()
        #expect(report.findings.isEmpty)
    }

    @Test("A later checkpoint is shown to extend an earlier one; of a log that is empty there is one too")
    func growth() async throws {
        let fixture = DeskFixture()
        let reader = ConsentLogReader(store: InMemoryDeskStore(medium: fixture.medium))
        let first = try await reader.checkpoint(signedWith: key)
        #expect(first.size == 0 && first.root == MerkleHash.empty)
        try await fixture.run { desk in
            _ = try await session(desk, "c-1", grant: true)
            let early = try await reader.checkpoint(signedWith: key)
            _ = try await session(desk, "c-2", grant: false)
            for earlier in [first, early] {
                let shown = try await reader.proof(since: earlier, signedWith: key)
                let (later, proof) = try #require(shown)
                #expect(later.size == 4)
                #expect(
                    MerkleVerification.extends(
                        earlier.root, size: earlier.size, later.root, size: later.size, proof: proof))
            }
            let longer = try key.sign(size: 9, root: early.root)
            let impossible = try await reader.proof(since: longer, signedWith: key)
            #expect(impossible == nil, "a log that lost its tail cannot show it")
        }
    }
}
