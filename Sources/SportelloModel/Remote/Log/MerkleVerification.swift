/// Checks proofs with nothing but hashes: what a third party runs (RFC 9162, sections 2.1.3.2 and 2.1.4.2).
public enum MerkleVerification {
    /// Whether `proof` shows the leaf to stand at `index` in the tree of `size` leaves with that root.
    public static func includes(
        _ leaf: Digest, at index: Int64, size: Int64, proof: [Digest], root: Digest
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (place, last) = (index, size - 1)
        var hash = leaf
        for sibling in proof {
            if last == 0 { return false }
            if place & 1 == 1 || place == last {
                hash = MerkleHash.node(sibling, hash)
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = MerkleHash.node(hash, sibling)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// Whether `proof` shows the tree of `old` leaves to be the beginning of the one of `new` leaves: nothing was
    /// removed, changed or put in between.
    public static func extends(
        _ oldRoot: Digest, size old: Int64, _ newRoot: Digest, size new: Int64, proof: [Digest]
    ) -> Bool {
        guard old >= 0, old <= new else { return false }
        if old == new { return proof.isEmpty && oldRoot == newRoot }
        if old == 0 { return proof.isEmpty && oldRoot == MerkleHash.empty }
        var path = proof[...]
        if old.nonzeroBitCount == 1 { path = [oldRoot] + path }
        guard let seed = path.popFirst() else { return false }
        var (place, last) = (old - 1, new - 1)
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        var (first, second) = (seed, seed)
        for hash in path {
            if last == 0 { return false }
            if place & 1 == 1 || place == last {
                first = MerkleHash.node(hash, first)
                second = MerkleHash.node(hash, second)
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                second = MerkleHash.node(second, hash)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && first == oldRoot && second == newRoot
    }
}
