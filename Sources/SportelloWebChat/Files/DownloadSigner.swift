import Crypto
import Foundation
import SportelloModel

/// Signs download addresses for a short time. The key lives as long as the server: an address that a restart made useless
/// is made anew with the event.
struct DownloadSigner: Sendable {
    private let key: SymmetricKey
    private let lifetime: Int64

    init(random: @Sendable () -> UInt64, lifetime: Duration) {
        var bytes = Data()
        for _ in 0..<4 { withUnsafeBytes(of: random()) { bytes.append(contentsOf: $0) } }
        key = SymmetricKey(data: bytes)
        self.lifetime = lifetime.milliseconds
    }

    /// A relative address that works until `now` plus the lifetime.
    func address(of file: FileID, now: Int64) -> String {
        let until = now + lifetime
        return "/files/\(file)?k=\(until).\(signature(file, until))"
    }

    /// Whether a signature is right and still holds. Compared in constant time.
    func accepts(_ signed: String, for file: FileID, now: Int64) -> Bool {
        let parts = signed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let until = Int64(parts[0]), until >= now, until <= now + lifetime else { return false }
        guard let code = Self.bytes(hex: parts[1]) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message(file, until), using: key)
    }

    private func signature(_ file: FileID, _ until: Int64) -> String {
        HMAC<SHA256>.authenticationCode(for: message(file, until), using: key)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func message(_ file: FileID, _ until: Int64) -> Data { Data("\(file).\(until)".utf8) }

    /// One signature has one spelling: digits and small letters.
    private static func bytes(hex: Substring) -> Data? {
        guard hex.utf8.count == 64, hex.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else { return nil }
        var bytes = Data()
        var rest = hex
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
