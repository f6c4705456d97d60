/// An absolute time: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
///
/// The rules never read a clock; an instant always comes in with the command.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the epoch.
    public var milliseconds: Int64

    /// Makes an instant from milliseconds since the epoch.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Makes an instant from whole seconds since the epoch.
    public init(seconds: Int64) { self.milliseconds = seconds * 1000 }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// The instant `duration` later, rounded towards zero to a millisecond.
    public static func + (left: Self, duration: Duration) -> Self {
        Self(milliseconds: left.milliseconds + duration.milliseconds)
    }

    /// The instant `duration` earlier.
    public static func - (left: Self, duration: Duration) -> Self {
        Self(milliseconds: left.milliseconds - duration.milliseconds)
    }

    /// The time from `right` to `left`; negative when `left` is earlier.
    public static func - (left: Self, right: Self) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }
}

extension Instant: Codable {
    /// Decodes the milliseconds.
    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Encodes the milliseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero.
    public var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// A number of minutes.
    public static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }

    /// A number of hours.
    public static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }

    /// A number of 24-hour days (not calendar days).
    public static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
