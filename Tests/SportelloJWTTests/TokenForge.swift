import Crypto
import Foundation
import Sportello
import SportelloJWT
import SportelloModel

/// Makes tokens that no honest library would, and signs them with whatever it is told to.
struct TokenForge {
    static let now = Instant(seconds: 1_800_000_000)
    static let secret = Array("a shared secret of thirty-two bytes or more".utf8)
    static let issuer = "https://shop.example"
    static let privateKey = P256.Signing.PrivateKey()
    static let otherPrivateKey = P256.Signing.PrivateKey()

    static let hs256 = JWTIdentityVerifier(key: try! .hs256(secret: secret), issuer: issuer)
    static let es256 = JWTIdentityVerifier(
        key: try! .es256(publicKeyPEM: privateKey.publicKey.pemRepresentation), issuer: issuer
    )

    /// JSON values of the right claims, by name.
    var claims: [String: String] = [
        "iss": "\"https://shop.example\"", "aud": "\"sportello\"", "sub": "\"c-17\"", "role": "\"contact\"",
        "name": "\"Ada\"", "exp": "1800003600",
    ]
    var header = #"{"alg":"HS256","typ":"JWT"}"#

    /// The right token with one claim changed (to JSON) or removed.
    static func with(_ name: String, _ value: String?) -> String {
        var forge = TokenForge()
        forge.claims[name] = value
        return forge.hs256Token()
    }

    static func withHeader(_ header: String) -> String { TokenForge(header: header).hs256Token() }

    var payload: String {
        "{" + claims.sorted { $0.key < $1.key }.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
    var signingInput: String { Self.encode(Data(header.utf8)) + "." + Self.encode(Data(payload.utf8)) }

    func hs256Token(secret: [UInt8] = TokenForge.secret) -> String {
        let input = signingInput
        let code = HMAC<SHA256>.authenticationCode(for: Data(input.utf8), using: SymmetricKey(data: secret))
        return input + "." + Self.encode(Data(code))
    }

    func es256Token(_ key: P256.Signing.PrivateKey = TokenForge.privateKey) throws -> String {
        let input = signingInput
        return input + "." + Self.encode(try key.signature(for: Data(input.utf8)).rawRepresentation)
    }

    static func encode(_ data: Data) -> String {
        String(
            data.base64EncodedString().compactMap { digit -> Character? in
                switch digit {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: digit
                }
            }
        )
    }
}

extension JWTIdentityVerifier {
    /// `nil` when accepted, otherwise why not.
    func refusal(of token: String, at now: Instant = TokenForge.now) async -> IdentityError.Code? {
        do {
            _ = try await verify(TokenRequest(token: token, now: now))
            return nil
        } catch let error as IdentityError {
            return error.code
        } catch {
            return IdentityError.Code?.none
        }
    }
}
