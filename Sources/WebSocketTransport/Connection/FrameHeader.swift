/// The four bytes that a client's payload is masked with (RFC 6455 §5.3).
struct FrameMask: Equatable {
    /// In the order in which they are used, the first in the lowest byte.
    var value: UInt32

    /// Masks, or unmasks, in place.
    func apply(to bytes: UnsafeMutableBufferPointer<UInt8>) {
        var index = 0
        let raw = UnsafeMutableRawBufferPointer(bytes)
        let wide = UInt64(self.value) << 32 | UInt64(self.value)
        while index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            raw.storeBytes(of: (UInt64(littleEndian: word) ^ wide).littleEndian, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        while index < raw.count {
            raw[index] ^= UInt8(truncatingIfNeeded: self.value >> (8 * UInt32(index & 3)))
            index += 1
        }
    }
}

/// The header of a whole, unfragmented frame (RFC 6455 §5.2).
struct FrameHeader: Equatable {
    /// The frames that are sent.
    enum Opcode: UInt8 {
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10
    }

    var opcode: Opcode
    var payloadCount: Int
    var mask: FrameMask?

    /// The header's length: 2, 4 or 10 bytes, and 4 for a mask.
    var byteCount: Int {
        (self.payloadCount < 126 ? 2 : self.payloadCount < 65_536 ? 4 : 10) + (self.mask == nil ? 0 : 4)
    }

    /// Writes `byteCount` bytes.
    func write(to target: UnsafeMutablePointer<UInt8>) {
        target[0] = 0x80 | self.opcode.rawValue
        let masked: UInt8 = self.mask == nil ? 0 : 0x80
        var next: Int
        if self.payloadCount < 126 {
            target[1] = masked | UInt8(self.payloadCount)
            next = 2
        } else if self.payloadCount < 65_536 {
            target[1] = masked | 126
            target[2] = UInt8(truncatingIfNeeded: self.payloadCount >> 8)
            target[3] = UInt8(truncatingIfNeeded: self.payloadCount)
            next = 4
        } else {
            target[1] = masked | 127
            for byte in 0..<8 { target[2 + byte] = UInt8(truncatingIfNeeded: self.payloadCount >> (56 - 8 * byte)) }
            next = 10
        }
        guard let mask else { return }
        for byte in 0..<4 {
            target[next] = UInt8(truncatingIfNeeded: mask.value >> (8 * UInt32(byte)))
            next += 1
        }
    }
}
