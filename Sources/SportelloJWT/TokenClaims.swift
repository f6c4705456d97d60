import JWTKit

/// The claims of the contract (protocol §3).
struct TokenClaims: JWTPayload {
    static let audience = "sportello"

    var iss: String
    var aud: Audience
    var sub: String
    var role: String
    var name: String
    var email: String?
    /// Seconds since 1970; a fraction is allowed (RFC 7519 §2, NumericDate).
    var exp: Double
    var nbf: Double?

    /// The claims are judged by the verifier, which has the request's time; the library would read the ambient clock.
    func verify(using algorithm: some JWTAlgorithm) {}
}

/// One name or several (RFC 7519 §4.1.3).
struct Audience: Codable, Sendable {
    var names: [String]

    init(_ name: String) { names = [name] }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            names = [try container.decode(String.self)]
        } catch DecodingError.typeMismatch {
            names = try container.decode([String].self)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if names.count == 1 { try container.encode(names[0]) } else { try container.encode(names) }
    }
}
