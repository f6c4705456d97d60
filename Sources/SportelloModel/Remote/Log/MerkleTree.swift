/// The leaves of a Merkle tree, to prove that one of them is in it and that a later tree extends an earlier one
/// (RFC 6962, sections 2.1.1 and 2.1.2).
///
/// Holds every level, 64 bytes a leaf: a log of a million consent events takes 64 MB while proofs are made.
public struct MerkleTree: Sendable {
    /// `levels[0]` are the leaves' hashes; above them only perfect subtrees.
    private var levels: [[Digest]] = [[]]

    /// Makes a tree of leaves' hashes.
    public init(_ leaves: some Sequence<Digest>) { for leaf in leaves { append(leaf) } }

    /// How many leaves there are.
    public var size: Int { levels[0].count }

    /// The leaf's hash.
    public func leaf(_ index: Int) -> Digest { levels[0][index] }

    private mutating func append(_ leaf: Digest) {
        levels[0].append(leaf)
        var level = 0
        while levels[level].count.isMultiple(of: 2) {
            let pair = levels[level].suffix(2)
            guard let left = pair.first, let right = pair.last else { return }
            if levels.count == level + 1 { levels.append([]) }
            levels[level + 1].append(MerkleHash.node(left, right))
            level += 1
        }
    }

    /// The root of the tree as it was at a size, 0 to ``size``.
    public func root(at size: Int) -> Digest { size == 0 ? MerkleHash.empty : root(of: 0..<size) }

    /// The root over a run of leaves that starts where a subtree of its length can start.
    private func root(of range: Range<Int>) -> Digest {
        let count = range.count
        if count.nonzeroBitCount == 1 {
            let level = count.trailingZeroBitCount
            return levels[level][range.lowerBound >> level]
        }
        let middle = range.lowerBound + Self.split(count)
        return MerkleHash.node(root(of: range.lowerBound..<middle), root(of: middle..<range.upperBound))
    }

    /// The siblings on the way from a leaf to the root, the lowest first; `nil` when the leaf is not in a tree of that
    /// size.
    public func inclusionProof(of index: Int, at size: Int) -> [Digest]? {
        guard index >= 0, index < size, size <= self.size else { return nil }
        var path: [Digest] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + Self.split(range.count)
            if index < middle {
                path.append(root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// The hashes that show a tree of `old` leaves to be the beginning of one of `new`; `nil` when it cannot be.
    public func consistencyProof(from old: Int, to new: Int) -> [Digest]? {
        guard old >= 0, old <= new, new <= size else { return nil }
        if old == 0 || old == new { return [] }
        var path: [Digest] = []
        var range = 0..<new
        // Whether what is left of the old tree is known to the verifier as its whole root.
        var isWhole = true
        while old != range.upperBound {
            let middle = range.lowerBound + Self.split(range.count)
            if old <= middle {
                path.append(root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
                isWhole = false
            }
        }
        if !isWhole { path.append(root(of: range)) }
        return path.reversed()
    }

    /// The largest power of two below a count of 2 or more.
    private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
