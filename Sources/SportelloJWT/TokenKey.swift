import JWTKit

/// What the host's tokens are verified with: one algorithm, one key. A token that names anything else is refused.
public struct TokenKey: Sendable {
    let material: KeyMaterial

    /// A secret that the host and the desk share (HMAC with SHA-256, RFC 7518 §3.2).
    ///
    /// - Parameter secret: 32 random bytes or more.
    /// - Throws: ``TokenKeyError`` for a shorter one.
    public static func hs256(secret: [UInt8]) throws(TokenKeyError) -> TokenKey {
        TokenKey(material: try .secret(secret))
    }

    /// The host's public key (ECDSA on P-256 with SHA-256, RFC 7518 §3.4).
    ///
    /// - Parameter publicKeyPEM: A `PUBLIC KEY` in PEM.
    /// - Throws: ``TokenKeyError`` for anything else.
    public static func es256(publicKeyPEM: String) throws(TokenKeyError) -> TokenKey {
        do {
            return TokenKey(material: .publicKey(try ES256PublicKey(pem: publicKeyPEM)))
        } catch {
            throw TokenKeyError(.notAKey, "not a P-256 public key in PEM", cause: error)
        }
    }
}

/// What tokens are signed with.
public struct TokenSigningKey: Sendable {
    let material: KeyMaterial

    /// A secret that the host and the desk share.
    ///
    /// - Parameter secret: 32 random bytes or more.
    /// - Throws: ``TokenKeyError`` for a shorter one.
    public static func hs256(secret: [UInt8]) throws(TokenKeyError) -> TokenSigningKey {
        TokenSigningKey(material: try .secret(secret))
    }

    /// The host's private key.
    ///
    /// - Parameter privateKeyPEM: A P-256 private key in PEM.
    /// - Throws: ``TokenKeyError`` for anything else.
    public static func es256(privateKeyPEM: String) throws(TokenKeyError) -> TokenSigningKey {
        do {
            return TokenSigningKey(material: .privateKey(try ES256PrivateKey(pem: privateKeyPEM)))
        } catch {
            throw TokenKeyError(.notAKey, "not a P-256 private key in PEM", cause: error)
        }
    }

    /// The key that verifies what this one signs.
    public var verificationKey: TokenKey {
        switch material {
        case .privateKey(let key): TokenKey(material: .publicKey(key.publicKey))
        case .secret, .publicKey: TokenKey(material: material)
        }
    }
}

/// A key cannot be used.
public struct TokenKeyError: Error, Sendable, CustomStringConvertible {
    /// Why, for a program. Extensible.
    public struct Code: Sendable, Hashable {
        private let word: String
        /// A shared secret has fewer than 32 bytes.
        public static let tooShort = Code(word: "tooShort")
        /// The text is no key of the right kind.
        public static let notAKey = Code(word: "notAKey")
    }

    /// Why, for a program.
    public let code: Code
    /// Why, for an operator; never the key.
    public let message: String
    /// What caused it.
    public let cause: (any Error)?

    init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The same key never works later.
    public var isRetriable: Bool { false }
    /// The message.
    public var description: String { message }
}

/// One key of one algorithm.
enum KeyMaterial: Sendable {
    case secret(HMACKey)
    case publicKey(ES256PublicKey)
    case privateKey(ES256PrivateKey)

    static func secret(_ bytes: [UInt8]) throws(TokenKeyError) -> KeyMaterial {
        guard bytes.count >= 32 else {
            throw TokenKeyError(.tooShort, "a shared secret for HS256 needs 32 bytes or more, this has \(bytes.count)")
        }
        return .secret(HMACKey(from: bytes))
    }

    /// The only value of `alg` that a token may name.
    var algorithm: String {
        switch self {
        case .secret: "HS256"
        case .publicKey, .privateKey: "ES256"
        }
    }

    /// The library's keys: this one alone, so that no `kid` can choose another.
    func keys() async -> JWTKeyCollection {
        let keys = JWTKeyCollection()
        switch self {
        case .secret(let key): await keys.add(hmac: key, digestAlgorithm: .sha256)
        case .publicKey(let key): await keys.add(ecdsa: key)
        case .privateKey(let key): await keys.add(ecdsa: key)
        }
        return keys
    }
}
