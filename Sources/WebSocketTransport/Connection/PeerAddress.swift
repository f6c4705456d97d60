import CWebSockets

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The network address of a peer without its port, in 16 bytes: IPv4 is kept in its IPv4-mapped IPv6 form.
///
/// Small and hashable, because every connection carries one and every limit per address is counted by it.
package struct PeerAddress: Hashable, Sendable {
    /// The first eight bytes of the IPv6 form, in network order.
    package let high: UInt64
    /// The last eight bytes of the IPv6 form, in network order.
    package let low: UInt64

    /// Creates an address from the two halves of its IPv6 form.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Creates an IPv4 address from its four bytes.
    package init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        self.high = 0
        self.low = 0xFFFF << 32 | UInt64(a) << 24 | UInt64(b) << 16 | UInt64(c) << 8 | UInt64(d)
    }

    /// An address that is not known, such as that of a local socket.
    package static let unknown = PeerAddress(high: 0, low: 0)

    /// `true` for an IPv4 address.
    package var isIPv4: Bool { self.high == 0 && self.low >> 32 == 0xFFFF }

    /// `true` for 127.0.0.0/8 and ::1.
    package var isLoopback: Bool {
        self.isIPv4 ? (self.low >> 24) & 0xFF == 127 : self.high == 0 && self.low == 1
    }

    /// What a limit per address is counted by: an IPv4 address itself, of an IPv6 address its /64 network, since a
    /// single host commonly owns that many.
    package var limitKey: PeerAddress { self.isIPv4 ? self : PeerAddress(high: self.high, low: 0) }
}

extension PeerAddress: CustomStringConvertible {
    /// Reads the 16 bytes of the IPv6 form.
    init(bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == 16)
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }

    /// The peer of a socket.
    init(of socket: OpaquePointer) {
        self = withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { buffer in
            cws_socket_address(socket, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self))
            return PeerAddress(bytes: UnsafeRawBufferPointer(buffer))
        }
    }

    /// Reads a numeric IPv4 or IPv6 address, without port, brackets or zone; nil for anything else.
    package init?(text: String) {
        var bytes = in6_addr()
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            let value = UInt32(bigEndian: four.s_addr)
            self.init(high: 0, low: 0xFFFF << 32 | UInt64(value))
        } else if inet_pton(AF_INET6, text, &bytes) == 1 {
            self = withUnsafeBytes(of: &bytes) { PeerAddress(bytes: $0) }
        } else {
            return nil
        }
    }

    /// The usual numeric form; personal data, not for logs.
    package var description: String {
        if self.isIPv4 {
            return [24, 16, 8, 0].map { String(self.low >> UInt64($0) & 0xFF) }.joined(separator: ".")
        }
        var halves = (self.high.bigEndian, self.low.bigEndian)
        var text = [CChar](repeating: 0, count: 64)
        guard inet_ntop(AF_INET6, &halves, &text, socklen_t(text.count)) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
