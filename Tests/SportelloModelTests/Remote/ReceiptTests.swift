import Foundation
import SportelloModel
import SportelloTesting
import Testing

@Suite("Receipts of the consent log")
struct ReceiptTests {
    private static let seed = [UInt8](1...32)
    var world = World()
    private let key: ConsentLogKey

    init() throws { key = try ConsentLogKey(origin: "desk.example/consents", seed: Self.seed) }

    private var leaves: [ConsentLeaf] {
        world.log(of: .consentLog).compactMap {
            if case .consentLog(.appended(let leaf)) = $0.event { leaf } else { nil }
        }
    }

    /// Two sessions, one of them granted, used and ended.
    private mutating func story() throws -> (TicketID, ConsentID) {
        let (id, consent) = try world.proposed()
        let (other, unanswered) = try world.proposed()
        try world.perform(.answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        try world.perform(.answerRemote(other, unanswered, grant: false, scopes: nil), as: .ada)
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
        try world.perform(.stepRemote(id, consent, .end), as: .bea)
        return (id, consent)
    }

    private mutating func receipt() throws -> ConsentReceipt {
        let (_, consent) = try story()
        return try #require(try ConsentReceipt(of: consent, in: leaves, signedWith: key))
    }

    private func fault(_ receipt: ConsentReceipt, _ verifier: ConsentLogVerifier? = nil) -> ReceiptFault.Code? {
        do {
            _ = try receipt.verify(with: verifier ?? key.verifier)
            return nil
        } catch {
            return (error as? ReceiptFault)?.code
        }
    }

    @Test("Every step of a permission is in the log, in the order of the commits, and the log's root covers it")
    mutating func everyStep() throws {
        let (id, _) = try story()
        let logged = try leaves.map { try $0.entry() }
        #expect(logged.map(\.event.step) == [.proposed, .proposed, .granted, .refused, .started, .ended])
        let onTicket = world.log(of: .ticket(id)).compactMap {
            if case .ticket(.remote(let event)) = $0.event { event } else { nil }
        }
        #expect(logged.filter { $0.ticket == id }.map(\.event) == onTicket)
        #expect(logged.map(\.role) == [.agent, .agent, .contact, .contact, .agent, .agent])
        let log: ConsentLog = try world.state(ConsentLog.id)
        #expect(log.tree.size == 6)
        #expect(log.tree.root == MerkleTree(leaves.map(\.hash)).root(at: 6))
    }

    @Test("A receipt goes through JSON and proves with the public key alone what happened")
    mutating func verified() throws {
        let receipt = try receipt()
        let read = try ConsentReceipt(json: try receipt.json())
        #expect(read == receipt)
        let verifier = try #require(ConsentLogVerifier(key.verifier.description))
        let (checkpoint, entries) = try read.verify(with: verifier)
        #expect(checkpoint.size == 6)
        #expect(entries.map(\.event.step) == [.proposed, .granted, .started, .ended])
        #expect(entries.first?.event.notice != nil, "the words that the person saw can be checked")
    }

    @Test("Whatever is changed in a receipt shows")
    mutating func tampering() throws {
        let receipt = try receipt()
        #expect(fault(receipt) == nil)
        for index in receipt.items.indices {
            var changed = receipt
            changed.items[index].leaf = changed.items[index].leaf.replacing("\"view\"", with: "\"control\"")
            if changed.items[index].leaf == receipt.items[index].leaf { changed.items[index].leaf += " " }
            #expect(fault(changed) == .notIncluded)
            changed = receipt
            changed.items[index].index += 1
            #expect(fault(changed) == .notIncluded)
            changed = receipt
            changed.items[index].proof.reverse()
            if changed != receipt { #expect(fault(changed) == .notIncluded) }
        }
        var changed = receipt
        changed.checkpoint = changed.checkpoint.replacing("\n6\n", with: "\n7\n")
        #expect(fault(changed) == .badSignature)
        changed = receipt
        changed.checkpoint = String(changed.checkpoint.dropLast(30))
        #expect(fault(changed) == .badSignature || fault(changed) == .wrongKey)
        changed = receipt
        changed.checkpoint = "desk.example/consents\n6\n"
        #expect(fault(changed) == .malformed)
        changed = receipt
        changed.items.reverse()
        #expect(fault(changed) == .mixed)
        changed = receipt
        changed.items = []
        #expect(fault(changed) == .malformed)
        changed = receipt
        changed.format = "another"
        #expect(fault(changed) == .malformed)
    }

    @Test("Entries about another permission make no receipt, however true they are")
    mutating func mixed() throws {
        let receipt = try receipt()
        let other = try #require(try leaves.map { try $0.entry().event.consent }.first { $0 != receipt.consent })
        let second = try #require(try ConsentReceipt(of: other, in: leaves, signedWith: key))
        var changed = receipt
        changed.items = (receipt.items + second.items).sorted { $0.index < $1.index }
        #expect(fault(changed) == .mixed)
        changed = receipt
        changed.consent = second.consent
        #expect(fault(changed) == .mixed)
        #expect(try ConsentReceipt(of: world.mint(), in: leaves, signedWith: key) == nil)
    }

    @Test("Another key, another name and a damaged key are told apart from a good one")
    mutating func keys() throws {
        let receipt = try receipt()
        let stranger = try ConsentLogKey(origin: "desk.example/consents", seed: [UInt8](2...33))
        #expect(fault(receipt, stranger.verifier) == .wrongKey)
        let renamed = try ConsentLogKey(origin: "other.example/consents", seed: Self.seed)
        #expect(fault(receipt, renamed.verifier) == .wrongKey)
        let text = key.verifier.description
        #expect(ConsentLogVerifier(text) == key.verifier)
        #expect(ConsentLogVerifier(String(text.dropLast())) == nil)
        #expect(ConsentLogVerifier(text.replacing("desk.", with: "task.")) == nil, "the key's id names the log too")
        #expect(ConsentLogVerifier("") == nil)
        #expect(throws: ReceiptFault.self) { try ConsentLogKey(origin: "a b", seed: Self.seed) }
        #expect(throws: ReceiptFault.self) { try ConsentLogKey(origin: "a+b", seed: Self.seed) }
        #expect(throws: ReceiptFault.self) { try ConsentLogKey(origin: "a", seed: [1, 2, 3]) }
        #expect(throws: ReceiptFault.self) { try ConsentReceipt(json: Array("{}".utf8)) }
    }

    @Test("Of two checkpoints the later one extends the earlier; a log that lost its tail cannot show that")
    mutating func truncation() throws {
        let early = try receipt().verify(with: key.verifier).checkpoint
        _ = try story()
        let grown = MerkleTree(leaves.map(\.hash))
        let proof = try #require(grown.consistencyProof(from: Int(early.size), to: grown.size))
        #expect(
            MerkleVerification.extends(
                early.root, size: early.size, grown.root(at: grown.size), size: Int64(grown.size), proof: proof
            )
        )
        // Whoever cuts the log must cut it to a size that the early checkpoint contradicts.
        let cut = MerkleTree(leaves.prefix(5).map(\.hash))
        #expect(cut.consistencyProof(from: Int(early.size), to: cut.size) == nil)
        let refilled = MerkleTree((leaves.prefix(5) + leaves.suffix(4)).map(\.hash))
        let forged = try #require(refilled.consistencyProof(from: Int(early.size), to: refilled.size))
        #expect(
            !MerkleVerification.extends(
                early.root, size: early.size, refilled.root(at: refilled.size), size: Int64(refilled.size),
                proof: forged
            )
        )
    }

    @Test("A checkpoint is a signed note that other tools can read")
    func note() throws {
        let checkpoint = try key.sign(size: 0, root: MerkleHash.empty)
        let lines = checkpoint.note.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[0] == "desk.example/consents")
        #expect(lines[1] == "0")
        #expect(lines[2] == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        #expect(lines[3].isEmpty)
        let words = lines[4].split(separator: " ")
        #expect(words.count == 3 && words[0] == "\u{2014}" && words[1] == "desk.example/consents")
        #expect(Data(base64Encoded: String(words[2]))?.count == 68)
        #expect(try ConsentCheckpoint(note: checkpoint.note, signedBy: key.verifier) == checkpoint)
    }
}
