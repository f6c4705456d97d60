internal import Foundation

/// The log's size and root at a moment, signed: whoever keeps one can see later whether the log only grew.
///
/// A signed note of three lines (name, size, root in base64), a blank line and the signature, as transparency logs write
/// them, so that outside witnesses can keep it too.
public struct ConsentCheckpoint: Sendable, Hashable {
    /// The log's name.
    public let origin: String
    /// How many leaves the log had.
    public let size: Int64
    /// The root over them.
    public let root: Digest
    /// The signed note.
    public let note: String

    init(origin: String, size: Int64, root: Digest, note: String) {
        self.origin = origin
        self.size = size
        self.root = root
        self.note = note
    }

    /// Reads a signed note and checks who signed it.
    ///
    /// - Throws: ``ReceiptFault``: `malformed` for what is no such note, `wrongKey` when the key signed none of its
    ///   lines, `badSignature` when a line names the key and does not fit the text.
    public init(note: String, signedBy verifier: ConsentLogVerifier) throws {
        guard let gap = note.range(of: "\n\n") else { throw ReceiptFault(.malformed, "the checkpoint is cut off") }
        let body = String(note[..<note.index(after: gap.lowerBound)])
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
            let bytes = Data(base64Encoded: String(lines[2])), let root = Digest(bytes: bytes)
        else { throw ReceiptFault(.malformed, "the checkpoint is not a name, a size and a root") }
        self.init(origin: String(lines[0]), size: size, root: root, note: note)
        let signatures = note[gap.upperBound...].split(separator: "\n").compactMap { verifier.signature(in: $0) }
        guard origin == verifier.origin, !signatures.isEmpty else {
            throw ReceiptFault(.wrongKey, "this key did not sign the checkpoint of \(origin)")
        }
        guard signatures.contains(where: { verifier.hasSigned(body, $0) }) else {
            throw ReceiptFault(.badSignature, "the checkpoint was changed after it was signed")
        }
    }

    /// The signed text.
    static func body(origin: String, size: Int64, root: Digest) -> String {
        "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\n"
    }
}

extension ConsentLogVerifier {
    /// The signature of a note's line, when the line names this key.
    fileprivate func signature(in line: Substring) -> [UInt8]? {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", parts[1] == origin,
            let bytes = Data(base64Encoded: String(parts[2])), Array(bytes.prefix(4)) == keyID
        else { return nil }
        return Array(bytes.dropFirst(4))
    }
}
