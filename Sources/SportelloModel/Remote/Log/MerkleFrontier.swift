import Crypto

/// The hashes of RFC 6962: a leaf and a node never hash alike, so a leaf cannot be passed off as a subtree.
public enum MerkleHash {
    /// The hash of a leaf's bytes: SHA-256 of 0x00 and the bytes.
    public static func leaf(_ bytes: [UInt8]) -> Digest { Digest(hashing: [0x00] + bytes) }

    /// The hash of a node over its two children: SHA-256 of 0x01 and both.
    public static func node(_ left: Digest, _ right: Digest) -> Digest {
        Digest(hashing: [0x01] + left.bytes + right.bytes)
    }

    /// The root of a tree without leaves.
    public static let empty = Digest(hashing: [])
}

/// All that is needed to append to a Merkle tree and to know its root: the roots of its perfect subtrees, at most 64.
///
/// A tree of 13 leaves is kept as three hashes: of its first eight leaves, the next four, and the last. Appending costs
/// as many hashes as the size has trailing one bits.
public struct MerkleFrontier: Sendable, Hashable, Codable {
    /// How many leaves there are.
    public private(set) var size: Int64 = 0
    /// The roots of the perfect subtrees, the largest first; one for every one bit of ``size``.
    public private(set) var subtrees: [Digest] = []

    /// A tree without leaves.
    public init() {}

    /// Appends a leaf by its hash.
    public mutating func append(_ leaf: Digest) {
        var hash = leaf
        var rest = size
        while rest & 1 == 1, let left = subtrees.popLast() {
            hash = MerkleHash.node(left, hash)
            rest >>= 1
        }
        subtrees.append(hash)
        size += 1
    }

    /// The root over all leaves.
    public var root: Digest {
        guard var hash = subtrees.last else { return MerkleHash.empty }
        for left in subtrees.dropLast().reversed() { hash = MerkleHash.node(left, hash) }
        return hash
    }
}
