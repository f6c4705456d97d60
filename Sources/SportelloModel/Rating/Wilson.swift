/// The lower end of Wilson's score interval in exact integers.
///
/// With k of n good and z in hundredths, the bound is (2k + z² − z·√(z² + 4k(n−k)/n)) / 2(n + z²). Brought to one
/// fraction, everything but one square root is an integer, and rounding that root up makes the result the exact floor.
enum Wilson {
    /// The largest number of answers that is computed exactly; larger ones are halved with their good ones, which only
    /// lowers the bound.
    private static let largest = 5_000_000

    /// The bound in hundredths of a percent, rounded down; 0 without answers.
    static func lowerBound(_ good: Int, of count: Int, z: Int) -> Int {
        guard count > 0, good > 0, good <= count else { return 0 }
        var (k, n) = (UInt128(good), UInt128(count))
        while n > largest { (k, n) = (k / 2, (n + 1) / 2) }
        let z = UInt128(z)
        let scale: UInt128 = 10_000
        // All terms times 10 000, since z is in hundredths.
        let sum = 2 * k * scale + z * z
        let radicand = n * (z * z * n + 4 * scale * k * (n - k))
        let root = ceilingRoot(scale * scale * z * z * radicand)
        let value = scale * sum * n
        guard value > root else { return 0 }
        return Int((value - root) / (2 * n * (n * scale + z * z)))
    }

    /// The smallest integer whose square is not below `value`.
    static func ceilingRoot(_ value: UInt128) -> UInt128 {
        guard value > 1 else { return value }
        var root = UInt128(1) << UInt128((UInt128.bitWidth - value.leadingZeroBitCount + 1) / 2)
        while true {
            let next = (root + value / root) / 2
            if next >= root { break }
            root = next
        }
        return root * root == value ? root : root + 1
    }
}
