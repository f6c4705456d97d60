/// Minutes of a customer's hours: granted, held, charged. Never minutes that somebody worked, which are
/// ``WorkedMinutes``: only a ``Charge`` makes one of the other (R-003-20).
public struct Minutes: Sendable, Hashable, Comparable {
    /// How many; negative for an overdrawn balance.
    public let count: Int

    /// Makes a number of minutes.
    public init(_ count: Int) { self.count = count }

    /// Makes a number of whole hours (R-003-5: H hours are 60 H minutes).
    public static func hours(_ count: Int) -> Self { Self(count * 60) }

    /// No minutes.
    public static let zero = Self(0)

    /// The sum.
    public static func + (left: Self, right: Self) -> Self { Self(left.count + right.count) }
    /// The difference.
    public static func - (left: Self, right: Self) -> Self { Self(left.count - right.count) }
    /// Orders by length.
    public static func < (left: Self, right: Self) -> Bool { left.count < right.count }
}

/// Minutes that somebody worked, whatever is charged for them.
public struct WorkedMinutes: Sendable, Hashable, Comparable {
    /// How many.
    public let count: Int

    /// Makes a number of minutes.
    public init(_ count: Int) { self.count = count }

    /// The whole minutes of a span; a minute that was begun counts.
    public init(_ duration: Duration) {
        self.count = Int((duration.milliseconds + 59_999) / 60_000)
    }

    /// No minutes.
    public static let zero = Self(0)

    /// The sum.
    public static func + (left: Self, right: Self) -> Self { Self(left.count + right.count) }
    /// Orders by length.
    public static func < (left: Self, right: Self) -> Bool { left.count < right.count }
}

extension Minutes: Codable {
    /// Decodes the plain number.
    public init(from decoder: any Decoder) throws { count = try decoder.singleValueContainer().decode(Int.self) }
    /// Encodes the plain number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}

extension WorkedMinutes: Codable {
    /// Decodes the plain number.
    public init(from decoder: any Decoder) throws { count = try decoder.singleValueContainer().decode(Int.self) }
    /// Encodes the plain number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}
