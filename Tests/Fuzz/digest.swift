// Stands in for swift-crypto, so that the parser can be built for fuzzing without the package manager. Digests are no
// part of what is fuzzed.

/// Adds bytes up.
public struct SHA256 {
    /// What a digest is here.
    public typealias Digest = [UInt8]

    private var sum: UInt8 = 0

    /// Starts at nothing.
    public init() {}

    /// Adds some bytes.
    public mutating func update(bufferPointer: UnsafeRawBufferPointer) {
        for byte in bufferPointer { sum = sum &* 31 &+ byte }
    }

    /// The sum, as long as a digest is.
    public func finalize() -> Digest { [UInt8](repeating: sum, count: 32) }
}
