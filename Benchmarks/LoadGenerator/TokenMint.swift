import Crypto
import Foundation

/// Signs agents' tokens as a host does: JWT with HS256 (RFC 7515, RFC 7518 §3.2).
struct TokenMint: Sendable {
    let secret: String
    let issuer: String

    /// A token for an agent, good for an hour.
    func agent(_ name: String, now: Int) -> String {
        let header = #"{"alg":"HS256","typ":"JWT"}"#
        let claims = """
            {"iss":\(quoted(issuer)),"aud":"sportello","sub":\(quoted(name)),"role":"agent",\
            "name":\(quoted(name)),"exp":\(now + 3600)}
            """
        let signed = "\(encoded(Data(header.utf8))).\(encoded(Data(claims.utf8)))"
        let key = SymmetricKey(data: Data(secret.utf8))
        let signature = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)
        return "\(signed).\(encoded(Data(signature)))"
    }

    private func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    private func encoded(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
