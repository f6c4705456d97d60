public import SportelloModel

/// Verifies the host's tokens. `SportelloJWT` has one for HS256 and ES256.
public protocol IdentityVerifier: Sendable {
    /// Verifies a token at an instant. Throws ``IdentityError``; never lets an unknown algorithm or key pass.
    func verify(_ request: TokenRequest) async throws -> VerifiedIdentity
}

/// A token to verify.
public struct TokenRequest: Sendable {
    /// The token as it came.
    public var token: String
    /// The time now.
    public var now: Instant
    /// Makes a request.
    public init(token: String, now: Instant) {
        self.token = token
        self.now = now
    }
}

/// Who the host says it is.
public struct VerifiedIdentity: Sendable, Hashable {
    /// The host's name for the party.
    public var subject: String
    /// What the party may do.
    public var role: Role
    /// The name shown.
    public var name: String
    /// The address, where the host tells it.
    public var email: String?
    /// Until when this holds.
    public var expiresAt: Instant

    /// Makes an identity.
    public init(subject: String, role: Role, name: String, email: String? = nil, expiresAt: Instant) {
        self.subject = subject
        self.role = role
        self.name = name
        self.email = email
        self.expiresAt = expiresAt
    }
}

/// Why a token was not accepted.
public struct IdentityError: Error, Sendable, CustomStringConvertible {
    /// Why, for a program.
    public struct Code: Sendable, Hashable {
        private let word: String
        /// It was right once.
        public static let expired = Code(word: "expired")
        /// It is not right.
        public static let invalid = Code(word: "invalid")
    }

    /// Why, for a program.
    public var code: Code
    /// Why, for an operator; never the token.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The same token may not succeed later.
    public var isRetriable: Bool { false }
    /// The message.
    public var description: String { message }
}
