import SportelloModel
import Testing

/// RFC 6962 as its section 2.1 defines it, by plain recursion over the leaves' bytes: the oracle.
private enum Oracle {
    static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }

    static func root(_ leaves: ArraySlice<[UInt8]>) -> Digest {
        if leaves.isEmpty { return Digest(hashing: []) }
        if leaves.count == 1, let leaf = leaves.first { return Digest(hashing: [0] + leaf) }
        let middle = leaves.startIndex + split(leaves.count)
        return Digest(hashing: [1] + root(leaves[..<middle]).bytes + root(leaves[middle...]).bytes)
    }

    static func path(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [Digest] {
        if leaves.count <= 1 { return [] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return index < k
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index - k, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func proof(_ old: Int, _ leaves: ArraySlice<[UInt8]>) -> [Digest] { subproof(old, leaves, true) }

    private static func subproof(_ old: Int, _ leaves: ArraySlice<[UInt8]>, _ isWhole: Bool) -> [Digest] {
        if old == leaves.count { return isWhole ? [] : [root(leaves)] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return old <= k
            ? subproof(old, leaves[..<middle], isWhole) + [root(leaves[middle...])]
            : subproof(old - k, leaves[middle...], false) + [root(leaves[..<middle])]
    }
}

@Suite("The Merkle tree of the consent log")
struct MerkleTests {
    private static let sizes = Array(0...33)

    private func leaves(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("leaf \($0)".utf8) } }

    private func tree(_ count: Int) -> MerkleTree { MerkleTree(leaves(count).map(MerkleHash.leaf)) }

    /// The eight leaves and roots that implementations of certificate transparency share as test vectors.
    @Test("The roots of the common test vectors")
    func vectors() {
        let inputs: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57], Array(0x60...0x6f),
        ]
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        var frontier = MerkleFrontier()
        for (size, root) in roots.enumerated() {
            #expect(frontier.root.description == root, "size \(size)")
            #expect(MerkleTree(inputs.prefix(size).map(MerkleHash.leaf)).root(at: size).description == root)
            if size < inputs.count { frontier.append(MerkleHash.leaf(inputs[size])) }
        }
    }

    @Test("Appending one by one gives the root of all, and keeps one hash a one bit", arguments: sizes)
    func frontier(size: Int) {
        var frontier = MerkleFrontier()
        for leaf in leaves(size) { frontier.append(MerkleHash.leaf(leaf)) }
        #expect(frontier.size == Int64(size))
        #expect(frontier.subtrees.count == size.nonzeroBitCount)
        #expect(frontier.root == Oracle.root(leaves(size)[...]))
        #expect(tree(size).root(at: size) == frontier.root)
    }

    @Test("Every leaf of every size is proved, and only at its own place", arguments: sizes)
    func inclusion(size: Int) throws {
        let tree = tree(33)
        let root = Oracle.root(leaves(size)[...])
        for index in 0..<size {
            let proof = try #require(tree.inclusionProof(of: index, at: size))
            #expect(proof == Oracle.path(index, leaves(size)[...]))
            func holds(
                _ leaf: Int, at place: Int, of count: Int, _ proof: [Digest], _ root: Digest = root
            ) -> Bool {
                MerkleVerification.includes(
                    tree.leaf(leaf), at: Int64(place), size: Int64(count), proof: proof, root: root
                )
            }
            #expect(holds(index, at: index, of: size, proof))
            #expect(!holds((index + 1) % 33, at: index, of: size, proof), "another leaf")
            #expect(!holds(index, at: index, of: size, proof, Oracle.root(leaves(size + 1)[...])), "another root")
            #expect(!holds(index, at: size, of: size, proof), "behind the end")
            #expect(!holds(index, at: -1, of: size, proof))
            if index > 0 { #expect(!holds(index, at: index - 1, of: size, proof), "another place") }
            #expect(!holds(index, at: index, of: size, proof + [root]), "a proof too long")
            if !proof.isEmpty {
                #expect(!holds(index, at: index, of: size, Array(proof.dropLast())), "a proof too short")
            }
        }
        #expect(tree.inclusionProof(of: size, at: size) == nil)
        #expect(tree.inclusionProof(of: 0, at: 34) == nil)
    }

    @Test("Every size extends every smaller one, and a log that lost or changed a leaf does not", arguments: sizes)
    func consistency(size: Int) throws {
        let tree = tree(33)
        let root = Oracle.root(leaves(size)[...])
        for old in 0...size {
            let oldRoot = Oracle.root(leaves(old)[...])
            let proof = try #require(tree.consistencyProof(from: old, to: size))
            if old > 0 { #expect(proof == Oracle.proof(old, leaves(size)[...])) }
            func extends(_ oldRoot: Digest, _ old: Int, _ root: Digest, _ proof: [Digest]) -> Bool {
                MerkleVerification.extends(oldRoot, size: Int64(old), root, size: Int64(size), proof: proof)
            }
            #expect(extends(oldRoot, old, root, proof))
            guard old > 0 else { continue }
            var changed = leaves(size)
            changed[old - 1] = [7]
            let forged = MerkleTree(changed.map(MerkleHash.leaf))
            let forgedProof = try #require(forged.consistencyProof(from: old, to: size))
            #expect(!extends(oldRoot, old, forged.root(at: size), forgedProof), "leaf \(old - 1) was changed")
            #expect(!extends(oldRoot, old, root, proof + [root]))
            if old < size {
                #expect(!extends(oldRoot, old, root, Array(proof.dropLast())))
                #expect(!extends(Oracle.root(leaves(old - 1)[...]), old, root, proof))
            }
        }
        #expect(tree.consistencyProof(from: size + 1, to: size) == nil)
        #expect(!MerkleVerification.extends(root, size: Int64(size + 1), root, size: Int64(size), proof: []))
    }
}
