/// A number with two decimals, kept as hundredths so that nothing is lost and nothing is rounded twice.
public struct TwoDecimals: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The number times a hundred.
    public let hundredths: Int

    /// Makes a number from its hundredths.
    public init(hundredths: Int) { self.hundredths = hundredths }

    /// `sum / count`, half a hundredth rounded up; `count` is 1 or more, `sum` 0 or more.
    public static func mean(of sum: Int, over count: Int) -> Self {
        Self(hundredths: (sum * 200 + count) / (2 * count))
    }

    /// Orders by value.
    public static func < (left: Self, right: Self) -> Bool { left.hundredths < right.hundredths }

    /// For example `4.87`.
    public var description: String {
        let cents = hundredths % 100
        return "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
