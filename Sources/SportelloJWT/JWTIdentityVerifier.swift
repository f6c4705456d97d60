import JWTKit
public import Sportello
import SportelloModel

/// Verifies the host's JWTs (protocol §3): one issuer, one algorithm, one key; the audience `sportello`; a life of at
/// most 24 hours; 60 seconds of leeway. Time comes with the request.
///
/// A token is judged from the outside in: form and header, signature, claims, time. `IdentityError.expired` is only said
/// of a token that was right in everything else.
public struct JWTIdentityVerifier: IdentityVerifier {
    /// How far clocks may differ.
    public static let leeway = Duration.seconds(60)
    /// How far ahead a token may expire.
    public static let maximumLife = Duration.hours(24)

    private let key: TokenKey
    private let issuer: String

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - key: The only key that tokens may be signed with.
    ///   - issuer: What `iss` must be, exactly.
    public init(key: TokenKey, issuer: String) {
        self.key = key
        self.issuer = issuer
    }

    /// See `IdentityVerifier`.
    public func verify(_ request: TokenRequest) async throws -> VerifiedIdentity {
        do {
            try CompactToken.check(request.token, algorithm: key.material.algorithm)
        } catch {
            throw IdentityError(.invalid, error.text)
        }
        let claims: TokenClaims
        do {
            claims = try await key.material.keys().verify(request.token)
        } catch {
            throw IdentityError(.invalid, "the token's signature or claims are not right")
        }
        let expiry = try expiry(of: claims, at: request.now)
        let identity = try identity(of: claims, until: expiry)
        guard request.now < expiry + Self.leeway else { throw IdentityError(.expired, "the token has expired") }
        return identity
    }

    /// When the token expires. Throws when its times are not allowed, whatever the time is.
    private func expiry(of claims: TokenClaims, at now: Instant) throws -> Instant {
        guard let expiry = Instant(numericDate: claims.exp) else { throw invalid("the token's exp is no time") }
        guard expiry <= now + Self.maximumLife + Self.leeway else {
            throw invalid("the token's exp is more than 24 hours ahead")
        }
        if let date = claims.nbf {
            guard let start = Instant(numericDate: date), start <= now + Self.leeway else {
                throw invalid("the token is not valid yet")
            }
        }
        return expiry
    }

    private func identity(of claims: TokenClaims, until expiry: Instant) throws -> VerifiedIdentity {
        guard claims.iss == issuer else { throw invalid("the token is from another issuer") }
        guard claims.aud.names.contains(TokenClaims.audience) else {
            throw invalid("the token is for another audience")
        }
        guard !claims.sub.isEmpty else { throw invalid("the token names nobody") }
        guard !claims.name.isEmpty else { throw invalid("the token has no name to show") }
        guard let role = Role(rawValue: claims.role), role != .visitor, role != .system else {
            throw invalid("the token's role is none of contact, agent, supervisor, quality")
        }
        return VerifiedIdentity(
            subject: claims.sub, role: role, name: claims.name, email: claims.email, expiresAt: expiry
        )
    }

    private func invalid(_ message: String) -> IdentityError { IdentityError(.invalid, message) }
}

extension Instant {
    /// Reads seconds since 1970; `nil` for what is no time of this age of the world.
    fileprivate init?(numericDate: Double) {
        guard numericDate.isFinite, (0...253_402_300_799).contains(numericDate) else { return nil }
        self.init(milliseconds: Int64((numericDate * 1000).rounded(.down)))
    }
}
