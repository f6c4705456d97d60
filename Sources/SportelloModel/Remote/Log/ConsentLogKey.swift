internal import Crypto
internal import Foundation

/// The organisation's key for its consent log: an Ed25519 key under a name. The host keeps it; the desk never stores it.
public struct ConsentLogKey: Sendable {
    /// The log's name, for example `support.example.com/consents`: no spaces, no plus sign.
    public let origin: String
    private let seed: [UInt8]
    /// What a third party needs to check what this key signed.
    public let verifier: ConsentLogVerifier

    /// Makes a key of 32 secret bytes.
    ///
    /// - Throws: ``ReceiptFault`` `malformed` when the name or the number of bytes is wrong.
    public init(origin: String, seed: [UInt8]) throws {
        guard ConsentLogVerifier.isName(origin) else {
            throw ReceiptFault(.malformed, "“\(origin)” is no log's name: write one without spaces and plus signs")
        }
        guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Data(seed)) else {
            throw ReceiptFault(.malformed, "the secret must be 32 bytes, not \(seed.count)")
        }
        self.origin = origin
        self.seed = seed
        verifier = ConsentLogVerifier(origin: origin, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Signs a tree's size and root as a checkpoint.
    public func sign(size: Int64, root: Digest) throws -> ConsentCheckpoint {
        let body = ConsentCheckpoint.body(origin: origin, size: size, root: root)
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Data(seed))
        let signature = Array(try key.signature(for: Data(body.utf8)))
        let line = Data(verifier.keyID + signature).base64EncodedString()
        return ConsentCheckpoint(origin: origin, size: size, root: root, note: "\(body)\n\u{2014} \(origin) \(line)\n")
    }
}

/// The public half: a log's name and its Ed25519 key. Its text form is the one that transparency logs use,
/// `name+keyid+base64`.
public struct ConsentLogVerifier: Sendable, Hashable, CustomStringConvertible {
    /// The log's name.
    public let origin: String
    /// The 32 bytes of the public key.
    public let publicKey: [UInt8]

    init(origin: String, publicKey: [UInt8]) {
        self.origin = origin
        self.publicKey = publicKey
    }

    /// Reads the text form; `nil` when it is damaged, also when the key's id does not follow from name and key.
    public init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isName(String(parts[0])), let bytes = Data(base64Encoded: String(parts[2])),
            bytes.count == 33, bytes.first == Self.algorithm
        else { return nil }
        self.init(origin: String(parts[0]), publicKey: Array(bytes.dropFirst()))
        guard Self.hexadecimal(keyID) == parts[1] else { return nil }
    }

    /// `name+keyid+base64`.
    public var description: String {
        "\(origin)+\(Self.hexadecimal(keyID))+\(Data([Self.algorithm] + publicKey).base64EncodedString())"
    }

    /// Ed25519 in signed notes.
    private static let algorithm: UInt8 = 1

    /// Four bytes that name the key in a signature line.
    var keyID: [UInt8] {
        Array(Digest(hashing: Array(origin.utf8) + [0x0A, Self.algorithm] + publicKey).bytes.prefix(4))
    }

    /// Whether the key signed that text.
    func hasSigned(_ text: String, _ signature: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: Data(publicKey)) else { return false }
        return key.isValidSignature(Data(signature), for: Data(text.utf8))
    }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.contains { $0.isWhitespace || $0.isNewline || $0 == "+" }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
