import JWTKit
public import Sportello
public import SportelloModel

/// Signs tokens as a host does: for `SupportServer token`, for demonstrations and tests. A host that has a login system
/// signs its own.
public struct JWTIssuer: Sendable {
    private let key: TokenSigningKey
    private let issuer: String

    /// Makes an issuer.
    ///
    /// - Parameters:
    ///   - key: What to sign with.
    ///   - issuer: What `iss` says.
    public init(key: TokenSigningKey, issuer: String) {
        self.key = key
        self.issuer = issuer
    }

    /// A token for that identity, of whole seconds. What ``JWTIdentityVerifier`` would refuse, it refuses too.
    ///
    /// - Parameters:
    ///   - identity: Whom it names. It expires at `expiresAt`, rounded down.
    ///   - now: The time now.
    ///   - notBefore: From when it holds; `nil` for at once.
    /// - Throws: `IdentityError` when such a token would never be accepted at `notBefore` or now.
    public func token(
        for identity: VerifiedIdentity, at now: Instant, notBefore: Instant? = nil
    ) async throws -> String {
        let claims = TokenClaims(
            iss: issuer, aud: Audience(TokenClaims.audience), sub: identity.subject, role: identity.role.rawValue,
            name: identity.name, email: identity.email, exp: Double(identity.expiresAt.milliseconds / 1000),
            nbf: notBefore.map { Double($0.milliseconds / 1000) }
        )
        let token = try await key.material.keys().sign(claims)
        let verifier = JWTIdentityVerifier(key: key.verificationKey, issuer: issuer)
        _ = try await verifier.verify(TokenRequest(token: token, now: max(now, notBefore ?? now)))
        return token
    }
}
