// Stands in for swift-crypto, so that the parser can be built for fuzzing without the package manager. Digests are no
// part of what is fuzzed.

public struct SHA256 {
    public typealias Digest = [UInt8]

    private var sum: UInt8 = 0

    public init() {}

    public mutating func update(bufferPointer: UnsafeRawBufferPointer) {
        for byte in bufferPointer { sum = sum &* 31 &+ byte }
    }

    public func finalize() -> Digest { [UInt8](repeating: sum, count: 32) }
}
