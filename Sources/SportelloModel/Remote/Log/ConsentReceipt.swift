internal import Foundation

/// A person's copy of what the log says about one permission, checkable by anybody who has the log's public key.
///
/// It proves that these entries stood in the log when the checkpoint was signed. It cannot prove that there is no other
/// entry; comparing a later checkpoint by a consistency proof shows that none of these was removed.
public struct ConsentReceipt: Sendable, Hashable, Codable {
    /// One entry with its place and its proof.
    public struct Item: Sendable, Hashable, Codable {
        /// Its place in the log, counted from 0.
        public var index: Int64
        /// The leaf, byte for byte as it was hashed: JSON.
        public var leaf: String
        /// The siblings on the way to the root, the lowest first, in hexadecimal.
        public var proof: [Digest]

        /// Makes an item.
        public init(index: Int64, leaf: String, proof: [Digest]) {
            self.index = index
            self.leaf = leaf
            self.proof = proof
        }
    }

    /// The word that names this form.
    public static let format = "sportello-consent-receipt/1"

    /// ``format`` as this version writes it.
    public var format = ConsentReceipt.format
    /// The permission.
    public var consent: ConsentID
    /// Its entries, in the log's order.
    public var items: [Item]
    /// The signed note.
    public var checkpoint: String

    /// Makes a receipt about a permission from all leaves of the log, in order; `nil` when none is about it.
    ///
    /// - Throws: A decoding error when a leaf cannot be read, or what signing throws.
    public init?(of consent: ConsentID, in leaves: [ConsentLeaf], signedWith key: ConsentLogKey) throws {
        let tree = MerkleTree(leaves.map(\.hash))
        var items: [Item] = []
        for (index, leaf) in leaves.enumerated() where try leaf.entry().event.consent == consent {
            guard let proof = tree.inclusionProof(of: index, at: tree.size) else { continue }
            items.append(Item(index: Int64(index), leaf: String(decoding: leaf.bytes, as: UTF8.self), proof: proof))
        }
        guard !items.isEmpty else { return nil }
        self.consent = consent
        self.items = items
        checkpoint = try key.sign(size: Int64(tree.size), root: tree.root(at: tree.size)).note
    }

    /// Reads a receipt's JSON.
    ///
    /// - Throws: ``ReceiptFault`` `malformed`.
    public init(json: [UInt8]) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(json))
        } catch {
            throw ReceiptFault(.malformed, "this is no receipt: \(error)")
        }
    }

    /// The receipt as JSON that people can look through.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// Checks the signature and every entry's place, and returns what the receipt then proves.
    ///
    /// - Throws: ``ReceiptFault``.
    public func verify(
        with verifier: ConsentLogVerifier
    ) throws -> (
        checkpoint: ConsentCheckpoint, entries: [ConsentEntry]
    ) {
        guard format == Self.format else { throw ReceiptFault(.malformed, "“\(format)” is another kind of receipt") }
        let checkpoint = try ConsentCheckpoint(note: self.checkpoint, signedBy: verifier)
        guard !items.isEmpty else { throw ReceiptFault(.malformed, "the receipt has no entries") }
        var entries: [ConsentEntry] = []
        var last: Int64 = -1
        for item in items {
            let leaf = ConsentLeaf(bytes: Array(item.leaf.utf8))
            guard
                MerkleVerification.includes(
                    leaf.hash, at: item.index, size: checkpoint.size, proof: item.proof, root: checkpoint.root
                )
            else { throw ReceiptFault(.notIncluded, "entry \(item.index) is not in the log that was signed") }
            guard let entry = try? leaf.entry() else {
                throw ReceiptFault(.malformed, "entry \(item.index) cannot be read")
            }
            guard entry.event.consent == consent, item.index > last, entries.allSatisfy({ $0.ticket == entry.ticket })
            else { throw ReceiptFault(.mixed, "entry \(item.index) is out of order or about something else") }
            last = item.index
            entries.append(entry)
        }
        return (checkpoint, entries)
    }
}

/// Why a receipt or checkpoint proves nothing.
public struct ReceiptFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why, for a program. Extensible.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The word.
        public let rawValue: String
        /// Wraps a word.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// It has not the form of a receipt, checkpoint or key.
        public static let malformed = Code(rawValue: "malformed")
        /// Another key signed it.
        public static let wrongKey = Code(rawValue: "wrongKey")
        /// The signed text was changed.
        public static let badSignature = Code(rawValue: "badSignature")
        /// An entry is not in the log that was signed.
        public static let notIncluded = Code(rawValue: "notIncluded")
        /// Entries of different permissions, or not in the log's order.
        public static let mixed = Code(rawValue: "mixed")
    }

    /// Why, for a program.
    public let code: Code
    /// Why, for a person, in English.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
