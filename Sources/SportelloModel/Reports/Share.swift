/// A part of a number of things: never a share without its count (facts, honest statistics).
public struct Share: Sendable, Hashable {
    /// How many.
    public let count: Int
    /// Of how many.
    public let total: Int

    /// Makes a share; 0 ≤ count ≤ total.
    public init(_ count: Int, of total: Int) {
        self.count = count
        self.total = total
    }

    /// The share in thousandths, rounded down, so that only all of them are 1000; `nil` of none.
    public var perMille: Int? { total == 0 ? nil : count * 1000 / total }

    /// The share in percent, rounded down, so that only all of them are 100.00; `nil` of none.
    public var percent: TwoDecimals? { total == 0 ? nil : TwoDecimals(hundredths: count * 10_000 / total) }

    /// The lower end of Wilson's interval in percent, rounded down, by which shares of unlike counts can be ranked: a
    /// share of few counts for little. `nil` of none.
    ///
    /// - Parameter z: The named z in hundredths, for example 196.
    public func lowerBound(z: Int) -> TwoDecimals? {
        total == 0 ? nil : TwoDecimals(hundredths: Wilson.lowerBound(count, of: total, z: z))
    }
}
