import CWebSockets

/// Unpredictable masks for a loop's clients (RFC 6455 §5.3), fetched from the library's random source 256 at a time.
struct MaskSource {
    private var pool: [UInt32] = []

    /// The next mask.
    mutating func next(from loop: OpaquePointer?) -> FrameMask {
        if self.pool.isEmpty {
            self.pool = Array(repeating: 0, count: 256)
            self.pool.withUnsafeMutableBytes { bytes in
                if let loop { cws_random(loop, bytes.baseAddress, bytes.count) }
            }
        }
        return FrameMask(value: self.pool.removeLast())
    }
}
