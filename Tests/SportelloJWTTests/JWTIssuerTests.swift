import Crypto
import Foundation
import Sportello
import SportelloJWT
import SportelloModel
import Testing

@Suite("Signing tokens")
struct JWTIssuerTests {
    private let identity = VerifiedIdentity(
        subject: "a-1", role: .supervisor, name: "Bea", email: "bea@shop.example",
        expiresAt: TokenForge.now + .hours(8)
    )

    @Test("What an issuer signs, its verifier reads back", arguments: [false, true])
    func roundTrip(isES256: Bool) async throws {
        let key: TokenSigningKey =
            isES256
            ? try .es256(privateKeyPEM: TokenForge.privateKey.pemRepresentation) : try .hs256(secret: TokenForge.secret)
        let token = try await JWTIssuer(key: key, issuer: TokenForge.issuer).token(for: identity, at: TokenForge.now)
        let verifier = isES256 ? TokenForge.es256 : TokenForge.hs256
        #expect(try await verifier.verify(TokenRequest(token: token, now: TokenForge.now)) == identity)
        let elsewhere = JWTIdentityVerifier(key: key.verificationKey, issuer: "https://other.example")
        #expect(await elsewhere.refusal(of: token) == .invalid)
    }

    @Test("An issuer signs nothing that would be refused")
    func refusals() async throws {
        let issuer = JWTIssuer(key: try .hs256(secret: TokenForge.secret), issuer: TokenForge.issuer)
        var wrong: [VerifiedIdentity] = Array(repeating: identity, count: 4)
        wrong[0].role = .system
        wrong[1].expiresAt = TokenForge.now + .hours(25)
        wrong[2].name = ""
        wrong[3].subject = ""
        for identity in wrong {
            await #expect(throws: IdentityError.self) { try await issuer.token(for: identity, at: TokenForge.now) }
        }
        let later = try await issuer.token(
            for: identity, at: TokenForge.now, notBefore: TokenForge.now + .hours(1)
        )
        #expect(await TokenForge.hs256.refusal(of: later) == .invalid)
        #expect(await TokenForge.hs256.refusal(of: later, at: TokenForge.now + .hours(1)) == nil)
    }

    @Test("A secret of fewer than 32 bytes and a key of another kind are refused when configured")
    func keys() {
        #expect(throws: TokenKeyError.self) { try TokenKey.hs256(secret: Array(repeating: 7, count: 31)) }
        #expect(throws: TokenKeyError.self) { try TokenSigningKey.hs256(secret: []) }
        let other = P384.Signing.PrivateKey()
        for pem in ["", "not a key", other.publicKey.pemRepresentation, TokenForge.privateKey.pemRepresentation] {
            #expect(throws: TokenKeyError.self) { try TokenKey.es256(publicKeyPEM: pem) }
        }
        #expect(throws: TokenKeyError.self) {
            try TokenSigningKey.es256(privateKeyPEM: TokenForge.privateKey.publicKey.pemRepresentation)
        }
    }
}
