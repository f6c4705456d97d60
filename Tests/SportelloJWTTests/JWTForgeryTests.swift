import Crypto
import Foundation
import Sportello
import SportelloJWT
import SportelloModel
import Testing

@Suite("Forged tokens")
struct JWTForgeryTests {
    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u{0}".utf8)

    @Test("A token with any byte replaced is invalid", arguments: [false, true])
    func everyByte(isES256: Bool) async throws {
        var forge = TokenForge()
        if isES256 { forge.header = #"{"alg":"ES256","typ":"JWT"}"# }
        let token = isES256 ? try forge.es256Token() : forge.hs256Token()
        let verifier = isES256 ? TokenForge.es256 : TokenForge.hs256
        try #require(await verifier.refusal(of: token) == nil)
        let bytes = Array(token.utf8)
        for place in bytes.indices {
            // The neighbours in the alphabet differ in the last bits, which a lenient decoder drops.
            let index = try #require(Self.digits.firstIndex(of: bytes[place]))
            for step in [1, 2, 3, 11, 32] {
                var forged = bytes
                forged[place] = Self.digits[(index + step) % Self.digits.count]
                let refusal = await verifier.refusal(of: String(decoding: forged, as: UTF8.self))
                #expect(refusal == .invalid, "byte \(place) as \(forged[place])")
            }
        }
    }

    @Test("A token with a byte removed or added anywhere is invalid")
    func lengths() async {
        let bytes = Array(TokenForge().hs256Token().utf8)
        for place in bytes.indices {
            var shorter = bytes
            shorter.remove(at: place)
            #expect(await TokenForge.hs256.refusal(of: String(decoding: shorter, as: UTF8.self)) == .invalid)
            var longer = bytes
            longer.insert(UInt8(ascii: "A"), at: place)
            #expect(await TokenForge.hs256.refusal(of: String(decoding: longer, as: UTF8.self)) == .invalid)
        }
        for tail in ["=", "==", ".", "\n", " ", "A"] {
            #expect(await TokenForge.hs256.refusal(of: TokenForge().hs256Token() + tail) == .invalid)
        }
    }

    @Test("A token without a signature is invalid, whatever its alg")
    func unsigned() async {
        for alg in ["none", "None", "NONE", "HS256", "", "HS512"] {
            let input = TokenForge(header: "{\"alg\":\"\(alg)\"}").signingInput
            for token in [input, input + ".", input + ".e30"] {
                #expect(await TokenForge.hs256.refusal(of: token) == .invalid)
                #expect(await TokenForge.es256.refusal(of: token) == .invalid)
            }
        }
    }

    @Test("The public key is no secret: HS256 signed with its bytes is invalid")
    func confusion() async throws {
        let pem = TokenForge.privateKey.publicKey.pemRepresentation
        let keys = [
            Array(pem.utf8), Array((pem + "\n").utf8), Array(TokenForge.privateKey.publicKey.x963Representation),
            Array(TokenForge.privateKey.publicKey.derRepresentation),
        ]
        for key in keys {
            #expect(await TokenForge.es256.refusal(of: TokenForge().hs256Token(secret: key)) == .invalid)
            let lying = TokenForge(header: #"{"alg":"ES256"}"#).hs256Token(secret: key)
            #expect(await TokenForge.es256.refusal(of: lying) == .invalid)
        }
    }

    @Test("Only the configured algorithm is accepted, spelled exactly")
    func algorithms() async throws {
        for alg in ["hs256", "HS384", "HS512", "ES256", "RS256", "EdDSA", "HS256 ", "none"] {
            #expect(
                await TokenForge.hs256.refusal(of: TokenForge.withHeader("{\"alg\":\"\(alg)\"}")) == .invalid, "\(alg)")
        }
        #expect(await TokenForge.hs256.refusal(of: TokenForge.withHeader(#"{"typ":"JWT"}"#)) == .invalid)
        let es256 = try TokenForge(header: #"{"alg":"ES256"}"#).es256Token()
        #expect(await TokenForge.es256.refusal(of: es256) == nil)
        #expect(await TokenForge.hs256.refusal(of: es256) == .invalid)
    }

    @Test("Another's key does not sign for this host")
    func otherKeys() async throws {
        let other = Array("another secret that has thirty-two bytes".utf8)
        #expect(await TokenForge.hs256.refusal(of: TokenForge().hs256Token(secret: other)) == .invalid)
        let forged = try TokenForge(header: #"{"alg":"ES256"}"#).es256Token(TokenForge.otherPrivateKey)
        #expect(await TokenForge.es256.refusal(of: forged) == .invalid)
        for filler in [Data(), Data(count: 64), Data(repeating: 0xff, count: 64), Data(count: 63)] {
            let empty = TokenForge(header: #"{"alg":"ES256"}"#).signingInput + "." + TokenForge.encode(filler)
            #expect(await TokenForge.es256.refusal(of: empty) == .invalid)
        }
    }

    @Test("A header that brings or names a key, or asks for an extension, is invalid even when it is signed")
    func headers() async {
        for member in [
            #""crit":["exp"]"#, #""crit":[]"#, #""crit":null"#, #""jwk":{"kty":"oct","k":"AA"}"#,
            #""jku":"https://evil.example/keys"#, #""x5c":["MIIB"]"#, #""x5u":"https://evil.example"#, #""b64":false"#,
            #""zip":"DEF""#, #""typ":"at+jwt""#, #""kid":{"a":1}"#, #""kid":["x"]"#, #""kid":7"#,
        ] {
            let header = "{\"alg\":\"HS256\",\(member)}"
            #expect(await TokenForge.hs256.refusal(of: TokenForge.withHeader(header)) == .invalid, "\(member)")
        }
    }

    @Test("A kid chooses nothing: the one key is used, whatever it says")
    func kid() async {
        for kid in ["../../dev/null", "' OR 1=1 --", "other", ""] {
            let header = "{\"alg\":\"HS256\",\"kid\":\"\(kid)\"}"
            #expect(await TokenForge.hs256.refusal(of: TokenForge.withHeader(header)) == nil)
            let forged = TokenForge(header: header).hs256Token(secret: [UInt8](repeating: 0, count: 32))
            #expect(await TokenForge.hs256.refusal(of: forged) == .invalid)
        }
    }

    @Test(
        "What is no token at all is invalid",
        arguments: ["", ".", "..", "...", "a.b", "a.b.c.d", "e30.e30.e30", "💥.💥.💥"])
    func garbage(token: String) async { #expect(await TokenForge.hs256.refusal(of: token) == .invalid) }

    @Test("A token longer than 8 KiB is invalid, though it is signed")
    func tooLong() async {
        let name = "\"" + String(repeating: "a", count: 8192) + "\""
        #expect(await TokenForge.hs256.refusal(of: TokenForge.with("name", name)) == .invalid)
    }

    @Test("A refusal never repeats the token")
    func silence() async {
        let token = TokenForge.with("name", "\"\"")
        do {
            _ = try await TokenForge.hs256.verify(TokenRequest(token: token, now: TokenForge.now))
            Issue.record("accepted")
        } catch {
            for part in token.split(separator: ".") { #expect(!"\(error)".contains(part)) }
        }
    }
}
