import Crypto
import Foundation

/// The secrets that sign reply tokens: one signs, both are believed, so that a key can be changed without cutting the
/// threads that the old one began.
public struct MailKeys: Sendable {
    let current: SymmetricKey
    let previous: SymmetricKey?

    /// Makes a pair of keys.
    ///
    /// - Parameters:
    ///   - current: At least 32 bytes.
    ///   - previous: The key before it, still believed; at least 32 bytes.
    /// - Throws: ``EmailError`` with `configuration` for a shorter key.
    public init(current: [UInt8], previous: [UInt8]? = nil) throws {
        guard current.count >= 32, previous.map({ $0.count >= 32 }) ?? true else {
            throw EmailError(.configuration, "a key for reply tokens needs 32 bytes or more")
        }
        self.current = SymmetricKey(data: current)
        self.previous = previous.map { SymmetricKey(data: $0) }
    }

    /// The first `count` bytes of the HMAC under the current key.
    func tag(_ message: [UInt8], count: Int) -> [UInt8] { Self.tag(message, current, count) }

    /// Whether one of the keys made that tag. Compared in constant time.
    func accepts(_ tag: [UInt8], of message: [UInt8]) -> Bool {
        [current, previous].compactMap(\.self).reduce(false) { found, key in
            let right = Self.tag(message, key, tag.count)
            let difference = zip(tag, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            return found || (difference == 0 && tag.count == right.count)
        }
    }

    private static func tag(_ message: [UInt8], _ key: SymmetricKey, _ count: Int) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(count))
    }
}
