import Sportello
import SportelloJWT
import SportelloModel
import Testing

@Suite("Claims of the host's tokens")
struct JWTClaimTests {
    let verifier = TokenForge.hs256

    @Test("A right token names subject, role, name, address and expiry")
    func right() async throws {
        let token = TokenForge.with("email", "\"ada@shop.example\"")
        let identity = try await verifier.verify(TokenRequest(token: token, now: TokenForge.now))
        #expect(
            identity
                == VerifiedIdentity(
                    subject: "c-17", role: .contact, name: "Ada", email: "ada@shop.example",
                    expiresAt: Instant(seconds: 1_800_003_600)
                )
        )
    }

    @Test("Exactly the four roles of a host are accepted", arguments: Role.allCases)
    func roles(role: Role) async {
        let isHosts = role != .visitor && role != .system
        let refusal = await verifier.refusal(of: TokenForge.with("role", "\"\(role.rawValue)\""))
        #expect(refusal == (isHosts ? nil : .invalid))
    }

    @Test("A missing, empty or mistyped claim is invalid", arguments: ["iss", "aud", "sub", "role", "name", "exp"])
    func missing(name: String) async {
        for value in [nil, "null", "\"\"", "{}", "[]", "true"] as [String?] {
            #expect(
                await verifier.refusal(of: TokenForge.with(name, value)) == .invalid, "\(name): \(value ?? "absent")")
        }
    }

    @Test("Issuer and audience are compared exactly")
    func exact() async {
        for (name, value) in [
            ("iss", "\"https://shop.example/\""), ("iss", "\"HTTPS://SHOP.EXAMPLE\""), ("aud", "\"Sportello\""),
            ("aud", "\"sportello \""), ("aud", "[\"other\"]"), ("role", "\"Agent\""), ("role", "\"admin\""),
        ] {
            #expect(await verifier.refusal(of: TokenForge.with(name, value)) == .invalid, "\(name): \(value)")
        }
        #expect(await verifier.refusal(of: TokenForge.with("aud", "[\"other\",\"sportello\"]")) == nil)
    }

    @Test("A token holds until 60 seconds after it expired, by the time of the request")
    func expiry() async {
        let token = TokenForge().hs256Token()
        let expiry = Instant(seconds: 1_800_003_600)
        #expect(await verifier.refusal(of: token, at: expiry) == nil)
        #expect(await verifier.refusal(of: token, at: expiry + .milliseconds(59_999)) == nil)
        #expect(await verifier.refusal(of: token, at: expiry + .seconds(60)) == .expired)
        #expect(await verifier.refusal(of: token, at: expiry + .days(4000)) == .expired)
    }

    @Test("Only a token that was right in everything else is called expired")
    func expiredAndWrong() async {
        for (name, value) in [("iss", "\"other\""), ("aud", "\"other\""), ("role", "\"system\""), ("name", "\"\"")] {
            var forge = TokenForge()
            forge.claims["exp"] = "1700000000"
            forge.claims[name] = value
            #expect(await verifier.refusal(of: forge.hs256Token()) == .invalid)
        }
        #expect(await verifier.refusal(of: TokenForge.with("exp", "1700000000")) == .expired)
    }

    @Test("A token that expires more than 24 hours ahead is invalid")
    func farExpiry() async {
        let dayAhead = 1_800_000_000 + 86_400
        #expect(await verifier.refusal(of: TokenForge.with("exp", "\(dayAhead + 60)")) == nil)
        #expect(await verifier.refusal(of: TokenForge.with("exp", "\(dayAhead + 61)")) == .invalid)
        for exp in ["1e300", "-1", "9999999999999999", "1e999", "\"1800003600\""] {
            #expect(await verifier.refusal(of: TokenForge.with("exp", exp)) == .invalid, "\(exp)")
        }
        #expect(await verifier.refusal(of: TokenForge.with("exp", "1800003600.5")) == nil)
    }

    @Test("A token is not valid more than 60 seconds before nbf")
    func notBefore() async {
        #expect(await verifier.refusal(of: TokenForge.with("nbf", "1800000060")) == nil)
        #expect(await verifier.refusal(of: TokenForge.with("nbf", "1800000061")) == .invalid)
        #expect(await verifier.refusal(of: TokenForge.with("nbf", "\"soon\"")) == .invalid)
    }
}
