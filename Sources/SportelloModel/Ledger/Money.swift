/// A currency by its ISO 4217 code, for example `EUR`.
public struct Currency: RawRepresentable, Sendable, Hashable, Comparable, Codable {
    /// Three capital letters.
    public let rawValue: String

    /// Takes a code; `nil` unless it is three capital letters.
    public init?(rawValue: String) {
        guard rawValue.utf8.count == 3, rawValue.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else { return nil }
        self.rawValue = rawValue
    }

    /// Orders by code.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An amount of money in the smallest unit of its currency: cents, not euros. Integers only (DESIGN §5).
///
/// There is no sum of two amounts, since their currencies may differ; a ledger keeps one book per currency.
public struct Money: Sendable, Hashable, Codable {
    /// The amount in minor units; negative for an overdrawn balance.
    public let minor: Int64
    /// The currency.
    public let currency: Currency

    /// Makes an amount.
    public init(minor: Int64, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// This much an hour, for so many minutes: exact, and where it does not come out even, rounded half up to the
    /// minor unit (R-002-52, R-000-19).
    public func price(of minutes: Minutes) -> Money {
        let product = minor * Int64(minutes.count)
        return Money(minor: (product + 30) / 60, currency: currency)
    }

    /// So many times as much.
    public func times(_ count: Int) -> Money { Money(minor: minor * Int64(count), currency: currency) }
}

extension Money: CustomStringConvertible {
    /// The amount with two decimals and the code, for example `120.50 EUR`, as refusals name it.
    public var description: String {
        let cents = minor.magnitude % 100
        return "\(minor < 0 ? "-" : "")\(minor.magnitude / 100).\(cents < 10 ? "0" : "")\(cents) \(currency.rawValue)"
    }
}
