public import SportelloModel

/// Reads the organisation's consent log out of a store: checkpoints to publish, receipts to hand out, proofs that the log
/// only grew.
///
/// Reads every leaf, so it belongs into a command or a job, not into a request. The key is the host's; the desk never
/// stores it.
public struct ConsentLogReader: Sendable {
    private let store: any DeskStore

    /// Makes a reader of an open store.
    public init(store: any DeskStore) { self.store = store }

    /// All leaves, in the log's order.
    ///
    /// - Throws: ``StoreError``; ``DeskError`` `store` when the leaves are not those that the log's tree was made of.
    public func leaves() async throws -> [ConsentLeaf] {
        var leaves: [ConsentLeaf] = []
        while true {
            let page = try await store.events(
                EventsRequest(stream: .consentLog, view: .complete, range: .after(Int64(leaves.count)), limit: 500)
            )
            leaves += page.events.map { ConsentLeaf(bytes: $0.facts) }
            if !page.more { break }
        }
        let snapshots = try await store.load(LoadRequest(streams: [.consentLog])).snapshots
        let tree = try snapshots.first.flatMap { ConsentLog.unwrap(try $0.decoded())?.state.tree } ?? MerkleFrontier()
        // The log may have grown between the two reads.
        guard tree.size >= leaves.count else {
            throw DeskError(.store, "the consent log has more entries than its tree; verify the desk")
        }
        if tree.size == leaves.count, MerkleTree(leaves.map(\.hash)).root(at: leaves.count) != tree.root {
            throw DeskError(.store, "the consent log's entries are not those of its tree; verify the desk")
        }
        return leaves
    }

    /// The log as it stands, signed. Publish it, or give it to a witness.
    public func checkpoint(signedWith key: ConsentLogKey) async throws -> ConsentCheckpoint {
        let leaves = try await leaves()
        return try key.sign(size: Int64(leaves.count), root: MerkleTree(leaves.map(\.hash)).root(at: leaves.count))
    }

    /// A person's copy of what the log says about a permission; `nil` when it says nothing.
    public func receipt(of consent: ConsentID, signedWith key: ConsentLogKey) async throws -> ConsentReceipt? {
        try ConsentReceipt(of: consent, in: try await leaves(), signedWith: key)
    }

    /// Shows to whoever keeps an earlier checkpoint that the log only grew since: with
    /// `MerkleVerification.extends(_:size:_:size:proof:)`. `nil` when the log is shorter than the checkpoint says, which
    /// is what must never happen.
    public func proof(
        since earlier: ConsentCheckpoint, signedWith key: ConsentLogKey
    ) async throws -> (checkpoint: ConsentCheckpoint, proof: [Digest])? {
        let leaves = try await leaves()
        let tree = MerkleTree(leaves.map(\.hash))
        guard let proof = tree.consistencyProof(from: Int(earlier.size), to: tree.size) else { return nil }
        return (try key.sign(size: Int64(tree.size), root: tree.root(at: tree.size)), proof)
    }
}
